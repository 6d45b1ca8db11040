import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { createGeneration } from '../../src/create-generation.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';
import { createOpenAiEmbedder } from '../../src/models/embedder.ts';
import { createFakeService, jsonOf } from '../channels/web/fake-service.ts';
import { demoChatSettings } from '../demo-model/settings.ts';
import { startChatGate } from '../fakes/chat-gate.ts';
import { startEmbeddingService } from '../fakes/embedding-service.ts';
import { hear, startWritingService } from '../fakes/writing-service.ts';

const service = await startWritingService(200);
const { demo, index, plain, withModel } = service;
afterAll(() => service.close());
beforeEach(() => {
  demo.requests.length = 0;
});

const BEDS = '护理型床位占比要达到多少？';
const MEDICAL = '临浦区怎样推进医养结合？';
const PRICES = { input: 2, output: 8 };

describe('time', () => {
  it('runs out for a first statement that does not come', async () => {
    const { answer, took } = await hear(await withModel('demo-slow', { firstStatementMs: 150 }), MEDICAL);
    expect(answer).toMatchObject({ mode: 'extractive', generation: { fallback: 'timeout' } });
    expect(answer.notices.map(({ text }) => text).join()).toContain('没有按时回答');
    expect(took).toBeLessThan(1_000);
    await vi.waitFor(() => expect(demo.running()).toBe(0));
  });

  it.each([
    [100, 'extractive'],
    [10_000, 'generative'],
  ])('of %i ms for a first statement that takes 200 makes the answer %s', async (firstStatementMs, mode) => {
    const { answer } = await hear(await withModel('demo-slow-start', { firstStatementMs }), MEDICAL);
    expect(answer.mode).toBe(mode);
  });

  it('runs out for an answer that does not end, whatever was proven before', async () => {
    const { answer, deltas, took } = await hear(await withModel('demo-trickle', { answerMs: 700 }), MEDICAL);
    expect(deltas).toContain('[1]。');
    expect(answer).toMatchObject({ mode: 'extractive', generation: { fallback: 'timeout' } });
    expect(answer.answer).toBe((await hear(plain, MEDICAL)).answer.answer);
    expect(took).toBeLessThan(1_500);
  });

  it('spent on waiting for a further try or for a turn counts, too', async () => {
    const busy = { status: 429, headers: { 'retry-after': '30' } };
    const gate = await startChatGate(demo.baseUrl, () => busy);
    const assistant = await withModel('demo-faithful', {
      ...{ baseUrl: gate.baseUrl, retries: 2, concurrency: 1, firstStatementMs: 150 },
    });
    const both = await Promise.all([hear(assistant, MEDICAL), hear(assistant, BEDS)]);
    for (const { answer, took } of both) {
      expect(answer.generation!.fallback).toBe('timeout');
      expect(took).toBeLessThan(1_000);
    }
    expect(gate.requests).toHaveLength(1);
    await gate.close();
  });
});

describe('time spent on finding', () => {
  const TWO = '云溪区社区食堂要达到多少个，养老护理员总数要达到多少名？';
  /** An assistant on an index whose vectors come as `embedQuery` has them. */
  const withVectors = async (embedQuery: PolicyIndex['embedQuery'], changes: object, model = 'demo-slow') => {
    const generation = await createGeneration(demoChatSettings(demo.baseUrl, model, changes));
    return createAssistant(() => ({ ...index, embedQuery }), { generation });
  };

  it.each([MEDICAL, TWO])(
    'is part of the limit: with vectors and model both hanging %s is answered in time',
    async (question) => {
      const hanging = await startEmbeddingService({ dimension: 8, delayMs: 30_000 });
      const embedder = createOpenAiEmbedder({ baseUrl: hanging.baseUrl, apiKey: 'x', model: 'm' });
      const assistant = await withVectors((text) => embedder.embedQuery(text), { firstStatementMs: 600 });
      const { answer, took } = await hear(assistant, question);
      expect(answer).toMatchObject({ status: 'answered', mode: 'extractive' });
      const codes = answer.notices.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining(['vector_fallback', 'model_fallback']));
      expect(took).toBeGreaterThan(500);
      expect(took).toBeLessThan(1_200);
      expect(hanging.requests).toHaveLength(1);
      await hanging.stop();
    },
  );

  it('is left to the model where the vectors are only late', async () => {
    const never = () => new Promise<number[]>(() => {});
    const assistant = await withVectors(never, { firstStatementMs: 1_000 }, 'demo-slow-start');
    const { answer } = await hear(assistant, MEDICAL);
    expect(answer.mode).toBe('generative');
    expect(answer.notices.map(({ code }) => code)).toContain('vector_fallback');
  });

  it('on the parts of a question ends with the limit', async () => {
    let calls = 0;
    const stuck = (text: string) =>
      calls++ === 0 ? index.embedQuery(text) : new Promise<number[]>(() => {});
    const assistant = await withVectors(stuck, { firstStatementMs: 600 }, 'demo-faithful');
    const { took, answer } = await hear(assistant, TWO);
    expect(calls).toBeGreaterThan(1);
    expect(answer.status).toBe('answered');
    expect(took).toBeLessThan(1_200);
  });
});

describe('a person who leaves', () => {
  it('before the first word ends the call', async () => {
    const leave = new AbortController();
    const asked = hear(await withModel('demo-slow'), MEDICAL, leave.signal);
    const failed = expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(demo.running()).toBe(1));
    leave.abort();
    await failed;
    await vi.waitFor(() => expect(demo.running()).toBe(0));
  });

  it('in the middle ends the call', async () => {
    const leave = new AbortController();
    const assistant = await withModel('demo-trickle');
    const asked = assistant.ask(
      { question: MEDICAL },
      { signal: leave.signal, onDelta: () => leave.abort() },
    );
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(demo.running()).toBe(0));
    expect(demo.requests).toHaveLength(1);
  });
});

describe('cost', () => {
  it('of a person who left counts for the budget', async () => {
    const leave = new AbortController();
    const gate = await startChatGate(demo.baseUrl, ({ messages }) => {
      if (messages.length > 2) leave.abort();
      return null;
    });
    const assistant = await withModel('demo-numbers', {
      ...{ baseUrl: gate.baseUrl, prices: PRICES, dailyBudget: 0.000_1 },
    });
    await expect(assistant.ask({ question: MEDICAL }, { signal: leave.signal })).rejects.toThrow();
    expect((await hear(assistant, BEDS)).answer.generation!.fallback).toBe('over-budget');
    await gate.close();
  });

  it('of a person who left in the middle of the answer counts, too', async () => {
    const leave = new AbortController();
    const assistant = await withModel('demo-trickle', { prices: PRICES, dailyBudget: 0.000_1 });
    const asked = assistant.ask(
      { question: MEDICAL },
      { signal: leave.signal, onDelta: () => leave.abort() },
    );
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(demo.running()).toBe(0));
    expect((await hear(assistant, BEDS)).answer.generation!.fallback).toBe('over-budget');
  });

  it('of an answer that broke off is told and counts', async () => {
    const assistant = await withModel('demo-cut', { prices: PRICES, dailyBudget: 0.000_1 });
    const { answer } = await hear(assistant, MEDICAL);
    expect(answer.mode).toBe('extractive');
    expect(answer.usage!.cost).toBeGreaterThan(0);
    expect((await hear(assistant, BEDS)).answer.generation!.fallback).toBe('over-budget');
  });

  it('is told by tokens and, where prices are set, in yuan', async () => {
    const { answer } = await hear(await withModel('demo-faithful', { prices: PRICES }), MEDICAL);
    const { promptTokens, completionTokens, cost } = answer.usage!;
    expect(promptTokens).toBeGreaterThan(completionTokens);
    expect(cost).toBeCloseTo((promptTokens * 2 + completionTokens * 8) / 1e6, 12);
    expect((await hear(await withModel('demo-faithful'), MEDICAL)).answer.usage).toEqual({
      promptTokens,
      completionTokens,
      cost: null,
    });
  });

  it('of a repair is added', async () => {
    const once = await hear(await withModel('demo-faithful'), MEDICAL);
    const twice = await hear(await withModel('demo-repairs'), MEDICAL);
    expect(twice.answer.usage!.promptTokens).toBeGreaterThan(2 * once.answer.usage!.promptTokens);
  });

  it('over the day’s budget leaves the extractive answer, and the model alone', async () => {
    const assistant = await withModel('demo-faithful', { prices: PRICES, dailyBudget: 0.000_1 });
    expect((await hear(assistant, MEDICAL)).answer.mode).toBe('generative');
    demo.requests.length = 0;
    const { answer } = await hear(assistant, BEDS);
    expect(answer).toMatchObject({
      mode: 'extractive',
      answer: (await hear(plain, BEDS)).answer.answer,
      usage: { promptTokens: 0, completionTokens: 0, cost: 0 },
      generation: { fallback: 'over-budget' },
    });
    expect(answer.notices.map(({ text }) => text).join()).toContain('今天的模型用量已到上限');
    expect(demo.requests).toEqual([]);
  });
});

describe('an identical question', () => {
  it('is answered from memory, under an id of its own, at no cost', async () => {
    const assistant = await withModel('demo-faithful', { cachedAnswers: 10, prices: PRICES });
    const first = await hear(assistant, MEDICAL);
    const second = await hear(assistant, ` ${MEDICAL} `);
    expect(demo.requests).toHaveLength(1);
    const { id, usage, timings, generation, ...same } = first.answer;
    expect(second.answer).toMatchObject(same);
    // What became of the statements was counted when they were written.
    expect(generation!.proven).toBeGreaterThan(0);
    expect(second.answer.generation).toBeUndefined();
    expect(second.answer.id).not.toBe(id);
    expect(second.answer.usage).toEqual({ promptTokens: 0, completionTokens: 0, cost: 0 });
    expect(second.deltas).toBe(second.answer.answer);
  });

  it('is asked again after other turns, about other documents, or of another index', async () => {
    let served = index;
    const settings = demoChatSettings(demo.baseUrl, 'demo-faithful', { cachedAnswers: 10 });
    const generation = await createGeneration(settings);
    const assistant = createAssistant(() => served, { generation });
    const history = [{ role: 'user' as const, content: '临浦区有哪些目标？' }];
    const documentIds = [index.documents.find(({ region }) => region === '临浦区')!.id];
    await hear(assistant, MEDICAL);
    await hear(assistant, { question: MEDICAL, history });
    await hear(assistant, { question: MEDICAL, documentIds });
    expect(demo.requests).toHaveLength(3);
    served = { ...index, manifest: { ...index.manifest, build: 'another' } };
    await hear(assistant, MEDICAL);
    expect(demo.requests).toHaveLength(4);
    await hear(assistant, { question: MEDICAL, history });
    await hear(assistant, MEDICAL);
    expect(demo.requests).toHaveLength(5);
  });

  it('is asked again where the memory is off, or the answer was not the model’s', async () => {
    for (const [model, cachedAnswers] of [
      ['demo-faithful', 0],
      ['demo-500', 10],
    ] as const) {
      demo.requests.length = 0;
      const assistant = await withModel(model, { cachedAnswers });
      await hear(assistant, MEDICAL);
      await hear(assistant, MEDICAL);
      expect(demo.requests, model).toHaveLength(2);
    }
  });
});

describe('a question of two parts', () => {
  const TWO = '云溪区社区食堂要达到多少个，养老护理员总数要达到多少名？';

  it('is split by the model first', async () => {
    const { answer } = await hear(await withModel('demo-faithful'), TWO);
    expect(demo.requests).toHaveLength(2);
    expect(demo.requests[0]!.messages![0]!.content).toContain('拆分问题');
    expect(answer.mode).toBe('generative');
    expect(answer.answer).toContain('45个');
    expect(answer.answer).toContain('900名');
  });

  it('is answered without where the model splits it badly', async () => {
    const { answer } = await hear(await withModel('demo-prose'), TWO);
    expect(demo.requests).toHaveLength(2);
    expect(answer.answer).toBe((await hear(plain, TWO)).answer.answer);
  });
});

it('metrics count tokens, yuan, fallbacks and rejections', async () => {
  const counted = async (model: string) => {
    const assistant = await withModel(model, { prices: PRICES });
    const { app, post, logged } = await createFakeService({}, { assistant });
    const answer = await jsonOf<{ usage: { promptTokens: number; completionTokens: number } }>(
      post('/api/ask', { question: MEDICAL }),
    );
    const text = await (await app.request('/metrics')).text();
    const value = (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`wengui_${name} `))
          ?.split(' ')[1],
      );
    return { value, usage: answer.usage, logged: JSON.stringify(logged) };
  };
  const faithful = await counted('demo-faithful');
  expect(faithful.value('answers_by_mode_total{mode="generative"}')).toBe(1);
  expect(faithful.value('model_tokens_total{direction="in"}')).toBe(faithful.usage.promptTokens);
  expect(faithful.value('model_tokens_total{direction="out"}')).toBe(faithful.usage.completionTokens);
  expect(faithful.value('model_cost_yuan_total')).toBeGreaterThan(0);
  const wrong = await counted('demo-numbers');
  expect(wrong.value('answers_by_mode_total{mode="extractive"}')).toBe(1);
  expect(wrong.value('model_fallbacks_total{reason="unproven"}')).toBe(1);
  expect(wrong.value('proof_rejections_total{check="figure"}')).toBe(10);
  expect(wrong.logged).not.toContain('医养');
});
