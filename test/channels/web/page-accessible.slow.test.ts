import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { ChatPage } from '../../browser/chat-page.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { servePage } from '../../browser/served-page.ts';

let browser: Browser;
let assets: PageAssets;
let axe: string;
beforeAll(async () => {
  [browser, assets, axe] = await Promise.all([
    launchChromium(),
    bundlePage(),
    readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  ]);
});
afterAll(() => browser.close());

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page that would keep somebody from using it: rule, and the elements in question. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: { impact: string; id: string; nodes: { target: string[] }[] }[] = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

it.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)('keeps nobody from using chat, reader and document (%s, %i wide)', async (colorScheme, width) => {
  const viewport = { width, height: 800 };
  // bypassCSP: axe is put into the page, which rightly takes no script but its own.
  const served = await servePage({ browser, assets }, {}, { viewport, colorScheme, bypassCSP: true });
  const chat = new ChatPage(served.page, served.base);
  await chat.open();
  expect(await findings(chat.page), 'first screen').toEqual([]);
  await chat.ask('覆盖率是多少？');
  await chat.page.click('text=没用');
  expect(await findings(chat.page), 'answer').toEqual([]);
  await chat.openCitation();
  expect(await findings(chat.page), 'reader').toEqual([]);
  await chat.source.locator('text=条款').click();
  await chat.source.locator('.clause-card').first().waitFor();
  expect(await findings(chat.page), 'clauses').toEqual([]);
  await chat.page.goto(`${served.base}/d/mou?words=0-9#mou-goal`);
  await chat.page.waitForSelector('.current');
  expect(await findings(chat.page), 'document').toEqual([]);
  await served.close();
});

it('can be reached by touch: nothing to press is smaller than 24 pixels on a phone', async () => {
  const viewport = { width: 390, height: 844 };
  const served = await servePage({ browser, assets }, {}, { viewport, isMobile: true, hasTouch: true });
  const chat = new ChatPage(served.page, served.base);
  await chat.open();
  await chat.ask('覆盖率是多少？');
  await chat.openCitation();
  const small = await chat.page.evaluate(`[...document.querySelectorAll('button, a, summary, input')]
    .filter((element) => element.checkVisibility() && !element.closest('.hidden'))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 22))
    .map(([element, { width, height }]) => element.outerHTML.slice(0, 80) + width + 'x' + height)`);
  expect(small).toEqual([]);
  await served.close();
});
