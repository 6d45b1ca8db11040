import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FeedbackStore } from '../../../src/channels/feedback-store.ts';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { ChatPage } from '../../browser/chat-page.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { longConversation } from '../../browser/long-conversation.ts';
import { type ServedPage, servePage } from '../../browser/served-page.ts';
import { withSecondCitation } from '../../fakes/policy-assistant.ts';

let browser: Browser;
let assets: PageAssets;
beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), bundlePage()]);
});
afterAll(() => browser.close());

let served: ServedPage;
let chat: ChatPage;
beforeEach(async () => {
  served = await servePage({ browser, assets });
  chat = new ChatPage(served.page, served.base);
});
afterEach(() => served.close());

const QUESTION = '覆盖率是多少？';

/** Holds the next answer back until it is let go. */
function hold(): () => void {
  let release = () => {};
  served.service.assistant.gate = new Promise((resolve) => {
    release = () => resolve();
  });
  return () => release();
}

describe('conversations', () => {
  it('are kept, found, opened, renamed and deleted', async () => {
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.click('.history .new-chat');
    await chat.ask('由谁负责？');
    expect(await chat.saved.allTextContents()).toEqual(['由谁负责？', QUESTION]);
    await chat.page.fill('.history-search', '覆盖率');
    await expect.poll(() => chat.saved.allTextContents()).toEqual([QUESTION]);
    await chat.saved.first().click();
    expect(await chat.questions.allTextContents()).toEqual([QUESTION]);
    await chat.page.click(`[aria-label="给“${QUESTION}”改名"]`);
    await chat.page.fill('[aria-label="对话名称"]', '学前教育覆盖率');
    await chat.page.press('[aria-label="对话名称"]', 'Enter');
    await expect.poll(() => chat.saved.allTextContents()).toEqual(['学前教育覆盖率']);
    await chat.page.click('[aria-label="删除“学前教育覆盖率”"]');
    await chat.page.click('text=确定删除');
    await chat.page.fill('.history-search', '');
    await expect.poll(() => chat.saved.allTextContents()).toEqual(['由谁负责？']);
    expect(await chat.questions.count()).toBe(0);
  });

  it('are there again after a reload, and in a new tab in the list', async () => {
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.reload();
    await chat.waitUntilLive();
    await chat.answer.waitFor();
    const tab = new ChatPage(await served.context.newPage(), served.base);
    await tab.open();
    expect(await tab.questions.count()).toBe(0);
    expect(await tab.saved.allTextContents()).toEqual([QUESTION]);
  });

  it('keep a question that was left before its answer came', async () => {
    await chat.open();
    hold();
    await chat.send(QUESTION);
    await chat.words.waitFor();
    await chat.page.click('.history .new-chat');
    served.service.assistant.gate = null;
    await chat.saved.first().click();
    await chat.page.click('.retry');
    await chat.answer.locator('a.chip').first().waitFor();
    expect(await chat.questions.allTextContents()).toEqual([QUESTION]);
  });

  it('open at their end when they are long, and show more when asked', async () => {
    await served.page.addInitScript(longConversation(200, await sampleAnswer()));
    await chat.open();
    await chat.saved.first().click();
    await expect.poll(() => chat.questions.count()).toBe(20);
    await chat.page.click('text=显示更早的 180 轮');
    await expect.poll(() => chat.questions.count()).toBe(40);
    expect(served.faults).toEqual([]);
  });
});

async function sampleAnswer(): Promise<unknown> {
  return await (await served.service.post('/api/ask', { question: QUESTION })).json();
}

describe('asking', () => {
  it('asks an edited question in the place of the old one', async () => {
    await chat.open();
    await chat.ask(QUESTION);
    await chat.ask('由谁负责？');
    await chat.page.locator('.edit').first().click();
    // The box puts the caret behind its words as it opens: filled before that, it would hold both.
    await chat.page.locator('.editor textarea:focus').waitFor();
    await chat.page.fill('.editor textarea', '公办园占比是多少？');
    expect(await chat.page.textContent('.editor')).toContain('后面的 1 轮会移除');
    await chat.page.click('.editor [type=submit]');
    await expect.poll(() => chat.questions.allTextContents()).toEqual(['公办园占比是多少？']);
    await chat.answer.waitFor();
    expect(served.service.assistant.asked.at(-1)).toMatchObject({
      question: '公办园占比是多少？',
      history: [],
    });
  });

  it('goes by keyboard alone', async () => {
    await chat.open();
    await chat.page.locator('.top .name').focus();
    await chat.page.keyboard.press('/');
    await chat.page.keyboard.type('覆盖率');
    const release = hold();
    await chat.page.keyboard.press('Enter');
    await chat.words.waitFor();
    await chat.page.keyboard.press('Escape');
    await chat.fault.waitFor();
    release();
    served.service.assistant.gate = null;
    await chat.page.locator('.retry').press('Enter');
    await chat.page.locator('.tools').waitFor();
    await chat.answer.locator('a.chip').first().focus();
    expect(await chat.preview.textContent()).toContain('一、发展目标 › 第 1 页');
    await chat.page.keyboard.press('Enter');
    await chat.source.locator('mark').waitFor();
    expect(await chat.page.evaluate('document.activeElement.tagName')).toBe('H2');
    await chat.page.keyboard.press('Escape');
    await chat.source.waitFor({ state: 'hidden' });
    expect(await chat.page.evaluate('document.activeElement.className')).toBe('chip');
  });

  it('tells the stream apart from the answer, and how the answer was written', async () => {
    await chat.open();
    const release = hold();
    await chat.send(QUESTION);
    await chat.words.waitFor();
    expect(await chat.answer.locator('a.chip').count()).toBe(0);
    release();
    await chat.answer.locator('a.chip').waitFor();
    expect(await chat.page.textContent('.mode')).toBe('摘录');
    expect(await chat.answer.locator('[data-code="draft"] .notice-name').textContent()).toBe('征求意见稿');
    expect(await chat.page.locator('[role=status]').last().textContent()).toContain('回答完成，1 处依据');
  });
});

const hashes = (links: unknown[]) => links.map((link) => (link as { hash: string }).hash);

describe('proof', () => {
  it('shows what stands behind a chip that is pointed at, until Escape', async () => {
    await chat.open();
    await chat.ask(QUESTION);
    await chat.answer.locator('.words a.chip').hover();
    expect(await chat.preview.textContent()).toContain('普惠性幼儿园覆盖率达到93%以上');
    expect(await chat.preview.textContent()).toContain('征求意见稿');
    await chat.page.keyboard.press('Escape');
    await chat.preview.waitFor({ state: 'detached' });
  });

  it('goes from citation to citation, each highlighted as quoted, as printed and as clauses', async () => {
    served.service.assistant.answer = withSecondCitation();
    await chat.open();
    await chat.ask(QUESTION);
    await chat.openCitation(1);
    expect(await chat.highlighted()).toBe('普惠性幼儿园覆盖率达到93%以上');
    await chat.page.click('[aria-label="下一处依据"]');
    await expect.poll(() => chat.highlighted()).toBe('公办园在园幼儿占比达到55%');
    expect(await chat.page.textContent('.step-at')).toBe('依据 2 / 2 · 第 1 页');
    await chat.source.locator('text=条款').click();
    await expect.poll(() => chat.source.locator('.clause-card').count()).toBe(2);
    expect(await chat.highlighted()).toBe('公办园在园幼儿占比达到55%');
    expect(await chat.page.locator('#mou-duty a').getAttribute('href')).toBe('/d/mou#mou-duty');
    // The outline leads to the same headings in both ways.
    await chat.page.click('.outline-menu summary');
    for (const id of await chat.source.locator('.outline a').evaluateAll(hashes))
      expect(await chat.source.locator(id).count()).toBe(1);
    await chat.source.locator('.outline a').last().click();
    await chat.page.click('[aria-label="上一处依据"]');
    await expect.poll(() => chat.highlighted()).toBe('普惠性幼儿园覆盖率达到93%以上');
    expect(chat.page.url()).toBe(`${served.base}/d/mou#mou-goal`);
    await chat.page.goBack();
    await chat.source.waitFor({ state: 'hidden' });
    expect(served.faults).toEqual([]);
  });
});

describe('using an answer', () => {
  it('copies it with footnotes, plain and for word processors', async () => {
    await served.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.click('text=复制回答');
    await chat.page.waitForSelector('text=已复制');
    const { text, html } = await chat.copied();
    const note = `[1] 《某某区教育发展规划》（征求意见稿），一、发展目标 › 第 1 页：“普惠性幼儿园覆盖率达到93%以上” ${served.base}/d/mou#mou-goal`;
    expect(text.split('\n')).toEqual([
      QUESTION,
      '【本文件为征求意见稿，不是正式印发的文件。】',
      '到2025年，普惠性幼儿园覆盖率达到 93% 以上[1]。',
      '依据：',
      note,
    ]);
    expect(html).toContain('<strong>93%</strong> 以上<sup>[1]</sup>');
    expect(html).toContain(note);
  });

  it('shares a link that asks again', async () => {
    await served.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.click('text=复制提问链接');
    await chat.page.waitForSelector('text=已复制');
    const { text } = await chat.copied();
    expect(text).toBe(`${served.base}/?q=${encodeURIComponent(QUESTION)}`);
    await chat.page.goto(text);
    await chat.answer.waitFor();
    expect(await chat.questions.allTextContents()).toEqual([QUESTION]);
  });

  it('prints one answer by itself, with the addresses of its grounds', async () => {
    await chat.open();
    await chat.ask(QUESTION);
    await chat.ask('由谁负责？');
    await chat.page.evaluate('window.print = () => { window.printed = document.body.innerText }');
    await chat.page.emulateMedia({ media: 'print' });
    await chat.page.locator('text=打印').last().dispatchEvent('click');
    const printed = await chat.page.evaluate('window.printed');
    expect(printed).toContain('由谁负责？');
    expect(printed).toContain('/d/mou#mou-goal');
    expect(printed).not.toContain(QUESTION);
    expect(printed).not.toContain('复制回答');
  });

  it('prints every ground, whoever asks for it, and folds them again', async () => {
    const { answer = '', citations = [] } = withSecondCitation();
    const many = Array.from({ length: 6 }, (_, place) => ({ ...citations[place % 2]!, marker: place + 1 }));
    served.service.assistant.answer = { answer: `${answer}[3][4][5][6]`, citations: many };
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.evaluate(`addEventListener('beforeprint', () => {
      window.printed = [...document.querySelectorAll('.citation')].map((ground) => ground.getClientRects().length);
    })`);
    // What Ctrl+P does, without its window.
    await chat.page.pdf();
    expect(await chat.page.evaluate('window.printed')).toEqual(Array(6).fill(1));
    await expect.poll(() => chat.page.locator('.more').getAttribute('open')).toBe(null);
  });

  it('says for a while that it was copied', async () => {
    await served.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.page.clock.install();
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.click('text=复制回答');
    await chat.page.waitForSelector('text=已复制');
    await chat.page.clock.fastForward(4000);
    await chat.page.waitForSelector('text=复制回答');
  });

  it('keeps the reason why an answer did not help', async () => {
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.click('text=没用');
    await chat.page.check('text=依据不对');
    await chat.page.fill('.comment .said', '引错了条');
    await chat.page.press('.comment .said', 'Enter');
    await chat.page.waitForSelector('text=已记下');
    const [entry] = await new FeedbackStore(served.service.dataDir).list();
    expect(entry).toMatchObject({ verdict: 'down', comment: '依据不对：引错了条' });
  });
});

describe('a bad day', () => {
  it('waits for a service that was ended in the middle of an answer, and asks again', async () => {
    await chat.open();
    hold();
    await chat.send(QUESTION);
    await chat.words.waitFor();
    await served.stop();
    await chat.page.waitForSelector('text=以下内容没有传完');
    await chat.page.waitForSelector('text=可能正在重启');
    served.service.assistant.gate = null;
    await served.restart();
    await chat.page.locator('.tools').waitFor();
    expect(await chat.fault.count()).toBe(0);
    expect(await chat.page.locator('.link-state .notice').count()).toBe(0);
  });

  it('says that there is no network, and when it is back', async () => {
    await chat.open();
    await served.context.setOffline(true);
    await chat.page.waitForSelector('text=网络已断开');
    await served.context.setOffline(false);
    await chat.page.locator('.link-state .notice').waitFor({ state: 'detached' });
  });

  it('says after a while that it takes long', async () => {
    await chat.page.clock.install();
    await chat.open();
    served.service.assistant.deltas = null;
    hold();
    await chat.send(QUESTION);
    await chat.page.waitForSelector('text=正在查找依据');
    await chat.page.clock.fastForward(6000);
    await chat.page.waitForSelector('text=网络或服务较慢');
  });

  it('counts down after too many questions', async () => {
    await chat.open();
    await chat.page.route('**/api/ask', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '2' },
        body: JSON.stringify({ detail: '提问过于频繁，请稍后再试' }),
      }),
    );
    await chat.send(QUESTION);
    expect(await chat.fault.textContent()).toContain('提问过于频繁');
    expect(await chat.page.locator('.retry').isDisabled()).toBe(true);
    await chat.page.unroute('**/api/ask');
    await expect.poll(() => chat.page.locator('.retry').isEnabled(), { timeout: 5000 }).toBe(true);
    await chat.page.click('.retry');
    await chat.answer.waitFor();
  });

  it('folds a very long answer', async () => {
    served.service.assistant.answer = { answer: '很长的一句话。'.repeat(500) };
    await chat.open();
    await chat.ask(QUESTION);
    await chat.page.click('text=展开全文');
    await chat.page.locator('.folded').waitFor({ state: 'detached' });
  });
});

describe('words that would be more than words', () => {
  const ATTACK =
    '<img src=x onerror="document.title=1"> ![](http://host/x.png) [点](javascript:alert(1)) \u202e反了\u202c不\u200b得';
  const SHOWN =
    '<img src=x onerror="document.title=1"> ![](http://host/x.png) [点](javascript:alert(1)) 反了不得';

  it('stay words in question, answer, list, reader and what is copied', async () => {
    const { assistant } = served.service;
    const index = assistant.index();
    const [document] = index.documents;
    const source = `${document!.source}\n${ATTACK}\n`;
    assistant.index = () => ({ ...index, documents: [{ ...document!, source }] });
    assistant.deltas = [ATTACK];
    assistant.answer = {
      answer: `${ATTACK}[1]`,
      reading: ATTACK,
      suggestions: [ATTACK],
      notices: [{ code: 'draft', text: ATTACK }],
    };
    await chat.open();
    await chat.ask(ATTACK);
    await chat.openCitation();
    const shown = await chat.page.evaluate('document.body.innerText');
    expect(shown).not.toMatch(/[\u200b\u202a-\u202e]/);
    expect(await chat.words.textContent()).toBe(`${SHOWN}1`);
    expect(await chat.source.textContent()).toContain('<img src=x onerror="document.title=1">');
    const alive = 'img, iframe, script:not([src]), a[href^="javascript"], [onerror], [style*="url"]';
    expect(await chat.page.locator(`body :is(${alive})`).count()).toBe(0);
    expect(await chat.page.title()).toContain('问规');
    expect(served.faults).toEqual([]);
  });
});
