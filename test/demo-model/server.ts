import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, serverFault, unknownAddress, unknownModel, wrongKey } from './api-error.ts';
import { BEHAVIOURS, type Speech } from './behaviours.ts';
import { deliver } from './delivery.ts';
import { embeddingList } from './embeddings.ts';
import { newId, outgoing } from './protocol.ts';
import { readPrompt } from './read-prompt.ts';
import { replyTo } from './reply.ts';
import { notAnObject, readChatRequest, readEmbeddingRequest } from './request-body.ts';

/** Something false that a model said. */
interface Alteration {
  model: string;
  /** The model's name without demo-. */
  behaviour: string;
  /** Empty where nothing true was in its place. */
  original: string;
  /** Words that must not reach a user; a handle or a quote where only the citation is false. */
  altered: string;
  /** All that the statement says. */
  statement: string;
  handles: string[];
  quotes: string[];
}

/** A body as it was sent; `messages` of a chat, `input` of a request for vectors. */
type RecordedBody = Record<string, unknown> & {
  model?: string;
  messages?: { role: string; content: string }[];
  input?: string | string[];
};

/** A model service on this machine. */
export interface DemoModel {
  /** Up to and including the version. */
  baseUrl: string;
  /** Every JSON body received, oldest first. */
  requests: RecordedBody[];
  /** Every falsehood told, oldest first. */
  altered: Alteration[];
  /** Requests that are being answered now. */
  running: () => number;
  close: () => Promise<void>;
}

/** What the handlers of one service share. */
interface DemoState {
  requests: RecordedBody[];
  altered: Alteration[];
  seen: Set<string>;
  delayMs: number;
  pieceSizes: readonly number[] | undefined;
}

/** One request and where its answer goes. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  gone: AbortSignal;
  state: DemoState;
}

/** The model for vectors. */
export const EMBEDDING_MODEL = 'demo-embedding';
const REFUSED_KEY = 'wrong-key';
const CREATED = 1_760_000_000;

/**
 * Starts a model service that speaks OpenAI's HTTP protocol and behaves as the `model` of each request says.
 * @param options `port` 0 takes a free one; `delayMs` is how long `demo-slow-start` waits; `pieceSizes` are characters of
 * the chunks of a stream, larger ones for thousands of questions.
 */
export async function startDemoModel(
  options: { port?: number; delayMs?: number; pieceSizes?: readonly number[] } = {},
): Promise<DemoModel> {
  const { port = 0, delayMs = 300, pieceSizes } = options;
  const state: DemoState = { requests: [], altered: [], seen: new Set(), delayMs, pieceSizes };
  let running = 0;
  const server = createServer((request, response) => {
    const gone = new AbortController();
    running++;
    response.on('close', () => {
      running--;
      gone.abort();
    });
    void answer({ request, response, gone: gone.signal, state });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: state.requests,
    altered: state.altered,
    running: () => running,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The boundary at which every failure becomes an error in OpenAI's form. */
async function answer(exchange: Exchange): Promise<void> {
  const { response, gone } = exchange;
  response.setHeader('x-request-id', newId('req_'));
  try {
    await route(exchange);
  } catch (error) {
    if (gone.aborted) return;
    const fault = error instanceof ApiError ? error : serverFault();
    // A fault of the demo itself must be seen in the run that it spoils.
    if (fault !== error) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    sendJson(response, fault.body, { status: fault.status, headers: fault.headers });
  }
}

async function route(exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const path = new URL(request.url!, 'http://127.0.0.1').pathname;
  const key = keyOf(request);
  if (key === REFUSED_KEY) throw wrongKey(key);
  const model = /^\/v1\/models\/(?<id>[^/]+)$/.exec(path)?.groups?.id;
  switch (`${request.method} ${path}`) {
    case 'POST /v1/chat/completions':
      return answerChat(exchange, await readBody(exchange));
    case 'POST /v1/embeddings':
      return answerEmbeddings(exchange, await readBody(exchange));
    case 'GET /v1/models':
      return sendJson(response, { object: 'list', data: modelNames().map(describeModel) });
    case `GET /v1/models/${model}`:
      return sendJson(response, describeModel(known(decodeURIComponent(model!))));
    default:
      throw unknownAddress(request.method!, path);
  }
}

async function answerChat({ request, response, gone, state }: Exchange, body: unknown): Promise<void> {
  const chat = readChatRequest(body);
  const behaviour = BEHAVIOURS.get(chat.model);
  if (!behaviour) throw unknownModel(chat.model);
  const refusal = behaviour.refuse?.({
    request: chat,
    apiKey: keyOf(request),
    isFirst: isFirst(body, state),
  });
  if (refusal) throw refusal;
  const prompt = readPrompt(chat.messages);
  const speech: Speech = behaviour.says(prompt);
  record(chat.model, speech, state);
  const reply = replyTo(chat, { prompt, speech, behaviour });
  const reshaped = behaviour.reshape ? behaviour.reshape(reply) : reply;
  const { delayMs, pieceSizes } = state;
  await deliver(behaviour.delivery, outgoing(reshaped, chat), { response, gone, delayMs, pieceSizes });
}

function answerEmbeddings({ response }: Exchange, body: unknown): void {
  const request = readEmbeddingRequest(body);
  if (request.model !== EMBEDDING_MODEL) {
    if (!BEHAVIOURS.has(request.model)) throw unknownModel(request.model);
    throw new ApiError(403, 'You are not allowed to generate embeddings from this model');
  }
  sendJson(response, embeddingList(request));
}

function record(model: string, { changes }: Speech, { altered }: DemoState): void {
  const behaviour = model.replace(/^demo-/, '');
  for (const { statement, ...change } of changes) {
    const { text, handles, quotes } = statement;
    altered.push({ model, behaviour, ...change, statement: text, handles, quotes });
  }
}

function isFirst(body: unknown, { seen }: DemoState): boolean {
  const text = JSON.stringify(body);
  const isNew = !seen.has(text);
  seen.add(text);
  return isNew;
}

async function readBody({ request, state }: Exchange): Promise<unknown> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw notAnObject();
    throw error;
  }
  state.requests.push(body as RecordedBody);
  return body;
}

function keyOf({ headers }: IncomingMessage): string {
  return headers.authorization?.replace(/^Bearer\s+/i, '') ?? '';
}

/** Every model by its name. */
function modelNames(): string[] {
  return [...BEHAVIOURS.keys(), EMBEDDING_MODEL];
}

function known(model: string): string {
  if (!modelNames().includes(model)) throw unknownModel(model);
  return model;
}

function describeModel(id: string) {
  return { id, object: 'model', created: CREATED, owned_by: 'wengui-demo' };
}

function sendJson(
  response: ServerResponse,
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
