import type { Context, MiddlewareHandler } from 'hono';
import { HttpProblem } from './problem.ts';
import type { WebEnv } from './web-app.ts';

/** Addresses remembered at once; beyond it the one longest unheard of is forgotten (it gets a full bucket again). */
const ADDRESS_LIMIT = 10_000;

interface Bucket {
  tokens: number;
  /** Milliseconds, of the injected clock. */
  filledAt: number;
}

/**
 * A token bucket for each address: `perMinute` requests a minute, and bursts of as many.
 * Loopback is never limited; neither is anybody where `perMinute` is 0.
 */
export function rateLimit(options: {
  perMinute: number;
  isBehindProxy: boolean;
  now?: () => number;
}): MiddlewareHandler<WebEnv> {
  const { perMinute, isBehindProxy, now = Date.now } = options;
  const buckets = new Map<string, Bucket>();
  return async function rateLimit(c, next) {
    const address = perMinute === 0 ? null : callerAddress(c, isBehindProxy);
    if (address !== null && !isLoopbackAddress(address)) {
      const waitSeconds = take(buckets, networkOf(address), { perMinute, at: now() });
      if (waitSeconds > 0) {
        throw new HttpProblem(429, `请求过于频繁，请在 ${waitSeconds} 秒后再试`, {
          headers: { 'Retry-After': String(waitSeconds) },
        });
      }
    }
    await next();
  };
}

/** Takes one token; gives 0, or the whole seconds until there is one. */
function take(
  buckets: Map<string, Bucket>,
  address: string,
  { perMinute, at }: { perMinute: number; at: number },
): number {
  const before = buckets.get(address) ?? { tokens: perMinute, filledAt: at };
  const elapsedMs = Math.max(0, at - before.filledAt);
  const tokens = Math.min(perMinute, before.tokens + (elapsedMs * perMinute) / 60_000);
  const isAllowed = tokens >= 1;
  buckets.delete(address);
  buckets.set(address, { tokens: isAllowed ? tokens - 1 : tokens, filledAt: at });
  if (buckets.size > ADDRESS_LIMIT) {
    const oldest = buckets.keys().next();
    if (!oldest.done) buckets.delete(oldest.value);
  }
  return isAllowed ? 0 : Math.ceil(((1 - tokens) * 60) / perMinute);
}

/** The caller's address; null where there is no socket (tests) and thus nobody to limit. */
function callerAddress(c: Context<WebEnv>, isBehindProxy: boolean): string | null {
  const forwarded = isBehindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || (c.env?.incoming?.socket?.remoteAddress ?? null);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

/** An IPv6 caller owns a /64 and could otherwise take a new address for each request. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const missing =
    tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? '').split(':')]
    .slice(0, 4)
    .join(':');
}
