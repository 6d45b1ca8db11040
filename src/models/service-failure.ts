import { ModelError } from '../errors.ts';

/** A try that failed, for explaining it. */
export interface Attempt {
  /** Counted from 1. */
  tries: number;
  timeoutMs: number;
  /** Taken out of whatever the service says. */
  apiKey: string;
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
  headers?: { get?: (name: string) => string | null };
}

/** True where the same request may succeed later: busy, broken or unreachable service, no answer in time. */
export function isWorthRetrying(error: unknown): boolean {
  const { status, code } = error as ServiceFailure;
  if (code === 'insufficient_quota') return false;
  if (typeof status === 'number') return status === 408 || status === 429 || status >= 500;
  return isTimeout(error) || isUnreachable(error);
}

/** Milliseconds to wait before the next try: what the service asks for, else doubling from `firstMs`. */
export function retryDelay(error: unknown, { tries }: Attempt, firstMs: number): number {
  const asked = Number((error as ServiceFailure).headers?.get?.('retry-after') ?? Number.NaN);
  return Math.min(asked >= 0 ? asked * 1000 : firstMs * 2 ** (tries - 1), LONGEST_DELAY_MS);
}

/**
 * A ModelError in Chinese that names the setting to look at and quotes the service, the key taken out. The original
 * is not kept as the cause, as it holds the request.
 */
export function explainFailure(error: unknown, attempt: Attempt): ModelError {
  const { status, message } = error as ServiceFailure;
  const said = withoutKey(typeof message === 'string' ? message : String(error), attempt.apiKey);
  const after = attempt.tries > 1 ? `（试了 ${attempt.tries} 次）` : '';
  return new ModelError(`向量服务${reason(error, status, attempt)}${after}`, { cause: new Error(said) });
}

function reason(error: unknown, status: unknown, { timeoutMs, apiKey }: Attempt): string {
  if (typeof status === 'number') {
    const said = withoutKey(String((error as ServiceFailure).message), apiKey);
    return `返回错误 ${status}：${adviceFor(status)}。服务说：${said}`;
  }
  if (isTimeout(error)) return `在 ${timeoutMs / 1000} 秒内没有回答：请检查 EMBEDDING_BASE_URL 和网络`;
  if (isUnreachable(error)) return '连接不上：请检查 EMBEDDING_BASE_URL 和网络';
  return '的回答无法识别：请检查 EMBEDDING_BASE_URL（通常以 /v1 结尾）和 EMBEDDING_MODEL';
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return '请检查 EMBEDDING_API_KEY';
  if (status === 404) return '请检查 EMBEDDING_BASE_URL（通常以 /v1 结尾）和 EMBEDDING_MODEL';
  if (status === 429) return '请求过多或额度用尽，请稍后再试';
  if (status >= 500) return '服务出了故障，请稍后再试';
  return '请检查 EMBEDDING_MODEL 和 EMBEDDING_DIMENSION 是否为该服务所支持';
}

function isTimeout(error: unknown): boolean {
  return (error as ServiceFailure).name === 'TimeoutError';
}

/** The client names it so in its message, whatever the system's own code was. */
function isUnreachable(error: unknown): boolean {
  return /^Connection error/.test(String((error as ServiceFailure).message));
}

function withoutKey(text: string, apiKey: string): string {
  const clean = apiKey.length > 0 ? text.replaceAll(apiKey, '***') : text;
  return clean.slice(0, LONGEST_QUOTE);
}
