import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseSuite } from '../../../eval/case.ts';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { axeFindings } from '../../browser/axe-findings.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { type ServedApp, serveApp } from '../../browser/serve-app.ts';
import { type InventedService, servePlans } from '../../fakes/invented-plans.ts';
import { createFakeService } from './fake-service.ts';

let browser: Browser;
let assets: PageAssets;
let plans: InventedService;
beforeAll(async () => {
  [browser, assets, plans] = await Promise.all([launchChromium(), bundlePage(), servePlans()]);
});
afterAll(async () => {
  await browser.close();
  await plans.close();
});

let served: ServedApp;
let context: BrowserContext;
let page: Page;
let faults: string[];

async function open({
  apiKeys = [] as string[],
  ...options
}: { apiKeys?: string[] } & Parameters<Browser['newContext']>[0] = {}) {
  const service = await createFakeService({ apiKeys }, { assets });
  Object.assign(service.assistant, plans.assistant);
  served = await serveApp(service.app.fetch);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  page = await context.newPage();
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
}
afterEach(async () => {
  await context.close();
  await served.close();
});

const QUESTION = '临浦区护理型床位占比目标是多少？';
const address = (q: string, ...history: string[]) => {
  const query = new URLSearchParams({ q });
  for (const turn of history) query.append('history', turn);
  return `${served.base}/hit-test?${query}`;
};

/** Types a question and waits for its reading. */
async function test(question: string): Promise<void> {
  await page.goto(`${served.base}/hit-test`);
  await page.fill('[name=q]', question);
  await page.press('[name=q]', 'Enter');
  await page.waitForSelector('.reading-list');
}

describe('the hit test', () => {
  it.each([true, false])('shows how a question was read, found and judged (scripts: %s)', async (on) => {
    await open({ javaScriptEnabled: on });
    await test(QUESTION);
    expect(new URL(page.url()).searchParams.get('q')).toBe(QUESTION);
    const reading = await page.innerText('.reading-list');
    for (const part of ['临浦区', '数值', '百分比']) expect(reading).toContain(part);
    expect(await page.locator('.badge').innerText()).toBe('有回答');
    expect(await page.locator('.sentences tbody tr').first().innerText()).toContain('不低于75%');
    expect(await page.locator('.clauses tbody tr').first().innerText()).toMatch(/词/);
    await page.locator('.sentences tbody a').first().click();
    await page.waitForSelector('.source-text mark');
    expect((await page.locator('.source-text mark').allTextContents()).join('')).toContain('护理型床位');
    if (on) expect(faults).toEqual([]);
  });

  it('says why a question is refused, and what is missing', async () => {
    await open();
    await test('临浦区殡葬补贴是多少元？');
    expect(await page.locator('.badge').innerText()).toBe('文件中没有找到');
    expect(await page.innerText('.verdict-section')).toMatch(/在检索的文件里没有出现/);
    expect(await page.locator('.hit-table tr:has-text("殡葬")').first().innerText()).toContain('没有');
  });

  it('takes the question before, and says what is wrong with one', async () => {
    await open();
    await page.goto(address('云溪区呢？', QUESTION));
    expect(await page.innerText('.reading-list')).toContain('床位');
    expect(await page.inputValue('[name=history]')).toBe(QUESTION);
    await page.goto(address('问'.repeat(501)));
    expect(await page.textContent('[role=alert]')).toContain('不能超过 500 个字');
  });

  it('makes a line that the evaluation reads, to copy and to save', async () => {
    await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(address(QUESTION));
    const button = page.getByRole('button', { name: '做成评测题' });
    await button.click();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    const line = await page.inputValue('.case textarea');
    const [one] = parseSuite(line, 'suite.jsonl');
    expect(one).toMatchObject({ type: 'fact-number', doc: 'linpu', question: QUESTION, must_include: [] });
    await page.click('text=复制这一行');
    await page.waitForSelector('.case [role=status]:has-text("已复制")');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(line);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=存为文件')]);
    expect(file.suggestedFilename()).toBe(`${one!.id}.jsonl`);
    expect(parseSuite(await readFile(await file.path(), 'utf8'), 'saved.jsonl')).toEqual([one]);
    await button.click();
    expect(await page.locator('.case textarea').isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it('asks for the key first, where one is needed', async () => {
    await open({ apiKeys: ['right-key'] });
    await page.goto(address(QUESTION));
    await page.waitForSelector('.key input');
    expect(await page.content()).not.toContain('75%');
    await page.fill('.key input', 'right-key');
    await page.press('.key input', 'Enter');
    await page.waitForSelector('.reading-list');
    await page.getByRole('button', { name: '做成评测题' }).click();
    expect(parseSuite(await page.inputValue('.case textarea'), 'suite.jsonl')).toHaveLength(1);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([1280, 390])('nothing keeps people out at a width of %i', async (width) => {
    await open({ colorScheme, viewport: { width, height: 844 } });
    for (const question of [QUESTION, '临浦区殡葬补贴是多少元？']) {
      await page.goto(address(question));
      await page.click('[data-do="show"]');
      await page.locator('.case textarea').waitFor();
      expect(await axeFindings(page), question).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, question).toBeLessThanOrEqual(0);
    }
  });
});
