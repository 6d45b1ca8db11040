import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

/** What a chat service is asked, as far as tests look at it. */
interface ChatBody {
  stream?: boolean;
  stream_options?: object;
  messages: { role: string; content: string }[];
}

/** How a request is turned down; `status` 0 closes the connection without a word. */
interface Refusal {
  status: number;
  message?: string;
  headers?: Record<string, string>;
}

/** A service in front of another one that lets through what it is told to. */
export interface ChatGate {
  /** Up to and including the version. */
  baseUrl: string;
  requests: { body: ChatBody; authorization: string | undefined; organization: string | undefined }[];
  /** Null lets the request through; may be changed at any time. */
  refuse: (body: ChatBody) => Refusal | null;
  /** The most requests that were under way at a time. */
  mostRunning: number;
  close(): Promise<void>;
}

/** Starts a gate before the chat service at `target`. */
export async function startChatGate(
  target: string,
  refuse: ChatGate['refuse'] = () => null,
): Promise<ChatGate> {
  let running = 0;
  const server = createServer((request, response) => {
    running++;
    gate.mostRunning = Math.max(gate.mostRunning, running);
    response.on('close', () => running--);
    void pass(gate, target, { request, response });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const gate: ChatGate = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: [],
    refuse,
    mostRunning: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gate;
}

async function pass(
  gate: ChatGate,
  target: string,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  const body = JSON.parse(text) as ChatBody;
  const { authorization, 'openai-organization': organization } = request.headers;
  gate.requests.push({ body, authorization, organization: organization as string | undefined });
  const refusal = gate.refuse(body);
  if (refusal?.status === 0) {
    request.socket.destroy();
    return;
  }
  if (refusal) {
    response.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers });
    response.end(JSON.stringify({ error: { message: refusal.message ?? 'no' } }));
    return;
  }
  const headers = { 'content-type': 'application/json', authorization: 'Bearer demo' };
  const answer = await fetch(`${target}/chat/completions`, { method: 'POST', headers, body: text });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! });
  Readable.fromWeb(answer.body as ReadableStream).pipe(response);
}
