import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ModelError } from '../../src/errors.ts';
import { createOpenAiEmbedder, type OpenAiEmbedderOptions } from '../../src/models/embedder.ts';
import { fakeVector, startEmbeddingService } from '../fakes/embedding-service.ts';

const KEY = 'sk-secret-0123456789';
let service: Awaited<ReturnType<typeof startEmbeddingService>>;

beforeEach(async () => {
  service = await startEmbeddingService({ dimension: 8, key: KEY, mostTexts: 10 });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await service.stop();
});

function embedder(options: Partial<OpenAiEmbedderOptions> = {}) {
  return createOpenAiEmbedder({
    baseUrl: service.baseUrl,
    apiKey: KEY,
    model: 'm',
    retryDelayMs: 1,
    ...options,
  });
}

async function failureOf(work: Promise<unknown>): Promise<ModelError> {
  const error = await work.then(
    () => undefined,
    (caught) => caught,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error;
}

function rounded(vectors: number[][]): number[][] {
  return vectors.map((vector) => vector.map((entry) => Math.round(entry * 1e4) / 1e4));
}

test('embeds in batches and keeps the order of the texts', async () => {
  const texts = Array.from({ length: 37 }, (_, n) => `第${n}条 教师培训`);
  const vectors = await embedder().embedDocuments(texts);
  expect(rounded(vectors)).toEqual(rounded(texts.map((text) => fakeVector(text, 8))));
  expect(service.requests.map(({ body }) => body.input.length).sort()).toEqual([10, 10, 10, 7]);
});

test('has as many requests under way as asked for, and no more', async () => {
  const slow = await startEmbeddingService({ dimension: 8, delayMs: 20 });
  const texts = Array.from({ length: 12 }, (_, n) => `文${n}`);
  await embedder({ baseUrl: slow.baseUrl, batchSize: 1, concurrency: 3 }).embedDocuments(texts);
  expect(slow.mostRunning()).toBe(3);
  await slow.stop();
});

test('sends nothing for no texts', async () => {
  expect(await embedder().embedDocuments([])).toEqual([]);
  expect(service.requests).toEqual([]);
});

test('reads plain numbers from a server that ignores the encoding it is asked for', async () => {
  const vector = await embedder().embedQuery('学前教育');
  expect(rounded([vector])).toEqual(rounded([fakeVector('学前教育', 8)]));
  expect(service.requests[0]!.body.encoding_format).toBe('float');
});

test('asks for the dimension only where one is set', async () => {
  await embedder().embedQuery('一');
  expect(service.requests[0]!.body).not.toHaveProperty('dimensions');
  expect(await embedder({ dimension: 4 }).embedQuery('一')).toHaveLength(4);
  expect(service.requests[1]!.body.dimensions).toBe(4);
});

test('names EMBEDDING_DIMENSION when the service returns another length', async () => {
  const wrong = { data: [{ index: 0, embedding: [1, 2, 3] }] };
  service.misbehaviours.push({ status: 200, body: wrong });
  const error = await failureOf(embedder({ dimension: 8 }).embedQuery('一'));
  expect(error.message).toContain('3 维');
  expect(error.message).toContain('EMBEDDING_DIMENSION 是 8');
});

test('notices that a service without a set dimension changes its length', async () => {
  const changing = embedder();
  await changing.embedQuery('一');
  service.misbehaviours.push({ status: 200, body: { data: [{ index: 0, embedding: [1, 2, 3] }] } });
  expect((await failureOf(changing.embedQuery('二'))).message).toContain('先前是 8 维');
});

test.each([
  ['a busy service', { status: 429 }],
  ['a busy service that says how long', { status: 429, headers: { 'retry-after': '0' } }],
  ['a broken service', { status: 503 }],
  ['a lost connection', { status: 0 }],
])('tries again after %s', async (_, misbehaviour) => {
  service.misbehaviours.push(misbehaviour, misbehaviour);
  expect(await embedder().embedDocuments(['教师'])).toHaveLength(1);
  expect(service.requests).toHaveLength(3);
});

test('waits as long as the service asks before it tries again', async () => {
  service.misbehaviours.push({ status: 429, headers: { 'retry-after': '1' } });
  const startedAt = performance.now();
  await embedder().embedDocuments(['教师']);
  expect(performance.now() - startedAt).toBeGreaterThan(900);
});

test('gives up after its tries, sooner for a question', async () => {
  service.misbehaviours.push(...Array.from({ length: 9 }, () => ({ status: 500 })));
  const error = await failureOf(embedder({ retries: 2 }).embedDocuments(['教师']));
  expect(error.message).toContain('500');
  expect(error.message).toContain('试了 3 次');
  expect(service.requests).toHaveLength(3);
  await failureOf(embedder().embedQuery('教师'));
  expect(service.requests).toHaveLength(5);
});

test('stops asking for the other batches once one has failed for good', async () => {
  service.misbehaviours.push({ status: 400 });
  const texts = Array.from({ length: 30 }, (_, n) => `文${n}`);
  await failureOf(embedder({ batchSize: 1, concurrency: 1 }).embedDocuments(texts));
  expect(service.requests).toHaveLength(1);
});

test.each([
  [400, 'EMBEDDING_MODEL'],
  [401, 'EMBEDDING_API_KEY'],
  [404, 'EMBEDDING_BASE_URL'],
])('does not try again after %i and names %s', async (status, setting) => {
  service.misbehaviours.push({ status });
  expect((await failureOf(embedder().embedQuery('教师'))).message).toContain(setting);
  expect(service.requests).toHaveLength(1);
});

test('does not wait for a used-up quota', async () => {
  service.misbehaviours.push({
    status: 429,
    body: { error: { message: 'quota', code: 'insufficient_quota' } },
  });
  expect((await failureOf(embedder().embedQuery('教师'))).message).toContain('额度');
  expect(service.requests).toHaveLength(1);
});

test('gives up on a service that does not answer in time', async () => {
  service.misbehaviours.push({ status: -1 }, { status: -1 });
  const error = await failureOf(embedder({ queryTimeoutMs: 100 }).embedQuery('教师'));
  expect(error.message).toContain('0.1 秒内没有回答');
});

test('says that a service is out of reach', async () => {
  await service.stop();
  const error = await failureOf(embedder({ retries: 1 }).embedQuery('教师'));
  expect(error.message).toContain('连接不上：请检查 EMBEDDING_BASE_URL');
});

test('names the address when a web page answers instead of the service', async () => {
  service.misbehaviours.push({ status: 200, body: '<html>welcome</html>' });
  expect((await failureOf(embedder().embedQuery('教师'))).message).toContain('EMBEDDING_BASE_URL');
});

test('notices an answer with too few vectors', async () => {
  service.misbehaviours.push({ status: 200, body: { data: [] } });
  await failureOf(embedder().embedQuery('教师'));
});

test('never shows the key, even where the service repeats it', async () => {
  const wrongKey = 'sk-wrong-9876543210';
  const error = await failureOf(embedder({ apiKey: wrongKey }).embedQuery('教师'));
  expect(error.message).toContain('Incorrect API key provided: ***');
  const everything = JSON.stringify([
    error.message,
    error.stack,
    String(error.cause),
    (error.cause as Error).stack,
  ]);
  expect(everything).not.toContain(wrongKey);
});

test('has a fingerprint that tells services, models and dimensions apart, without the key', () => {
  const fingerprints = [
    embedder(),
    embedder({ model: 'n' }),
    embedder({ dimension: 4 }),
    embedder({ baseUrl: 'http://127.0.0.1:1/v1' }),
  ].map(({ fingerprint }) => fingerprint);
  expect(new Set(fingerprints).size).toBe(4);
  expect(fingerprints.join()).not.toContain(KEY);
  expect(embedder({ apiKey: 'other' }).fingerprint).toBe(fingerprints[0]);
});

test('takes neither key nor organisation from the environment', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'sk-of-another-service');
  vi.stubEnv('OPENAI_ORGANIZATION', 'another-organisation');
  service.misbehaviours.push({ status: 401 });
  await failureOf(embedder({ apiKey: '' }).embedQuery('教师'));
  expect(service.requests[0]).toMatchObject({ authorization: 'Bearer none', organization: undefined });
});

test('exports nothing to LangSmith, whatever the environment says', async () => {
  const exported: string[] = [];
  const langSmith = createServer((request, response) => {
    exported.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => langSmith.listen(0, '127.0.0.1', resolve));
  for (const [name, value] of Object.entries({
    LANGSMITH_TRACING: 'true',
    LANGSMITH_TRACING_V2: 'true',
    LANGCHAIN_TRACING_V2: 'true',
    LANGSMITH_API_KEY: 'ls-key',
    LANGSMITH_ENDPOINT: `http://127.0.0.1:${(langSmith.address() as AddressInfo).port}`,
  })) {
    vi.stubEnv(name, value);
  }
  const { awaitAllCallbacks } = await import('@langchain/core/callbacks/promises');
  const { LangChainTracer } = await import('@langchain/core/tracers/tracer_langchain');
  await embedder().embedDocuments(['教师待遇如何保障']);
  await embedder().embedQuery('老师工资谁出');
  await awaitAllCallbacks();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(exported).toEqual([]);
  // The trap works: the client of LangChain's tracer does reach it.
  await new LangChainTracer().client
    .createRun({ name: 'run', run_type: 'chain', inputs: {} })
    .catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(exported.length).toBeGreaterThan(0);
  langSmith.closeAllConnections();
  await new Promise((resolve) => langSmith.close(resolve));
});

test('leaves a service alone that failed question after question, and comes back', async () => {
  service.misbehaviours.push({ status: 500 }, { status: 500 });
  const patient = embedder({ retries: 0, breaker: { failures: 2, restMs: 50 } });
  await failureOf(patient.embedQuery('一'));
  await failureOf(patient.embedQuery('二'));
  expect((await failureOf(patient.embedQuery('三'))).message).toContain('暂停使用');
  expect(service.requests).toHaveLength(2);
  await expect.poll(() => patient.embedQuery('四').catch(() => null)).toHaveLength(8);
});
