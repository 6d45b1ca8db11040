import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { expect, it } from 'vitest';

/** What a call gave, of the shape that the test goes on to check. */
export async function call<Data = Record<string, unknown>>(client: Client, name: string, args: object = {}) {
  const result = await client.callTool({ name, arguments: { ...args } });
  const [{ text }] = result.content as [{ text: string }];
  return { text, data: result.structuredContent as Data, isError: result.isError === true };
}

interface Found {
  results: {
    clauseId: string;
    documentId: string;
    documentStatus: string;
    path: string[];
    text: string;
    score: number;
    page: number | null;
  }[];
}

/** What every door must let through in the same way; the documents are the invented plans. */
export function describeTools(client: () => Client): void {
  it('lists the tools with what a model must know of them', async () => {
    const { tools } = await client().listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ask', 'search', 'clause', 'targets']);
    for (const { title, description, annotations, inputSchema } of tools) {
      expect(title).toMatch(/\p{Script=Han}/u);
      expect(description).toMatch(/\p{Script=Han}/u);
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    }
    const ask = tools[0]!.inputSchema;
    expect(ask.required).toEqual(['question']);
    expect(ask.properties!.question).toMatchObject({ type: 'string', minLength: 1, maxLength: 500 });
    expect(tools[1]!.inputSchema.properties!.limit).toMatchObject({ minimum: 1, maximum: 50 });
    expect(client().getInstructions()).toContain('征求意见稿');
  });

  it('asks, with citations to read and the whole answer as data', async () => {
    const { text, data, isError } = await call(client(), 'ask', {
      question: '临浦区护理型床位占比要达到多少？',
    });
    expect(isError).toBe(false);
    expect(text).toMatch(/75%.*\[1\]/);
    expect(text).toMatch(/征求意见稿，尚未正式印发/);
    expect(text).toMatch(/引用：\n\[1\] 《临浦区养老服务发展“十六五”规划》 三、发展目标：“到2035年/);
    expect(data).toMatchObject({
      status: 'answered',
      citations: [{ marker: 1, documentId: 'linpu' }],
      notices: [{ code: 'draft' }],
    });
  });

  it('understands a follow-up by its history', async () => {
    const history = [
      { role: 'user', content: '云溪区护理型床位占比要达到多少？' },
      { role: 'assistant', content: '68%[1]。' },
    ];
    expect((await call(client(), 'ask', { question: '临浦区呢？', history })).text).toContain('75%');
  });

  it('searches, within one document where one is named', async () => {
    const all = await call<Found>(client(), 'search', { query: '护理型床位占比', limit: 3 });
    expect(all.data.results.length).toBeGreaterThan(1);
    expect(all.data.results.length).toBeLessThanOrEqual(3);
    expect(JSON.parse(all.text)).toEqual(all.data);
    const one = await call<Found>(client(), 'search', { query: '护理型床位占比', documentId: 'linpu' });
    expect(one.data.results[0]).toMatchObject({
      documentId: 'linpu',
      documentStatus: '征求意见稿',
      path: expect.any(Array),
      text: expect.stringContaining('护理型床位'),
      score: expect.any(Number),
      page: null,
    });
    expect(one.data.results.every(({ documentId }) => documentId === 'linpu')).toBe(true);
  });

  it('shows a clause that was found, with its neighbours', async () => {
    const { data: found } = await call<Found>(client(), 'search', { query: '护理型床位占比', limit: 1 });
    const { clauseId, text } = found.results[0]!;
    const { data } = await call(client(), 'clause', { clauseId });
    expect(data).toMatchObject({ id: clauseId, text, start: expect.any(Number), end: expect.any(Number) });
    expect(data).toHaveProperty('previous');
    expect(data).toHaveProperty('next.id');
  });

  it('lists targets by document, topic and text', async () => {
    const { text, data } = await call(client(), 'targets', { documentId: 'yunxi', text: '护理型床位' });
    expect(data).toMatchObject({ total: 1, leftOut: 0, targets: [{ documentId: 'yunxi', value: 68 }] });
    expect(text).toMatch(/^共 1 项指标。/);
    const unset = await call(client(), 'targets', { documentId: 'yunxi', text: '护理型床位', topic: '' });
    expect(unset.data).toEqual(data);
    expect((await call(client(), 'targets', { text: '停车场', topic: null })).text).toMatch(
      /^没有符合条件的指标/,
    );
  });

  it.each([
    ['ask', {}, /question：缺少此项/],
    ['ask', { question: '问'.repeat(501) }, /question：不能超过 500 个字/],
    [
      'ask',
      { question: ' ', history: [{ role: 'boss', content: '问' }] },
      /question：不能为空；history\.0\.role：应为/,
    ],
    ['ask', { question: '问', historie: [] }, /没有 historie 这样的参数/],
    ['search', { query: '问', limit: 51 }, /limit：应为 1 到 50 的整数/],
    [
      'search',
      { query: '问', documentId: 'nowhere' },
      /没有 nowhere 这份文件；现有 linpu（临浦区.*、yunxi（/,
    ],
    ['clause', { clauseId: 'nowhere-1' }, /没有这条条款/],
    ['targets', { documentId: 'nowhere' }, /没有 nowhere 这份文件/],
    ['targets', { topic: '航天' }, /没有 航天 这个主题；现有 /],
  ])('tells a model what is wrong with %s %j', async (name, args, fault) => {
    const { text, isError, data } = await call(client(), name, args);
    expect(isError).toBe(true);
    expect(text).toMatch(fault);
    expect(text).not.toMatch(/MCP error|[Ii]nvalid/);
    expect(data).toBeUndefined();
  });

  it('refuses a tool that there is not', async () => {
    await expect(client().callTool({ name: 'delete', arguments: {} })).rejects.toThrow(
      /没有 delete 这个工具；现有 ask、search/,
    );
  });
}
