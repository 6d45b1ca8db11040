import type { Context } from 'hono';

/** A callback that is not the platform's: told in a line, logged without its contents. */
export function refuseCallback(c: Context, status: 400 | 401 | 403, reason: string): Response {
  return c.text(reason, status);
}

/** Messages that were answered are known for a day; no platform sends one again after half of it. */
const OLDEST_MS = 12 * 3_600_000;

/**
 * True for what was signed so long ago (in seconds since 1970), or at no time that can be read, that only somebody who
 * overheard it sends it again.
 */
export function isLongAgo(signedAt: string, now: number): boolean {
  return !(now - Number(signedAt) * 1_000 <= OLDEST_MS);
}

/** A body as JSON object, or null. */
export function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    // Told to the caller as a bad request.
    return null;
  }
}
