import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { type ComponentChildren, h } from 'preact';
import type { PolicyAssistant } from '../channel.ts';
import { checked } from './fact-pages.ts';
import { testHits } from './hit-test.ts';
import { hitTestRequest } from './hit-test-routes.ts';
import { HitTestQuery } from './hit-test-schemas.ts';
import { FaultNotice, PageHeader } from './page/frame.tsx';
import { factStrings } from './page/pages/fact-strings.ts';
import type { HitTest } from './page/pages/hit-test-result.ts';
import { hitTestStrings } from './page/pages/hit-test-strings.ts';
import { HitTestContent } from './page/pages/hit-test-view.tsx';
import { readableDetail } from './page/readable-detail.ts';
import { strings } from './page/strings.ts';
import { visibleTexts } from './page/visible-text.ts';
import type { PageAssets } from './page-build.ts';
import { HttpProblem } from './problem.ts';
import { sendPage } from './send-page.ts';
import type { WebEnv } from './web-app.ts';

interface HitTestPageParts {
  assistant: PolicyAssistant;
  assets: PageAssets | undefined;
  isReady: () => boolean;
  /** Where keys are set, the page comes empty and asks the guarded API. */
  needsKey: boolean;
}

/** GET /hit-test: the hit test as a page that needs no script but to copy its line. */
export function createHitTestPage(parts: HitTestPageParts): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/hit-test', compress(), (c) => showPage(c, parts));
  return app;
}

async function showPage(c: Context<WebEnv>, parts: HitTestPageParts): Promise<Response> {
  const { assistant, assets, isReady, needsKey } = parts;
  const send = (content: ComponentChildren, status: number) =>
    sendPage(c, assets, {
      title: `${hitTestStrings.title} · ${strings.name}`,
      content: [
        h(PageHeader, { current: 'hit-test' }),
        h('main', { class: 'fact-page hit-test', 'data-page': 'hit-test' }, content),
      ],
      status,
    });
  if (needsKey) return send(h('noscript', {}, h(FaultNotice, { children: factStrings.keyNeedsScript })), 200);
  const q = c.req.query('q') ?? '';
  const history = (c.req.queries('history') ?? []).filter((turn) => turn !== '');
  const view = (hits: HitTest | null) => h(HitTestContent, { q, history, hits });
  const sendFault = (text: string, status: number) =>
    send([view(null), h(FaultNotice, { children: text })], status);
  if (!isReady()) return sendFault(strings.notReady, 503);
  if (q === '') return send(view(null), 200);
  try {
    const request = hitTestRequest(checked(HitTestQuery, { q, history }));
    const hits = await testHits(assistant, request);
    // The line for a suite is data: it must hold the source's very characters.
    return send(view({ ...visibleTexts(hits), case: hits.case }), 200);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return sendFault(readableDetail(error.message), error.status);
  }
}
