import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import type { PolicyAssistant } from '../channel.ts';
import { chooseDocuments, compareDocuments } from './comparison.ts';
import { refuseUnknownDocument } from './document-routes.ts';
import { listDuties } from './duty-list.ts';
import { comparisonCsv, csvHeaders, dutiesCsv, targetsCsv } from './fact-csv.ts';
import {
  CompareQuery,
  ComparisonSchema,
  DutyListSchema,
  DutyQuery,
  TargetListSchema,
  TargetQuery,
} from './fact-schemas.ts';
import { orderTopics } from './page/pages/compare-view.tsx';
import { orderDuties } from './page/pages/duties-view.tsx';
import { orderTargets } from './page/pages/targets-view.tsx';
import { problems } from './responses.ts';
import { listTargets } from './target-list.ts';
import { createWebApp, type WebEnv } from './web-app.ts';

const table = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { 'application/json': { schema }, 'text/csv': { schema: z.string() } } },
  ...problems(400, 401, 429, 503),
});

const targetsRoute = createRoute({
  method: 'get',
  path: '/targets',
  summary: '文件设定的指标，可按文件、主题、文字筛选',
  request: { query: TargetQuery },
  responses: table('指标', TargetListSchema),
});

const dutiesRoute = createRoute({
  method: 'get',
  path: '/duties',
  summary: '任务与责任单位，可按文件、单位、任务筛选',
  request: { query: DutyQuery },
  responses: table('任务分工', DutyListSchema),
});

const compareRoute = createRoute({
  method: 'get',
  path: '/compare',
  summary: '两份文件按主题对比指标',
  request: { query: CompareQuery },
  responses: { ...table('对比', ComparisonSchema), ...problems(404) },
});

/** GET /api/targets, /api/duties, /api/compare: what the documents say that can be listed. */
export function createFactRoutes(assistant: PolicyAssistant): OpenAPIHono<WebEnv> {
  const app = createWebApp();
  for (const path of ['/targets', '/duties', '/compare']) app.use(path, compress());
  app.openapi(targetsRoute, (c) => {
    const { format, sort, ...filter } = c.req.valid('query');
    const index = assistant.index();
    refuseUnknownDocument(index, filter.documentId);
    const list = listTargets(index, filter);
    list.targets = orderTargets(list.targets, sort);
    if (format !== 'csv') return c.json(list, 200);
    return c.body(targetsCsv(list.targets, index.documents), 200, csvHeaders('指标表', 'targets')) as never;
  });
  app.openapi(dutiesRoute, (c) => {
    const { format, sort, ...filter } = c.req.valid('query');
    const index = assistant.index();
    refuseUnknownDocument(index, filter.documentId);
    const list = listDuties(index, filter);
    list.duties = orderDuties(list.duties, sort);
    if (format !== 'csv') return c.json(list, 200);
    return c.body(dutiesCsv(list.duties, index.documents), 200, csvHeaders('任务分工表', 'duties')) as never;
  });
  app.openapi(compareRoute, (c) => {
    const { format, sort, ...wanted } = c.req.valid('query');
    const index = assistant.index();
    const comparison = compareDocuments(index, chooseDocuments(index, wanted));
    comparison.topics = orderTopics(comparison.topics, sort).rows;
    if (format !== 'csv') return c.json(comparison, 200);
    return c.body(comparisonCsv(comparison), 200, csvHeaders('文件对比', 'comparison')) as never;
  });
  return app;
}
