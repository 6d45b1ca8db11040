import type { Clause, Sentence } from '../clauses/clause.ts';
import { canonicalFrequency, readFrequency } from '../facts/frequency.ts';
import { readingsOf } from '../facts/tables.ts';
import type { Target } from '../facts/targets.ts';
import { type Bound, boundOf } from '../language/bounds.ts';
import { searchForm } from '../language/normalise.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { yearsIn } from '../retrieval/years.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { COMPARISON_HEAD, comparisonRow, speakerOf } from './writer.ts';

const ASKS_ALL =
  /目标值?[？?。]?$|对比|比较|对照|比一比|哪些|哪几|什么|啥|列|各(?:是|为|自)|都|全部|所有|几项|清单|汇总|梳理|多少项|目标值?(?:是|有|定)*多少/u;
const WITH_FIGURES = /带(?:着|上)?(?:具体)?数(?:字|据|值)?|有具体数(?:字|据|值)/u;
const GOAL_ALONE = /^的?目标值?[？?。]?$/u;
const ASKS_TARGETS =
  /(?:量化|数字|数值|定量|硬性|具体)?(?:指标|目标值)|(?:量化|数字|数值|定量|硬性)(?:的)?(?:目标|要求|任务)|[几两二三四五六七八]个(?:百分数|百分比|数字|数据)/u;
const ASKS_REACHED =
  /(?:要|得|应|须|需)?(?:完成|达到|实现|建成|做到|办成|落实)(?:的)?(?:哪些|什么|啥|哪几)|(?:哪些|什么|啥).{0,9}(?:完成|达到|实现|建成)/u;
/** Words of such questions that name no matter. */
const TALK =
  /^(?:(?:总体|发展|主要|奋斗)目标|对比|比较|对照|不同|区别|差别|差异|异同|工作|任务|事|事情|事项|活动|要求|指标|目标|目标值|量化|数字|数值|定量|硬性|方案|规划|文件|开展|进行|组织|举办|搞|办|做|安排|完成|达到|实现|建成|落实|次|一次|一届|届|清单|规定|提出|频次|频率|定期|主要|年|学期|列|指出|提到|里|梳理|汇总)$/u;
/** A matter weighs this much before the list is narrowed to it. */
const NAMES_MATTER = 1;
const MATCHES = 0.5;
/** Each is cited on its own; more nobody can check. */
const MAX_LISTED = 20;

/** What is gathered: everything with this frequency, due this year, or every value. */
interface Wanted {
  frequency: string | null;
  /** How often or how much at least, exactly or at most, where the question says so: 每年不少于4次. */
  amount: { value: number; unit: string; bound: Bound } | null;
  year: number | null;
  /** Only the values of a named matter are wanted; what the whole plan is after stands in its aims. */
  needsMatter: boolean;
  /** How the list is called in the answer. */
  label: string;
}

/** Kinds of question that ask something about targets rather than which they are. */
const NOT_GATHERED = new Set(['location', 'responsible-unit', 'past', 'problems', 'status', 'summary']);

/** 学前教育到2025年的目标是什么: the values set for a matter, where no single value is asked for. */
const ASKS_GOALS =
  /目标值?[？?。]?$|目标值?(?:任务)?(?:都|分别|具体)?(?:是|有|为|定(?:的|了)?)*(?:什么|啥|哪些|哪几|多少)(?!水平|程度|样)|(?:什么|啥|哪些)(?:发展|行动|工作)?目标|目标(?:值)?(?:的)?(?:对比|比较|比一比|对照)|目标[^，。]{0,3}(?:有)?(?:什么|啥|哪些)?(?:不同|区别|差别|异同)|(?:对比|比较|对照)[^，。]{0,10}目标/u;

/** The amount that a question puts beside a frequency; the frequency itself is none. */
function amountIn({ topic, figures }: Findings['question']): Wanted['amount'] {
  const [figure] = figures.filter(
    ({ kind, unit }) => kind === 'count' && !/^(?:年|学期|月|周|天|日|学年)$/u.test(unit),
  );
  return figure ? { value: figure.value, unit: figure.unit, bound: boundOf(topic, figure) } : null;
}

function meetsAmount({ value, unit }: Target, amount: Wanted['amount']): boolean {
  if (amount === null) return true;
  if (value === null || unit !== amount.unit) return false;
  if (amount.bound === 'least') return value >= amount.value;
  return amount.bound === 'most' ? value <= amount.value : value === amount.value;
}

function readWanted(question: Findings['question']): Wanted | null {
  const { topic, kind, need, valueName } = question;
  // 目标 after a turn on a matter asks for the targets of that.
  const asksFigures = (topic.includes('目标') && WITH_FIGURES.test(topic)) || GOAL_ALONE.test(topic);
  if (!ASKS_ALL.test(topic) || (NOT_GATHERED.has(kind) && !asksFigures) || /[没未]|完成了/u.test(topic))
    return null;
  const frequency = readFrequency(topic);
  if (frequency !== null)
    return {
      frequency: canonicalFrequency(frequency),
      amount: amountIn(question),
      year: null,
      needsMatter: false,
      label: amountIn(question) === null ? `${frequency}开展的事项` : `${frequency}开展、符合所问数量的事项`,
    };
  const [year = null] = yearsIn(topic);
  // 2027年建成哪几所幼儿园 asks for names.
  const asksReached = year !== null && need?.kind !== 'institution' && ASKS_REACHED.test(topic);
  // 特殊教育目标是多少 asks for no one value.
  const asksNoValue = need === null || (need.kind === 'count' && need.unit === null && valueName === null);
  const asksGoals = asksFigures || (asksNoValue && !asksReached && ASKS_GOALS.test(topic));
  if (asksGoals || ASKS_TARGETS.test(topic))
    return {
      frequency: null,
      amount: null,
      year,
      needsMatter: !ASKS_TARGETS.test(topic) && year === null,
      label: year === null ? '量化指标' : '目标和指标',
    };
  return asksReached
    ? { frequency: null, amount: null, year, needsMatter: false, label: `${year} 年的目标` }
    : null;
}

function fits(target: Target, { frequency, amount, year }: Wanted, periodEnd: number | null): boolean {
  // 坚持每两年开展一届 goes on, wherever the plan tells of it.
  if (frequency !== null)
    return (
      target.frequency !== null &&
      canonicalFrequency(target.frequency) === frequency &&
      meetsAmount(target, amount)
    );
  if (target.isPast) return false;
  // What has no year of its own is to be reached by the end of the plan.
  return (target.value !== null || year !== null) && (year === null || (target.by ?? periodEnd) === year);
}

function isAbout(matters: Concept[], target: Target, path: string[]): boolean {
  const form = searchForm(target.words + path.join(''));
  return matters.every(
    (matter) =>
      matchConcept(matter, form) >= MATCHES ||
      // 高中教育 is told under 普通高中.
      (matter.text.length > 3 && matter.text.endsWith('教育') && form.includes(matter.text.slice(0, -2))),
  );
}

/** A document that sets no such value, with what it does say of the matter. */
function saySilent(
  findings: Findings,
  documentId: string,
  { label }: Wanted,
  matters: Concept[],
  draft: Draft,
): string {
  const [nearest] = findings.evidence.filter(({ clause }) => clause.documentId === documentId);
  const isNear = nearest && matters.length > 0 && nearest.coverage >= NEAR;
  if (!isNear) return `文件未提及${label}。`;
  const words = trimSentence(nearest.text, findings.question, 80);
  return `文件未提及${label}，相关表述是：${words}${draft.cited.sentence(nearest.clause, nearest.sentence)}。`;
}

/** Evidence this full speaks of the matter. */
const NEAR = 0.5;

/** What a value is of, where its own words do not say: 达到50%以上. */
function nameOf({ name, words }: Target): string {
  const isNamed = name.length < 2 || words.includes(name.slice(-2)) || words.includes(name.slice(0, 2));
  return isNamed ? '' : `${name}：`;
}

/** The year of a value that the same list gives for other years, too: without it the values would contradict. */
function stageOf(target: Target, found: Target[]): string {
  const isStage = found.some(
    ({ name, unit, by }) => name === target.name && unit === target.unit && by !== target.by,
  );
  return isStage && target.by !== null ? `${target.by}年 ` : '';
}

/** A target in words: a row of a table as one reads it, else the part of the sentence that sets it. */
function wordsOf(
  target: Target,
  { clause, sentence, found }: { clause: Clause; sentence: Sentence; found: Target[] },
  question: Findings['question'],
): string {
  if (clause.kind === 'table-row') return readingsOf(clause)[clause.sentences.indexOf(sentence)]!;
  return `${stageOf(target, found)}${nameOf(target)}${trimSentence(target.words, question, 60)}`;
}

/** True where two sides are asked about beside each other. */
function comparesAll({ regions, documentIds }: Findings['question']): boolean {
  return documentIds.length === 2 && (regions.asksAll || regions.named.length === 2);
}

/** What the documents date by the year asked comes before what is only due at the end of the plan. */
function datedFirst(found: Target[], year: number | null): Target[] {
  const dated = found.filter(({ by }) => by === year);
  if (year === null || dated.length === 0 || dated.length === found.length) return found;
  return [...dated, ...found.filter(({ by }) => by !== year)];
}

/** Everything of one frequency, date or kind, gathered over whole documents; null where that is not asked. */
export function answerGathered(findings: Findings): Draft | null {
  const { question, index } = findings;
  const wanted = readWanted(question);
  const matters = question.concepts.filter(({ text, weight }) => weight >= NAMES_MATTER && !TALK.test(text));
  if (!wanted || (wanted.needsMatter && matters.length === 0)) return null;
  const draft = newDraft(findings);
  let isFound = false;
  const room = Math.floor(MAX_LISTED / Math.max(1, question.documentIds.length));
  const sides = askedDocuments(findings).map((document) => {
    const outline = index.outlines.get(document.id)!;
    const clauses = new Map(outline.clauses.map((clause) => [clause.id, clause]));
    const found = index.facts
      .get(document.id)!
      .targets.filter((target) => fits(target, wanted, document.period?.toYear ?? null))
      .filter((target) => isAbout(matters, target, clauses.get(target.clauseId)!.path))
      // Two values of one part of a sentence are told by its words once.
      .filter(({ start }, i, all) => all.findIndex((other) => other.start === start) === i);
    return { document, clauses, found };
  });
  const isTable = comparesAll(question) && sides.every(({ found }) => found.length <= room);
  if (isTable) draft.lines.push(...COMPARISON_HEAD);
  for (const { document, clauses, found } of sides) {
    if (found.length === 0) {
      const silent = saySilent(findings, document.id, wanted, matters, draft);
      draft.lines.push(isTable ? comparisonRow(document, silent) : `${speakerOf(document)}：${silent}`);
      continue;
    }
    isFound = true;
    const ordered = datedFirst(found, wanted.year);
    const order = ordered === found ? '' : `，写明 ${wanted.year} 年的在前，没有写年份的按规划期末算`;
    const items = ordered.slice(0, room).map((target) => {
      const clause = clauses.get(target.clauseId)!;
      const sentence = clause.sentences.find(({ start, end }) => start <= target.start && end >= target.end)!;
      return `${wordsOf(target, { clause, sentence, found }, question)}${draft.cited.sentence(clause, sentence)}`;
    });
    // One needs no counting, and its own members would be taken for the items.
    const count = isTable && found.length === 1 ? '' : `共 ${found.length} 项`;
    const lead = `${wanted.label}${count}${order}：`;
    if (isTable) draft.lines.push(comparisonRow(document, `${lead}${items.join('；')}。`));
    else draft.lines.push(`${speakerOf(document)}${lead}`, ...items.map((item) => `- ${item}`));
    if (found.length > room) draft.lines.push(`另有 ${found.length - room} 项未列出，全部见“指标”页。`);
  }
  return isFound ? draft : null;
}
