import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Gives the page Chinese glyphs out of a package, for a machine that has none of its own; needs `bypassCSP`. */
export async function serveFont(page: Page): Promise<void> {
  const sheet = createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/wght.css');
  const folder = path.dirname(sheet);
  await page.route('**/screenshot-font/**', async (route) => {
    const name = new URL(route.request().url()).pathname.replace('/screenshot-font/', '');
    await route.fulfill({ path: path.join(folder, name) });
  });
  const fonts = (await readFile(sheet, 'utf8')).replaceAll('url(./', 'url(/screenshot-font/');
  await page.addStyleTag({ content: `${fonts} body { font-family: "Noto Sans SC Variable", sans-serif; }` });
}
