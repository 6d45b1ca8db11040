import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import type { AskRequest } from '../../answering/answer.ts';
import type { PolicyAssistant } from '../channel.ts';
import { testHits } from './hit-test.ts';
import { HitTestQuery, HitTestSchema } from './hit-test-schemas.ts';
import { problems } from './responses.ts';
import { createWebApp, type WebEnv } from './web-app.ts';

const hitTestRoute = createRoute({
  method: 'get',
  path: '/hit-test',
  summary: '检索测试：一个问题怎样理解、找到什么、怎样判断、为什么拒答',
  request: { query: HitTestQuery },
  responses: {
    200: { description: '检索测试', content: { 'application/json': { schema: HitTestSchema } } },
    ...problems(400, 401, 429, 503),
  },
});

/** The request that the query of a hit test stands for. */
export function hitTestRequest({ q, history = [] }: z.infer<typeof HitTestQuery>): AskRequest {
  return { question: q, history: history.map((content) => ({ role: 'user', content })) };
}

/** GET /api/hit-test. */
export function createHitTestRoutes(assistant: PolicyAssistant): OpenAPIHono<WebEnv> {
  const app = createWebApp();
  app.use('/hit-test', compress());
  app.openapi(hitTestRoute, async (c) =>
    c.json(await testHits(assistant, hitTestRequest(c.req.valid('query'))), 200),
  );
  return app;
}
