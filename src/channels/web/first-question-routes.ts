import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { PolicyAssistant } from '../channel.ts';
import { firstQuestions } from './first-questions.ts';
import { problems } from './responses.ts';
import { FirstQuestionsSchema } from './schemas.ts';
import { createWebApp, type WebEnv } from './web-app.ts';

const firstQuestionsRoute = createRoute({
  method: 'get',
  path: '/first-questions',
  summary: '可以先问的问题，由现有文件得出',
  responses: {
    200: { description: '问题', content: { 'application/json': { schema: FirstQuestionsSchema } } },
    ...problems(401, 429, 503),
  },
});

/** GET /api/first-questions: what the first screen proposes, for a page whose shell may hold nothing of the documents. */
export function createFirstQuestionRoutes(assistant: PolicyAssistant): OpenAPIHono<WebEnv> {
  const app = createWebApp();
  app.openapi(firstQuestionsRoute, (c) => c.json({ questions: firstQuestions(assistant.index()) }, 200));
  return app;
}
