import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { h } from 'preact';
import type { PolicyAssistant } from '../channel.ts';
import { EMBED_PATH, WIDGET_FILES } from './embed-paths.ts';
import { firstQuestions } from './first-questions.ts';
import { ChatPage } from './page/chat/chat-page.tsx';
import { emptyInput } from './page/chat/chat-state.ts';
import { strings } from './page/strings.ts';
import type { PageAssets } from './page-build.ts';
import { sendPage } from './send-page.ts';
import type { WebEnv } from './web-app.ts';

interface EmbedParts {
  assistant: PolicyAssistant;
  assets: PageAssets | undefined;
  isReady: () => boolean;
  /** Where keys are set, nothing of the documents is shown before one is given. */
  needsKey: boolean;
}

/** Other sites keep their copy of the widget for an hour: a new version must reach them without their doing. */
const WIDGET_CACHE = 'public, max-age=3600';

/** GET /embed, the conversation for a frame of another site, and the widget that makes button and frame there. */
export function createEmbedRoutes({ assistant, assets, isReady, needsKey }: EmbedParts): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get(EMBED_PATH, compress(), (c) => {
    const input = emptyInput('', needsKey);
    if (!isReady()) input.fault = strings.notReady;
    else if (!needsKey) input.firstQuestions = firstQuestions(assistant.index());
    const content = h('div', { class: 'embed' }, h(ChatPage, { input, isEmbedded: true }));
    return sendPage(c, assets, { title: strings.name, content, status: isReady() ? 200 : 503 });
  });
  for (const [name, type] of Object.entries(WIDGET_FILES)) {
    const body = readFileSync(path.join(import.meta.dirname, 'widget', name), 'utf8');
    app.get(`/${name}`, compress(), (c) =>
      c.body(body, 200, { 'Content-Type': type, 'Cache-Control': WIDGET_CACHE }),
    );
  }
  return app;
}
