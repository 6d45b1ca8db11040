import { type Context, Hono } from 'hono';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { axeFindings } from '../../browser/axe-findings.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { type ServedApp, serveApp } from '../../browser/serve-app.ts';
import { createFakeService, type FakeService } from './fake-service.ts';

let browser: Browser;
let assets: PageAssets;
beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), bundlePage()]);
});
afterAll(() => browser.close());

let service: FakeService;
/** 问规 itself, a site that may show it in a frame, and one that may not. */
let served: ServedApp;
let allowed: ServedApp;
let other: ServedApp;
let context: BrowserContext;
let page: Page;
let faults: string[];

const HEAD = '<title>某局</title><meta name="viewport" content="width=device-width, initial-scale=1">';

/** A site of a bureau with the policy that the README tells it to set, and no more. */
function bureau(): Hono {
  const app = new Hono();
  const html = (c: Context, body: string) =>
    c.body(`<!doctype html><html lang="zh-CN">${HEAD}${body}</html>`, 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; script-src ${served.base}; style-src ${served.base}; frame-src ${served.base}`,
    });
  app.get('/frame', (c) =>
    html(c, `<main><h1>某局</h1><iframe title="问规" src="${served.base}/embed"></iframe></main>`),
  );
  app.get('/page', (c) =>
    html(c, `<main><h1>某局</h1><iframe title="问规" src="${served.base}/targets"></iframe></main>`),
  );
  app.get('/', (c) => {
    const script = `<script src="${served.base}/widget.js" defer data-label="政策问答" data-side="left"></script>`;
    return html(c, `${script}<main><h1>某局</h1><a href="/x">首页</a></main>`);
  });
  app.get('/twice', (c) =>
    html(c, `${`<script src="${served.base}/widget.js"></script>`.repeat(2)}<main></main>`),
  );
  app.get('/bare', (c) => {
    c.header('Content-Security-Policy', `script-src ${served.base}; style-src 'none'`);
    return c.html(`${HEAD}<script src="${served.base}/widget.js"></script><main></main>`);
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  return app;
}

async function open(options: Parameters<Browser['newContext']>[0] = {}) {
  // `localhost` and 127.0.0.1 are two sites to a browser.
  allowed = await serveApp(bureau().fetch, 'localhost');
  other = await serveApp(bureau().fetch, 'localhost');
  service = await createFakeService({ embedAllowed: [allowed.base] }, { assets });
  served = await serveApp(service.app.fetch);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  page = await context.newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
}
afterEach(async () => {
  await context.close();
  await Promise.all([served, allowed, other].map((app) => app.close()));
});

/** The conversation inside the frame of the page. */
async function conversation(): Promise<Frame> {
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  // The bar is there once the script runs.
  await frame!.waitForSelector('.chat-bar');
  return frame!;
}

describe('a frame', () => {
  it('shows the conversation on a site that is named', async () => {
    await open();
    await page.goto(`${allowed.base}/frame`);
    const frame = await conversation();
    await frame.fill('#question', '覆盖率是多少？');
    await frame.press('#question', 'Enter');
    await frame.waitForSelector('.grounds');
    expect(await frame.textContent('.words')).toContain('93%');
    expect(await frame.locator('.top').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('stays empty on any other site, and for any other page', async () => {
    await open();
    for (const address of [`${other.base}/frame`, `${allowed.base}/page`]) {
      const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
      await page.goto(address);
      await refused;
      expect(page.frames()[1]!.url()).toMatch(/^chrome-error:/);
    }
  });

  it('answers where the browser keeps nothing for the frame of another site', async () => {
    await open();
    await context.addInitScript(`for (const name of ['sessionStorage', 'localStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`);
    await page.goto(`${allowed.base}/frame`);
    const frame = await conversation();
    await frame.fill('#question', '覆盖率是多少？');
    await frame.press('#question', 'Enter');
    await frame.waitForSelector('.grounds');
    expect(faults).toEqual([]);
  });

  it('opens what leads elsewhere in a tab of its own', async () => {
    await open();
    await page.goto(`${allowed.base}/frame`);
    const frame = await conversation();
    await frame.fill('#question', '覆盖率是多少？');
    await frame.press('#question', 'Enter');
    await frame.click('a.citation');
    await frame.waitForSelector('#source mark');
    expect(frame.url()).toBe(`${served.base}/embed`);
    const [opened] = await Promise.all([context.waitForEvent('page'), frame.click('.panel-alone')]);
    await opened.waitForSelector('.source-text .current');
    expect(opened.url()).toBe(`${served.base}/d/mou#mou-goal`);
  });
});

describe('the widget', () => {
  const opener = () => page.getByRole('button', { name: '政策问答' });
  const panel = () => page.getByRole('dialog');

  it('opens and closes by mouse, and needs nothing of the site but its own host', async () => {
    await open();
    await page.goto(allowed.base);
    await opener().click();
    expect(await opener().getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('iframe').getAttribute('title')).toBe('问规：就规划文件提问');
    const frame = await conversation();
    await frame.fill('#question', '覆盖率是多少？');
    await frame.press('#question', 'Enter');
    await frame.waitForSelector('.grounds');
    await page.getByRole('button', { name: '关闭' }).click();
    await panel().waitFor({ state: 'hidden' });
    expect(await opener().getAttribute('aria-expanded')).toBe('false');
    await opener().click();
    await panel().waitFor();
    expect(await frame.locator('.words').count()).toBe(1);
    expect(faults).toEqual([]);
  });

  it('opens and closes by keyboard, and gives the focus on and back', async () => {
    await open();
    await page.goto(allowed.base);
    await opener().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const frame = await conversation();
    await frame.waitForSelector('#question:focus');
    await page.keyboard.type('有几');
    expect(await frame.inputValue('#question')).toBe('有几');
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
    expect(await page.evaluate(FOCUSED)).toBe('政策问答');
    await page.keyboard.press('Enter');
    await panel().waitFor();
    await frame.waitForSelector('#question:focus');
    await page.locator('h1').click();
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
  });

  it('closes the source before itself', async () => {
    await open();
    await page.goto(allowed.base);
    await opener().click();
    const frame = await conversation();
    await frame.fill('#question', '覆盖率是多少？');
    await frame.press('#question', 'Enter');
    await frame.click('a.citation');
    await frame.waitForSelector('#source mark');
    await page.keyboard.press('Escape');
    await frame.waitForSelector('#source', { state: 'hidden' });
    expect(await panel().isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
  });

  it('takes no message of anybody else for its own', async () => {
    await open();
    await page.goto(allowed.base);
    await opener().click();
    await conversation();
    await page.evaluate(`new Promise((resolve) => {
      postMessage({ wengui: 'close' }, '*');
      postMessage(null, '*');
      postMessage('last', '*');
      addEventListener('message', ({ data }) => data === 'last' && resolve());
    })`);
    expect(await panel().isVisible()).toBe(true);
  });

  it('comes once, however often the site loads it', async () => {
    await open();
    await page.goto(`${allowed.base}/twice`);
    await page.getByRole('button', { name: '问规' }).waitFor();
    expect(await page.locator('#wengui-widget').count()).toBe(1);
  });

  it('stays away where the site forbids its style, and says which policy would let it in', async () => {
    await open();
    const said = page.waitForEvent('console', (message) => message.text().includes('style-src 中允许'));
    await page.goto(`${allowed.base}/bare`);
    expect((await said).text()).toContain(served.base);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('takes the whole screen of a phone', async () => {
    await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.goto(allowed.base);
    await opener().tap();
    await panel().waitFor();
    const box = await panel().boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: await page.evaluate('innerWidth') });
    const frame = await conversation();
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it.each(['light', 'dark'] as const)('keeps nobody out in %s', async (colorScheme) => {
    await open({ colorScheme });
    await page.goto(allowed.base);
    await opener().click();
    const frame = await conversation();
    expect(await axeFindings(frame)).toEqual([]);
    await frame.fill('#question', '覆盖率是多少？');
    await frame.press('#question', 'Enter');
    await frame.waitForSelector('.grounds');
    expect(await axeFindings(frame)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });
});

/** What the focused button of the widget says. */
const FOCUSED = 'document.querySelector("#wengui-widget").shadowRoot.activeElement.textContent';
