import type { Context } from 'hono';

/** A callback that is not the platform's: told in a line, logged without its contents. */
export function refuseCallback(c: Context, status: 400 | 401 | 403, reason: string): Response {
  return c.text(reason, status);
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
