import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { axeFindings } from '../../browser/axe-findings.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { type ServedApp, serveApp } from '../../browser/serve-app.ts';
import { withManyTargets } from '../../fakes/many-targets.ts';
import { createFakeService } from './fake-service.ts';

let browser: Browser;
let assets: PageAssets;
beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), bundlePage()]);
});
afterAll(() => browser.close());

let served: ServedApp;
let context: BrowserContext;
let page: Page;
/** Errors, refusals of the content security policy, and requests to another host. */
let faults: string[];

async function open({
  apiKeys = [] as string[],
  ...options
}: { apiKeys?: string[] } & Parameters<Browser['newContext']>[0] = {}) {
  const service = await createFakeService({ apiKeys }, { assets });
  const index = withManyTargets();
  service.assistant.index = () => index;
  served = await serveApp(service.app.fetch);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  page = await context.newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(served.base)) faults.push(`asks another host: ${request.url()}`);
  });
}
afterEach(async () => {
  await context.close();
  await served.close();
});

const address = () => page.url().slice(served.base.length);
const column = (at: number) => page.locator(`.fact-table td:nth-child(${at})`).allTextContents();
const scripts = [true, false];
/** Values by unit first: a share, places, hours; among places by their number. */
const ASCENDING = ['达到93%以上', '增加600个', '增加900个', '不少于40学时'];
const ASCENDING_NUMBERS = ['93', '600', '900', '40'];

/** The values of the table that the link of the page downloads. */
async function download(): Promise<(string | undefined)[]> {
  const response = await fetch(served.base + (await page.getAttribute('a.download', 'href')));
  const rows = parse(await response.text(), { columns: true, bom: true }) as Record<string, string>[];
  return rows.map((row) => row.数值);
}

describe('a table', () => {
  it.each(scripts)('is ordered by a click on a head, and its address says so (scripts: %s)', async (on) => {
    await open({ javaScriptEnabled: on });
    await page.goto(`${served.base}/targets?documentId=mou`);
    const asPrinted = await column(3);
    const clickHead = async (sort: string) => {
      await page.click('th a[data-sort="value"]');
      await page.waitForURL(`${served.base}/targets?documentId=mou${sort}`);
    };
    await clickHead('&sort=value');
    await page.waitForSelector('th[aria-sort="ascending"] a[data-sort="value"]');
    expect(await column(3)).toEqual(ASCENDING);
    expect(await download()).toEqual(ASCENDING_NUMBERS);
    await clickHead('&sort=-value');
    await page.waitForSelector('th[aria-sort="descending"]');
    expect(await column(3)).toEqual([...ASCENDING].reverse());
    await page.reload();
    expect(await column(3)).toEqual([...ASCENDING].reverse());
    await clickHead('');
    await page.waitForSelector('th[aria-sort]', { state: 'detached' });
    expect(await column(3)).toEqual(asPrinted);
    await page.goBack();
    await page.waitForSelector('th[aria-sort="descending"]');
    if (on) expect(faults).toEqual([]);
  });

  it('keeps the focus on the head that ordered it', async () => {
    await open();
    await page.goto(`${served.base}/targets`);
    // A head that is clicked before the script runs loads the page anew.
    await page.waitForSelector('[data-do="print"]:visible');
    await page.locator('a[data-sort="name"]').nth(1).focus();
    for (const order of ['ascending', 'descending']) {
      await page.keyboard.press('Enter');
      await page.locator(`th[aria-sort="${order}"]`).nth(1).waitFor();
      expect(await page.evaluate('document.activeElement.dataset.sort')).toBe('name');
    }
  });

  it('is never left behind the head of the page by Tab, nor moved by it', async () => {
    await open({ viewport: { width: 1280, height: 420 } });
    await page.goto(`${served.base}/targets`);
    await page.waitForSelector('[data-do="print"]:visible');
    await page.locator('tbody a[tabindex="-1"]').last().focus();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate('document.activeElement.closest(".top") !== null')) === true) break;
      const above =
        'document.activeElement.getBoundingClientRect().top - document.querySelector(".top").offsetHeight';
      expect(await page.evaluate(above)).toBeGreaterThanOrEqual(0);
    }
    await page.evaluate('scrollTo(0, 300)');
    await page.locator('.top .name').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('scrollY')).toBe(300);
  });

  it.each(scripts)('is filtered by its form, and keeps its order (scripts: %s)', async (on) => {
    await open({ javaScriptEnabled: on });
    await page.goto(`${served.base}/targets?sort=-value`);
    await page.selectOption('[name=topic]', '义务教育');
    await page.click('.filters [type=submit]');
    await page.waitForURL(/topic=/);
    await page.locator('.fact-table tbody tr').nth(2).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-value');
    expect(await column(3)).toEqual(['增加900个', '增加600个']);
    expect(await page.getAttribute('a.download', 'href')).toMatch(/^\/api\/targets\?topic=.*&format=csv$/);
    await page.click('text=看全部');
    await page.waitForURL(`${served.base}/targets`);
  });

  it('says what is wrong with an address, as the server does', async () => {
    await open();
    await page.goto(`${served.base}/targets`);
    await page.waitForSelector('[data-do="print"]:visible');
    await page.evaluate('history.pushState(null, "", "/targets?documentId=nowhere")');
    await page.evaluate('dispatchEvent(new PopStateEvent("popstate"))');
    await page.waitForSelector('text=没有这个文件');
  });

  it.each(['/targets?sort=by', '/duties?sort=units', '/compare?sort=-a'])(
    'leads from a cell of %s to the marked words',
    async (path) => {
      await open();
      await page.goto(served.base + path);
      await page.click('tbody a[href*="words="]');
      await page.waitForSelector('.source-text mark');
      expect(address()).toMatch(/^\/d\/mou\?words=\d+-\d+#/);
      expect(await page.locator('.source-text mark').first().isVisible()).toBe(true);
    },
  );

  it('leads from a document to its source and its outline', async () => {
    await open();
    await page.goto(`${served.base}/documents?sort=title`);
    await page.click('tbody a:has-text("某某区教育发展规划")');
    await page.waitForSelector('.source-text');
    await page.goBack();
    await page.click('tbody tr:has-text("某某区教育发展规划") >> text=目录');
    await page.waitForSelector('.source-text');
    expect(address()).toBe('/d/mou#outline');
    await page.locator('#outline a:has-text("一、发展目标")').waitFor();
  });
});

describe('the picture of targets', () => {
  it('is drawn from a table that says the same, on that page only', async () => {
    await open();
    const scriptsAsked: string[] = [];
    page.on('request', (request) => scriptsAsked.push(request.url()));
    await page.addInitScript(NOTE_DRAWN);
    await page.goto(`${served.base}/duties`);
    await page.waitForSelector('[data-do="print"]:visible');
    expect(scriptsAsked.filter((url) => url.includes('draw-chart'))).toEqual([]);
    await page.goto(`${served.base}/targets?documentId=mou`);
    await page.waitForSelector('.drawing canvas');
    const drawn = (await page.evaluate('window.drawn')) as Record<string, string>;
    expect(drawn).toMatchObject({ '2024年': PAGE_FONT, 未写年份: PAGE_FONT, 学前教育: PAGE_FONT });
    expect(scriptsAsked.filter((url) => url.includes('draw-chart'))).toHaveLength(1);
    expect(await page.locator('canvas').getAttribute('aria-label')).toContain('3 个主题共 4 项指标');
    expect(await page.evaluate(HAS_PAINT)).toBe(true);
    await page.click('.fact-chart summary');
    expect(await page.locator('.counts tr').allInnerTexts()).toEqual([
      '主题\t2024年\t2025年\t未写年份\t合计',
      '学前教育\t0\t1\t0\t1',
      '义务教育\t1\t1\t0\t2',
      '教师队伍\t0\t0\t1\t1',
    ]);
    expect(faults).toEqual([]);
  });

  it('is left out without a script, its numbers are not', async () => {
    await open({ javaScriptEnabled: false });
    await page.goto(`${served.base}/targets?documentId=mou`);
    expect(await page.locator('canvas').isVisible()).toBe(false);
    await page.click('.fact-chart summary');
    expect(await page.locator('.counts').isVisible()).toBe(true);
  });
});

/** The letters of the page, where those of other systems have no Chinese ones. */
const PAGE_FONT = expect.stringContaining('Microsoft YaHei');

/** Keeps the words that a canvas draws, with their letters. */
const NOTE_DRAWN = `
  window.drawn = {};
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    window.drawn[text] = this.font;
    return fillText.call(this, text, ...place);
  };
`;

/** True where the canvas holds any pixel that is not transparent. */
const HAS_PAINT = `((canvas) => canvas.getContext('2d')
  .getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0))(document.querySelector('canvas'))`;

describe('with an access key', () => {
  it('tables and downloads come after it was given, and the order stays in the address', async () => {
    await open({ apiKeys: ['right-key'] });
    await page.goto(`${served.base}/documents?sort=-clauses`);
    await page.fill('.key input', 'right-key');
    await page.press('.key input', 'Enter');
    await page.waitForSelector('th[aria-sort="descending"] a[data-sort="clauses"]');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('a.download')]);
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^\ufeff"标题","状态"/);
  });
});

const PAGES = ['/documents', '/targets?documentId=mou', '/duties', '/compare'];

describe('on paper', () => {
  it('shows tables without what only a screen can use', async () => {
    await open();
    for (const path of PAGES) {
      await page.goto(served.base + path);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.fact-table, .compare-table').first().isVisible(), path).toBe(true);
      for (const hidden of ['.top', '.filters', 'a.download', '[data-do="print"]'])
        expect(await page.locator(hidden).first().isVisible(), `${path} ${hidden}`).toBe(false);
      await page.emulateMedia({ media: 'screen' });
    }
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('nothing keeps people out', async () => {
    await open({ colorScheme });
    for (const path of PAGES) {
      await page.goto(served.base + path);
      expect(await axeFindings(page), path).toEqual([]);
    }
  });

  it('fits a phone', async () => {
    await open({ colorScheme, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    for (const path of PAGES) {
      await page.goto(served.base + path);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, path).toBeLessThanOrEqual(0);
      expect(await axeFindings(page), path).toEqual([]);
    }
  });
});
