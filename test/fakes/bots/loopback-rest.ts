import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Faults, nextFate } from './dingtalk-faults.ts';
import { createEventLog, type EventLog } from './event-log.ts';

/** A JSON object that came over the wire: every field is to be checked. */
export type JsonObject = Record<string, unknown>;

/** One request, as it came. */
export interface RestCall {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The body as it came. */
  raw: string;
  /** The body as an object; empty where there was none. */
  body: JsonObject;
  /** Of this machine's clock, milliseconds. */
  atMs: number;
}

/** What is answered; a `body` that is a string is sent as it is. */
export interface RestReply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A server of this machine that keeps what it was asked. */
export interface LoopbackRest {
  /** Without a slash at its end. */
  base: string;
  server: Server;
  calls: EventLog<RestCall>;
  close(): Promise<void>;
}

const UNAVAILABLE = { status: 503, body: '<html><body>503 Service Unavailable</body></html>' };

/** Starts a server on a free port; `answer` is called for every request that no fault concerns. */
export async function startLoopbackRest(options: {
  faults: Faults;
  answer: (call: RestCall) => RestReply;
}): Promise<LoopbackRest> {
  const { faults, answer } = options;
  const calls = createEventLog<RestCall>('calls');
  const server = createServer(async (request, response) => {
    let raw = '';
    for await (const part of request.setEncoding('utf8')) raw += part;
    const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1');
    const { method = '', headers } = request;
    const call = { method, path: pathname, query: searchParams, headers, raw, body: {}, atMs: Date.now() };
    respond(call, { response, calls, faults, answer });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    calls,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A value where an object is expected, without trusting it. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The object that a string holds; nothing where it holds none. */
export function parseObject(text: unknown): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return asObject(value) === value ? asObject(value) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Exchange {
  response: ServerResponse;
  calls: EventLog<RestCall>;
  faults: Faults;
  answer: (call: RestCall) => RestReply;
}

function respond(call: RestCall, exchange: Exchange): void {
  const { response, calls, faults } = exchange;
  const body = parseObject(call.raw);
  call.body = body ?? {};
  const isUnreadable = call.raw !== '' && body === undefined;
  const act = () => {
    const fate = nextFate(faults, call.path);
    calls.add(call);
    if (fate === 'dropped') return void response.destroy();
    if (fate === 'refused') return send(response, UNAVAILABLE);
    const reply = isUnreadable ? { status: 400, body: 'no JSON object' } : exchange.answer(call);
    if (fate === 'answer lost') return void response.destroy();
    send(response, reply);
  };
  if (faults.delayMs > 0 && call.path.includes(faults.onPath)) setTimeout(act, faults.delayMs);
  else act();
}

function send(response: ServerResponse, { status, body, headers = {} }: RestReply): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
