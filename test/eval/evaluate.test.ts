import { describe, expect, it } from 'vitest';
import { parseEvalArguments, pickCases, UsageError } from '../../eval/arguments.ts';
import { type Asker, evaluate, type Question } from '../../eval/asker.ts';
import { percentile, summarise } from '../../eval/figures.ts';
import { renderReport } from '../../eval/report.ts';
import { splitOf } from '../../eval/split.ts';
import { displayWidth, formatFailed, formatTable } from '../../eval/table.ts';
import { DEFAULT_THRESHOLDS, missedKinds, missedThresholds, readThresholds } from '../../eval/thresholds.ts';
import { cite, knownAnswer, knownCase, SOURCES } from './known-answer.ts';

/** Answers from a list by question; throws for a question it does not know, as a broken service would. */
function createFakeAsker(answers: Record<string, unknown>): Asker & { asked: Question[] } {
  const asked: Question[] = [];
  return {
    where: '假服务',
    asked,
    async ask(question) {
      asked.push(question);
      if (!(question.question in answers)) throw new Error('HTTP 503');
      return answers[question.question];
    },
    source: async (id) => SOURCES.get(id) ?? null,
  };
}

const noEvidence = { type: 'unanswerable', answerable: false, gold: [], must_include: [] } as const;

async function evaluateKnown() {
  const refuse = knownAnswer({ status: 'not_found', answer: '未提及。', citations: [] });
  const asker = createFakeAsker({
    对: knownAnswer(),
    错引在前: knownAnswer({
      answer: '93%[1][2]。',
      citations: [cite('高中阶段毛入学率达到98%'), cite('普惠性幼儿园\n覆盖率达到 93%', 2)],
    }),
    误拒: refuse,
    该拒: refuse,
    该拒未拒: knownAnswer(),
    缺字段: { ...knownAnswer(), citations: undefined },
  });
  const cases = [
    knownCase({ id: 'k-1', question: '对', history: ['前一问'] }),
    knownCase({ id: 'k-2', question: '错引在前' }),
    knownCase({ id: 'k-3', question: '误拒', type: 'time' }),
    knownCase({ id: 'k-4', question: '该拒', ...noEvidence, gold: [], must_include: [] }),
    knownCase({ id: 'k-5', question: '该拒未拒', ...noEvidence, gold: [], must_include: [] }),
    knownCase({ id: 'k-6', question: '缺字段' }),
    knownCase({ id: 'k-7', question: '断线' }),
  ];
  const { results } = await evaluate(asker, cases);
  return { results, asker };
}

describe('asking every case', () => {
  it('sends question and earlier user turns, and nothing of what is expected', async () => {
    const { asker } = await evaluateKnown();
    expect(asker.asked[0]).toEqual({ question: '对', history: [{ role: 'user', content: '前一问' }] });
  });

  it('judges each reply, broken ones included', async () => {
    const { results } = await evaluateKnown();
    expect(results.map((result) => result.passed)).toEqual([true, true, false, true, false, false, false]);
    expect(results[5]!.reasons.join()).toContain('citations');
    expect(results[6]!.reasons).toEqual(['没有得到回答：HTTP 503']);
  });
});

describe('the figures', () => {
  it('follow the definitions of the contract', async () => {
    const { results } = await evaluateKnown();
    expect(summarise(results)).toMatchObject({
      cases: 7,
      passedCases: 3,
      passed: 3 / 7,
      firstCitationRight: 1 / 5,
      anyCitationRight: 2 / 5,
      citationPrecision: 2 / 3,
      refused: 1 / 2,
      falseRefusals: 1 / 5,
      contractKept: 5 / 7,
    });
  });

  it('are null where nothing was asked that they measure', () => {
    expect(summarise([])).toMatchObject({ passed: null, refused: null, falseRefusals: null, p95Ms: null });
  });

  it('take percentiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.95), percentile([7], 0.95)]).toEqual([50, 95, 7]);
  });
});

describe('the thresholds', () => {
  it('are those of eval/thresholds.json, and the known run misses them', async () => {
    const thresholds = await readThresholds(DEFAULT_THRESHOLDS);
    const { results } = await evaluateKnown();
    const missed = missedThresholds(summarise(results), thresholds);
    expect(missed).toContain('通过率 42.9%，应不低于 95.0%');
    expect(missed).toContain('误拒 20.0%，应不高于 3.0%');
    expect(missedThresholds(summarise(results.slice(0, 1)), thresholds)).toEqual([]);
  });

  it('hold for every kind of which there are enough cases', () => {
    const figures = (cases: number, passed: number) => ({ ...summarise([]), cases, passed });
    const byType = { list: figures(40, 0.8), time: figures(40, 0.9), how: figures(10, 0.1) };
    const eachKind = { atLeast: 0.88, fewestCases: 30 };
    expect(missedKinds(byType, { eachKind })).toEqual(['list 通过率 80.0%，应不低于 88.0%']);
    expect(missedKinds(byType, {})).toEqual([]);
  });
});

describe('what is printed', () => {
  it('has one row a type and the whole', async () => {
    const { results } = await evaluateKnown();
    const table = formatTable(results);
    expect(table).toMatch(/^fact-number +2\/4 /m);
    expect(table).toMatch(/^unanswerable +1\/2 .* 50\.0% +—$/m);
    expect(table).toMatch(/^合计 +3\/7 /m);
    expect(displayWidth('通过 ab％')).toBe(9);
  });

  it('lists failed cases with the first 150 characters and every reason', async () => {
    const asker = createFakeAsker({ 长: knownAnswer({ answer: '长'.repeat(300) }) });
    const { results } = await evaluate(asker, [knownCase({ question: '长', history: ['前问'] })]);
    const text = formatFailed(results);
    expect(text).toContain(`✗ k-1 fact-number （前问：前问）长\n  答：${'长'.repeat(150)}…\n`);
    expect(text).toContain('缺少：93%／百分之九十三；回答 300 字，超过 200 字');
  });
});

describe('the report', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'&</script><script>alert(2)</script>';

  it('escapes everything it is given and loads nothing', async () => {
    const answer = knownAnswer({
      answer: hostile,
      citations: [{ ...cite('覆盖率达到 93%。'), path: [hostile] }],
    });
    const one = knownCase({
      id: hostile,
      question: hostile,
      history: [hostile],
      must_include: [[hostile]],
      must_not_include: [hostile],
      gold: [{ doc: hostile, quote: hostile, path: hostile }],
      note: hostile,
    });
    const { results } = await evaluate(createFakeAsker({ [one.question]: answer }), [one]);
    const before = { at: hostile, passed: true, status: hostile, answer: hostile, reasons: [hostile] };
    const html = renderReport({
      results,
      earlier: new Map([[one.id, before]]),
      at: hostile,
      where: hostile,
      suites: [hostile],
      missed: [hostile],
      curves: {
        served: 0.2,
        curves: [
          {
            label: hostile,
            answerable: 1,
            unanswerable: 1,
            points: [{ threshold: 0.2, refused: 1, falselyRefused: 0 }],
          },
        ],
      },
    });
    expect(html).toContain('<svg');
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/(src|href)=["']?(https?:)?\/\//);
    expect(html).toContain("default-src 'none'");
  });

  it('shows this run beside the last and says what changed', async () => {
    const { results } = await evaluateKnown();
    const earlier = new Map(
      ['k-1', 'k-2', 'k-4'].map((id) => [
        id,
        {
          at: '昨天',
          passed: id !== 'k-1',
          status: 'answered',
          answer: id === 'k-4' ? '未提及。' : '旧答案',
          reasons: ['旧错'],
        },
      ]),
    );
    const html = renderReport({
      results,
      earlier,
      at: '今天',
      where: '本进程',
      suites: ['a.jsonl'],
      missed: [],
      curves: null,
    });
    const changes = [...html.matchAll(/data-passed="(\w+)" data-change="(\w+)"/g)].map(([, ...pair]) =>
      pair.join(' '),
    );
    expect(changes).toEqual([
      'true better',
      'true changed',
      'false new',
      'true same',
      'false new',
      'false new',
      'false new',
    ]);
    expect(html).toContain('旧答案');
    expect(html).not.toContain('<svg');
    expect(html).toContain('没有得到回答：HTTP 503');
  });
});

describe('the command line', () => {
  it('takes suites, filters and outputs', () => {
    const args = parseEvalArguments(
      '--suite a.jsonl --suite b.csv --base http://h:1/ --type how --split dev --failed'.split(' '),
    );
    expect(args).toMatchObject({
      suites: ['a.jsonl', 'b.csv'],
      base: 'http://h:1',
      types: ['how'],
      split: 'dev',
      failed: true,
    });
  });

  it('refuses what it does not know', () => {
    for (const wrong of [
      ['--suit', 'a'],
      ['--type', 'hows'],
      ['--split', 'test'],
      ['--base', 'localhost'],
      ['--docs', ''],
      ['--docs', 'seeds', '--base', 'http://h:1'],
      ['a.jsonl'],
    ]) {
      expect(() => parseEvalArguments(wrong), wrong.join(' ')).toThrow(UsageError);
    }
  });

  it('picks by type, id and split together', () => {
    const cases = Array.from({ length: 20 }, (_, i) =>
      knownCase({ id: `k-${i}`, type: i % 2 ? 'how' : 'time' }),
    );
    const dev = pickCases(cases, { types: ['how'], ids: [], split: 'dev' });
    expect(dev.length).toBeGreaterThan(0);
    expect(dev.every((one) => one.type === 'how' && splitOf(one.id) === 'dev')).toBe(true);
    expect(pickCases(cases, { types: [], ids: ['k-3'], split: null }).map((one) => one.id)).toEqual(['k-3']);
  });
});
