import type { ServerResponse } from 'node:http';
import { closingChunks, completion, eventOf, type Outgoing, openingChunks, type Reply } from './protocol.ts';

/** How an answer comes, or fails to. */
export type Delivery = 'plain' | 'slow' | 'slow-start' | 'trickle' | 'cut' | 'cut-early' | 'malformed';

/** Where an answer goes. */
export interface Receiver {
  response: ServerResponse;
  /** Aborted when the client leaves. */
  gone: AbortSignal;
  /** What `slow-start` waits. */
  delayMs: number;
  /** Characters of one chunk after another; as a model's tokens where they are left out. */
  pieceSizes?: readonly number[] | undefined;
}

const SLOW_MS = 60_000;
const TRICKLE_MS = 2;
const JSON_HEADERS = { 'content-type': 'application/json' };
const STREAM_HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };

/** Sends an answer in the way that was asked for, whole or as a stream. */
export async function deliver(delivery: Delivery, out: Outgoing, to: Receiver): Promise<void> {
  if (delivery === 'slow') await pause(SLOW_MS, to.gone);
  if (delivery === 'slow-start') await pause(to.delayMs, to.gone);
  if (to.gone.aborted) return;
  if (delivery === 'malformed') return sendBroken(out, to);
  if (delivery === 'cut' || delivery === 'cut-early') return breakOff(delivery, out, to);
  if (!out.request.stream) return sendWhole(out, to);
  return delivery === 'trickle' ? trickle(out, to) : stream(out, to);
}

/** Waits, but no longer than the client does. */
async function pause(ms: number, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    gone.addEventListener('abort', finish);
  });
}

function sendWhole(out: Outgoing, { response }: Receiver): void {
  response.writeHead(200, JSON_HEADERS).end(JSON.stringify(completion(out)));
}

async function stream(out: Outgoing, to: Receiver): Promise<void> {
  to.response.writeHead(200, STREAM_HEADERS);
  for (const chunk of openingChunks(out, to.pieceSizes)) await write(eventOf(chunk), to);
  await endStream(out, to);
}

async function endStream(out: Outgoing, to: Receiver): Promise<void> {
  for (const chunk of closingChunks(out)) await write(eventOf(chunk), to);
  to.response.end(eventOf('[DONE]'));
}

/** One character after another, each torn between its bytes. */
async function trickle(out: Outgoing, to: Receiver): Promise<void> {
  to.response.writeHead(200, STREAM_HEADERS);
  for (const chunk of openingChunks(out, [1])) {
    if (to.gone.aborted) return;
    const bytes = Buffer.from(eventOf(chunk));
    const at = placeInsideCharacter(bytes);
    await write(bytes.subarray(0, at), to);
    await pause(TRICKLE_MS, to.gone);
    await write(bytes.subarray(at), to);
  }
  await endStream(out, to);
}

/** Behind the first byte of the first character that has several; the middle where there is none. */
function placeInsideCharacter(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte >= 0xc0);
  return first < 0 ? bytes.length >> 1 : first + 1;
}

/** Streams part of the answer, then drops the connection; without a stream, drops it at once. */
async function breakOff(delivery: 'cut' | 'cut-early', out: Outgoing, to: Receiver): Promise<void> {
  if (out.request.stream && out.reply) {
    const share = delivery === 'cut' ? oneAndAHalf : aThird;
    to.response.writeHead(200, STREAM_HEADERS);
    for (const chunk of openingChunks({ ...out, reply: partOf(out.reply, share) }))
      await write(eventOf(chunk), to);
  }
  to.response.destroy();
}

function partOf(reply: Reply, share: (text: string) => string): Reply {
  const { call, content } = reply;
  return call
    ? { ...reply, call: { ...call, arguments: share(call.arguments) } }
    : { ...reply, content: share(content ?? '') };
}

/** The first statement whole and half of the next (the same again where there is one only); half of a lone object. */
function oneAndAHalf(text: string): string {
  const [first = '', second = first] = text.split('\n');
  const isOneObject = !first.startsWith('{"text"');
  return isOneObject ? half(text) : `${first}\n${half(second)}`;
}

function half(text: string): string {
  return text.slice(0, text.length >> 1);
}

/** Part of the first statement. */
function aThird(text: string): string {
  const [first = ''] = text.split('\n');
  return first.slice(0, Math.ceil(first.length / 3));
}

/** Status 200 and a body that breaks off inside its JSON. */
async function sendBroken(out: Outgoing, to: Receiver): Promise<void> {
  if (!out.request.stream) {
    to.response.writeHead(200, JSON_HEADERS).end(half(JSON.stringify(completion(out))));
    return;
  }
  to.response.writeHead(200, STREAM_HEADERS);
  const [first] = openingChunks(out);
  const event = eventOf(first ?? {});
  await write(`${event}${half(event)}\n\n`, to);
  to.response.end(eventOf('[DONE]'));
}

/** Resolves when the words are on their way, or when nobody is there to take them. */
async function write(words: string | Uint8Array, { response, gone }: Receiver): Promise<void> {
  if (gone.aborted) return;
  await new Promise<void>((resolve) => {
    response.write(words, () => resolve());
  });
}
