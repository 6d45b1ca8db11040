import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { type ChatMessage, ChatService } from '../../src/models/chat.ts';
import { createTracing } from '../../src/models/tracing.ts';
import { answerMessages, DRAFTS, statementsIn } from '../demo-model/sample-request.ts';
import { startDemoModel } from '../demo-model/server.ts';

const QUESTION = '普惠性幼儿园覆盖率要达到多少？';
const demo = await startDemoModel();
afterAll(() => demo.close());

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number; arrayValue?: { values: { stringValue: string }[] } };
}

interface Export {
  resourceSpans: { scopeSpans: { spans: { name: string; attributes: Attribute[] }[] }[] }[];
}

/** A collector of traces on this machine. */
async function startCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    if (request.url === '/v1/traces') bodies.push(text);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  const spans = () =>
    bodies
      .flatMap((body) => (JSON.parse(body) as Export).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
      .map(({ name, attributes }) => ({
        name,
        ...Object.fromEntries(
          attributes.map(({ key, value }) => [
            key,
            value.stringValue ?? value.intValue ?? value.arrayValue?.values.map((one) => one.stringValue),
          ]),
        ),
      }));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    bodies,
    spans,
    close,
  };
}

/** Asks a model, its calls traced to `url`. */
async function ask(model: string, url: string) {
  const tracing = createTracing(url, model);
  const chat = new ChatService({
    ...{ baseUrl: demo.baseUrl, apiKey: 'sk-secret-0123456789', model, maxTokens: 2_000, timeoutMs: 10_000 },
    ...{ concurrency: 4, retries: 0, callbacks: tracing.callbacks },
  });
  let text = '';
  const messages = answerMessages({ question: QUESTION }) as ChatMessage[];
  const onText = (piece: string) => {
    text += piece;
  };
  const call = chat.say(messages, { signal: new AbortController().signal, onText });
  const result = await call.catch((error: Error) => error);
  return { tracing, text, result };
}

it('sends a span for a call, with model and tokens and none of its words', async () => {
  const collector = await startCollector();
  const { tracing, result } = await ask('demo-faithful', collector.url);
  await tracing.flush();
  const { promptTokens, completionTokens } = result as { promptTokens: number; completionTokens: number };
  expect(collector.spans()).toEqual([
    {
      name: 'chat demo-faithful',
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'demo-faithful',
      'gen_ai.usage.input_tokens': promptTokens,
      'gen_ai.usage.output_tokens': completionTokens,
      'gen_ai.response.finish_reasons': ['stop'],
    },
  ]);
  const sent = collector.bodies.join();
  for (const words of ['幼儿园', '覆盖率', DRAFTS[1]!.text.slice(0, 4), 'sk-secret'])
    expect(sent).not.toContain(words);
  expect(sent).not.toMatch(/\p{Script=Han}/u);
  await collector.close();
});

it('sends that a call failed, not what the service said', async () => {
  const collector = await startCollector();
  const { tracing } = await ask('demo-401', collector.url);
  await tracing.flush();
  expect(collector.spans()).toEqual([
    expect.objectContaining({ name: 'chat demo-401', 'error.type': expect.any(String) }),
  ]);
  expect(collector.bodies.join()).not.toContain('sk-secret');
  await collector.close();
});

it.each(['http://127.0.0.1:9/v1/traces', 'http://nowhere.invalid/v1/traces'])(
  'a collector that is down (%s) does not disturb an answer',
  async (url) => {
    const started = performance.now();
    const { text, result } = await ask('demo-faithful', url);
    expect(statementsIn(text)).toEqual(DRAFTS);
    expect(result).toMatchObject({ finishReason: 'stop' });
    expect(performance.now() - started).toBeLessThan(2_000);
  },
);
