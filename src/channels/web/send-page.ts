import type { Context } from 'hono';
import { type ComponentChildren, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PageDocument } from './page/frame.tsx';
import type { PageAssets } from './page-build.ts';

/** Writes a page's components into the document that all pages share. */
export function sendPage(
  c: Context,
  assets: PageAssets | undefined,
  page: { title: string; content: ComponentChildren; status: number; isChat?: boolean },
): Response {
  const { page: script, look: style } = assets?.entries ?? {};
  const ahead = page.isChat ? (assets?.chatScripts ?? []) : [];
  const html = renderToString(h(PageDocument, { title: page.title, script, style, ahead }, page.content));
  return c.body(`<!doctype html>\n${html}`, page.status as 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
}
