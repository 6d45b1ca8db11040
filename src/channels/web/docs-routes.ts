import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { HttpProblem } from './problem.ts';
import type { WebEnv } from './web-app.ts';

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>问规 · 接口说明</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

// validatorUrl null: Swagger UI would otherwise load a badge from another host.
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', validatorUrl: null, deepLinking: true });
`;

const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** GET /docs: Swagger UI out of its package, without any other host. */
export function createDocsRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const loaded = new Map<string, string>();
  app.use(compress());
  app.get('/', (c) => c.html(PAGE));
  app.get('/start.js', (c) => c.body(START, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.get('/:file', (c) => {
    const name = c.req.param('file');
    const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (type === undefined) throw new HttpProblem(404, '没有这个文件');
    const text = loaded.get(name) ?? readPackageFile(name);
    loaded.set(name, text);
    return c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'max-age=86400' });
  });
  return app;
}

/** Read at the first request, not at start: the bundle is over a megabyte and few ever look at it. */
function readPackageFile(name: string): string {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return readFileSync(path.join(folder, name), 'utf8');
}
