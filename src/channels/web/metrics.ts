import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answer } from '../../answering/answer.ts';
import type { PolicyAssistant } from '../channel.ts';

/** The numbers of one running app, in a registry of its own so that two apps (tests) never share one. */
export interface WebMetrics {
  registry: Registry;
  requests: Counter<'method' | 'route' | 'status'>;
  answers: Histogram<'status'>;
  feedback: Counter<'verdict'>;
  /** What a language model took and what became of its statements; stays empty where none is set. */
  model: ModelMetrics;
}

interface ModelMetrics {
  answers: Counter<'mode'>;
  tokens: Counter<'direction'>;
  cost: Counter;
  fallbacks: Counter<'reason'>;
  rejections: Counter<'check'>;
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
    model: modelMetrics(registers),
  };
}

function modelMetrics(registers: Registry[]): ModelMetrics {
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter<Label>({ name: `wengui_${name}`, help, labelNames, registers });
  return {
    answers: counter('answers_by_mode_total', '回答数，按摘录或模型撰写分', 'mode'),
    tokens: counter('model_tokens_total', '模型用掉的 token 数', 'direction'),
    cost: counter('model_cost_yuan_total', '模型费用（元），设置了单价才有'),
    fallbacks: counter('model_fallbacks_total', '改用摘录回答的次数，按原因分', 'reason'),
    rejections: counter('proof_rejections_total', '模型的句子没有通过核对的次数，按核对项分', 'check'),
  };
}

/** Counts what an answer took of a model, where one was asked. */
export function countModel(
  { answers, tokens, cost, fallbacks, rejections }: ModelMetrics,
  { mode, usage, generation }: Pick<Answer, 'mode' | 'usage' | 'generation'>,
): void {
  answers.inc({ mode });
  if (usage) {
    tokens.inc({ direction: 'in' }, usage.promptTokens);
    tokens.inc({ direction: 'out' }, usage.completionTokens);
    cost.inc(usage.cost ?? 0);
  }
  if (generation?.fallback) fallbacks.inc({ reason: generation.fallback });
  for (const [check, count] of Object.entries(generation?.rejectedBy ?? {})) rejections.inc({ check }, count);
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
