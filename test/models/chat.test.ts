import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { ModelError } from '../../src/errors.ts';
import { type ChatMessage, type ChatOptions, ChatService } from '../../src/models/chat.ts';
import { answerMessages, DRAFTS, statementsIn } from '../demo-model/sample-request.ts';
import { startDemoModel } from '../demo-model/server.ts';
import { type ChatGate, startChatGate } from '../fakes/chat-gate.ts';

const KEY = 'sk-secret-0123456789';
const MESSAGES = answerMessages() as ChatMessage[];
const demo = await startDemoModel({ delayMs: 60 });
const gates: ChatGate[] = [];

beforeEach(() => {
  demo.requests.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(async () => {
  await Promise.all(gates.map((gate) => gate.close()));
  await demo.close();
});

function service(model: string, changes: Partial<ChatOptions> = {}): ChatService {
  return new ChatService({
    ...{ baseUrl: demo.baseUrl, apiKey: KEY, model, maxTokens: 2_000, timeoutMs: 10_000, concurrency: 4 },
    ...{ retries: 0, retryDelayMs: 1 },
    ...changes,
  });
}

/** A service behind a gate, and the gate. */
async function gated(refuse: ChatGate['refuse'], changes: Partial<ChatOptions> = {}) {
  const gate = await startChatGate(demo.baseUrl, refuse);
  gates.push(gate);
  return { gate, chat: service('demo-faithful', { baseUrl: gate.baseUrl, ...changes }) };
}

/** A call to its end: what was heard of it, and its result or error. */
async function call(chat: ChatService, signal = new AbortController().signal) {
  const heard: string[] = [];
  const onText = (text: string) => heard.push(text);
  const outcome = await chat.say(MESSAGES, { signal, onText }).then(
    (result) => ({ result, error: null }),
    (error: unknown) => ({ result: null, error: error as Error }),
  );
  return { ...outcome, heard, text: heard.join('') };
}

async function failureOf(chat: ChatService): Promise<string> {
  const { error } = await call(chat);
  expect(error).toBeInstanceOf(ModelError);
  return error!.message;
}

describe('a call', () => {
  it('streams the words as they come and ends with what they cost', async () => {
    const { heard, text, result } = await call(service('demo-faithful'));
    expect(heard.length).toBeGreaterThan(10);
    expect(statementsIn(text)).toEqual(DRAFTS);
    expect(result).toMatchObject({ finishReason: 'stop', completionTokens: Math.ceil(text.length / 1.5) });
    expect(result!.promptTokens).toBeGreaterThan(100);
    const [request] = demo.requests;
    expect(request).toMatchObject({ stream: true, temperature: 0, messages: MESSAGES });
  });

  it.each(['demo-slow-start', 'demo-trickle', 'demo-no-json'])('works with %s', async (model) => {
    expect(statementsIn((await call(service(model))).text)).toEqual(DRAFTS);
  });

  it.each([
    ['demo-length', 'length'],
    ['demo-filter', 'content_filter'],
    ['demo-null', 'stop'],
  ])('of %s says how it ended', async (model, finishReason) => {
    expect((await call(service(model))).result).toMatchObject({ finishReason });
  });

  it('takes neither key nor organisation from the environment', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-another-service');
    vi.stubEnv('OPENAI_ORG_ID', 'another-organisation');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
    const { gate, chat } = await gated(() => null, { apiKey: '' });
    await call(chat);
    expect(gate.requests[0]).toMatchObject({ authorization: 'Bearer none', organization: undefined });
  });
});

describe('a service that knows less', () => {
  it('without streaming is asked for the whole answer, from the second call on at once', async () => {
    const chat = service('demo-no-stream');
    for (const requests of [2, 3]) {
      const { text, result } = await call(chat);
      expect(statementsIn(text)).toEqual(DRAFTS);
      expect(result!.completionTokens).toBeGreaterThan(0);
      expect(demo.requests).toHaveLength(requests);
    }
  });

  it('without a system role reads its words before the question, and goes on streaming', async () => {
    const chat = service('demo-no-system');
    for (const requests of [2, 3]) {
      const { heard, result } = await call(chat);
      expect(statementsIn(heard.join(''))).toEqual(DRAFTS);
      expect(heard.length).toBeGreaterThan(10);
      expect(result!.promptTokens).toBeGreaterThan(100);
      expect(demo.requests).toHaveLength(requests);
    }
    const [{ role, content }] = demo.requests.at(-1)!.messages as [{ role: string; content: string }];
    expect(role).toBe('user');
    expect(content.startsWith(MESSAGES[0]!.content)).toBe(true);
    expect(content).toContain(MESSAGES[1]!.content);
  });

  it('without stream_options streams, its tokens estimated', async () => {
    const { gate, chat } = await gated(({ stream_options }) =>
      stream_options ? { status: 400, message: "Unknown parameter: 'stream_options'." } : null,
    );
    for (const requests of [2, 3]) {
      const { heard, result } = await call(chat);
      expect(heard.length).toBeGreaterThan(10);
      const said = [...heard].join('').length;
      expect(result).toMatchObject({ finishReason: 'stop', completionTokens: Math.ceil(said / 1.5) });
      expect(result!.promptTokens).toBeGreaterThan(0);
      expect(gate.requests).toHaveLength(requests);
    }
  });

  it('and does not say what it refuses is asked without one thing after another', async () => {
    const { gate, chat } = await gated(({ messages }) =>
      messages[0]!.role === 'system' ? { status: 422, message: 'Unprocessable.' } : null,
    );
    for (const requests of [4, 5]) {
      expect(statementsIn((await call(chat)).text)).toEqual(DRAFTS);
      expect(gate.requests).toHaveLength(requests);
    }
  });

  it('is not taken for one because it refused a single request', async () => {
    const { gate, chat } = await gated(() => ({ status: 400, message: 'Inappropriate content.' }));
    expect(await failureOf(chat)).toContain('Inappropriate content');
    gate.refuse = () => null;
    gate.requests.length = 0;
    expect((await call(chat)).heard.length).toBeGreaterThan(10);
    expect(gate.requests).toHaveLength(1);
    expect(gate.requests[0]!.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });
});

describe('a failure', () => {
  it('that passes is tried again', async () => {
    const { text } = await call(service('demo-503-once', { retries: 1 }));
    expect(statementsIn(text)).toEqual(DRAFTS);
    expect(demo.requests).toHaveLength(2);
  });

  it('that does not pass ends after its tries', async () => {
    const message = await failureOf(service('demo-500', { retries: 2 }));
    expect(message).toMatch(/^模型服务返回错误 500：.*OPENAI_BASE_URL.*（试了 3 次）$/u);
    expect(demo.requests).toHaveLength(3);
  });

  it.each([
    ['demo-400', /返回错误 400：请检查 CHAT_MODEL、CHAT_MAX_TOKENS.*maximum context length/u],
    ['demo-401', /返回错误 401：请检查 OPENAI_API_KEY/u],
    ['demo-429', /返回错误 429：请求过多或额度用尽/u],
    ['gpt-9', /返回错误 404：请检查 OPENAI_BASE_URL（通常以 \/v1 结尾）和 CHAT_MODEL/u],
    ['demo-malformed', /的回答无法识别：请检查 OPENAI_BASE_URL/u],
    ['demo-empty', /没有给出任何内容：请检查 CHAT_MODEL/u],
  ])('of %s is told with the setting to look at', async (model, message) => {
    const said = await failureOf(service(model));
    expect(said).toMatch(message);
    expect(said).not.toContain('langchain');
  });

  it('of a service out of reach names the address, of a slow one the time', async () => {
    expect(await failureOf(service('demo-faithful', { baseUrl: 'http://127.0.0.1:9/v1' }))).toMatch(
      /连接不上：请检查 OPENAI_BASE_URL/u,
    );
    expect(await failureOf(service('demo-slow', { timeoutMs: 100 }))).toContain('0.1 秒内没有回答');
  });

  it('prints nothing: what the client cannot read holds words of answers', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('OPENAI_LOG', 'debug');
    await failureOf(service('demo-malformed'));
    expect(printed).not.toHaveBeenCalled();
  });

  it.each(['demo-cut', 'demo-cut-early'])(
    'of %s says that it was cut, and is not tried again',
    async (model) => {
      const { error, text } = await call(service(model, { retries: 2 }));
      expect(text).not.toBe('');
      expect(error).toBeInstanceOf(ModelError);
      expect(error!.message).toContain('在回答中途断开了连接');
      expect(error!.message).not.toContain('OPENAI_BASE_URL');
      expect(demo.requests).toHaveLength(1);
    },
  );

  it('before any word is tried again even where the connection was cut', async () => {
    const { gate, chat } = await gated(() => ({ status: 0 }), { retries: 2 });
    expect(await failureOf(chat)).toMatch(/断开了连接.*（试了 3 次）/u);
    expect(gate.requests).toHaveLength(3);
  });

  it('never shows the key, even where the service repeats it', async () => {
    const { error } = await call(service('demo-401'));
    expect(error!.message).toContain('Incorrect API key provided: ***');
    const { message, stack, cause } = error as Error & { cause: Error };
    expect(JSON.stringify([message, stack, String(cause), cause.stack])).not.toContain(KEY);
  });
});

describe('a call that is aborted', () => {
  it('ends at once, and so does the service', async () => {
    const leave = new AbortController();
    const ended = call(service('demo-slow', { retries: 2 }), leave.signal);
    await vi.waitFor(() => expect(demo.running()).toBe(1));
    const left = performance.now();
    leave.abort();
    expect((await ended).error).toBe(leave.signal.reason);
    expect(performance.now() - left).toBeLessThan(500);
    await vi.waitFor(() => expect(demo.running()).toBe(0));
    expect(demo.requests).toHaveLength(1);
  });

  it('waits for no further try', async () => {
    const busy = { status: 429, headers: { 'retry-after': '30' } };
    const { gate, chat } = await gated(() => busy, { retries: 1 });
    const ended = call(chat, AbortSignal.timeout(100));
    await vi.waitFor(() => expect(gate.requests).toHaveLength(1));
    const started = performance.now();
    expect((await ended).error!.name).toBe('TimeoutError');
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(gate.requests).toHaveLength(1);
  });

  it('waits for no turn', async () => {
    const chat = service('demo-slow', { concurrency: 1 });
    const first = new AbortController();
    const running = call(chat, first.signal);
    await vi.waitFor(() => expect(demo.running()).toBe(1));
    const second = await call(chat, AbortSignal.timeout(30));
    expect(second.error!.name).toBe('TimeoutError');
    first.abort();
    await running;
    expect(demo.requests).toHaveLength(1);
  });

  it('says nothing of the health of the service', async () => {
    const { gate, chat } = await gated(() => null, { breaker: { failures: 1, restMs: 60_000 } });
    const leave = new AbortController();
    leave.abort();
    await call(chat, leave.signal);
    expect(statementsIn((await call(chat)).text)).toEqual(DRAFTS);
    expect(gate.requests).toHaveLength(1);
  });
});

describe('a service that keeps failing', () => {
  it('is left alone for a while, then tried again', async () => {
    const { gate, chat } = await gated(() => ({ status: 500 }), { breaker: { failures: 2, restMs: 100 } });
    expect(await failureOf(chat)).toContain('500');
    expect(await failureOf(chat)).toContain('500');
    expect(await failureOf(chat)).toContain('暂停使用');
    expect(gate.requests).toHaveLength(2);
    gate.refuse = () => null;
    await new Promise((resolve) => setTimeout(resolve, 120));
    for (const requests of [3, 4]) {
      expect(statementsIn((await call(chat)).text)).toEqual(DRAFTS);
      expect(gate.requests).toHaveLength(requests);
    }
  });

  it('is not left alone for refusing a request', async () => {
    const { gate, chat } = await gated(() => ({ status: 413 }), { breaker: { failures: 1, restMs: 60_000 } });
    for (const requests of [1, 2]) {
      expect(await failureOf(chat)).toContain('413');
      expect(gate.requests).toHaveLength(requests);
    }
  });
});

it('asks no more at a time than allowed; as many may wait, further ones are turned away', async () => {
  const gate = await startChatGate(demo.baseUrl);
  gates.push(gate);
  const chat = service('demo-slow-start', { baseUrl: gate.baseUrl, concurrency: 2 });
  const calls = await Promise.all(Array.from({ length: 5 }, () => call(chat)));
  expect(calls.map(({ error }) => error?.message ?? 'fine')).toEqual([
    ...Array.from({ length: 4 }, () => 'fine'),
    expect.stringContaining('CHAT_CONCURRENCY'),
  ]);
  expect(gate.mostRunning).toBe(2);
});

describe('LangSmith', () => {
  /** A LangSmith that notes what reaches it, and the environment that leads there. */
  async function langSmith() {
    const reached: string[] = [];
    const server = createServer((request, response) => {
      reached.push(`${request.method} ${request.url}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const name of ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2'])
      vi.stubEnv(name, 'true');
    vi.stubEnv('LANGSMITH_API_KEY', 'ls-key');
    vi.stubEnv('LANGSMITH_ENDPOINT', endpoint);
    vi.stubEnv('OPENAI_BASE_URL', demo.baseUrl);
    vi.stubEnv('CHAT_MODEL', 'demo-faithful');
    const close = () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    };
    return { reached, close };
  }

  async function answerWithEnvironment() {
    const { chat } = readConfig(process.env);
    const { text } = await call(new ChatService({ ...chat!, timeoutMs: chat!.answerMs }));
    expect(statementsIn(text)).toEqual(DRAFTS);
    const { awaitAllCallbacks } = await import('@langchain/core/callbacks/promises');
    await awaitAllCallbacks();
    await new Promise((resolve) => setTimeout(resolve, 400));
  }

  it('hears nothing, whatever the environment says', async () => {
    const { reached, close } = await langSmith();
    await answerWithEnvironment();
    expect(process.env.LANGSMITH_TRACING).toBe('false');
    expect(reached).toEqual([]);
    // The trap works: without readConfig LangChain does go there.
    vi.stubEnv('LANGSMITH_TRACING', 'true');
    await call(service('demo-faithful'));
    await vi.waitFor(() => expect(reached.length).toBeGreaterThan(0), { timeout: 5_000 });
    await close();
  });

  it('is left alone where it is allowed', async () => {
    const { close } = await langSmith();
    vi.stubEnv('LANGSMITH_ALLOWED', 'true');
    readConfig(process.env);
    expect(process.env).toMatchObject({ LANGSMITH_TRACING: 'true', LANGCHAIN_TRACING_V2: 'true' });
    await close();
  });
});
