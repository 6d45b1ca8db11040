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
    expect(html).toMatch(/<option value="mou" selected="">某某区教育发展规划（征求意见稿）/);
    expect(html).toMatch(/<option value="true" selected="">/);
    expect(html).toContain('name="q" value="&quot;&gt;&lt;b&gt;"');
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

it('shows tasks with their units, who has how many, and which document lists none', async () => {
  const { html } = await page('/duties');
  expect(cellsOf(html).map(({ text }) => text)).toEqual([
    ...['保障措施', '牵头单位：区教育局；配合单位：各街镇', '二、保障措施'],
  ]);
  expect(html).toContain(`<a href="/duties?unit=${encodeURIComponent('区教育局')}">区教育局</a> 1`);
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
  for (const path of ['/', '/d/mou', '/targets', '/duties', '/compare', '/nowhere']) {
    const { html } = await page(path);
    for (const link of ['/', '/targets', '/duties', '/compare'])
      expect(html, path).toContain(`<a href="${link}"`);
  }
});

it('takes a wrong place of words for none', async () => {
  for (const words of ['a-b', '1', '-1-5', '5-1', '0-999999999', '%00'])
    expect((await page(`/d/mou?words=${words}`)).status, words).toBe(200);
});
