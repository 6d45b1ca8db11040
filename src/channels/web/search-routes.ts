import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { PolicyAssistant } from '../channel.ts';
import { refuseUnknownDocument } from './document-routes.ts';
import { problems } from './responses.ts';
import { SearchQuery, SearchSchema } from './schemas.ts';
import { createWebApp, type WebEnv } from './web-app.ts';

const searchRoute = createRoute({
  method: 'get',
  path: '/search',
  summary: '检索条款（命中测试）',
  request: { query: SearchQuery },
  responses: {
    200: { description: '按相关程度排列的条款', content: { 'application/json': { schema: SearchSchema } } },
    ...problems(400, 401, 429, 503),
  },
});

/** GET /api/search: what retrieval alone finds. */
export function createSearchRoutes(assistant: PolicyAssistant): OpenAPIHono<WebEnv> {
  const app = createWebApp();
  app.openapi(searchRoute, async (c) => {
    const { q, limit = 10, documentId } = c.req.valid('query');
    refuseUnknownDocument(assistant.index(), documentId);
    const ranked = await assistant.search(q, { limit, ...(documentId === undefined ? {} : { documentId }) });
    const results = ranked.map(({ clause, score, foundBy }) => ({
      clauseId: clause.id,
      documentId: clause.documentId,
      path: clause.path,
      text: clause.text,
      score,
      foundBy,
    }));
    return c.json({ results }, 200);
  });
  return app;
}
