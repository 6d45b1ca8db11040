import type { OpenAPIHono } from '@hono/zod-openapi';
import type { WebEnv } from './web-app.ts';

/** GET /openapi.json, made from the zod schemas of the routes joined so far. */
export function describeApi(app: OpenAPIHono<WebEnv>, needsKey: boolean): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: '问规',
      version: '1',
      description: '就政府规划文件提问；每句回答都引到原文的确切文字。出错时为 application/problem+json。',
    },
    servers: [{ url: '/' }],
    ...(needsKey ? { security: [{ bearer: [] }] } : {}),
  });
}
