import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answering/answer.ts';
import { guardFigures } from '../../src/proving/number-guard.ts';
import { expectContractKept } from '../fakes/answer-contract.ts';
import { startChatGate } from '../fakes/chat-gate.ts';
import { hear, startWritingService } from '../fakes/writing-service.ts';

const service = await startWritingService();
const { demo, index, plain, withModel } = service;
afterAll(() => service.close());
beforeEach(() => {
  demo.requests.length = 0;
});

const BEDS = '护理型床位占比要达到多少？';
const MEDICAL = '临浦区怎样推进医养结合？';

/** Fails unless every figure and title of an answer stands in what it cites. */
function expectProven(answer: Answer, asked: string): void {
  expectContractKept(answer, index);
  const today = new Date('2032-05-01');
  expect(guardFigures(answer.answer, answer.citations, { index, asked, today })).toEqual([]);
}

/** Fails unless the answer is the one that is given without a model, but for a notice that says why. */
function expectExtractive(answer: Answer, without: Answer): void {
  const { id: _, timings, notices, usage, generation, ...rest } = answer;
  const { id, timings: ownTimings, notices: ownNotices, ...own } = without;
  expect(rest).toEqual(own);
  expect(rest.mode).toBe('extractive');
  const [told, ...more] = notices.filter(({ code }) => code === 'model_fallback');
  expect(more).toEqual([]);
  expect(told!.text).toMatch(/^\p{Script=Han}.*，这里给出的是从原文摘录的回答。$/u);
  expect(notices.filter((notice) => notice !== told)).toEqual(ownNotices);
  expect(generation!.fallback).not.toBeNull();
}

describe('a faithful model', () => {
  it.each([BEDS, MEDICAL, '什么是一校三站？'])('writes the answer to %s', async (question) => {
    const { answer, deltas } = await hear(await withModel('demo-faithful'), question);
    expect(answer).toMatchObject({ status: 'answered', mode: 'generative' });
    for (const line of answer.answer.split('\n')) expect(line).toMatch(/(?:\[\d+\])+。$/u);
    expect(deltas).toBe(answer.answer);
    expectProven(answer, question);
    const { proposed, proven, dropped, fallback } = answer.generation!;
    expect({ dropped, fallback }).toEqual({ dropped: 0, fallback: null });
    expect(proven).toBe(proposed);
    expect(answer.usage!.completionTokens).toBeGreaterThan(0);
    expect(demo.requests).toHaveLength(1);
  });

  it('says whose plan speaks, that one is a draft, and nothing of a fallback', async () => {
    const { answer } = await hear(await withModel('demo-faithful'), BEDS);
    expect(answer.answer).toMatch(/^临浦区.*不低于75%.*\n云溪区.*68%/su);
    expect(answer.notices.map(({ code }) => code)).toEqual(['draft']);
  });

  it.each(['demo-paraphrase', 'demo-array', 'demo-chatter', 'demo-pretty', 'demo-trickle', 'demo-no-json'])(
    '%s is understood, too',
    async (model) => {
      const { answer, deltas } = await hear(await withModel(model), BEDS);
      expect(answer.mode).toBe('generative');
      expect(answer.answer).toContain('68%');
      expect(deltas).toBe(answer.answer);
      expectProven(answer, BEDS);
    },
  );

  it('is shown the question, earlier questions, the clauses and the extractive answer, each on a line', async () => {
    const history = [
      { role: 'user' as const, content: '云溪区\n养老护理员总数？' },
      { role: 'assistant' as const, content: '900名。' },
    ];
    await hear(await withModel('demo-faithful'), { question: BEDS, history });
    const lines = demo.requests[0]!.messages!.at(-1)!
      .content.split('\n')
      .filter((line) => line.startsWith('{'));
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(objects[0]).toEqual({ question: BEDS });
    expect(objects[1]).toEqual({ earlier: '云溪区\n养老护理员总数？' });
    expect(objects.filter((one) => 'handle' in one).length).toBeGreaterThan(1);
    expect(objects.some((one) => 'draft' in one)).toBe(true);
    expect(lines.join()).not.toContain('900名。');
  });
});

describe('a model that errs', () => {
  it('is told once what was wrong, and mends it', async () => {
    const { answer, deltas } = await hear(await withModel('demo-repairs'), MEDICAL);
    expect(answer.mode).toBe('generative');
    expect(answer.generation).toMatchObject({ repaired: 5, dropped: 0, rejectedBy: { figure: 5 } });
    expect(deltas).toBe(answer.answer);
    expect(demo.requests).toHaveLength(2);
    const [, , said, mend] = demo.requests[1]!.messages!;
    expect(said!.role).toBe('assistant');
    expect(mend!.content).toMatch(/\{"rejected":.*"reason":".*不在所引的原话里"\}/u);
    expectProven(answer, MEDICAL);
  });

  it('and errs again is not asked a third time', async () => {
    const { answer } = await hear(await withModel('demo-numbers'), MEDICAL);
    expect(demo.requests).toHaveLength(2);
    expect(answer.generation).toMatchObject({ proven: 0, fallback: 'unproven', dropped: 5 });
    expectExtractive(answer, (await hear(plain, MEDICAL)).answer);
  });

  it('keeps what was proven where nobody can mend the rest', async () => {
    const gate = await startChatGate(demo.baseUrl, ({ messages }) =>
      messages.length > 2 ? { status: 500 } : null,
    );
    const assistant = await withModel('demo-invented-statement', { baseUrl: gate.baseUrl });
    const { answer } = await hear(assistant, MEDICAL);
    expect(gate.requests).toHaveLength(2);
    expect(answer.mode).toBe('generative');
    expectProven(answer, MEDICAL);
    await gate.close();
  });
});

describe('a model that fails', () => {
  it.each([
    ['demo-400', 'service'],
    ['demo-401', 'service'],
    ['demo-429', 'service'],
    ['demo-500', 'service'],
    ['demo-empty', 'service'],
    ['demo-malformed', 'service'],
    ['demo-cut', 'service'],
    ['demo-cut-early', 'service'],
    ['gpt-9', 'service'],
    ['demo-filter', 'cut'],
    ['demo-length', 'cut'],
    ['demo-null', 'empty'],
    ['demo-prose', 'unreadable'],
  ])('%s leaves the extractive answer, with the reason', async (model, reason) => {
    const { answer } = await hear(await withModel(model), MEDICAL);
    expectExtractive(answer, (await hear(plain, MEDICAL)).answer);
    expect(answer.generation!.fallback).toBe(reason);
  });

  it.each([
    ['demo-null', '模型没有给出任何内容'],
    ['demo-prose', '模型没有按要求的格式回答'],
    ['demo-numbers', '没有一句能由原文证实'],
  ])('%s is told as what it is', async (model, told) => {
    const { answer } = await hear(await withModel(model), MEDICAL);
    expect(answer.notices.map(({ text }) => text).join()).toContain(told);
  });

  it('after its first words has them replaced', async () => {
    const { answer, deltas } = await hear(await withModel('demo-cut'), MEDICAL);
    expect(deltas).toMatch(/\[1\]。$/u);
    expect(answer.answer).not.toBe(deltas);
    expectExtractive(answer, (await hear(plain, MEDICAL)).answer);
  });
});

describe('no model is asked', () => {
  it.each([
    ['a refusal', '云溪区的地铁什么时候通车？'],
    ['a question beyond the documents', '今天天气怎么样？'],
    ['a list', '五项暖心行动有哪些？'],
    ['a comparison', '两个区的护理型床位占比有什么不同？'],
    ['who is responsible', '助餐便利行动由谁负责？'],
    ['what a unit has to do', '区民政局要负责哪些任务？'],
    ['the standing of a document', '临浦区的规划是正式文件吗？'],
  ])('for %s', async (_, question) => {
    const { answer, deltas } = await hear(await withModel('demo-faithful'), question);
    const { id, timings, ...own } = (await hear(plain, question)).answer;
    expect(answer).toMatchObject(own);
    expect(answer.usage).toBeUndefined();
    expect(deltas).toBe(answer.answer);
    expect(demo.requests).toEqual([]);
  });
});
