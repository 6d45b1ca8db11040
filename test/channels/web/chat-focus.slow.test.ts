import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { ChatPage } from '../../browser/chat-page.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { type ServedPage, servePage } from '../../browser/served-page.ts';

let browser: Browser;
let assets: PageAssets;
beforeAll(async () => {
  [browser, assets] = await Promise.all([launchChromium(), bundlePage()]);
});
afterAll(() => browser.close());

let served: ServedPage;
let chat: ChatPage;
async function open(width: number, height = 800, address = '/') {
  served = await servePage({ browser, assets }, {}, { viewport: { width, height } });
  chat = new ChatPage(served.page, served.base);
  await chat.open(address);
}
afterEach(async () => {
  expect(served.faults).toEqual([]);
  await served.close();
});

const QUESTION = '覆盖率是多少？';
const press = (key: string) => chat.page.keyboard.press(key);

describe('what is under way', () => {
  it.each([
    [1440, 900, '/'],
    [1024, 768, '/'],
    [390, 844, '/'],
    [420, 640, '/embed'],
  ])('goes to the top of the window with every follow-up (%i × %i at %s)', async (width, height, address) => {
    await open(width, height, address);
    for (const times of [3, 60, 1, 200]) {
      served.service.assistant.answer = { answer: `${'一句话。'.repeat(times)}[1]` };
      await chat.ask(QUESTION);
      const { top, above } = (await chat.page.evaluate(PLACE)) as { top: number; above: number };
      expect(top).toBeGreaterThanOrEqual(above - 2);
      expect(top).toBeLessThanOrEqual(above + 10);
    }
  });

  it('leaves people where they have scrolled to', async () => {
    await open(1280);
    for (const question of ['一', '二']) await chat.ask(question);
    let release = () => {};
    served.service.assistant.gate = new Promise((resolve) => {
      release = () => resolve();
    });
    await chat.send('三');
    await expect.poll(() => chat.page.evaluate('scrollY')).toBeGreaterThan(200);
    // A scroll still under way would go on over the one that follows.
    await expect.poll(() => chat.page.evaluate(RESTS)).toBe(true);
    await chat.page.evaluate('scrollTo(0, 40)');
    release();
    await chat.page.locator('.tools').nth(2).waitFor();
    expect(await chat.page.evaluate('scrollY')).toBe(40);
  });
});

/** True where nothing has scrolled for a tenth of a second. */
const RESTS = `(async () => {
  const before = scrollY;
  await new Promise((done) => setTimeout(done, 100));
  return scrollY === before;
})()`;

/** Where the latest turn begins, and where what stands over it ends. */
const PLACE = `(() => {
  const bars = [...document.querySelectorAll('.chat-bar, .top')].map((bar) => bar.getBoundingClientRect().bottom);
  return { top: [...document.querySelectorAll('.turn')].pop().getBoundingClientRect().top, above: Math.max(0, ...bars) };
})()`;

/** What the focused element is, and whether head or ask box covers any of it. */
const SIGHT = `(() => {
  const element = document.activeElement;
  const { top, bottom } = element.getBoundingClientRect();
  const bars = [...document.querySelectorAll('.chat-bar, .top')].map((bar) => bar.getBoundingClientRect().bottom);
  const floor = document.querySelector('.ask').getBoundingClientRect().top;
  const isHidden = element.closest('#turns') !== null && (top < Math.max(0, ...bars) || bottom > floor);
  return { isHidden, name: element.className + ' ' + element.textContent.slice(0, 20), id: element.id };
})()`;

describe('the focus', () => {
  const focused = () => chat.page.evaluate(FOCUSED) as Promise<string>;

  it.each([1280, 1024, 390])('is never behind the head or the ask box (%i wide)', async (width) => {
    await open(width, 640);
    for (const question of ['一', '二', '三']) await chat.ask(question);
    await chat.page.locator('.top .name').focus();
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let step = 0; step < 60; step++) {
        await press(key);
        const { isHidden, name, id } = (await chat.page.evaluate(SIGHT)) as Record<string, string>;
        expect({ name, isHidden }).toEqual({ name, isHidden: false });
        if (id === (key === 'Tab' ? 'send' : 'history')) break;
      }
    }
  });

  it('in the box does not move the page, nor does typing', async () => {
    await open(1280, 640);
    for (const question of ['一', '二', '三']) await chat.ask(question);
    await chat.page.evaluate('document.activeElement.blur(); scrollTo(0, 100)');
    await press('/');
    await chat.page.keyboard.type('那公办园呢');
    expect(await chat.page.evaluate('scrollY')).toBe(100);
  });

  it('goes to the reasons after 没用, and to the thanks', async () => {
    await open(1280);
    await chat.ask(QUESTION);
    await chat.page.locator('text=没用').press('Enter');
    await expect.poll(focused).toContain('type="radio"');
    await press('Space');
    await press('Enter');
    await expect.poll(focused).toContain('已记下');
  });

  it('stays with an edited question: at its end, back at 修改 after Escape, on the turn when it is asked', async () => {
    await open(1280);
    await chat.ask(QUESTION);
    const edit = chat.page.locator('.edit');
    await edit.press('Enter');
    await chat.page.waitForSelector('.editor textarea:focus');
    await press('Escape');
    await expect.poll(focused).toContain('修改');
    await press('Enter');
    await chat.page.waitForSelector('.editor textarea:focus');
    await chat.page.keyboard.type('甲');
    await press('Shift+Enter');
    await chat.page.keyboard.type('乙');
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = { key: 'Enter', bubbles: true, cancelable: true, ...composing };
      await chat.page.dispatchEvent('.editor textarea', 'keydown', event);
    }
    expect(await chat.page.inputValue('.editor textarea')).toBe(`${QUESTION}甲\n乙`);
    await press('Enter');
    await chat.page.locator('.tools').waitFor();
    expect(await chat.questions.allTextContents()).toEqual([`${QUESTION}甲\n乙`]);
    await expect.poll(focused).toContain('data-turn');
  });

  it('stays in the list of conversations while one is renamed and another deleted', async () => {
    await open(1280);
    await chat.ask(QUESTION);
    const tool = (name: string) => chat.page.locator(`.saved-tools button:text-is("${name}")`);
    for (const end of ['Escape', 'Enter']) {
      await chat.saved.focus();
      await tool('改名').press('Enter');
      await expect.poll(focused).toContain('对话名称');
      await press(end);
      await expect.poll(focused).toContain('saved-title');
    }
    // Not on what deletes: a second Enter must not do it by mistake.
    await tool('删除').press('Enter');
    await expect.poll(focused).toContain('取消');
    await press('Enter');
    await expect.poll(focused).toContain('删除');
    await press('Enter');
    await tool('确定删除').press('Enter');
    await expect.poll(focused).toContain('history-search');
  });

  it('goes on to the turn that a suggestion asks', async () => {
    await open(1280);
    await chat.ask(QUESTION);
    await chat.page.locator('.suggestion').press('Enter');
    await chat.page.locator('.tools').nth(1).waitFor();
    await expect.poll(focused).toContain('由谁负责落实？');
  });

  it.each([true, false])(
    'goes into the drawer of conversations and back (inert known: %s)',
    async (isKnown) => {
      await open(1024);
      // Chrome 87 takes `inert` for any word: it does nothing there.
      if (!isKnown) await chat.page.evaluate(WITHOUT_INERT);
      await chat.ask(QUESTION);
      const opener = chat.page.locator('.chat-bar button').first();
      for (const close of [
        () => press('Escape'),
        () => chat.page.click('.scrim'),
        () => chat.saved.click(),
      ]) {
        await opener.press('Enter');
        await expect.poll(focused).toContain('新对话');
        expect(await chat.page.getAttribute('main', 'aria-hidden')).toBe('true');
        for (let step = 0; step < 9; step++) {
          await press(step < 5 ? 'Tab' : 'Shift+Tab');
          const isInside =
            'document.activeElement === document.body || document.activeElement.closest("#history") !== null';
          expect(await chat.page.evaluate(isInside)).toBe(true);
        }
        await close();
        await expect.poll(focused).toContain('对话记录');
        expect(await chat.page.getAttribute('main', 'aria-hidden')).toBe(null);
      }
    },
  );
});

const FOCUSED = `document.activeElement === document.body ? 'nothing' : document.activeElement.outerHTML`;

const WITHOUT_INERT = `
  const known = Element.prototype.toggleAttribute;
  Element.prototype.toggleAttribute = function (name, on) { return known.call(this, name === 'inert' ? 'data-inert' : name, on); };
`;

it('closes the source of an earlier answer with the next question, and goes on in the box', async () => {
  await open(1440);
  await chat.ask(QUESTION);
  await chat.openCitation();
  await chat.box.focus();
  await chat.send('由谁负责？');
  await chat.source.waitFor({ state: 'hidden' });
  expect(chat.page.url()).toBe(`${served.base}/`);
  await chat.page.locator('.tools').nth(1).waitFor();
  expect(await chat.page.evaluate('document.activeElement.id')).toBe('question');
});
