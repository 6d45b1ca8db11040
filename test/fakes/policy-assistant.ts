import type { Answer, AskRequest } from '../../src/answering/answer.ts';
import type { PolicyAssistant, ServedIndex } from '../../src/channels/channel.ts';
import type { Clause, Heading, Outline } from '../../src/clauses/clause.ts';
import type { PolicyDocument } from '../../src/documents/document.ts';
import type { Target } from '../../src/facts/targets.ts';

/** Hard-wrapped as PDF text is, with Markdown marks, so that showing it takes some care. */
export const FAKE_SOURCE = `# 某某区教育发展规划
（征求意见稿）

## 一、发展目标

到2025年，普惠性幼儿园覆

盖率达到**93%**以上，公办园在园幼儿占比

达到 55%。

## 二、保障措施

区教育局负责 <b>落实</b> & 考核。
`;

function spanOf(text: string): { start: number; end: number } {
  const start = FAKE_SOURCE.indexOf(text);
  if (start < 0) throw new Error(`The fake source has no ${text}`);
  return { start, end: start + text.length };
}

function clause(id: string, path: string[], text: string): Clause {
  const span = spanOf(text);
  const sentences = [{ ...span, text: text.replace(/[\s*]/g, '') }];
  const readable = text.replace(/[\s*]/g, '');
  return {
    ...{ id, documentId: 'mou', kind: 'text', path, heading: 0, text: readable, page: 1, sentences },
    ...{ responsibleUnits: [], unitsSpan: null, ...span },
  };
}

function heading(title: string): Heading {
  const span = spanOf(`## ${title}`);
  return { ...span, level: 1, title, kind: 'numbered', parent: null };
}

const GOAL = spanOf('到2025年，普惠性幼儿园覆\n\n盖率达到**93%**以上，公办园在园幼儿占比\n\n达到 55%。');

const CLAUSES = [
  clause('mou-goal', ['一、发展目标'], FAKE_SOURCE.slice(GOAL.start, GOAL.end)),
  clause('mou-duty', ['二、保障措施'], '区教育局负责 <b>落实</b> & 考核。'),
];

const OUTLINE: Outline = {
  documentId: 'mou',
  title: '某某区教育发展规划',
  headings: [heading('一、发展目标'), heading('二、保障措施')],
  clauses: CLAUSES,
};

const DOCUMENT: PolicyDocument = {
  id: 'mou',
  file: '某某区规划.md',
  source: FAKE_SOURCE,
  shown: FAKE_SOURCE,
  hash: 'a'.repeat(64),
  title: '某某区教育发展规划',
  issuer: '某某区教育局',
  addressee: null,
  issuedOn: '2021-05-06',
  status: '征求意见稿',
  period: { fromYear: 2021, toYear: 2025 },
  region: '某某区',
  origin: null,
  pageStarts: [0],
  evidence: {},
};

function target(words: string, setting: Partial<Target>): Target {
  const none = {
    value: null,
    upper: null,
    unit: '',
    comparator: '',
    by: null,
    frequency: null,
    appliesTo: null,
  };
  const place = { documentId: 'mou', clauseId: 'mou-goal', ...spanOf(words) };
  return { ...place, name: '', ...none, isPast: false, words: words.replace(/[\s*]/g, ''), ...setting };
}

const TARGETS = [
  target('普惠性幼儿园覆\n\n盖率达到**93%**以上', {
    ...{ name: '普惠性幼儿园覆盖率', value: 93, unit: '%', comparator: '达到…以上', by: 2025 },
  }),
  target('公办园在园幼儿占比\n\n达到 55%', {
    ...{ name: '公办园在园幼儿占比', value: 55, unit: '%', comparator: '达到', isPast: true },
  }),
];

const DUTY = {
  ...{ documentId: 'mou', clauseId: 'mou-duty', heading: 1, task: '保障措施', units: ['区教育局', '各街镇'] },
  roles: [
    { role: '牵头单位', units: ['区教育局'] },
    { role: '配合单位', units: ['各街镇'] },
  ],
  isRow: false,
  ...spanOf('区教育局负责'),
};

/** A tiny index with one document of two clauses, and one file that could not be read. */
export const FAKE_INDEX: ServedIndex = {
  documents: [DOCUMENT],
  outlines: new Map([['mou', OUTLINE]]),
  clauses: CLAUSES,
  facts: new Map([['mou', { targets: TARGETS, duties: [DUTY] }]]),
  lexicon: {
    topics: [
      { name: '学前教育', words: ['幼儿园', '幼儿'] },
      { name: '教育投入与保障', words: ['保障', '经费'] },
    ],
  },
  problems: [{ file: '坏文件.txt', message: '文件是空的' }],
};

/** An answer about the fake document, with the exact words of its citation. */
function fakeAnswer(id: string): Answer {
  const { start, end } = spanOf('普惠性幼儿园覆\n\n盖率达到**93%**以上');
  return {
    id,
    status: 'answered',
    answer: '到2025年，普惠性幼儿园覆盖率达到 **93%** 以上[1]。',
    citations: [
      {
        ...{ marker: 1, documentId: 'mou', documentTitle: DOCUMENT.title, documentStatus: DOCUMENT.status },
        ...{
          clauseId: 'mou-goal',
          path: ['一、发展目标'],
          page: 1,
          quote: '普惠性幼儿园覆盖率达到93%以上',
          start,
          end,
        },
      },
    ],
    notices: [{ code: 'draft', text: '本文件为征求意见稿，不是正式印发的文件。' }],
    suggestions: ['由谁负责落实？'],
    mode: 'extractive',
    timings: { total: 3 },
    reading: '某某区 · 学前教育 · 目标值',
  };
}

/** An answer that rests on two places of the same clause. */
export function withSecondCitation(): Pick<Answer, 'answer' | 'citations'> {
  const { answer, citations } = fakeAnswer('');
  const second = { ...citations[0]!, marker: 2, quote: '公办园在园幼儿占比达到55%' };
  return {
    answer: `${answer}公办园占比达到 55%[2]。`,
    citations: [...citations, { ...second, ...spanOf('公办园在园幼儿占比\n\n达到 55%') }],
  };
}

/** What a test may set, and what it can look at afterwards. */
export interface FakeAssistant extends PolicyAssistant {
  asked: AskRequest[];
  signals: AbortSignal[];
  /** Overrides the fields of the next answers. */
  answer: Partial<Answer>;
  /** Thrown by `ask`, after the first words, where it is set. */
  fault: Error | null;
  /** `ask` waits for this before its last words; it rejects when the caller goes away first. */
  gate: Promise<void> | null;
  /** Pieces streamed; null streams nothing. */
  deltas: string[] | null;
}

/** An assistant without an index behind it: gives the same answer to everything. */
export function createFakeAssistant(): FakeAssistant {
  let count = 0;
  const fake: FakeAssistant = {
    ...{
      asked: [],
      signals: [],
      answer: {},
      fault: null,
      gate: null,
      deltas: ['到2025年，普惠性幼儿园覆盖率', '达到 **93%** 以上[1]。'],
    },
    index: () => FAKE_INDEX,
    async ask(request, { signal, onDelta } = {}) {
      fake.asked.push(request);
      if (signal) fake.signals.push(signal);
      const [first, ...rest] = fake.deltas ?? [];
      if (first !== undefined) onDelta?.(first);
      if (fake.fault) throw fake.fault;
      if (fake.gate) await Promise.race([fake.gate, untilAborted(signal)]);
      for (const piece of rest) onDelta?.(piece);
      return { ...fakeAnswer(`answer-${++count}`), ...fake.answer };
    },
    async search(query, { limit = 10 } = {}) {
      const found = CLAUSES.filter(({ text }) => text.includes(query)).slice(0, limit);
      return found.map((found) => ({ clause: found, score: 1, foundBy: ['lexical'] }));
    },
    // What is laid open comes out of retrieval; its tests take a real assistant.
    explain: () => Promise.reject(new Error('The fake explains nothing')),
  };
  return fake;
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
