import { randomUUID } from 'node:crypto';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { FeedbackStore } from '../feedback-store.ts';
import { jsonBody } from './json-body.ts';
import type { WebMetrics } from './metrics.ts';
import { HttpProblem } from './problem.ts';
import type { RecentAnswers } from './recent-answers.ts';
import { problems } from './responses.ts';
import { FeedbackBody, FeedbackSchema } from './schemas.ts';
import { createWebApp, type WebEnv } from './web-app.ts';

const feedbackRoute = createRoute({
  method: 'post',
  path: '/feedback',
  summary: '对一条回答的反馈',
  middleware: [jsonBody] as const,
  request: { body: { required: true, content: { 'application/json': { schema: FeedbackBody } } } },
  responses: {
    201: { description: '已记下', content: { 'application/json': { schema: FeedbackSchema } } },
    ...problems(400, 401, 404, 413, 415, 429),
  },
});

/** POST /api/feedback: keeps a verdict together with the question and answer it is about. */
export function createFeedbackRoutes(parts: {
  recentAnswers: RecentAnswers;
  store: FeedbackStore;
  metrics: WebMetrics;
}): OpenAPIHono<WebEnv> {
  const app = createWebApp();
  app.openapi(feedbackRoute, async (c) => {
    const { answerId, verdict, comment } = c.req.valid('json');
    const answered = parts.recentAnswers.find(answerId);
    if (answered === undefined) {
      throw new HttpProblem(404, 'answerId：没有这条回答，或时间已久；请重新提问后再反馈', {
        field: 'answerId',
      });
    }
    const { request, answer } = answered;
    const id = randomUUID();
    await parts.store.add({
      id,
      at: new Date().toISOString(),
      answerId,
      verdict,
      comment: comment === undefined || comment === '' ? null : comment,
      question: request.question,
      history: (request.history ?? []).filter((turn) => turn.role === 'user').map((turn) => turn.content),
      status: answer.status,
      answer: answer.answer,
      citations: answer.citations.map(({ documentId, path, quote }) => ({ documentId, path, quote })),
    });
    parts.metrics.feedback.inc({ verdict });
    return c.json({ id }, 201);
  });
  return app;
}
