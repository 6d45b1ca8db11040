import { Hono, type MiddlewareHandler } from 'hono';
import type { PolicyAssistant } from '../channel.ts';
import type { WebMetrics } from './metrics.ts';
import { HttpProblem } from './problem.ts';
import type { WebEnv } from './web-app.ts';

/** GET /healthz (the process lives), /readyz (it can answer), /metrics (Prometheus). */
export function createHealthRoutes(parts: {
  assistant: PolicyAssistant;
  isReady: () => boolean;
  metrics: WebMetrics;
}): Hono<WebEnv> {
  const { assistant, isReady, metrics } = parts;
  const app = new Hono<WebEnv>();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', (c) => {
    if (!isReady()) throw notReady();
    const { documents, clauses } = assistant.index();
    return c.json({ status: 'ready', documents: documents.length, clauses: clauses.length });
  });
  app.get('/metrics', async (c) => {
    c.header('Content-Type', metrics.registry.contentType);
    return c.body(await metrics.registry.metrics());
  });
  return app;
}

/** Answers 503 while the service is not ready, before any handler asks for the index. */
export function requireReady(isReady: () => boolean): MiddlewareHandler {
  return async function requireReady(_c, next) {
    if (!isReady()) throw notReady();
    await next();
  };
}

/** The answer while the index is being loaded or the service is stopping. */
function notReady(): HttpProblem {
  return new HttpProblem(503, '服务正在启动或停止，请稍后再试', { headers: { 'Retry-After': '2' } });
}
