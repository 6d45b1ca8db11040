import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ChatPage } from './chat-page.ts';
import { launchChromium } from './launch-chromium.ts';
import { serveFont } from './serve-font.ts';

/*
 * The picture of README.md, taken from a running service:
 *   npm run screenshot -- [--base http://127.0.0.1:8787] [--question "…"] [--out docs/screenshot.png]
 *     [--width 390 --height 844] [--scheme dark] [--show first|answer|source]
 * It asks a question, opens the first citation and shows both; or the first screen; or the answer alone.
 */
const { values } = parseArgs({
  options: {
    base: { type: 'string', default: 'http://127.0.0.1:8787' },
    question: { type: 'string', default: '学前教育到2025年的目标是什么？' },
    out: { type: 'string', default: 'docs/screenshot.png' },
    width: { type: 'string', default: '1440' },
    height: { type: 'string', default: '900' },
    scheme: { type: 'string', default: 'light' },
    show: { type: 'string', default: 'source' },
  },
});

const browser = await launchChromium();
try {
  const viewport = { width: Number(values.width), height: Number(values.height) };
  // bypassCSP: the font comes from here, while the page rightly loads none but its own files.
  const colorScheme = values.scheme === 'dark' ? 'dark' : 'light';
  const isMobile = viewport.width < 600;
  const page = await browser.newPage({
    ...{ viewport, colorScheme, isMobile, hasTouch: isMobile },
    ...{ bypassCSP: true, deviceScaleFactor: 1.5 },
  });
  await page.goto(values.base);
  await serveFont(page);
  const chat = new ChatPage(page, values.base);
  await chat.waitUntilLive();
  if (values.show !== 'first') await chat.ask(values.question);
  if (values.show === 'source') await chat.openCitation();
  await page.evaluate('document.activeElement.blur()');
  await page.evaluate('document.fonts.ready');
  await mkdir(path.dirname(values.out), { recursive: true });
  await page.screenshot({ path: values.out, animations: 'disabled' });
  process.stdout.write(`${values.out}\n`);
} finally {
  await browser.close();
}
