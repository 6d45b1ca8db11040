import { describe, expect, it } from 'vitest';
import type { EvalAnswer } from '../../eval/answer-shape.ts';
import type { CaseType, EvalCase } from '../../eval/case.ts';
import { scoreCase } from '../../eval/score-case.ts';
import { cite, knownAnswer, knownCase, SOURCE, SOURCES } from './known-answer.ts';

function score(answer: Partial<EvalAnswer> = {}, one: Partial<EvalCase> = {}, sources = SOURCES) {
  return scoreCase(knownCase(one), { answer: knownAnswer(answer), error: null, elapsedMs: 1 }, sources);
}

describe('an answerable case', () => {
  it('passes with everything right', () => {
    expect(score()).toMatchObject({ passed: true, reasons: [], breaches: [], citationsRight: [true] });
  });

  it.each<[string, Partial<EvalAnswer>, string]>([
    ['a refusal', { status: 'not_found' }, '状态为未找到，应回答'],
    ['asking back', { status: 'needs_clarification' }, '状态为需要澄清，应回答'],
    ['a missing fact', { answer: '覆盖率达到 92%[1]。' }, '缺少：93%／百分之九十三'],
    ['a forbidden fact', { answer: '93%，另有 50％[1]。' }, '不应出现：50%'],
    ['no citation', { answer: '93%。', citations: [] }, '没有引到依据（xiqing）'],
    [
      'a citation of something else',
      { citations: [cite('高中阶段毛入学率达到98%')] },
      '没有引到依据（xiqing）',
    ],
    [
      'a changed quote',
      { citations: [{ ...cite('覆盖率达到 93%。'), quote: '覆盖率达到 94%。' }] },
      '引文 [1] 引文与原文不一致',
    ],
    [
      'a shifted offset',
      { citations: [{ ...cite('普惠性幼儿园\n覆盖率达到 93%'), start: 1 }] },
      '引文与原文不一致',
    ],
    [
      'an unknown document',
      { citations: [{ ...cite('覆盖率达到 93%。'), documentId: 'hexi' }] },
      '没有文件“hexi”',
    ],
    ['an answer too long', { answer: `93%[1]${'长'.repeat(195)}` }, '回答 201 字，超过 200 字'],
  ])('fails for %s', (_, answer, reason) => {
    const result = score(answer);
    expect(result.passed).toBe(false);
    expect(result.reasons.join('；')).toContain(reason);
  });

  it('passes with a second citation that matches nothing, as long as it is verbatim', () => {
    const citations = [cite('高中阶段毛入学率达到98%'), cite('普惠性幼儿园\n覆盖率达到 93%', 2)];
    expect(score({ answer: '93%[1][2]。', citations })).toMatchObject({
      passed: true,
      citationsRight: [false, true],
    });
  });

  it('fails for an empty quote, which any empty slice would equal', () => {
    const hollow = { ...cite('# 三年'), quote: '#', start: 0, end: 1 };
    const citations = [cite('普惠性幼儿园\n覆盖率达到 93%'), { ...hollow, marker: 2 }];
    expect(score({ answer: '93%[1][2]。', citations }).reasons).toEqual(['引文 [2] 引文为空']);
  });

  it('fails for a quote over 200 characters', () => {
    const sources = new Map([['xiqing', `${SOURCE}${'长'.repeat(200)}`]]);
    const start = SOURCE.indexOf('普惠性');
    const quote = sources.get('xiqing')!.slice(start, start + 201);
    const citations = [{ ...cite('普惠性幼儿园'), quote, end: start + 201 }];
    expect(score({ citations }, {}, sources).reasons).toEqual(['引文 [1] 引文 201 字，超过 200 字']);
  });

  it.each<[CaseType, number]>([
    ['fact-number', 12],
    ['list', 20],
    ['cross-compare', 20],
    ['reverse-unit', 20],
    ['summary', 12],
  ])('allows a %s answer %i citations and not one more', (type, most) => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => cite('普惠性幼儿园\n覆盖率达到 93%', i + 1));
    expect(score({ citations: many(most) }, { type }).passed).toBe(true);
    expect(score({ citations: many(most + 1) }, { type }).reasons.join()).toContain(`超过 ${most} 条`);
  });

  it.each<[CaseType, number]>([
    ['yes-no', 200],
    ['definition', 400],
    ['how', 800],
    ['follow-up', 800],
  ])('allows a %s answer %i characters, markers and white space counted', (type, most) => {
    const ofLength = (length: number) => `93%[1] ${'长'.repeat(length - 7)}`;
    expect(score({ answer: ofLength(most) }, { type }).passed).toBe(true);
    expect(score({ answer: ofLength(most + 1) }, { type }).passed).toBe(false);
  });

  it('wants evidence from each document of a comparison', () => {
    const gold = [
      { doc: 'xiqing', quote: '普惠性幼儿园覆盖率达到93%', path: '' },
      { doc: 'nankai', quote: '高中阶段毛入学率达到98%', path: '' },
    ];
    expect(score({}, { type: 'cross-compare', gold }).reasons).toEqual(['没有引到依据（nankai）']);
    expect(score({}, { type: 'follow-up', gold }).passed).toBe(true);
  });

  it('reports markers out of order beside the pass rule', () => {
    const result = score({ answer: '93%。' });
    expect(result).toMatchObject({ passed: true, breaches: ['引文 [1] 在回答中没有用到'] });
  });

  it('fails where asking failed', () => {
    const result = scoreCase(knownCase(), { answer: null, error: 'HTTP 500', elapsedMs: 1 }, SOURCES);
    expect(result).toMatchObject({ passed: false, reasons: ['没有得到回答：HTTP 500'] });
  });
});

describe('an unanswerable case', () => {
  const unanswerable = { answerable: false, type: 'unanswerable', gold: [], must_include: [] } as const;
  const asked = (answer: Partial<EvalAnswer>) =>
    score(answer, { ...unanswerable, gold: [], must_include: [] });

  it('passes for not_found and out_of_scope', () => {
    expect(asked({ status: 'not_found' }).passed).toBe(true);
    expect(asked({ status: 'out_of_scope', answer: '无法回答。', citations: [] }).passed).toBe(true);
  });

  it('fails for an answer, and for asking back', () => {
    expect(asked({ status: 'answered' }).passed).toBe(false);
    expect(asked({ status: 'needs_clarification' }).passed).toBe(false);
  });

  it('fails for a refusal that says what it must not', () => {
    expect(asked({ status: 'not_found', answer: '未找到，但占比达到５０％[1]' }).reasons).toEqual([
      '不应出现：50%',
    ]);
  });

  it('reports a refusal whose nearest evidence is not verbatim', () => {
    const citations = [{ ...cite('覆盖率达到 93%。'), quote: '覆盖率达到 94%。' }];
    expect(asked({ status: 'not_found', citations })).toMatchObject({
      passed: true,
      breaches: ['引文 [1] 引文与原文不一致'],
    });
  });
});
