import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PolicyAssistant } from '../channel.ts';

/** The numbers of one running app, in a registry of its own so that two apps (tests) never share one. */
export interface WebMetrics {
  registry: Registry;
  requests: Counter<'method' | 'route' | 'status'>;
  answers: Histogram<'status'>;
  feedback: Counter<'verdict'>;
}

/** Builds the metrics; the index gauges ask for the index at each scrape, since it may be swapped. */
export function createMetrics(assistant: Pick<PolicyAssistant, 'index'>, isReady: () => boolean): WebMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'wengui_' });
  indexGauge(registers, 'documents', '索引中的文件数', () =>
    isReady() ? assistant.index().documents.length : 0,
  );
  indexGauge(registers, 'clauses', '索引中的条款数', () =>
    isReady() ? assistant.index().clauses.length : 0,
  );
  indexGauge(registers, 'unreadable_files', '未能读入的文件数', () =>
    isReady() ? assistant.index().problems.length : 0,
  );
  return {
    registry,
    requests: new Counter({
      name: 'wengui_http_requests_total',
      help: 'HTTP 请求数',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    answers: new Histogram({
      name: 'wengui_answer_seconds',
      help: '回答一个问题所用的秒数，按结果分',
      labelNames: ['status'],
      // Extractive answers take milliseconds, generative ones seconds.
      buckets: [0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    feedback: new Counter({
      name: 'wengui_feedback_total',
      help: '收到的反馈数',
      labelNames: ['verdict'],
      registers,
    }),
  };
}

function indexGauge(registers: Registry[], name: string, help: string, read: () => number): void {
  new Gauge({
    name: `wengui_index_${name}`,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}

/** Counts requests by the pattern of their route, never by the path that was asked for (unbounded). */
export function countRequests(metrics: WebMetrics): MiddlewareHandler {
  return async function countRequests(c, next) {
    await next();
    metrics.requests.inc({ method: c.req.method, route: routePath(c, -1), status: String(c.res.status) });
  };
}
