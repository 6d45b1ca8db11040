import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { FAKE_SOURCE } from '../../fakes/policy-assistant.ts';
import { withSecondDocument } from '../../fakes/two-documents.ts';
import { createFakeService, type FakeService, jsonOf } from './fake-service.ts';

let service: FakeService;
beforeEach(async () => {
  service = await createFakeService();
  const index = withSecondDocument();
  service.assistant.index = () => index;
});

interface Row {
  name: string;
  task: string;
  documentId: string;
  start: number;
  end: number;
}

interface Comparison {
  documents: { id: string }[];
  topics: { topic: string; state: string; sides: Row[][]; headings: ({ title: string } | null)[] }[];
}

const get = async (path: string) => service.app.request(path);
const address = (path: string, query: Record<string, string>) => `${path}?${new URLSearchParams(query)}`;
const targets = (query: Record<string, string> = {}) =>
  jsonOf<{ targets: Row[]; total: number; topics: string[] }>(get(address('/api/targets', query)));
const namesOf = async (query: Record<string, string>) =>
  (await targets(query)).targets.map(({ name }) => name);

describe('GET /api/targets', () => {
  it('lists what is to be reached, each with its document, place, topic and exact words', async () => {
    const { targets: rows, total, topics } = await targets();
    expect(rows[0]).toEqual({
      ...{ documentId: 'mou', documentTitle: '某某区教育发展规划', documentStatus: '征求意见稿' },
      ...{ clauseId: 'mou-goal', path: ['一、发展目标'], page: 1, topic: '学前教育' },
      ...{ name: '普惠性幼儿园覆盖率', value: 93, upper: null, unit: '%', comparator: '达到…以上' },
      ...{
        by: 2025,
        frequency: null,
        appliesTo: null,
        isPast: false,
        words: '普惠性幼儿园覆盖率达到93%以上',
      },
      ...{ start: expect.any(Number), end: expect.any(Number) },
    });
    const { start, end } = rows[0]!;
    expect(FAKE_SOURCE.slice(start, end).replace(/[\s*]/g, '')).toBe('普惠性幼儿园覆盖率达到93%以上');
    expect({ total, topics }).toEqual({ total: 2, topics: ['学前教育'] });
  });

  it.each<[Record<string, string>, string[]]>([
    [{ documentId: 'other' }, ['=检查幼儿园']],
    [{ past: 'true' }, ['公办园在园幼儿占比']],
    [{ past: 'all', documentId: 'mou' }, ['普惠性幼儿园覆盖率', '公办园在园幼儿占比']],
    [{ past: 'false', documentId: 'mou' }, ['普惠性幼儿园覆盖率']],
    [{ topic: '学前教育', documentId: 'mou' }, ['普惠性幼儿园覆盖率']],
    [{ topic: '教育投入与保障' }, []],
    [{ q: '覆盖率' }, ['普惠性幼儿园覆盖率']],
    [{ q: '发展目标 ９３％' }, ['普惠性幼儿园覆盖率']],
    [{ q: '覆盖率 每学期' }, []],
    [{ q: ' ', topic: '', documentId: '', past: '' }, ['普惠性幼儿园覆盖率', '=检查幼儿园']],
  ])('filters by %j', async (query, names) => {
    expect(await namesOf(query)).toEqual(names);
  });

  it('says which topics can be chosen next, whatever topic is chosen now', async () => {
    expect((await targets({ topic: '教育投入与保障' })).topics).toEqual(['学前教育']);
  });

  it.each([
    ['documentId', { documentId: 'nowhere' }],
    ['documentId', { documentId: '__proto__' }],
    ['past', { past: 'yes' }],
    ['format', { format: 'xlsx' }],
    ['q', { q: '问'.repeat(201) }],
    ['q', { q: 'a\u0000b' }],
  ])('refuses a wrong %s and names it', async (field, query) => {
    const response = await get(address('/api/targets', query as Record<string, string>));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ field });
  });
});

describe('CSV', () => {
  it('opens in a Chinese spreadsheet: BOM, CRLF, Chinese heads, draft and plan period beside each row', async () => {
    const response = await get('/api/targets?format=csv');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="targets.csv"; filename*=UTF-8''${encodeURIComponent('指标表.csv')}`,
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const [row] = parse(text, { columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      ...{ 文件: '某某区教育发展规划', 文件状态: '征求意见稿', 规划期: '2021—2025', 主题: '学前教育' },
      ...{ 指标: '普惠性幼儿园覆盖率', 要求: '达到…以上', 数值: '93', 单位: '%', 到哪一年: '2025' },
      ...{ 性质: '要达到的', 所在标题: '一、发展目标', 页码: '1', 条款编号: 'mou-goal' },
    });
  });

  it('never lets a spreadsheet run a cell, and takes the same filters', async () => {
    const text = await (await get('/api/targets?format=csv&documentId=other')).text();
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(rows.map((row) => row.指标)).toEqual(["'=检查幼儿园"]);
  });

  it('gives the documents, with how they stand', async () => {
    const response = await get('/api/documents?format=csv');
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('文件表.csv'));
    const rows = parse(await response.text(), { columns: true, bom: true }) as Record<string, string>[];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      ...{ 标题: '某某区教育发展规划', 状态: '征求意见稿', 发文机关: '某某区教育局', 规划期: '2021—2025' },
      ...{ 成文日期: '2021-05-06', 条款数: '2', 文件编号: 'mou' },
    });
    expect((await get('/api/documents?format=xls')).status).toBe(400);
  });

  it.each([
    ['targets', 'past=all&sort=-name', '指标', ['普惠性幼儿园覆盖率', '公办园在园幼儿占比', "'=检查幼儿园"]],
    ['targets', 'past=all&sort=value', '指标', ['公办园在园幼儿占比', '普惠性幼儿园覆盖率', "'=检查幼儿园"]],
    [
      'targets',
      'past=all&sort=nothing',
      '指标',
      ['普惠性幼儿园覆盖率', '公办园在园幼儿占比', "'=检查幼儿园"],
    ],
    ['duties', 'sort=-task', '任务', ['保障措施']],
    ['documents', 'sort=-period', '标题', ['另一区教育发展规划', '某某区教育发展规划']],
    ['compare', 'sort=a', '主题', ['教育投入与保障', '学前教育']],
  ])('is in the order of the page: %s?%s', async (table, query, head, values) => {
    const text = await (await get(`/api/${table}?${query}&format=csv`)).text();
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(rows.map((row) => row[head])).toEqual(values);
  });

  it('gives a comparison, a column for each document', async () => {
    const text = await (await get('/api/compare?format=csv')).text();
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    const [a, b] = ['第一份：某某区教育发展规划（征求意见稿）', '第二份：另一区教育发展规划（现行）'];
    expect(rows).toEqual([
      {
        ...{ 主题: '学前教育', 设指标的情况: '两份都设指标' },
        ...{ [a]: '普惠性幼儿园覆盖率 达到93%以上 到 2025 年', [b]: "'=检查幼儿园 每学期" },
      },
      { 主题: '教育投入与保障', 设指标的情况: '都未设指标', [a]: '', [b]: '' },
    ]);
  });

  it('gives duties with their units in one cell', async () => {
    const response = await get('/api/duties?format=csv');
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('任务分工表.csv'));
    const rows = parse(await response.text(), { columns: true, bom: true }) as Record<string, string>[];
    expect(rows).toEqual([
      {
        ...{ 文件: '某某区教育发展规划', 文件状态: '征求意见稿', 规划期: '2021—2025', 任务: '保障措施' },
        ...{
          责任单位: '牵头单位：区教育局；配合单位：各街镇',
          所在标题: '二、保障措施',
          条款编号: 'mou-duty',
        },
      },
    ]);
  });
});

describe('GET /api/duties', () => {
  it('lists tasks with their units, and units with the number of their tasks', async () => {
    const { duties, total, units } = await jsonOf<{ duties: Row[]; total: number; units: unknown[] }>(
      get('/api/duties'),
    );
    expect(duties).toEqual([
      {
        ...{ documentId: 'mou', documentTitle: '某某区教育发展规划', documentStatus: '征求意见稿' },
        ...{ clauseId: 'mou-duty', path: ['二、保障措施'], task: '保障措施' },
        roles: [
          { role: '牵头单位', units: ['区教育局'] },
          { role: '配合单位', units: ['各街镇'] },
        ],
        ...{ units: ['区教育局', '各街镇'], start: expect.any(Number), end: expect.any(Number) },
      },
    ]);
    expect(FAKE_SOURCE.slice(duties[0]!.start, duties[0]!.end)).toBe('区教育局负责');
    expect(total).toBe(1);
    expect(units).toEqual([
      { name: '区教育局', tasks: 1 },
      { name: '各街镇', tasks: 1 },
    ]);
  });

  it.each<[Record<string, string>, number]>([
    [{ unit: '教育局' }, 1],
    [{ unit: '財政局' }, 0],
    [{ task: '保障' }, 1],
    [{ task: '目标' }, 0],
    [{ unit: '街镇', task: '保障', documentId: 'mou' }, 1],
    [{ documentId: 'other' }, 0],
  ])('filters by %j', async (query, total) => {
    expect(await jsonOf(get(address('/api/duties', query)))).toMatchObject({ total });
  });

  it('refuses a document that is not there', async () => {
    const response = await get('/api/duties?documentId=nowhere');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ field: 'documentId' });
  });
});

describe('GET /api/compare', () => {
  it('sets the first two documents side by side by topic, and says who sets a target', async () => {
    const { documents, topics } = await jsonOf<Comparison>(get('/api/compare'));
    expect(documents).toEqual([
      {
        ...{ id: 'mou', title: '某某区教育发展规划', status: '征求意见稿' },
        period: { fromYear: 2021, toYear: 2025 },
      },
      {
        ...{ id: 'other', title: '另一区教育发展规划', status: '现行' },
        period: { fromYear: 2090, toYear: 2099 },
      },
    ]);
    const told = topics.map(({ topic, state, sides }) => [
      topic,
      state,
      sides.map((rows) => rows.map(({ name }) => name)),
    ]);
    expect(told).toEqual([
      ['学前教育', 'both', [['普惠性幼儿园覆盖率'], ['=检查幼儿园']]],
      ['教育投入与保障', 'neither', [[], []]],
    ]);
    expect(topics[1]!.headings.map((heading) => heading?.title)).toEqual(['二、保障措施', '二、经费使用']);
  });

  it('tells the topics that only one document has a target for', async () => {
    const index = withSecondDocument();
    const facts = new Map([...index.facts, ['other', { targets: [], duties: [] }]]);
    service.assistant.index = () => ({ ...index, facts });
    const { topics } = await jsonOf<Comparison>(get('/api/compare'));
    expect(topics[0]).toMatchObject({ topic: '学前教育', state: 'one', sides: [[{}], []] });
  });

  it('names the heading that looks ahead, and rather the one that is about the topic alone', async () => {
    const index = withSecondDocument();
    const outline = index.outlines.get('other')!;
    const headings = [
      ...['一、工作回顾', '（一）经费投入', '二、幼儿园经费', '三、经费使用'].map((title, i) => ({
        ...outline.headings[0]!,
        ...{ title, level: i === 1 ? 2 : 1, parent: i === 1 ? 0 : null },
      })),
    ];
    const outlines = new Map([...index.outlines, ['other', { ...outline, headings }]]);
    service.assistant.index = () => ({ ...index, outlines });
    const { topics } = await jsonOf<Comparison>(get('/api/compare'));
    expect(topics.map(({ headings: [, heading] }) => heading?.title)).toEqual([
      '二、幼儿园经费',
      '三、经费使用',
    ]);
  });

  it('takes either document as named', async () => {
    const ids = async (path: string) => (await jsonOf<Comparison>(get(path))).documents.map(({ id }) => id);
    expect(await ids('/api/compare?a=other&b=mou')).toEqual(['other', 'mou']);
    expect(await ids('/api/compare?a=other')).toEqual(['other', 'mou']);
    expect(await ids('/api/compare?b=mou')).toEqual(['other', 'mou']);
  });

  it.each([
    ['a', '/api/compare?a=nowhere'],
    ['b', '/api/compare?a=mou&b=nowhere'],
    ['b', '/api/compare?a=mou&b=mou'],
  ])('refuses a wrong %s in %s', async (field, path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ field });
  });

  it('says so where there is nothing to compare with', async () => {
    service = await createFakeService();
    const response = await get('/api/compare');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: '对比需要两份文件，现有 1 份' });
  });
});

it('describes all three in OpenAPI, with the CSV form of the tables', async () => {
  const { paths } = await jsonOf<{
    paths: Record<string, { get: { responses: Record<string, unknown>; parameters: { name: string }[] } }>;
  }>(get('/openapi.json'));
  for (const path of ['/api/targets', '/api/duties'])
    expect(paths[path]!.get.responses['200']).toHaveProperty(['content', 'text/csv']);
  expect(paths['/api/targets']!.get.parameters.map(({ name }) => name)).toEqual([
    ...['documentId', 'topic', 'q', 'past', 'sort', 'format'],
  ]);
  expect(paths['/api/compare']!.get.responses['200']).toHaveProperty(['content', 'application/json']);
});
