import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaultSwitches, type FaultSwitches } from './fault-switches.ts';

/** A JSON object that nobody has looked into yet. */
export type JsonObject = Record<string, unknown>;

/** A request as it came. */
export interface RecordedCall {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The body as text. */
  text: string;
  /** Null where the body is no JSON object. */
  body: JsonObject | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** What a fake answers: null for an address that it does not know. */
export type AnswerCall = (call: RecordedCall) => JsonObject | null;

/** A JSON service on this machine. */
export interface LoopbackServer {
  /** Without a slash at its end. */
  base: string;
  /** Every request, oldest first, those that were broken off included. */
  calls: RecordedCall[];
  faults: FaultSwitches;
  close(): Promise<void>;
}

/** Starts a JSON service on a free port. */
export async function startLoopbackServer(answer: AnswerCall): Promise<LoopbackServer> {
  const calls: RecordedCall[] = [];
  const faults = createFaultSwitches();
  const server = createServer((request, response) => {
    void take({ request, response, calls, faults, answer });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  calls: RecordedCall[];
  faults: FaultSwitches;
  answer: AnswerCall;
}

/** The boundary at which a fault of the fake itself becomes a status and is seen in the run that it spoils. */
async function take(exchange: Exchange): Promise<void> {
  try {
    await carryOut(exchange);
  } catch (error) {
    // A client that leaves while it is still talking is no fault.
    if (exchange.request.destroyed && !exchange.request.complete) return;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    exchange.response.writeHead(500).end();
  }
}

async function carryOut({ request, response, calls, faults, answer }: Exchange): Promise<void> {
  const call = await readCall(request);
  calls.push(call);
  if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
  if (faults.dropConnection > 0) {
    faults.dropConnection--;
    request.socket.destroy();
    return;
  }
  if (faults.status5xx > 0) {
    faults.status5xx--;
    response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503</h1>');
    return;
  }
  const body = answer(call);
  if (faults.loseAnswer > 0) {
    faults.loseAnswer--;
    request.socket.destroy();
    return;
  }
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(body ? JSON.stringify(body) : '');
}

async function readCall(request: IncomingMessage): Promise<RecordedCall> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  const url = new URL(request.url!, 'http://127.0.0.1');
  const { method = 'GET' } = request;
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    text,
    body: readObject(text),
    at: Date.now(),
  };
}

/** Null where the text is no JSON object. */
export function readObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a name; an empty one where there is none. */
export function objectAt(value: unknown, name: string): JsonObject {
  const inner = isObject(value) ? value[name] : undefined;
  return isObject(inner) ? inner : {};
}

/** The string under a name; null where there is none. */
export function textAt(value: unknown, name: string): string | null {
  const inner = isObject(value) ? value[name] : undefined;
  return typeof inner === 'string' ? inner : null;
}
