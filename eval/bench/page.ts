import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { ChatPage } from '../../test/browser/chat-page.ts';
import { launchChromium } from '../../test/browser/launch-chromium.ts';
import { longConversation } from '../../test/browser/long-conversation.ts';
import { layOut } from '../table.ts';

/** What the chat page costs a browser; times in milliseconds. */
export interface PageFigures {
  /** Bytes over the wire of the first load, compressed. */
  firstLoadBytes: number;
  /** From the address to a box that can be typed in, and to a page that its script has taken over. */
  boxMs: number;
  liveMs: number;
  /** The same for a phone on a slow network (1.6 Mbit/s, 150 ms, processor four times slower). */
  slowBoxMs: number;
  slowLiveMs: number;
  /** From Enter to the first words. */
  firstWordsMs: number;
  /** The longest task while a conversation of 200 turns is opened, and while it is scrolled from end to end. */
  openTaskMs: number;
  scrollTaskMs: number;
}

const RUNS = 5;
const TURNS = 200;
const QUESTION = '到2025年西青区普惠性幼儿园覆盖率要达到多少？';

/** Notes when the box is there, when the page is live, and every long task. */
const WATCH = `
  window.seen = {};
  window.longest = 0;
  const note = (name, selector) => {
    if (window.seen[name] === undefined && document.querySelector(selector)) window.seen[name] = performance.now();
  };
  new MutationObserver(() => {
    note('box', '#question');
    note('live', '.columns.live');
    note('words', '.turn .words');
  }).observe(document, { childList: true, subtree: true, attributes: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('keydown', (event) => { if (event.key === 'Enter') window.seen.asked = performance.now(); }, true);
`;

interface Seen {
  box: number;
  live: number;
  asked: number;
  words: number;
}

/** Measures the chat of a running service in a real browser, each load with nothing in its cache. */
export async function measurePage(base: string): Promise<PageFigures> {
  const browser = await launchChromium();
  try {
    const loads = await repeat(() => loadOnce(browser, base, false));
    const slow = await repeat(() => loadOnce(browser, base, true));
    return {
      firstLoadBytes: loads[0]!.bytes,
      boxMs: median(loads.map(({ seen }) => seen.box)),
      liveMs: median(loads.map(({ seen }) => seen.live)),
      slowBoxMs: median(slow.map(({ seen }) => seen.box)),
      slowLiveMs: median(slow.map(({ seen }) => seen.live)),
      firstWordsMs: median(loads.map(({ seen }) => seen.words - seen.asked)),
      ...(await scrollLong(browser, base)),
    };
  } finally {
    await browser.close();
  }
}

async function repeat<Result>(measure: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let run = 0; run < RUNS; run++) results.push(await measure());
  return results;
}

async function loadOnce(browser: Browser, base: string, isSlow: boolean) {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  if (isSlow) await slowDown(session);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(WATCH);
  const chat = new ChatPage(page, base);
  await chat.open();
  const loaded = bytes;
  await chat.ask(QUESTION);
  const seen: Seen = await page.evaluate('window.seen');
  await page.close();
  return { bytes: loaded, seen };
}

async function slowDown(session: CDPSession): Promise<void> {
  const bytesPerSecond = (1.6 * 1024 * 1024) / 8;
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 150, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

async function scrollLong(browser: Browser, base: string) {
  const answer = await askOnce(base);
  const page = await browser.newPage();
  await page.addInitScript(WATCH + longConversation(TURNS, answer));
  const chat = new ChatPage(page, base);
  await chat.open();
  await takeLongest(page);
  await chat.saved.first().click();
  await chat.answer.waitFor();
  const openTaskMs = await takeLongest(page);
  const earlier = page.locator('.earlier');
  while ((await earlier.count()) > 0) await earlier.click();
  await takeLongest(page);
  // The median of several passes: a machine with other work to do lengthens a task here and there.
  const passes = await repeat(async () => {
    await page.evaluate(SCROLL);
    return await takeLongest(page);
  });
  await page.close();
  return { openTaskMs, scrollTaskMs: median(passes) };
}

/** Goes from the end to the beginning and back, a frame for each step. */
const SCROLL = `(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const step = innerHeight * 0.7;
  for (let top = document.body.scrollHeight; top > 0; top -= step) { scrollTo(0, top); await frame(); }
  for (let top = 0; top < document.body.scrollHeight; top += step) { scrollTo(0, top); await frame(); }
})()`;

/** An answer of the service, to fill a conversation with. */
async function askOnce(base: string): Promise<unknown> {
  const response = await fetch(`${base}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ question: '学前教育到2025年的目标是什么？' }),
  });
  return await response.json();
}

/** The longest task since the last look; 0 where none took 50 ms, which is where browsers begin to count. */
async function takeLongest(page: Page): Promise<number> {
  // The observer is told after the frame in which the task ended.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))');
  return await page.evaluate('(() => { const found = window.longest; window.longest = 0; return found; })()');
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The figures beside what is required of them, as `npm run bench` prints its own. */
export function formatPage(figures: PageFigures): string {
  const mark = (isMet: boolean, text: string) => `${isMet ? '✓' : '✗'} ${text}`;
  const ms = (value: number) => `${Math.round(value)} ms`;
  const task = (value: number) => (value === 0 ? '< 50 ms' : ms(value));
  const bytes = figures.firstLoadBytes;
  return layOut([
    ['页面', '测得', '要求'],
    ['首次打开，压缩后', `${(bytes / 1024).toFixed(0)} kB`, mark(bytes <= 350 * 1024, '≤ 350 kB')],
    ['输入框可用，无缓存', ms(figures.boxMs), mark(figures.boxMs <= 1000, '≤ 1.0 s')],
    ['脚本接管，无缓存', ms(figures.liveMs), ''],
    ['输入框可用，慢网络和慢手机', ms(figures.slowBoxMs), ''],
    ['脚本接管，慢网络和慢手机', ms(figures.slowLiveMs), ''],
    ['回车到第一个字', ms(figures.firstWordsMs), mark(figures.firstWordsMs <= 150, '≤ 150 ms')],
    [`打开 ${TURNS} 轮对话，最长任务`, task(figures.openTaskMs), ''],
    [
      `滚动 ${TURNS} 轮对话，最长任务`,
      task(figures.scrollTaskMs),
      mark(figures.scrollTaskMs <= 100, '≤ 100 ms'),
    ],
  ]);
}

if (import.meta.url === new URL(process.argv[1] ?? '', 'file:').href) {
  const options = { base: { type: 'string', default: 'http://127.0.0.1:8787' } } as const;
  const { values } = parseArgs({ options });
  process.stdout.write(`${formatPage(await measurePage(values.base))}\n`);
}
