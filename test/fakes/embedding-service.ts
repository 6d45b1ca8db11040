import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake was asked: the parts of a request that OpenAI's `POST /v1/embeddings` reads. */
export interface EmbeddingRequest {
  authorization: string | undefined;
  organization: string | undefined;
  body: { model: string; input: string[]; dimensions?: number; encoding_format?: string };
}

/** How the next request is answered instead of properly; `status` 0 closes the connection, -1 never answers. */
interface Misbehaviour {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The vector the fake gives: depends on the text alone. */
export function fakeVector(text: string, dimension: number): number[] {
  return Array.from(
    { length: dimension },
    (_, k) => ((text.codePointAt(k % text.length) ?? 0) % 97) / 97 + k / 1000,
  );
}

/**
 * An OpenAI-compatible embedding service on a port of its own. Like many of those servers it ignores
 * `encoding_format` and always sends plain numbers.
 */
export async function startEmbeddingService(options: {
  dimension: number;
  key?: string;
  mostTexts?: number;
  delayMs?: number;
}) {
  const requests: EmbeddingRequest[] = [];
  const misbehaviours: Misbehaviour[] = [];
  let running = 0;
  let mostRunning = 0;
  const server = createServer(async (request, response) => {
    running++;
    mostRunning = Math.max(mostRunning, running);
    response.on('close', () => running--);
    const body = await readJson(request);
    const { authorization, 'openai-organization': organization } = request.headers;
    requests.push({ authorization, organization: organization as string | undefined, body });
    if (options.delayMs) await new Promise((resolve) => setTimeout(resolve, options.delayMs));
    const next = misbehaviours.shift();
    if (next) misbehave(next, request, response);
    else answer(request, response, body, options);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    misbehaviours,
    mostRunning: () => mostRunning,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readJson(request: IncomingMessage): Promise<EmbeddingRequest['body']> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return JSON.parse(text);
}

function misbehave(next: Misbehaviour, request: IncomingMessage, response: ServerResponse): void {
  if (next.status === 0) request.socket.destroy();
  else if (next.status > 0)
    send(response, next.status, next.body ?? { error: { message: 'no' } }, next.headers);
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  body: EmbeddingRequest['body'],
  options: { dimension: number; key?: string; mostTexts?: number },
): void {
  const problem = problemOf(request, body, options);
  if (problem) {
    send(response, problem.status, { error: { message: problem.message } });
    return;
  }
  const data = body.input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: fakeVector(text, body.dimensions ?? options.dimension),
  }));
  send(response, 200, {
    object: 'list',
    data,
    model: body.model,
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });
}

function problemOf(
  { url, headers }: IncomingMessage,
  { input }: EmbeddingRequest['body'],
  { key, mostTexts = 100 }: { key?: string; mostTexts?: number },
): { status: number; message: string } | undefined {
  if (url !== '/v1/embeddings') return { status: 404, message: `no route ${url}` };
  const given = headers.authorization?.replace('Bearer ', '');
  // OpenAI and others repeat the key they were given.
  if (key !== undefined && given !== key)
    return { status: 401, message: `Incorrect API key provided: ${given}` };
  if (input.length > mostTexts) return { status: 400, message: `at most ${mostTexts} texts in a request` };
  return undefined;
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
