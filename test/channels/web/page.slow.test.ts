import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FeedbackStore } from '../../../src/channels/feedback-store.ts';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { ChatPage } from '../../browser/chat-page.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { type ServedPage, servePage } from '../../browser/served-page.ts';
import type { FakeService } from './fake-service.ts';

let browser: Browser;
let assets: PageAssets;
beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), bundlePage()]);
});
afterAll(() => browser.close());

let served: ServedPage;
let chat: ChatPage;
let service: FakeService;
let base: string;
let context: BrowserContext;
let page: Page;
let faults: string[];

async function open(...[settings, options]: [object?, Parameters<Browser['newContext']>[0]?]) {
  served = await servePage({ browser, assets }, settings, options);
  ({ service, base, context, page, faults } = served);
  chat = new ChatPage(page, base);
}

beforeEach(async ({ task }) => {
  if (!task.name.includes('[own]')) await open();
});
afterEach(() => served.close());

const ask = (question: string) => chat.send(question);

const answer = () => page.locator('.answer').last();

describe('asking', () => {
  afterEach(() => expect(faults).toEqual([]));

  it('streams the words, then shows grounds, notices and how the question was read', async () => {
    let release = () => {};
    service.assistant.gate = new Promise((resolve) => {
      release = () => resolve();
    });
    await chat.open();
    await ask('覆盖率是多少？');
    await page.waitForSelector('.words:has-text("普惠性幼儿园覆盖率")');
    expect(await page.textContent('.words')).not.toContain('93%');
    expect(await page.textContent('#send')).toBe('停止');
    release();
    await page.waitForSelector('.grounds');
    expect(await page.textContent('.words')).toBe('到2025年，普惠性幼儿园覆盖率达到 93% 以上1。');
    expect(await page.textContent('.answer .notice')).toContain('征求意见稿');
    expect(await page.textContent('.reading')).toContain('某某区 · 学前教育 · 目标值');
    expect(await page.textContent('#send')).toBe('提问');
    expect(await page.inputValue('#question')).toBe('');
    expect(await page.locator('.documents').count()).toBe(0);
  });

  it('sends the earlier questions along', async () => {
    await chat.open();
    await ask('覆盖率是多少？');
    await page.waitForSelector('.grounds');
    await ask('那公办园呢？');
    await page.locator('.grounds').nth(1).waitFor();
    expect(service.assistant.asked[1]).toMatchObject({
      question: '那公办园呢？',
      history: [{ role: 'user', content: '覆盖率是多少？' }],
    });
    expect(service.assistant.asked[1]!.conversationId).toBe(service.assistant.asked[0]!.conversationId);
  });

  it('goes on with a conversation that the address began', async () => {
    await chat.open(`/?q=${encodeURIComponent('覆盖率是多少？')}`);
    await ask('那公办园呢？');
    await page.locator('.grounds').nth(1).waitFor();
    expect(service.assistant.asked[1]!.history).toEqual([{ role: 'user', content: '覆盖率是多少？' }]);
  });

  it('breaks the line on Shift+Enter, and leaves Enter to an input method that is composing', async () => {
    await chat.open();
    await page.focus('#question');
    await page.keyboard.type('a');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('b');
    expect(await page.inputValue('#question')).toBe('a\nb');
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = { key: 'Enter', bubbles: true, cancelable: true, ...composing };
      await page.dispatchEvent('#question', 'keydown', event);
    }
    expect(await page.locator('.question').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.grounds');
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['a\nb']);
  });

  it('asks a suggestion that is clicked', async () => {
    await chat.open();
    await ask('覆盖率是多少？');
    await page.click('.suggestion');
    await page.locator('.question').nth(1).waitFor();
    expect(await page.locator('.question').last().textContent()).toBe('由谁负责落实？');
    expect(page.url()).toBe(`${base}/`);
  });

  it('shows a refusal as one, with what is near', async () => {
    service.assistant.answer = { status: 'not_found', answer: '两份文件都没有提到。', notices: [] };
    await chat.open();
    await ask('有几个食堂？');
    await page.waitForSelector('.grounds');
    expect(await page.textContent('.badge')).toBe('文件中没有找到');
    expect(await page.textContent('.grounds h3')).toContain('不能作为答案');
  });

  it('stops when told to, and asks again', async () => {
    service.assistant.gate = new Promise(() => {});
    await chat.open();
    await ask('覆盖率是多少？');
    await page.waitForSelector('.words');
    await page.click('#send');
    await page.waitForSelector('.fault');
    await expect.poll(() => service.assistant.signals[0]!.aborted).toBe(true);
    service.assistant.gate = null;
    await page.click('text=再试一次');
    await page.waitForSelector('.grounds');
  });

  it('keeps what a reader thinks of an answer', async () => {
    await chat.open();
    await ask('覆盖率是多少？');
    await page.click('text=没用');
    await page.fill('.comment .said', '年份不对');
    await page.press('.comment .said', 'Enter');
    await page.waitForSelector('text=已记下');
    const [entry] = await new FeedbackStore(service.dataDir).list();
    expect(entry).toMatchObject({ verdict: 'down', comment: '年份不对', question: '覆盖率是多少？' });
  });

  it('takes markup in questions and answers for words', async () => {
    const words = '<img src=x onerror="document.title=1"> [点](javascript:alert(1))';
    service.assistant.deltas = [words];
    service.assistant.answer = {
      answer: words,
      reading: words,
      suggestions: [words],
      notices: [{ code: 'x', text: words }],
    };
    await chat.open();
    await ask(words);
    await page.waitForSelector('.grounds');
    expect(await page.textContent('.question')).toBe(words);
    expect(await page.textContent('.words')).toBe(words);
    expect(await page.locator('#turns img, #turns script, #turns a[href^="javascript"]').count()).toBe(0);
  });
});

describe('faults', () => {
  it('says what the service refused, in its words', async () => {
    await chat.open();
    await ask('问'.repeat(501));
    expect(await page.textContent('.fault')).toContain('问题：不能超过 500 个字（现有 501 个）');
  });

  it('says so when the stream breaks off, and when there is no service', async () => {
    service.assistant.fault = new Error('broken');
    await chat.open();
    await ask('覆盖率是多少？');
    expect(await page.textContent('.fault')).toContain('服务内部出错');
    await context.setOffline(true);
    await page.click('text=再试一次');
    await page.waitForSelector('text=连不上服务');
  });
});

describe('the source', () => {
  afterEach(() => expect(faults).toEqual([]));

  async function openSource(): Promise<void> {
    await chat.open();
    await ask('覆盖率是多少？');
    await page.click('a.citation');
    await page.waitForSelector('#source mark');
  }

  it('opens beside the answer with the exact words highlighted, at an address of its own', async () => {
    await openSource();
    expect(await page.locator('#source mark').allTextContents()).toEqual(['普惠性幼儿园覆盖率达到93%以上']);
    expect(await page.locator('#source .current').getAttribute('id')).toBe('mou-goal');
    expect(page.url()).toBe(`${base}/d/mou#mou-goal`);
    expect(await answer().isVisible()).toBe(true);
    expect(await page.textContent('#source h2')).toBe('某某区教育发展规划');
    await page.click('#source summary');
    expect(await page.locator('#source .outline a').allTextContents()).toEqual([
      '一、发展目标',
      '二、保障措施',
    ]);
  });

  it('closes with Back, Escape and its button, and leaves the conversation', async () => {
    await openSource();
    for (const close of [
      () => page.goBack(),
      () => page.keyboard.press('Escape'),
      () => page.click('text=关闭'),
    ]) {
      await close();
      await page.waitForSelector('#source', { state: 'hidden' });
      expect(page.url()).toBe(`${base}/`);
      expect(await page.locator('.question').count()).toBe(1);
      await page.click('.words a.chip');
      await page.waitForSelector('#source mark');
    }
  });

  it('opens alone at its address, with the clause highlighted and in view', async () => {
    await page.goto(`${base}/d/mou#mou-duty`);
    const clause = page.locator('#mou-duty.current');
    expect(await clause.textContent()).toBe('区教育局负责<b>落实</b>&考核。');
    const box = await clause.boundingBox();
    expect(box!.y).toBeGreaterThan(0);
    expect(box!.y + box!.height).toBeLessThan(800);
  });

  it('opens in a tab of its own with the same words highlighted', async () => {
    await chat.open();
    await ask('覆盖率是多少？');
    const tab = await context.newPage();
    await tab.goto(base + (await page.locator('.words a.chip').getAttribute('href')));
    await tab.waitForSelector('#mou-goal.current mark');
    expect(await tab.locator('mark').allTextContents()).toEqual(['普惠性幼儿园覆盖率达到93%以上']);
  });

  it('survives a reload of its address and the way back', async () => {
    await openSource();
    await page.reload();
    await page.waitForSelector('.alone #mou-goal.current');
    await page.goBack();
    await page.waitForSelector('#ask');
    expect(page.url()).toBe(`${base}/`);
  });

  it('says so when the clause is no longer there', async () => {
    await page.goto(`${base}/d/mou#mou-gone`);
    await page.waitForSelector('.clause-missing');
    expect(await page.textContent('.source-text')).toContain('普惠性幼儿园');
  });
});

describe('with an access key', () => {
  it('asks for it once and keeps it for the tab [own]', async () => {
    await open({ apiKeys: ['right-key'] });
    await chat.open();
    await ask('覆盖率是多少？');
    await page.fill('.key input', 'wrong-key');
    await page.press('.key input', 'Enter');
    await page.waitForSelector('text=密钥不对');
    await page.fill('.key input', 'right-key');
    await page.press('.key input', 'Enter');
    await page.waitForSelector('.grounds');
    await page.click('a.citation');
    await page.waitForSelector('#source mark');
    await page.reload();
    await page.waitForSelector('.alone #mou-goal.current');
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it.each(['/', '/embed'])(
    'asks for it on the first screen of %s, then shows what to ask [own]',
    async (address) => {
      await open({ apiKeys: ['right-key'] });
      await chat.open(address);
      await page.waitForSelector('.conversation.new .key input');
      expect(await page.content()).not.toContain('某某区');
      await page.fill('.key input', 'wrong-key');
      await page.press('.key input', 'Enter');
      await page.waitForSelector('text=密钥不对');
      await page.fill('.key input', 'right-key');
      await page.press('.key input', 'Enter');
      await page.waitForSelector('.suggestion');
      expect(await page.locator('.key').count()).toBe(0);
      expect(await page.evaluate('document.activeElement.id')).toBe('question');
      expect(await page.locator('.document').count()).toBe(address === '/' ? 1 : 0);
      await page.reload();
      await page.locator('.suggestion').first().click();
      await page.waitForSelector('.grounds');
      expect(service.assistant.asked[0]!.question).toBe('到2025年某某区普惠性幼儿园覆盖率要达到多少？');
    },
  );

  it('shows a shared source only with it [own]', async () => {
    await open({ apiKeys: ['right-key'] });
    await page.goto(`${base}/d/mou#mou-duty`);
    await page.waitForSelector('.key input');
    expect(await page.content()).not.toContain('普惠性');
    await page.fill('.key input', 'right-key');
    await page.press('.key input', 'Enter');
    await page.waitForSelector('#mou-duty.current');
  });
});

describe('other ways to look at it', () => {
  it('works without scripts [own]', async () => {
    await open({}, { javaScriptEnabled: false });
    await page.goto(base);
    await page.fill('#question', '覆盖率是多少？');
    await page.click('#send');
    await page.waitForSelector('.grounds');
    await page.click('a.citation');
    await page.waitForURL(/\/d\/mou\?words=\d+-\d+#mou-goal$/);
    expect(await page.textContent('#mou-goal mark')).toBe('普惠性幼儿园覆盖率达到93%以上');
    expect(faults).toEqual([]);
  });

  it('fits a phone, where the source covers the conversation [own]', async () => {
    await open({}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await chat.open();
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(await overflow()).toBeLessThanOrEqual(0);
    service.assistant.answer = {
      answer: `| 区 | 目标 |\n|---|---|\n| 甲区 | ${'很长的目标'.repeat(12)}[1] |\n\n${'x'.repeat(200)}`,
    };
    await ask('覆盖率是多少？');
    await page.waitForSelector('.grounds');
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.click('a.citation');
    await page.waitForSelector('#source mark');
    expect(await page.locator('#source').boundingBox()).toMatchObject({ x: 0, width: 390 });
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goBack();
    await page.waitForSelector('#source', { state: 'hidden' });
    expect(faults).toEqual([]);
  });

  it('describes the API without another host and without a refusal of the content security policy', async () => {
    await page.goto(`${base}/docs`);
    await page.waitForSelector('[data-path="/api/ask"]');
    expect(faults).toEqual([]);
  });
});
