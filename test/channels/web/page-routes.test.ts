import { beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';
import type { PageAssets } from '../../../src/channels/web/page-build.ts';
import { createFakeService } from './fake-service.ts';

let assets: PageAssets;
beforeAll(async () => {
  assets = await bundlePage();
});

async function page(address: string, init?: RequestInit): Promise<{ status: number; html: string }> {
  const service = await createFakeService({}, { assets });
  const response = await service.app.request(address, init);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return { status: response.status, html: await response.text() };
}

describe('the page without scripts', () => {
  it('lists what can be asked about, and what could not be read', async () => {
    const { html } = await page('/');
    expect(html).toContain('<a class="document" href="/d/mou">某某区教育发展规划</a>');
    expect(html).toContain('征求意见稿');
    expect(html).toContain('坏文件.txt');
    expect(html).toMatch(/<form[^>]+action="\/"[^>]+method="get"/);
  });

  it('answers a question with its grounds, notices and suggestions', async () => {
    const { status, html } = await page(`/?q=${encodeURIComponent('覆盖率是多少？')}`);
    expect(status).toBe(200);
    expect(html).toContain('<p class="question">覆盖率是多少？</p>');
    expect(html).toMatch(
      /达到 <strong>93%<\/strong> 以上<a[^>]* class="chip"[^>]* href="\/d\/mou\?words=\d+-\d+#mou-goal"/,
    );
    expect(html).toContain('本文件为征求意见稿');
    expect(html).toContain('理解为：某某区 · 学前教育 · 目标值');
    expect(html).toContain(`href="/?q=${encodeURIComponent('由谁负责落实？')}"`);
  });

  it('answers a posted form too', async () => {
    const { html } = await page('/', { method: 'POST', body: new URLSearchParams({ q: '覆盖率？' }) });
    expect(html).toContain('普惠性幼儿园覆盖率达到');
  });

  it('says what is wrong with a question', async () => {
    const { status, html } = await page(`/?q=${encodeURIComponent('问'.repeat(501))}`);
    expect(status).toBe(400);
    expect(html).toContain('不能超过 500 个字（现有 501 个）');
  });

  it('shows a source with each clause under its own address', async () => {
    const { html } = await page('/d/mou');
    expect(html).toMatch(
      /<p class="clause" id="mou-goal"[^>]*>到2025年，普惠性幼儿园覆盖率达到93%以上，公办园在园幼儿占比达到55%。<\/p>/,
    );
    expect(html).toMatch(/<h3 id="h-\d+"[^>]*>一、发展目标<\/h3>/);
  });

  it('never takes words for markup', async () => {
    const question = '"><script>alert(1)</script>{{body}}$&';
    const { html } = await page(`/?q=${encodeURIComponent(question)}`);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&quot;>&lt;script>alert(1)&lt;/script>{{body}}$&amp;');
    expect((await page('/d/mou')).html).toContain('&lt;b>落实&lt;/b>&amp;考核');
  });

  it.each(['/nowhere', '/d/nowhere', '/d/mou/more'])('answers %s with a Chinese page', async (path) => {
    const { status, html } = await page(path);
    expect(status).toBe(404);
    expect(html).toMatch(/没有这个页面|没有这份文件/);
  });
});

describe('the files of the page', () => {
  const scripts = () =>
    Object.entries(assets.files).flatMap(([name, { body }]) => (name.endsWith('.js') ? [body] : []));

  it('hold no inline script or style and name no other host', async () => {
    for (const address of [
      '/',
      `/?q=${encodeURIComponent('覆盖率是多少？')}`,
      '/d/mou',
      '/d/mou?view=clauses',
    ]) {
      const { html } = await page(address);
      expect([...html.matchAll(/<script\b[^>]*>([^<]*)/g)].map((match) => match[1])).toEqual(['']);
      expect(html).not.toMatch(/ on\w+=| style=|<style|https?:/);
    }
    const loaded = scripts().flatMap((body) => body.match(/import\([^)]*/g) ?? []);
    expect(loaded.filter((call) => !/^import\([`"']\.\//.test(call))).toEqual([]);
    expect(assets.files[assets.entries.look!]!.body).not.toMatch(/url\(|@import/);
  });

  it('run in the web views of Chrome 87 and Safari 14', () => {
    for (const script of scripts()) {
      // Syntax is lowered by the build; these would fail at run time there.
      expect(script).not.toMatch(/\(\?<[=!]/);
      expect(script).not.toMatch(
        /\.at\(-?\d|replaceAll\(|structuredClone|Object\.hasOwn|randomUUID|\.requestSubmit|\.findLast|\.toSorted/,
      );
    }
  });

  it('are named by their content and cached for good', async () => {
    const service = await createFakeService({}, { assets });
    const cacheOf = async (path: string) => (await service.app.request(path)).headers.get('cache-control');
    const { html } = await page('/');
    for (const name of Object.values(assets.entries)) {
      expect(html).toContain(`/assets/${name}`);
      expect(await cacheOf(`/assets/${name}`)).toContain('immutable');
    }
    expect(await cacheOf('/assets/icon.svg')).toBe('no-cache');
    for (const name of ['browser.ts', '__proto__'])
      expect((await service.app.request(`/assets/${name}`)).status).toBe(404);
  });
});
