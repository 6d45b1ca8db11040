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
  return new ModelError(`${attempt.names.service}${reason(error, status, attempt)}${after}`, {
    cause: new Error(said),
  });
}

function reason(error: unknown, status: unknown, { timeoutMs, apiKey, names }: Attempt): string {
  if (typeof status === 'number') {
    const said = withoutKey(String((error as ServiceFailure).message), apiKey);
    return `返回错误 ${status}：${adviceFor(status, names)}。服务说：${said}`;
  }
  if (isTimeout(error)) return `在 ${timeoutMs / 1000} 秒内没有回答：请检查 ${names.url} 和网络`;
  if (isUnreachable(error)) return `连接不上：请检查 ${names.url} 和网络`;
  return `的回答无法识别：请检查 ${names.url}（通常以 /v1 结尾）和 ${names.model}`;
}

function adviceFor(status: number, { url, key, model, others }: ServiceNames): string {
  if (status === 401 || status === 403) return `请检查 ${key}`;
  if (status === 404) return `请检查 ${url}（通常以 /v1 结尾）和 ${model}`;
  if (status === 429) return '请求过多或额度用尽，请稍后再试';
  if (status >= 500) return '服务出了故障，请稍后再试';
  return `请检查 ${[model, ...others].join('、')} 是否为该服务所支持`;
}

function isTimeout(error: unknown): boolean {
  return (error as ServiceFailure).name === 'TimeoutError';
}

/** The client names it so in its message, whatever the system's own code was. */
function isUnreachable(error: unknown): boolean {
  return /^Connection error|^terminated|premature close|socket hang up/iu.test(
    String((error as ServiceFailure).message),
  );
}

function withoutKey(text: string, apiKey: string): string {
  const clean = apiKey.length > 0 ? text.replaceAll(apiKey, '***') : text;
  return clean.slice(0, LONGEST_QUOTE);
}
