import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { HttpProblem } from './problem.ts';

/** Says whether a key is one of those that open the API. */
export type KeyCheck = (key: string) => boolean;

/** Compares digests, all of them, so that time tells nothing about a key or which one was near. */
export function createKeyCheck(apiKeys: string[]): KeyCheck {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  const known = apiKeys.map(digest);
  return (key) => {
    const given = digest(key);
    return known.reduce((isKnown, candidate) => timingSafeEqual(candidate, given) || isKnown, false);
  };
}

/**
 * Health, the pages' own shells, which show no document and answer no question without a key, and the callbacks of chat
 * platforms, which are signed.
 */
const OPEN_PATH =
  /^\/(?:|healthz|readyz|favicon\.ico|documents|targets|duties|compare|hit-test|embed|widget\.(?:js|css)|bots\/[a-z-]+|assets\/[^/]*|d\/[^/]*)$/;

/** Asks for `Authorization: Bearer KEY` on every other path, known or not; with no keys set, nothing is guarded. */
export function requireKey(apiKeys: string[], isKey: KeyCheck): MiddlewareHandler {
  return async function requireKey(c, next) {
    if (
      apiKeys.length > 0 &&
      !OPEN_PATH.test(c.req.path) &&
      !isKey(bearerOf(c.req.header('authorization')))
    ) {
      throw new HttpProblem(401, '请带上 Authorization: Bearer <访问密钥>', {
        headers: { 'WWW-Authenticate': 'Bearer realm="wengui"' },
      });
    }
    await next();
  };
}

/** The key of an Authorization header, '' where it holds none. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '';
}
