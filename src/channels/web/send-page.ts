import type { Context } from 'hono';
import { toHtml, type View } from './page/view.ts';
import { type PageAssets, readPageFrame } from './page-assets.ts';

let frame: string | null = null;

/** Writes a page's views into the frame that all pages share. */
export function sendPage(
  c: Context,
  assets: PageAssets | undefined,
  page: { title: string; content: View[]; status: number },
): Response {
  frame ??= readPageFrame();
  const holes: Record<string, string> = {
    title: toHtml(page.title),
    version: assets?.version ?? '',
    body: page.content.map(toHtml).join('\n'),
  };
  // One pass with a function: text that looks like a hole or like `$&` stays text.
  const html = frame.replace(/\{\{(\w+)\}\}/g, (_, hole: string) => holes[hole] ?? '');
  return c.body(html, page.status as 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
}
