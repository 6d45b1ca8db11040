import { DeliveryError } from './bot-channel.ts';

/** A platform that has not answered by then is taken for silent. */
const TIMEOUT_MS = 10_000;
/** Causes of a failed call under which nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A gateway that got no answer, or none it could read, does not know what happened behind it. */
const BEHIND_GATEWAY = new Set([502, 504]);

/** What a platform answered: HTTP status and JSON, `{}` where it is none. */
export interface PlatformAnswer {
  status: number;
  body: Record<string, unknown>;
}

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers?: Record<string, string>;
  body?: unknown;
  timeoutMs?: number;
}

/**
 * Calls a platform's API.
 * @param name what is called, for messages: addresses hold secrets.
 * @throws DeliveryError `later` where nothing was sent, `unknown` where the call may have had its effect.
 */
export async function callPlatform(name: string, url: string, call: Call = {}): Promise<PlatformAnswer> {
  const { method = 'POST', headers = {}, body, timeoutMs = TIMEOUT_MS } = call;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    text = await response.text();
  } catch (error) {
    const code = (error as { cause?: { code?: string } }).cause?.code ?? '';
    const outcome = NEVER_SENT.has(code) ? 'later' : 'unknown';
    // The cause would name the address, and with it the secrets in it.
    throw new DeliveryError(outcome, `${name}：连接失败（${code || (error as Error).name}）`);
  }
  if (response.status >= 500)
    throw new DeliveryError(
      BEHIND_GATEWAY.has(response.status) ? 'unknown' : 'later',
      `${name}：平台返回 ${response.status}`,
    );
  return { status: response.status, body: parseObject(text) };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Proxies answer in HTML; the status then says enough.
    return {};
  }
}
