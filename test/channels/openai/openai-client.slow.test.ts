import OpenAI, { AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Citation } from '../../../src/answering/answer.ts';
import type { WenguiChunk, WenguiCompletion } from '../../../src/channels/openai/chat-completion.ts';
import { type InventedService, servePlans } from '../../fakes/invented-plans.ts';
import { type ListeningApp, listen } from '../../fakes/listening-app.ts';
import { createFakeService, type FakeService } from '../web/fake-service.ts';

const QUESTION = '临浦区护理型床位占比要达到多少？';

let plans: InventedService;
let listening: ListeningApp;
let client: OpenAI;
beforeAll(async () => {
  plans = await servePlans();
  const { app } = await createFakeService({}, { assistant: plans.assistant });
  listening = await listen(app);
  client = clientOf(listening);
});
afterAll(async () => {
  await listening.close();
  await plans.close();
});

function clientOf({ url }: ListeningApp, apiKey = 'none'): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
}

type Messages = OpenAI.ChatCompletionMessageParam[];

async function ask(messages: Messages): Promise<WenguiCompletion> {
  return (await client.chat.completions.create({ model: 'wengui', messages })) as WenguiCompletion;
}

async function stream(messages: Messages, options: Partial<OpenAI.ChatCompletionCreateParamsStreaming> = {}) {
  const body = { model: 'wengui', messages, stream: true as const, ...options };
  const chunks: WenguiChunk[] = [];
  for await (const chunk of await client.chat.completions.create(body)) chunks.push(chunk as WenguiChunk);
  return chunks;
}

const textOf = (chunks: WenguiChunk[]) =>
  chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');

function expectVerbatim(citations: Citation[]): void {
  expect(citations.length).toBeGreaterThan(0);
  for (const { documentId, quote, start, end } of citations) {
    const { source } = plans.index.documents.find(({ id }) => id === documentId)!;
    expect(source.slice(start, end).replace(/[\s#*|]/g, '')).toBe(quote.replace(/[\s#*|]/g, ''));
  }
}

describe('the openai client', () => {
  it('lists and reads the model', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(['wengui']);
    expect(await client.models.retrieve('wengui')).toMatchObject({ id: 'wengui', object: 'model' });
    await expect(client.models.retrieve('gpt-4o')).rejects.toBeInstanceOf(NotFoundError);
  });

  it('gets an answer whose text names its notices and quotes its sources', async () => {
    const completion = await ask([{ role: 'user', content: QUESTION }]);
    expect(completion).toMatchObject({ object: 'chat.completion', model: 'wengui' });
    const { message, finish_reason } = completion.choices[0]!;
    expect(finish_reason).toBe('stop');
    const [answer, notices, ...list] = message.content!.split('\n\n');
    expect(answer).toMatch(/75%.*\[1\]/);
    expect(notices).toMatch(/征求意见稿，尚未正式印发/);
    expect(list.join()).toMatch(
      /^引用：\n\[1\] 《临浦区养老服务发展“十六五”规划》 三、发展目标：“到2035年.*”$/,
    );
    expectVerbatim(completion.citations);
    expect(completion.notices.map(({ code }) => code)).toEqual(['draft']);
    expect(completion.wengui).toMatchObject({ status: 'answered', mode: 'extractive' });
    const { prompt_tokens, completion_tokens, total_tokens } = completion.usage!;
    expect(prompt_tokens).toBe(Math.ceil(QUESTION.length / 1.5));
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
  });

  it('resolves a follow-up by the turns before it, its own answers among them', async () => {
    const question = { role: 'user' as const, content: '云溪区护理型床位占比要达到多少？' };
    const first = await ask([{ role: 'system', content: '你是助手' }, question]);
    expect(first.choices[0]!.message.content).toContain('68%');
    const turns: Messages = [question, first.choices[0]!.message, { role: 'user', content: '临浦区呢？' }];
    const second = await ask(turns);
    expect(second.choices[0]!.message.content).toContain('75%');
    expect(second.citations[0]!.documentId).toBe('linpu');
  });

  it('appends nothing to an answer without citations', async () => {
    const { choices, wengui, citations } = await ask([{ role: 'user', content: '云溪区要建多少个停车场？' }]);
    expect(wengui.status).toBe('not_found');
    expect(citations).toEqual([]);
    expect(choices[0]!.message.content).not.toContain('引用');
  });

  it('takes text in parts', async () => {
    const content = [
      { type: 'text' as const, text: '临浦区护理型床位占比' },
      { type: 'text' as const, text: '要达到多少？' },
    ];
    const { choices } = await ask([{ role: 'user', content }]);
    expect(choices[0]!.message.content).toContain('75%');
  });

  it('streams the same text that it gives at once', async () => {
    const messages: Messages = [{ role: 'user', content: '护理型床位占比目标是多少？' }];
    const [whole, chunks] = [await ask(messages), await stream(messages)];
    expect(chunks[0]!.choices[0]!.delta).toMatchObject({ role: 'assistant' });
    expect(textOf(chunks)).toBe(whole.choices[0]!.message.content);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    const last = chunks.at(-1)!;
    expect(last.choices[0]).toMatchObject({ finish_reason: 'stop', delta: {} });
    expect(last.citations).toEqual(whole.citations);
    expect(last).toMatchObject({ notices: whole.notices, wengui: { status: 'answered' } });
  });

  it('gets the usage of a stream where it asks for it', async () => {
    const messages: Messages = [{ role: 'user', content: QUESTION }];
    const chunks = await stream(messages, { stream_options: { include_usage: true } });
    const last = chunks.at(-1)!;
    expect(last.choices).toEqual([]);
    expect(last.usage!.total_tokens).toBeGreaterThan(last.usage!.prompt_tokens);
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect((await stream(messages)).some((chunk) => 'usage' in chunk)).toBe(false);
  });

  it('gathers a stream with the helper of the client', async () => {
    const runner = client.chat.completions.stream({
      model: 'wengui',
      messages: [{ role: 'user', content: QUESTION }],
    });
    expect(await runner.finalContent()).toContain('75%');
  });

  it('can give feedback by the id of an answer', async () => {
    const { wengui } = await ask([{ role: 'user', content: QUESTION }]);
    const send = (answerId: string) =>
      fetch(`${listening.url}/api/feedback`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ answerId, verdict: 'up' }),
      });
    expect((await send(wengui.id)).status).toBeLessThan(300);
    expect((await send('unknown')).status).toBe(404);
  });

  it('meets the errors it knows', async () => {
    const create = (model: string, content: string) =>
      client.chat.completions.create({ model, messages: [{ role: 'user', content }] });
    await expect(create('gpt-4o', QUESTION)).rejects.toBeInstanceOf(NotFoundError);
    await expect(create('wengui', '问'.repeat(501))).rejects.toBeInstanceOf(BadRequestError);
    await expect(create('wengui', ' ')).rejects.toMatchObject({ status: 400, param: 'messages[0].content' });
  });
});

describe('a guarded service and the openai client', () => {
  let service: FakeService;
  let guarded: ListeningApp;
  beforeAll(async () => {
    service = await createFakeService({ apiKeys: ['right-key'], rateLimitPerMinute: 3, isBehindProxy: true });
    guarded = await listen(service.app);
  });
  afterAll(() => guarded.close());

  const create = (apiKey: string, headers: Record<string, string> = {}) =>
    clientOf(guarded, apiKey).chat.completions.create(
      { model: 'wengui', messages: [{ role: 'user', content: '问' }] },
      { headers },
    );

  it('opens with a key and not without', async () => {
    await expect(create('wrong-key')).rejects.toBeInstanceOf(AuthenticationError);
    await expect(clientOf(guarded, 'wrong-key').models.list()).rejects.toBeInstanceOf(AuthenticationError);
    expect((await create('right-key')).choices).toHaveLength(1);
  });

  it('says how long to wait where somebody asks too often', async () => {
    const from = { 'X-Forwarded-For': '203.0.113.7' };
    for (let i = 0; i < 3; i++) await create('right-key', from);
    const error = await create('right-key', from).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(Number((error as RateLimitError).headers!.get('retry-after'))).toBeGreaterThan(0);
  });

  it('stops the work when a stream is aborted', async () => {
    service.assistant.gate = new Promise(() => {});
    const chunks = await clientOf(guarded, 'right-key').chat.completions.create({
      model: 'wengui',
      messages: [{ role: 'user', content: '问' }],
      stream: true,
    });
    for await (const chunk of chunks) if (chunk.choices[0]?.delta.content) break;
    const signal = service.assistant.signals.at(-1)!;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(signal.aborted).toBe(true);
  });
});
