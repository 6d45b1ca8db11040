import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { withSecondDocument } from '../../fakes/two-documents.ts';
import { createFakeService } from './fake-service.ts';

let browser: Browser;
let assets: PageAssets;
beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), bundlePage()]);
});
afterAll(() => browser.close());

let server: ServerType;
let base: string;
let context: BrowserContext;
let page: Page;

async function open({
  apiKeys = [] as string[],
  ...options
}: { apiKeys?: string[] } & Parameters<Browser['newContext']>[0] = {}) {
  const service = await createFakeService({ apiKeys }, { assets });
  const index = withSecondDocument();
  service.assistant.index = () => index;
  server = createAdaptorServer({ fetch: service.app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  page = await context.newPage();
}
afterEach(async () => {
  await context.close();
  await new Promise((resolve) => server.close(resolve));
});

const mark = () => page.locator('.source-text mark').allTextContents();

describe('the pages of facts', () => {
  it.each([true, false])(
    'lead from any cell to the marked words (scripts: %s)',
    async (javaScriptEnabled) => {
      await open({ javaScriptEnabled });
      await page.goto(`${base}/targets?documentId=mou`);
      for (const text of ['达到93%以上', '一、发展目标']) {
        await page.click(`td a:has-text("${text}")`);
        await page.waitForSelector('#mou-goal mark');
        expect(await mark()).toEqual(['普惠性幼儿园覆盖率达到93%以上']);
        expect(await page.locator('#mou-goal mark').boundingBox()).toMatchObject({ y: expect.any(Number) });
        await page.goBack();
        await page.waitForURL(`${base}/targets?documentId=mou`);
      }
    },
  );

  it('filter by a plain form', async () => {
    await open();
    await page.goto(base);
    await page.click('.pages a[href="/duties"]');
    await page.fill('[name=unit]', '街镇');
    await page.press('[name=unit]', 'Enter');
    await page.waitForURL(/unit=/);
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.click('td a:has-text("区教育局")');
    await page.waitForSelector('#mou-duty.current');
    expect(await mark()).toEqual(['区教育局负责']);
  });

  it('lead from a topic without a target to the heading that names it', async () => {
    await open();
    await page.goto(`${base}/compare`);
    await page.click('text=相关内容见“二、经费使用”');
    await page.waitForSelector('.source-text mark');
    expect(await mark()).toEqual(['二、经费使用']);
  });

  it('fit a phone', async () => {
    await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    for (const name of ['targets', 'duties', 'compare']) {
      await page.goto(`${base}/${name}`);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, name).toBeLessThanOrEqual(0);
    }
  });

  it('come with a key only, the download too', async () => {
    await open({ apiKeys: ['right-key'] });
    await page.goto(`${base}/targets?documentId=mou`);
    await page.waitForSelector('.key input');
    expect(await page.content()).not.toContain('普惠性');
    await page.fill('.key input', 'right-key');
    await page.press('.key input', 'Enter');
    await page.waitForSelector('.fact-table');
    expect(await page.locator('tbody tr').count()).toBe(1);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('a.download')]);
    expect(file.suggestedFilename()).toBe('指标表.csv');
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^\ufeff"文件"/);
    await page.click('td a:has-text("达到93%以上")');
    await page.waitForSelector('#mou-goal mark');
    expect(await mark()).toEqual(['普惠性幼儿园覆盖率达到93%以上']);
    for (const name of ['duties', 'compare']) {
      await page.goto(`${base}/${name}`);
      await page.waitForSelector('tbody tr');
    }
  });
});
