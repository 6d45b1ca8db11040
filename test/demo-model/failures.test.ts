import OpenAI from 'openai';
import { afterAll, expect, it, vi } from 'vitest';
import { answerMessages, clientOf, DRAFTS, statementsIn } from './sample-request.ts';
import { startDemoModel } from './server.ts';

const demo = await startDemoModel({ delayMs: 30 });
const client = clientOf(demo.baseUrl);
afterAll(() => demo.close());

const messages = answerMessages();
const ask = (model: string) => client.chat.completions.create({ model, messages });

/** The words that came before a stream ended, and what ended it. */
async function streamed(model: string, rest: object = {}) {
  let content = '';
  let finish: string | null = null;
  try {
    const stream = await client.chat.completions.create({ model, messages, stream: true, ...rest });
    for await (const { choices } of stream) {
      content += choices[0]?.delta.content ?? '';
      finish = choices[0]?.finish_reason ?? finish;
    }
    return { content, finish, error: null };
  } catch (error) {
    return { content, finish, error };
  }
}

it.each([
  ['demo-400', OpenAI.BadRequestError, { code: 'context_length_exceeded', param: 'messages' }],
  ['demo-401', OpenAI.AuthenticationError, { code: 'invalid_api_key' }],
  ['demo-429', OpenAI.RateLimitError, { code: 'rate_limit_exceeded', type: 'requests' }],
  ['demo-500', OpenAI.InternalServerError, { type: 'server_error', code: null }],
])('%s fails with its error, streamed or not', async (model, type, details) => {
  const error = await ask(model).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(type);
  expect(error).toMatchObject(details);
  expect((await streamed(model)).error).toBeInstanceOf(type);
});

it('demo-429 says how long to wait, demo-401 repeats the key', async () => {
  const busy = await ask('demo-429').catch((error: unknown) => error);
  expect((busy as { headers: Headers }).headers.get('retry-after')).toBe('1');
  await expect(clientOf(demo.baseUrl, 'sk-secret').models.list()).resolves.toBeDefined();
  const refused = clientOf(demo.baseUrl, 'sk-secret').chat.completions.create({
    model: 'demo-401',
    messages,
  });
  await expect(refused).rejects.toThrow('sk-secret');
});

it('demo-503-once fails once for each body', async () => {
  await expect(ask('demo-503-once')).rejects.toMatchObject({ status: 503 });
  expect(statementsIn((await ask('demo-503-once')).choices[0]!.message.content)).toEqual(DRAFTS);
  expect((await streamed('demo-503-once')).error).toMatchObject({ status: 503 });
  expect((await streamed('demo-503-once')).finish).toBe('stop');
});

it('demo-slow says nothing and stops when the client leaves', async () => {
  const leave = new AbortController();
  const attempt = client.chat.completions.create(
    { model: 'demo-slow', messages, stream: true },
    { signal: leave.signal },
  );
  await vi.waitFor(() => expect(demo.running()).toBe(1));
  leave.abort();
  await expect(attempt).rejects.toThrow(OpenAI.APIUserAbortError);
  await vi.waitFor(() => expect(demo.running()).toBe(0));
});

it('closes while demo-slow is waiting', async () => {
  const other = await startDemoModel();
  const attempt = clientOf(other.baseUrl).chat.completions.create({ model: 'demo-slow', messages });
  const failed = expect(attempt).rejects.toThrow(OpenAI.APIConnectionError);
  await vi.waitFor(() => expect(other.running()).toBe(1));
  await other.close();
  await failed;
  await vi.waitFor(() => expect(other.running()).toBe(0));
});

it('demo-slow-start waits, demo-trickle comes character by character, both faithful', async () => {
  const started = performance.now();
  expect(statementsIn((await streamed('demo-slow-start')).content)).toEqual(DRAFTS);
  expect(performance.now() - started).toBeGreaterThan(29);
  const few = answerMessages({ drafts: DRAFTS.slice(0, 1) });
  const { content, finish } = await streamed('demo-trickle', { messages: few });
  expect(statementsIn(content)).toEqual(DRAFTS.slice(0, 1));
  expect(finish).toBe('stop');
});

it('demo-cut breaks off after one whole statement', async () => {
  const { content, error, finish } = await streamed('demo-cut');
  expect(error).toBeInstanceOf(Error);
  expect(finish).toBeNull();
  const [first, second, third] = content.split('\n');
  expect(JSON.parse(first!)).toEqual(DRAFTS[0]);
  expect(JSON.stringify(DRAFTS[1]).startsWith(second!)).toBe(true);
  expect(third).toBeUndefined();
  await expect(ask('demo-cut')).rejects.toThrow(OpenAI.APIConnectionError);
});

it('demo-cut-early breaks off inside the first statement', async () => {
  const { content, error } = await streamed('demo-cut-early');
  expect(error).toBeInstanceOf(Error);
  expect(content).not.toBe('');
  expect(content).not.toContain('}');
  await expect(ask('demo-cut-early')).rejects.toThrow(OpenAI.APIConnectionError);
});

it('demo-malformed sends JSON that nobody can read', async () => {
  await expect(ask('demo-malformed')).rejects.toThrow(SyntaxError);
  expect((await streamed('demo-malformed')).error).toBeInstanceOf(SyntaxError);
});

it('demo-empty has no choices, demo-null no content', async () => {
  expect((await ask('demo-empty')).choices).toEqual([]);
  expect(await streamed('demo-empty')).toEqual({ content: '', finish: null, error: null });
  expect((await ask('demo-null')).choices[0]).toMatchObject({
    message: { content: null },
    finish_reason: 'stop',
  });
  expect(await streamed('demo-null')).toEqual({ content: '', finish: 'stop', error: null });
});

it('demo-filter and demo-length say why they end', async () => {
  const [filtered] = (await ask('demo-filter')).choices;
  expect(filtered).toMatchObject({ message: { content: '' }, finish_reason: 'content_filter' });
  expect(await streamed('demo-filter')).toEqual({ content: '', finish: 'content_filter', error: null });
  const { content, finish } = await streamed('demo-length');
  expect(finish).toBe('length');
  expect(
    content
      .split('\n')
      .slice(0, 2)
      .map((line) => JSON.parse(line)),
  ).toEqual(DRAFTS.slice(0, 2));
  expect(content.endsWith('}')).toBe(false);
});

it('demo-no-stream, demo-no-system and demo-no-json refuse that and nothing else', async () => {
  expect((await streamed('demo-no-stream')).error).toMatchObject({
    param: 'stream',
    code: 'unsupported_value',
  });
  expect(statementsIn((await ask('demo-no-stream')).choices[0]!.message.content)).toEqual(DRAFTS);
  await expect(ask('demo-no-system')).rejects.toMatchObject({ param: 'messages[0].role' });
  const withoutSystem = await streamed('demo-no-system', { messages: messages.slice(1) });
  expect(statementsIn(withoutSystem.content)).toEqual(DRAFTS);
  const asJson = await streamed('demo-no-json', { response_format: { type: 'json_object' } });
  expect(asJson.error).toMatchObject({ status: 400, param: 'response_format' });
  expect((await streamed('demo-no-json')).finish).toBe('stop');
});
