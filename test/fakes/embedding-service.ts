import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake was asked: the parts of a request that OpenAI's `POST /v1/embeddings` reads. */
export interface EmbeddingRequest {
  authorization: string | undefined;
  organization: string | undefined;
  body: { model: string; input: string[]; dimensions?: number; encoding_format?: string };
}

/** How the next request is answered instead of properly; `status` 0 closes the connection, -1 never answers. */
export interface Misbehaviour {
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
  { dimension, key, mostTexts = 100 }: { dimension: number; key?: string; mostTexts?: number },
): void {
  if (request.url !== '/v1/embeddings')
    return send(response, 404, { error: { message: `no route ${request.url}` } });
  if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
    // OpenAI and others repeat the key they were given.
    const given = request.headers.authorization?.replace('Bearer ', '');
    return send(response, 401, { error: { message: `Incorrect API key provided: ${given}` } });
  }
  if (body.input.length > mostTexts) {
    return send(response, 400, { error: { message: `at most ${mostTexts} texts in a request` } });
  }
  const data = body.input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: fakeVector(text, body.dimensions ?? dimension),
  }));
  send(response, 200, {
    object: 'list',
    data,
    model: body.model,
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });
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
