import { randomUUID } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { Logger } from 'pino';
import type { PolicyAssistant } from './channels/channel.ts';
import { FeedbackStore } from './channels/feedback-store.ts';
import { createMcpRoutes } from './channels/mcp/mcp-routes.ts';
import { openAiErrorResponse } from './channels/openai/error.ts';
import { createModelRoutes } from './channels/openai/model-routes.ts';
import { createKeyCheck, requireKey } from './channels/web/access.ts';
import { type AnswerQuestion, createAnswerQuestion } from './channels/web/answer-question.ts';
import { createAskRoutes } from './channels/web/ask-routes.ts';
import { createDocsRoutes } from './channels/web/docs-routes.ts';
import { createDocumentRoutes } from './channels/web/document-routes.ts';
import { EMBED_PATH } from './channels/web/embed-paths.ts';
import { createFactPages } from './channels/web/fact-pages.ts';
import { createFactRoutes } from './channels/web/fact-routes.ts';
import { createFeedbackRoutes } from './channels/web/feedback-routes.ts';
import { createFirstQuestionRoutes } from './channels/web/first-question-routes.ts';
import { createHealthRoutes, requireReady } from './channels/web/health-routes.ts';
import { createHitTestPage } from './channels/web/hit-test-page.ts';
import { createHitTestRoutes } from './channels/web/hit-test-routes.ts';
import { limitedBody } from './channels/web/json-body.ts';
import { countRequests, createMetrics } from './channels/web/metrics.ts';
import { describeApi } from './channels/web/openapi.ts';
import type { PageAssets } from './channels/web/page-build.ts';
import { createPageRoutes, notFoundPage } from './channels/web/page-routes.ts';
import { HttpProblem, problemResponse, toProblem } from './channels/web/problem.ts';
import { rateLimit } from './channels/web/rate-limit.ts';
import { RecentAnswers } from './channels/web/recent-answers.ts';
import { logRequests } from './channels/web/request-log.ts';
import { createSearchRoutes } from './channels/web/search-routes.ts';
import { securityHeaders } from './channels/web/security-headers.ts';
import { createWebApp, type WebEnv } from './channels/web/web-app.ts';
import { createWidgetRoutes } from './channels/web/widget-routes.ts';
import type { Config } from './config.ts';

/** Pages that cost work to make. */
const LIMITED_PAGES = ['/', EMBED_PATH, '/documents', '/targets', '/duties', '/compare', '/hit-test'];

/** What an app is made of; `isReady` is false while the index is being loaded or the process is stopping. */
export interface AppParts {
  assistant: PolicyAssistant;
  config: Pick<Config, 'apiKeys' | 'rateLimitPerMinute' | 'isBehindProxy' | 'dataDir' | 'embedAllowed'>;
  logger: Logger;
  /** The bundled page (`bundlePage`); without it the page works as plain HTML. */
  assets?: PageAssets;
  isReady?: () => boolean;
  /** Aborted when the process will wait no longer for answers under way. */
  stopping?: AbortSignal;
  /** Connects the chat platforms and gives what they call; without it there are none. */
  connectBots?: (doors: { answerQuestion: AnswerQuestion; feedback: FeedbackStore }) => Hono;
}

/** The whole HTTP service, without a port: every channel's sub-app joined at its path. */
export function createApp(parts: AppParts): OpenAPIHono<WebEnv> {
  const { assistant, config, logger, assets, isReady = () => true } = parts;
  const stopping = parts.stopping ?? new AbortController().signal;
  const metrics = createMetrics(assistant, isReady);
  const recentAnswers = new RecentAnswers();
  const feedback = new FeedbackStore(config.dataDir);
  const answerQuestion = createAnswerQuestion({ assistant, metrics, recentAnswers, logger });
  const isKey = createKeyCheck(config.apiKeys);
  const needsKey = config.apiKeys.length > 0;

  const app = createWebApp();
  app.use(requestId({ limitLength: 100, generator: () => randomUUID() }));
  app.use(logRequests(logger), countRequests(metrics), securityHeaders(config.embedAllowed));
  const limit = rateLimit({ perMinute: config.rateLimitPerMinute, isBehindProxy: config.isBehindProxy });
  for (const path of ['/api/*', '/v1/*', '/mcp/*', ...LIMITED_PAGES]) app.use(path, limit);
  app.use(requireKey(config.apiKeys, isKey), limitedBody);
  for (const path of ['/api/*', '/v1/*', '/mcp/*']) app.use(path, requireReady(isReady));

  app.route('/', createHealthRoutes({ assistant, isReady, metrics }));
  app.route('/api', createAskRoutes({ assistant, answerQuestion, logger, stopping }));
  app.route('/api', createDocumentRoutes(assistant));
  app.route('/api', createSearchRoutes(assistant));
  app.route('/api', createFirstQuestionRoutes(assistant));
  app.route('/api', createFactRoutes(assistant));
  app.route('/api', createHitTestRoutes(assistant));
  app.route('/api', createFeedbackRoutes({ recentAnswers, store: feedback, metrics }));
  app.route('/v1', createModelRoutes({ answerQuestion, logger, stopping }));
  app.route('/mcp', createMcpRoutes({ assistant, answerQuestion, logger, stopping, needsKey }));
  if (parts.connectBots) app.route('/bots', parts.connectBots({ answerQuestion, feedback }));
  app.route('/docs', createDocsRoutes());
  app.route('/', createWidgetRoutes());
  app.route('/', createFactPages({ assistant, assets, isReady, needsKey }));
  app.route('/', createHitTestPage({ assistant, assets, isReady, needsKey }));
  app.route('/', createPageRoutes({ assistant, answerQuestion, assets, isReady, isKey, needsKey }));
  describeApi(app, needsKey);

  app.notFound((c) => {
    if (!/^\/(?:api|mcp|v1)/.test(c.req.path)) return notFoundPage(c, assets);
    return errorResponse(
      c,
      new HttpProblem(404, `没有 ${c.req.method} ${c.req.path} 这个接口；接口说明见 /docs`),
    );
  });
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem.status >= 500) logger.error({ requestId: c.get('requestId'), err: error }, 'request failed');
    return errorResponse(c, problem);
  });
  return app;
}

/** A problem in the form that the callers of a path read. */
function errorResponse(c: Context, problem: HttpProblem): Response {
  return /^\/v1(?:\/|$)/.test(c.req.path) ? openAiErrorResponse(c, problem) : problemResponse(c, problem);
}
