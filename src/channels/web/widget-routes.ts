import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { WIDGET_FILES } from './embed-paths.ts';
import type { WebEnv } from './web-app.ts';

/** Other sites keep their copy for an hour: a new version must reach them without their doing. */
const CACHE = 'public, max-age=3600';

/** GET /widget.js, /widget.css: what another site loads to show a button and, in a frame, the conversation. */
export function createWidgetRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  for (const [name, type] of Object.entries(WIDGET_FILES)) {
    const body = readFileSync(path.join(import.meta.dirname, 'widget', name), 'utf8');
    app.get(`/${name}`, compress(), (c) =>
      c.body(body, 200, { 'Content-Type': type, 'Cache-Control': CACHE }),
    );
  }
  return app;
}
