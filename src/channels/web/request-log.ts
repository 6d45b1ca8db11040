import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { WebEnv } from './web-app.ts';

/** One line a request: the route's pattern, never the path, query, address or body, which hold people's words. */
export function logRequests(logger: Logger): MiddlewareHandler<WebEnv> {
  return async function logRequests(c, next) {
    const started = performance.now();
    await next();
    const { status } = c.res;
    const elapsedMs = Math.round((performance.now() - started) * 10) / 10;
    const line = {
      requestId: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1),
      status,
      elapsedMs,
    };
    if (status >= 500) logger.warn(line, 'request');
    else logger.info(line, 'request');
  };
}
