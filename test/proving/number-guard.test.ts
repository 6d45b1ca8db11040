import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../src/answering/answer.ts';
import { createAssistant } from '../../src/assistant.ts';
import { buildIndex } from '../../src/build-index.ts';
import { pageAt } from '../../src/documents/document.ts';
import { openIndex } from '../../src/indexing/index-store.ts';
import { mapText } from '../../src/language/mapped-text.ts';
import { guardFigures } from '../../src/proving/number-guard.ts';
import { alter } from './altered-answers.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TODAY = new Date('2025-06-01');
const indexDir = await mkdtemp(join(tmpdir(), 'guard-'));
afterAll(() => rm(indexDir, { recursive: true }));
await buildIndex({ docsDir: join(ROOT, 'seeds'), indexDir });
const index = await openIndex(indexDir);
const assistant = createAssistant(() => index, { now: () => TODAY });

interface Asked {
  question: string;
  history?: { role: 'user' | 'assistant'; content: string }[];
}

async function readCases(name: string): Promise<Asked[]> {
  const lines = (await readFile(join(ROOT, 'eval/cases', name), 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Asked);
}

const questions = (await Promise.all(['both.jsonl', 'nankai.jsonl', 'xiqing.jsonl'].map(readCases))).flat();

interface Told {
  asked: string;
  given: Answer;
}

async function tell(): Promise<Told[]> {
  const told: Told[] = [];
  for (const { question, history = [] } of questions) {
    const given = await assistant.ask({ question, history });
    told.push({ asked: [...history.map(({ content }) => content), question].join('\n'), given });
  }
  return told;
}

const told = (await tell()).filter(({ given }) => given.status === 'answered');
const guard = ({ asked, given }: Told, answer = given.answer) =>
  guardFigures(answer, given.citations, { index, asked, today: TODAY });

describe('true answers', () => {
  it('pass, with all their figures', () => {
    expect(told.length).toBeGreaterThanOrEqual(200);
    expect(told.flatMap((one) => guard(one))).toEqual([]);
    expect(
      told.flatMap(({ given }) => given.notices).filter(({ code }) => code === 'figures_unproven'),
    ).toEqual([]);
  });
});

describe('altered answers', () => {
  it('are all found out, but where the source states the altered figure too', () => {
    const through: string[] = [];
    let altered = 0;
    for (const one of told) {
      const cited = one.given.citations.map(({ documentId, start, end, path }) => {
        const { source } = index.documents.find(({ id }) => id === documentId)!;
        return mapText(source, start, end).text + path.join('');
      });
      for (const { answer, change } of alter(one.given.answer)) {
        const words = change.split(' → ')[1]!;
        const isStated = cited.some((text) => text.includes(words.replace(/\s/gu, '')));
        // 没有 9 项 denies a figure of the question; made 没有 8 项 it may deny another one of them.
        const isDenial = /没有 \d+ 项/u.test(answer) && /^\d+ 项/u.test(words);
        if (isStated || isDenial || one.asked.includes(words)) continue;
        altered++;
        if (guard(one, answer).length === 0) through.push(`${change}: ${answer}`);
      }
    }
    expect(altered).toBeGreaterThan(200);
    expect(through).toEqual([]);
  });
});

describe('what needs no source', () => {
  const [document] = index.documents;
  const outline = index.outlines.get(document!.id)!;

  /** A citation of the first sentence that holds these words. */
  function cite(words: string, marker = 1): Citation {
    for (const clause of index.clauses) {
      const sentence = clause.sentences.find(({ text }) => text.includes(words));
      const cited = index.documents.find(({ id }) => id === clause.documentId)!;
      if (sentence)
        return {
          marker,
          documentId: cited.id,
          documentTitle: cited.title,
          documentStatus: cited.status,
          clauseId: clause.id,
          path: clause.path,
          page: pageAt(cited, sentence.start),
          quote: mapText(cited.source, sentence.start, sentence.end).text.slice(0, 200),
          start: sentence.start,
          end: sentence.end,
        };
    }
    throw new Error(`no clause holds ${words}`);
  }
  const check = (answer: string, citations: Citation[], asked = '') =>
    guardFigures(answer, citations, { index, asked, today: TODAY }).map(({ words }) => words);
  const places = cite('小学学位3240个');

  it('the number of things listed, counted', () => {
    expect(check('共 2 项：\n- 甲[1]\n- 乙[1]', [places])).toEqual([]);
    expect(check('共 3 项：\n- 甲[1]\n- 乙[1]', [places])).toEqual(['3 项']);
    expect(check('共 3 项：\n- 甲[1]\n- 乙[1]\n另有 1 项未列出。', [places])).toEqual([]);
    expect(check('共 3 项：\n- 甲[1]\n- 乙[1]\n另有 2 项未列出。', [places])).not.toEqual([]);
    expect(check('共 3 项：甲、乙、丙[1]。', [places])).toEqual([]);
    expect(check('共 4 项：甲、乙、丙[1]。', [places])).toEqual(['4 项']);
  });

  it('a sum whose operands are cited and shown', () => {
    expect(check('小学学位3240个、中学学位2700个，合计5940个[1]。', [places])).toEqual([]);
    expect(check('小学学位3240个、中学学位2700个，合计5950个[1]。', [places])).toEqual(['5950个']);
    expect(check('小学和中学学位合计5940个[1]。', [places])).toEqual(['5940个']);
    expect(check('增加学位5940个，其中小学学位3240个、中学学位2700个[1]。', [places])).toEqual(['5940个']);
  });

  it('a figure of the question that is marked as wrong', () => {
    expect(check('不是 3000 个，是3240个[1]。', [places], '小学学位是不是3000个')).toEqual([]);
    expect(check('不是 3000 个，是3240个[1]。', [places], '小学学位有多少')).toEqual(['3000 个']);
    expect(check('小学学位3000个[1]。', [places], '小学学位是不是3000个')).toEqual(['3000个']);
  });

  it('the page of a cited passage', () => {
    const paged = cite('足球推进项目');
    const page = paged.page!;
    expect(page).toBeGreaterThan(0);
    expect(check(`写在第 ${page} 页[1]。`, [paged])).toEqual([]);
    expect(check(`写在第 ${page + 1} 页[1]。`, [paged])).not.toEqual([]);
  });

  it('the number of a clause in its path', () => {
    const titled = { ...places, path: outline.headings.slice(0, 1).map(({ title }) => title) };
    expect(check(`写在“${titled.path[0]}”[1]。`, [titled])).toEqual([]);
  });

  it('today, by the clock', () => {
    expect(check('截至2025年6月1日，增加小学学位3240个[1]。', [places])).toEqual([]);
    expect(check('截至2025年7月1日，增加小学学位3240个[1]。', [places])).not.toEqual([]);
  });

  it('but the same figure in other writing is the same figure', () => {
    expect(check('小学学位三千二百四十个、中学学位２７００个[1]。', [places])).toEqual([]);
  });

  it('and a figure of another citation is none of this one', () => {
    const other = cite('义务教育巩固率');
    expect(check('增加小学学位3240个[2]。', [places, { ...other, marker: 2 }])).toEqual(['3240个']);
  });

  it('a title must be named by the source or be one of ours', () => {
    expect(check(`《${document!.title}》写明小学学位3240个[1]。`, [places])).toEqual([]);
    expect(check('《青石区渡口条例》写明小学学位3240个[1]。', [places])).toEqual(['《青石区渡口条例》']);
  });
});
