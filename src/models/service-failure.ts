import { ModelError } from '../errors.ts';

/** A model service as its messages name it: what it is, and the settings to look at. */
export interface ServiceNames {
  service: string;
  url: string;
  key: string;
  model: string;
  /** Further settings that a service may refuse. */
  others: string[];
}

/** A try that failed, for explaining it. */
export interface Attempt {
  /** Counted from 1. */
  tries: number;
  timeoutMs: number;
  /** Taken out of whatever the service says. */
  apiKey: string;
  names: ServiceNames;
}

/** No service is worth waiting for longer between two tries. */
const LONGEST_DELAY_MS = 60_000;
const LONGEST_QUOTE = 200;

/** Fields that the client's errors have, where they have them. */
interface ServiceFailure {
  name?: unknown;
  message?: unknown;
  status?: unknown;
  code?: unknown;
  cause?: unknown;
  headers?: { get?: (name: string) => string | null };
}

/** A stream that ended without saying why. */
export class CutError extends Error {
  override name = 'CutError' as const;
}

/** An answer of nothing at all. */
export class EmptyError extends Error {
  override name = 'EmptyError' as const;
}

/** An error with its causes: the client wraps those of the network, and some of the service, in its own. */
function chainOf(error: unknown): ServiceFailure[] {
  const chain: ServiceFailure[] = [];
  for (let one = error; one instanceof Error && chain.length < 5; one = one.cause) chain.push(one);
  return chain;
}

function statusOf(error: unknown): number | undefined {
  return chainOf(error).flatMap(({ status }) => (typeof status === 'number' ? [status] : []))[0];
}

/** True where the service refused this very request (400, 413, 422): it is well, and the same again would be refused again. */
export function isRefusal(error: unknown): boolean {
  return [400, 413, 422].includes(statusOf(error) ?? 0);
}

/** True where the same request may succeed later: busy, broken or unreachable service, no answer in time. */
export function isWorthRetrying(error: unknown): boolean {
  const status = statusOf(error);
  if ((error as ServiceFailure).code === 'insufficient_quota') return false;
  if (status !== undefined) return status === 408 || status === 429 || status >= 500;
  return isTimeout(error) || isCut(error) || isUnreachable(error) || error instanceof EmptyError;
}

/**
 * Milliseconds to wait before the next try: what the service asks for or a little more, else doubling from `firstMs`, a quarter
 * more or less, so that callers who failed together do not come back together.
 */
export function retryDelay(
  error: unknown,
  { tries }: Attempt,
  firstMs: number,
  random: () => number = Math.random,
): number {
  const asked = Number((error as ServiceFailure).headers?.get?.('retry-after') ?? Number.NaN);
  const wait =
    asked >= 0 ? asked * 1000 * (1 + random() / 4) : firstMs * 2 ** (tries - 1) * (0.75 + random() / 2);
  return Math.min(wait, LONGEST_DELAY_MS);
}

/**
 * A ModelError in Chinese that names the setting to look at and quotes the service, the key taken out. The original
 * is not kept as the cause, as it holds the request.
 */
export function explainFailure(error: unknown, attempt: Attempt): ModelError {
  const { message } = error as ServiceFailure;
  const said = presentable(typeof message === 'string' ? message : String(error), attempt.apiKey);
  const after = attempt.tries > 1 ? `（试了 ${attempt.tries} 次）` : '';
  return new ModelError(`${attempt.names.service}${reason(error, said, attempt)}${after}`, {
    cause: new Error(said),
  });
}

function reason(error: unknown, said: string, { timeoutMs, names }: Attempt): string {
  const status = statusOf(error);
  if (status !== undefined) return `返回错误 ${status}：${adviceFor(status, names)}。服务说：${said}`;
  if (isTimeout(error)) return `在 ${timeoutMs / 1000} 秒内没有回答：请检查 ${names.url} 和网络`;
  // Whoever was cut off had reached the right address.
  if (isCut(error)) return '在回答中途断开了连接：服务或网络不稳定，请稍后再试';
  if (error instanceof EmptyError) return `没有给出任何内容：请检查 ${names.model}`;
  if (isUnreachable(error)) return `连接不上：请检查 ${names.url} 和网络`;
  return `的回答无法识别：请检查 ${names.url}（通常以 /v1 结尾）和 ${names.model}`;
}

function adviceFor(status: number, { url, key, model, others }: ServiceNames): string {
  if (status === 401 || status === 403) return `请检查 ${key}`;
  if (status === 404) return `请检查 ${url}（通常以 /v1 结尾）和 ${model}`;
  if (status === 429) return '请求过多或额度用尽，请稍后再试';
  if (status >= 500) return `服务出了故障，请稍后再试；一直如此请检查 ${url} 和 ${model}`;
  return `请检查 ${[model, ...others].join('、')} 是否为该服务所支持`;
}

function isTimeout(error: unknown): boolean {
  return (error as ServiceFailure).name === 'TimeoutError';
}

/** The client names it so in its message, whatever the system's own code was. */
function isUnreachable(error: unknown): boolean {
  return /^Connection error/u.test(String((error as ServiceFailure).message));
}

/** What the network says of a connection that the other side ended in the middle. */
const CUT = /^terminated|premature close|socket hang up|other side closed/iu;
const CUT_CODES: unknown[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

function isCut(error: unknown): boolean {
  return (
    error instanceof CutError ||
    chainOf(error).some(({ message, code }) => CUT.test(String(message)) || CUT_CODES.includes(code))
  );
}

/** What the service says without the key, and without the client's pointer to its own pages. */
function presentable(text: string, apiKey: string): string {
  const own = text.replace(/\s*Troubleshooting URL:.*$/su, '');
  const clean = apiKey.length > 0 ? own.replaceAll(apiKey, '***') : own;
  return clean.slice(0, LONGEST_QUOTE);
}
