import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { EMBED_PATH, WIDGET_FILES } from './embed-paths.ts';
import { askFormView, conversationPage, noticeView } from './page/frame-view.ts';
import { strings } from './page/strings.ts';
import { h } from './page/view.ts';
import type { PageAssets } from './page-assets.ts';
import { sendPage } from './send-page.ts';
import type { WebEnv } from './web-app.ts';

interface EmbedParts {
  assets: PageAssets | undefined;
  isReady: () => boolean;
  needsKey: boolean;
}

/** Other sites keep their copy of the widget for an hour: a new version must reach them without their doing. */
const WIDGET_CACHE = 'public, max-age=3600';

/** GET /embed, the conversation for a frame of another site, and the widget that makes button and frame there. */
export function createEmbedRoutes({ assets, isReady, needsKey }: EmbedParts): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get(EMBED_PATH, compress(), (c) => {
    const content = isReady() ? [] : [noticeView(strings.notReady)];
    const form = askFormView({ question: '', needsKey });
    const page = conversationPage(content, { form, isNew: true });
    return sendPage(c, assets, {
      title: strings.name,
      content: [h('div', { class: 'embed', id: 'embed' }, ...page)],
      status: isReady() ? 200 : 503,
    });
  });
  for (const [name, type] of Object.entries(WIDGET_FILES)) {
    const body = readFileSync(path.join(import.meta.dirname, 'widget', name), 'utf8');
    app.get(`/${name}`, compress(), (c) =>
      c.body(body, 200, { 'Content-Type': type, 'Cache-Control': WIDGET_CACHE }),
    );
  }
  return app;
}
