import { beforeEach, describe, expect, it } from 'vitest';
import { withSecondDocument } from '../../fakes/two-documents.ts';
import { createFakeService, type FakeService } from './fake-service.ts';

let service: FakeService;
beforeEach(async () => {
  service = await createFakeService();
  const index = withSecondDocument();
  service.assistant.index = () => index;
});

async function page(path: string): Promise<{ status: number; html: string }> {
  const response = await service.app.request(path);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return { status: response.status, html: await response.text() };
}

/** The cells of a table, each with where it leads. */
function cellsOf(html: string): { address: string | undefined; text: string }[] {
  return [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, content = '']) => ({
    address: /href="([^"]+)"/.exec(content)?.[1],
    text: content.replace(/<[^>]+>/g, ''),
  }));
}

describe('the page of targets', () => {
  it('has a table for each document, with its status, and every cell leads to the marked words', async () => {
    const { status, html } = await page('/targets');
    expect(status).toBe(200);
    expect(html).toMatch(/某某区教育发展规划<\/a> <span class="status draft">征求意见稿<\/span>/);
    const [first] = html.split('另一区教育发展规划</a>');
    expect(first).toContain('规划期已结束');
    expect(html.slice(first!.length)).not.toContain('规划期已结束');
    const cells = cellsOf(html);
    expect(cells.slice(0, 4).map(({ text }) => text)).toEqual([
      ...['学前教育', '普惠性幼儿园覆盖率', '达到93%以上', '到 2025 年'],
    ]);
    for (const { address } of cells) expect(address).toMatch(/^\/d\/(?:mou|other)\?words=\d+-\d+#/);
    const source = await page(cells[0]!.address!.split('#')[0]!);
    expect(source.html).toContain('<mark>普惠性幼儿园覆盖率达到93%以上</mark>');
  });

  it('keeps the filters in its form and in the CSV address', async () => {
    const { html } = await page('/targets?documentId=mou&past=true&q=%22%3E%3Cb%3E');
    expect(html).toContain('没有符合条件的内容');
    expect(html).not.toContain('<b>');
    expect(html).toMatch(/<option value="mou" selected>某某区教育发展规划（征求意见稿）/);
    expect(html).toMatch(/<option value="true" selected>/);
    expect(html).toContain('name="q" value="&quot;>&lt;b>"');
    expect(html).toContain('/api/targets?documentId=mou&amp;q=%22%3E%3Cb%3E&amp;past=true&amp;format=csv');
  });

  it('marks what was done already as such', async () => {
    expect((await page('/targets?past=all')).html).toContain(
      '达到55% <span class="status">已完成的情况</span>',
    );
  });

  it('says what is wrong with a filter', async () => {
    const { status, html } = await page('/targets?documentId=nowhere');
    expect(status).toBe(400);
    expect(html).toContain('没有这个文件');
    expect((await page('/compare?a=mou&b=mou')).status).toBe(400);
  });
});

describe('an ordered table', () => {
  /** What stands in a column of the table of a document, row by row. */
  async function column(path: string, at: number, columns: number): Promise<string[]> {
    const { html } = await page(path);
    const cells = cellsOf(html.split('另一区教育发展规划</a>')[0]!);
    return cells.filter((_, i) => i % columns === at).map(({ text }) => text);
  }

  it('is ordered by the column that the address names, up or down, else as the document has it', async () => {
    const values = (sort: string) => column(`/targets?past=all${sort}`, 2, 8);
    expect(await values('')).toEqual(['达到93%以上', '达到55% 已完成的情况']);
    expect(await values('&sort=value')).toEqual(['达到55% 已完成的情况', '达到93%以上']);
    expect(await values('&sort=-value')).toEqual(['达到93%以上', '达到55% 已完成的情况']);
    for (const wrong of ['nothing', '--value', '<b>', 'value,name'])
      expect(await values(`&sort=${encodeURIComponent(wrong)}`)).toEqual(await values(''));
  });

  it('says so in its heads, which lead to the next order and keep the filters', async () => {
    const { html } = await page('/targets?documentId=mou&past=all&sort=value');
    expect(html.match(/aria-sort/g)).toHaveLength(1);
    expect(html).toMatch(/<th scope="col" aria-sort="ascending"><a class="sort" data-sort="value"/);
    expect(html).toContain('href="/targets?documentId=mou&amp;past=all&amp;sort=-value"');
    expect(html).toContain('href="/targets?documentId=mou&amp;past=all&amp;sort=by"');
    expect(html).toContain('<input type="hidden" name="sort" value="value"/>');
    const down = await page('/targets?documentId=mou&past=all&sort=-value');
    expect(down.html).toContain('aria-sort="descending"');
    expect(down.html).toMatch(/data-sort="value" href="\/targets\?documentId=mou&amp;past=all"/);
  });
});

describe('the page of documents', () => {
  it('shows how each stands, what could not be read, and leads to source and outline', async () => {
    const { html } = await page('/documents');
    const [, draft = '', current = ''] = html.split('<tbody>')[1]!.split('<tr>');
    expect(draft).toContain('征求意见稿');
    expect(draft).toContain('尚未正式印发，内容可能调整');
    expect(draft).toContain('规划期已结束');
    expect(draft).toMatch(/href="\/d\/mou"/);
    expect(draft).toMatch(/href="\/d\/mou#outline"/);
    expect(draft).toContain('2021-05-06');
    expect(current).not.toMatch(/规划期已结束|尚未/);
    expect(html).toContain('坏文件.txt：文件是空的');
  });

  it('is filtered and ordered by its address', async () => {
    const titles = async (query: string) =>
      [...(await page(`/documents?${query}`)).html.matchAll(/data-label="标题"[^>]*><span>([^<]+)/g)].map(
        (match) => match[1],
      );
    const [mou, other] = ['某某区教育发展规划', '另一区教育发展规划'];
    expect(await titles('')).toEqual([mou, other]);
    expect(await titles('sort=title')).toEqual([other, mou].sort(new Intl.Collator('zh-CN').compare));
    expect(await titles('sort=-period')).toEqual([other, mou]);
    expect(await titles('standing=draft')).toEqual([mou]);
    expect(await titles('standing=over')).toEqual([mou]);
    expect(await titles('standing=current')).toEqual([other]);
    expect(await titles(`q=${encodeURIComponent('另一区 规划')}`)).toEqual([other]);
    expect(await titles('q=%22%3E%3Cb%3E')).toEqual([]);
  });
});

it('orders and filters a comparison', async () => {
  const topics = async (query: string) =>
    [...(await page(`/compare?${query}`)).html.matchAll(/<th scope="row">([^<]+)/g)].map((match) => match[1]);
  expect(await topics('')).toEqual(['学前教育', '教育投入与保障']);
  expect(await topics('sort=a')).toEqual(['教育投入与保障', '学前教育']);
  expect(await topics('state=neither')).toEqual(['教育投入与保障']);
  expect(await topics('state=one')).toEqual([]);
});

it('shows tasks with their units, who has how many, and which document lists none', async () => {
  const { html } = await page('/duties');
  expect(cellsOf(html).map(({ text }) => text)).toEqual([
    ...['保障措施', '牵头单位：区教育局；配合单位：各街镇', '二、保障措施'],
  ]);
  expect(html).toContain(`href="/duties?unit=${encodeURIComponent('区教育局')}">区教育局</a> 1`);
  expect(html).toContain('这份文件没有逐项列出责任单位');
});

it('compares two documents topic by topic, with their status', async () => {
  const { html } = await page('/compare');
  expect(html).toContain('两份都设指标的主题 1 个，只有一份设的 0 个，都未设的 1 个');
  expect(html).toMatch(/<th scope="row">学前教育<span class="state both">两份都设指标<\/span>/);
  expect(html).toMatch(/<th scope="row">教育投入与保障<span class="state neither">都未设指标<\/span>/);
  expect(html).toContain('未设指标');
  expect(html).toMatch(/href="\/d\/mou\?words=(\d+)-\d+#h-\1"[^>]*>相关内容见“二、保障措施”/);
  expect(html).toContain('征求意见稿');
});

it('is linked from every page, and back', async () => {
  for (const path of [
    '/',
    '/d/mou',
    '/documents',
    '/targets',
    '/duties',
    '/compare',
    '/hit-test',
    '/nowhere',
  ]) {
    const { html } = await page(path);
    for (const link of ['/', '/documents', '/targets', '/duties', '/compare'])
      expect(html, path).toContain(`<a href="${link}"`);
  }
});

it('takes a wrong place of words for none', async () => {
  for (const words of ['a-b', '1', '-1-5', '5-1', '0-999999999', '%00'])
    expect((await page(`/d/mou?words=${words}`)).status, words).toBe(200);
});
