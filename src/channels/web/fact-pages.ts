import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { type ComponentChildren, h } from 'preact';
import type { z } from 'zod';
import type { PolicyAssistant, ServedIndex } from '../channel.ts';
import { chooseDocuments, compareDocuments } from './comparison.ts';
import { listDocuments, refuseUnknownDocument } from './document-routes.ts';
import { listDuties } from './duty-list.ts';
import { CompareQuery, DutyQuery, TargetQuery } from './fact-schemas.ts';
import { FaultNotice } from './page/frame.tsx';
import { factStrings } from './page/pages/fact-strings.ts';
import { type FactPageName, FactsPage, factPages, filtersOf } from './page/pages/facts-view.tsx';
import { readableDetail } from './page/readable-detail.ts';
import { strings } from './page/strings.ts';
import { visibleTexts } from './page/visible-text.ts';
import type { PageAssets } from './page-build.ts';
import { HttpProblem, invalidRequest } from './problem.ts';
import { sendPage } from './send-page.ts';
import { listTargets } from './target-list.ts';
import type { WebEnv } from './web-app.ts';

interface FactPageParts {
  assistant: PolicyAssistant;
  assets: PageAssets | undefined;
  isReady: () => boolean;
  /** Where keys are set, the page comes empty and asks the guarded API. */
  needsKey: boolean;
}

/** The filters of an address, checked as the API checks them. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  query: Record<string, unknown>,
): z.infer<Schema> {
  const result = schema.safeParse(query);
  if (!result.success) throw invalidRequest(result.error);
  return result.data;
}

/** What each page shows for the filters of its address. @throws HttpProblem as the API does */
const CONTENT: Record<
  FactPageName,
  (index: ServedIndex, query: Record<string, string>) => ComponentChildren
> = {
  documents: (index, query) =>
    h(factPages.documents.Content, { list: visibleTexts(listDocuments(index)), ...shown(index, query) }),
  targets: (index, query) => {
    const filter = checked(TargetQuery, query);
    refuseUnknownDocument(index, filter.documentId);
    return h(factPages.targets.Content, {
      list: visibleTexts(listTargets(index, filter)),
      ...shown(index, query),
    });
  },
  duties: (index, query) => {
    const filter = checked(DutyQuery, query);
    refuseUnknownDocument(index, filter.documentId);
    return h(factPages.duties.Content, {
      list: visibleTexts(listDuties(index, filter)),
      ...shown(index, query),
    });
  },
  compare: (index, query) => {
    const list = compareDocuments(index, chooseDocuments(index, checked(CompareQuery, query)));
    return h(factPages.compare.Content, { list: visibleTexts(list), ...shown(index, query) });
  },
};

function shown(index: ServedIndex, query: Record<string, string>) {
  const { documents } = visibleTexts(listDocuments(index));
  return { documents, query, year: new Date().getFullYear() };
}

/** GET /documents, /targets, /duties, /compare: what can be listed, as pages that need no script. */
export function createFactPages(parts: FactPageParts): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  for (const name of Object.keys(CONTENT) as FactPageName[]) {
    app.use(`/${name}`, compress());
    app.get(`/${name}`, (c) => showPage(c, parts, name));
  }
  return app;
}

function showPage(c: Context<WebEnv>, parts: FactPageParts, name: FactPageName): Response {
  const { assistant, assets, isReady, needsKey } = parts;
  const { title } = factPages[name];
  const send = (children: ComponentChildren, status: number) =>
    sendPage(c, assets, {
      title: `${title} · ${strings.name}`,
      content: h(FactsPage, { name, children }),
      status,
    });
  const sendNotice = (text: string, status: number) =>
    send(
      [
        h('h1', {}, title),
        h(FaultNotice, { children: text }),
        h('p', {}, h('a', { href: `/${name}` }, factStrings.everything)),
      ],
      status,
    );
  if (!isReady()) return sendNotice(strings.notReady, 503);
  if (needsKey) return send(h('noscript', {}, h(FaultNotice, { children: factStrings.keyNeedsScript })), 200);
  try {
    return send(CONTENT[name](assistant.index(), filtersOf(name, c.req.query())), 200);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return sendNotice(readableDetail(error.message), error.status);
  }
}
