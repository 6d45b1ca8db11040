import { randomInt } from 'node:crypto';
import { type CallbackEnvelope, type CallbackSecret, type Stamp, verificationQuery } from './wecom-crypto.ts';

/** A callback as it goes over the wire. */
export interface CallbackRequest {
  /** With its query. */
  url: string;
  body: string;
  contentType: string;
}

/** What came back. */
export interface CallbackAnswer {
  /** Null where nothing came in time or the connection broke. */
  status: number | null;
  body: string;
  contentType: string;
  tookMs: number;
  /** What was asked; may be sent again as it is. */
  request: CallbackRequest;
}

/** Changes the envelope's text. */
export type BodyMutator = (body: string) => string;
/** Changes the query in place. */
export type QueryMutator = (query: URLSearchParams) => void;

/** The time in which a callback must be answered, and the times it is sent again. */
export interface Patience {
  timeoutMs: number;
  retries: number;
}

/** A verification must be answered within a second: https://developer.work.weixin.qq.com/document/path/90238 */
const VERIFY_MS = 1000;

/** The request that an envelope makes at an address. */
export function requestOf(url: string, { query, body, contentType }: CallbackEnvelope): CallbackRequest {
  const target = new URL(url);
  for (const [name, value] of query) target.searchParams.set(name, value);
  return { url: target.href, body, contentType };
}

/** The nonce in the query of a request. */
export function nonceOf({ url }: CallbackRequest): string {
  return new URL(url).searchParams.get('nonce') ?? '';
}

/** Changes an envelope before it is sent. */
export function mutate(
  { query, body, contentType }: CallbackEnvelope,
  changeBody?: BodyMutator,
  changeQuery?: QueryMutator,
): CallbackEnvelope {
  const changed = new URLSearchParams(query);
  changeQuery?.(changed);
  return { query: changed, body: changeBody ? changeBody(body) : body, contentType };
}

/** Posts once and breaks the connection when `timeoutMs` have passed. */
export async function postCallback(request: CallbackRequest, timeoutMs: number): Promise<CallbackAnswer> {
  const startedAt = performance.now();
  const took = () => performance.now() - startedAt;
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: { 'content-type': request.contentType },
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    return { status: response.status, body, contentType, tookMs: took(), request };
  } catch {
    // For the platform a timeout, a refused connection and a broken one are the same: no answer.
    return { status: null, body: '', contentType: '', tookMs: took(), request };
  }
}

/** Posts until the answer is 200; each request is sealed anew, as the platform does. All answers, oldest first. */
export async function postUntilTaken(
  makeRequest: () => CallbackRequest,
  { timeoutMs, retries }: Patience,
): Promise<CallbackAnswer[]> {
  const answers: CallbackAnswer[] = [];
  while (answers.length <= retries) {
    const answer = await postCallback(makeRequest(), timeoutMs);
    answers.push(answer);
    if (answer.status === 200) break;
  }
  return answers;
}

/** Does the URL verification as the console does on saving; throws where it would refuse to save. */
export async function verifyCallback(
  url: string,
  secret: CallbackSecret,
  stamp?: Partial<Stamp>,
): Promise<{ echo: string; tookMs: number }> {
  const echo = `${randomInt(1e9, 1e10)}${randomInt(1e9)}`;
  const target = new URL(url);
  for (const [name, value] of verificationQuery(secret, echo, stamp)) target.searchParams.set(name, value);
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(VERIFY_MS);
  const response = await fetch(target, { redirect: 'manual', signal });
  // As bytes: decoding would swallow a byte order mark.
  const body = Buffer.from(await response.arrayBuffer());
  const tookMs = performance.now() - startedAt;
  if (response.status !== 200) throw new Error(`the verification was answered with ${response.status}`);
  if (!body.equals(Buffer.from(echo)))
    throw new Error(`the verification was answered ${JSON.stringify(body.toString())}, not ${echo}`);
  return { echo, tookMs };
}
