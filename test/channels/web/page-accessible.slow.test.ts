import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { ChatPage } from '../../browser/chat-page.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { serveFont } from '../../browser/serve-font.ts';
import { servePage } from '../../browser/served-page.ts';
import { withSecondCitation } from '../../fakes/policy-assistant.ts';

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

/** Fields by how far their edges stand out, and their letters and placeholders, from what is behind (WCAG 1.4.3, 1.4.11). */
const FIELDS = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3)
    .map((value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (a, b) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? ground(element.parentElement) : colour;
  };
  return [...document.querySelectorAll('input:not([type=radio]), textarea, select')]
    .filter((field) => field.checkVisibility())
    .map((field) => {
      // The box to ask in has its edge around box and button.
      const edge = field.closest('.ask-row') ?? field;
      const border = getComputedStyle(edge).borderTopColor;
      const placeholder = getComputedStyle(field, '::placeholder');
      return {
        name: field.className + field.name + field.id,
        edge: Math.min(contrast(border, ground(edge)), contrast(border, ground(edge.parentElement))),
        hint: placeholder.opacity === '1' ? contrast(placeholder.color, ground(field)) : 0,
        letters: parseFloat(getComputedStyle(field).fontSize),
      };
    });
})()`;

interface Field {
  name: string;
  edge: number;
  hint: number;
  letters: number;
}

it.each(['light', 'dark'] as const)(
  'has fields that stand out, with letters an iPhone does not zoom (%s)',
  async (colorScheme) => {
    const viewport = { width: 390, height: 844 };
    const settings = { apiKeys: ['right-key'] };
    const served = await servePage({ browser, assets }, settings, { viewport, colorScheme });
    const chat = new ChatPage(served.page, served.base);
    const check = async (place: string, least: number) => {
      const fields: Field[] = await chat.page.evaluate(FIELDS);
      expect(fields.length, place).toBeGreaterThanOrEqual(least);
      expect(
        fields.filter(({ edge, hint, letters }) => edge < 3 || hint < 4.5 || letters < 16),
        place,
      ).toEqual([]);
    };
    await chat.open();
    await chat.page.waitForSelector('.key input');
    // Focused, the box has an edge of another colour.
    await chat.page.locator('.key input').focus();
    await check('first screen', 2);
    await chat.page.fill('.key input', 'right-key');
    await chat.page.press('.key input', 'Enter');
    await chat.page.waitForSelector('.suggestion');
    await chat.ask('覆盖率是多少？');
    await chat.page.click('text=没用');
    await check('answer', 2);
    await chat.page.click('.chat-bar button');
    await chat.saved.hover();
    await chat.page.click('[aria-label^="给"]');
    await check('conversations', 3);
    for (const path of ['/targets', '/hit-test']) {
      await chat.page.goto(served.base + path);
      await chat.page.waitForSelector('main form input:not([type=hidden]), main form textarea');
      await check(path, 1);
    }
    await served.close();
  },
);

it.each(['reduce', 'no-preference'] as const)(
  'moves nothing for those who want no motion (%s)',
  async (reducedMotion) => {
    const viewport = { width: 390, height: 844 };
    const served = await servePage({ browser, assets }, {}, { viewport, reducedMotion });
    const chat = new ChatPage(served.page, served.base);
    /** Every animation that began, on the page and its pseudo-elements. */
    await chat.page.addInitScript(`window.moved = [];
    document.addEventListener('animationstart', ({ animationName }) => window.moved.push(animationName), true);
    document.addEventListener('transitionrun', ({ propertyName }) => window.moved.push(propertyName), true);`);
    await chat.open();
    let release = () => {};
    served.service.assistant.deltas = null;
    served.service.assistant.gate = new Promise((resolve) => {
      release = () => resolve();
    });
    await chat.send('覆盖率是多少？');
    await chat.page.waitForSelector('.waiting');
    await chat.page.evaluate(NEXT_FRAME);
    release();
    await chat.openCitation();
    await chat.page.evaluate(NEXT_FRAME);
    const moved = await chat.page.evaluate('window.moved');
    expect(moved).toEqual(reducedMotion === 'reduce' ? [] : ['breathe', 'rise']);
    await served.close();
  },
);

/** Resolves once what is there now was drawn. */
const NEXT_FRAME = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

it('has room for chat and reader side by side at 1024 pixels, their tools in one line each', async () => {
  const viewport = { width: 1024, height: 768 };
  const served = await servePage({ browser, assets }, {}, { viewport, bypassCSP: true });
  const chat = new ChatPage(served.page, served.base);
  served.service.assistant.answer = withSecondCitation();
  await chat.open();
  await serveFont(chat.page);
  await chat.ask('覆盖率是多少？');
  await chat.openCitation();
  await chat.page.evaluate('document.fonts.ready');
  expect(await chat.overflow()).toBeLessThanOrEqual(0);
  expect(await chat.page.locator('.conversation').boundingBox()).toMatchObject({ x: 0, width: 512 });
  expect(await chat.source.boundingBox()).toMatchObject({ x: 512, width: 512 });
  for (const tools of ['.top', '.chat-bar', '.actions', '.panel-bar', '.panel-tools'])
    expect(await chat.page.locator(tools).evaluate(LINES), tools).toBe(1);
  await served.close();
});

/** In how many lines the parts of a row stand: middles further apart than half a button are two. */
const LINES = (row: { children: Iterable<{ getBoundingClientRect(): DOMRect }> }) => {
  const boxes = [...row.children]
    .map((part) => part.getBoundingClientRect())
    .filter(({ height }) => height > 0);
  const middles = boxes.map(({ top, height }) => top + height / 2).sort((a, b) => a - b);
  return middles.filter((middle, at) => at === 0 || middle - middles[at - 1]! > 12).length;
};

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
