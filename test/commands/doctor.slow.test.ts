import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoModel } from '../demo-model/server.ts';
import { runCommand, smallWorkplace } from './run-command.ts';

const KEY = 'sk-secret-0123456789';
const demo = await startDemoModel();
let place: Awaited<ReturnType<typeof smallWorkplace>>;
beforeAll(async () => {
  place = await smallWorkplace();
  await runCommand(['index'], place.env);
});
afterAll(() => demo.close());

/** What `doctor` finds, line by line, with these settings. */
async function examine(settings: Record<string, string>) {
  // Empty: what a .env file of this checkout says is none of the test's business.
  const none = { OPENAI_BASE_URL: '', OPENAI_API_KEY: '', CHAT_MODEL: '', EMBEDDING_MODEL: '' };
  const { code, stdout, stderr } = await runCommand(['doctor'], { ...place.env, ...none, ...settings });
  const lines = stdout.trim().split('\n');
  const of = (name: string) => lines.filter((line) => line.slice(2).startsWith(`${name}：`));
  return { code, lines, of, printed: stdout + stderr };
}

const service = { OPENAI_BASE_URL: demo.baseUrl, OPENAI_API_KEY: KEY, CHAT_MODEL: 'demo-faithful' };

describe('doctor', () => {
  it('without a model says so, and that settings and index are well', async () => {
    const { code, lines } = await examine({});
    expect(code).toBe(0);
    expect(lines).toEqual([
      '✓ 设置：可以读取',
      expect.stringMatching(/^✓ 索引：1 份文件，\d+ 个条款$/u),
      expect.stringMatching(/^✓ 模型：未设置/u),
    ]);
    expect(demo.requests).toEqual([]);
  });

  it('tries what is needed of a service, each on a line', async () => {
    const { code, lines, printed } = await examine({ ...service, EMBEDDING_MODEL: 'demo-embedding' });
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/^✓ 对话：\d+ 毫秒$/u),
      expect.stringMatching(/^✓ 流式：首字 \d+ 毫秒$/u),
      expect.stringMatching(/^✓ JSON：支持/u),
      '✓ 向量：64 维',
    ]);
    expect(code).toBe(0);
    expect(printed).not.toContain(KEY);
  });

  it('takes a service without streaming for good enough', async () => {
    const { code, of } = await examine({ ...service, CHAT_MODEL: 'demo-no-stream' });
    expect(of('流式')).toEqual([expect.stringMatching(/^✗/u)]);
    expect(code).toBe(0);
  });

  it.each([
    ['a key that is refused', { CHAT_MODEL: 'demo-401' }, /返回错误 401：请检查 OPENAI_API_KEY/u],
    ['a dead address', { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }, /连接不上：请检查 OPENAI_BASE_URL/u],
  ])('fails for %s and names the setting', async (_, settings, message) => {
    const { code, of, printed } = await examine({ ...service, ...settings });
    expect(of('对话')).toEqual([expect.stringMatching(message)]);
    expect(of('对话')[0]).toMatch(/^✗/u);
    expect(code).toBe(1);
    expect(printed).not.toContain(KEY);
    expect(printed).not.toMatch(/\n\s+at /u);
  });

  it('fails for vectors that cannot be had', async () => {
    const { code, of, printed } = await examine({
      ...{ EMBEDDING_BASE_URL: demo.baseUrl, EMBEDDING_API_KEY: 'wrong-key' },
      ...{ EMBEDDING_MODEL: 'demo-embedding', INDEX_DIR: `${place.root}/another-index` },
    });
    expect(of('向量')).toEqual([expect.stringMatching(/^✗ 向量：.*401：请检查 EMBEDDING_API_KEY/u)]);
    expect(of('索引')).toEqual([expect.stringMatching(/^✓ 索引：还没有索引，下次启动时会重新建立$/u)]);
    expect(code).toBe(1);
    expect(printed).not.toContain('wrong-key');
  });

  it('leaves an index of other settings as it is, and sends no document to be embedded', async () => {
    const before = (await examine({})).of('索引');
    demo.requests.length = 0;
    const { code, of } = await examine({ ...service, EMBEDDING_MODEL: 'demo-embedding' });
    expect(of('索引')).toEqual([expect.stringMatching(/^✓ 索引：.*EMBEDDING_.*，下次启动时会重新建立$/u)]);
    expect(code).toBe(0);
    expect(demo.requests.filter((body) => 'input' in body)).toHaveLength(1);
    expect((await examine({})).of('索引')).toEqual(before);
  });

  it('fails for documents that are not there', async () => {
    const { code, of } = await examine({ DOCS_DIR: `${place.root}/nowhere` });
    expect(of('索引')).toEqual([expect.stringMatching(/^✗ 索引：/u)]);
    expect(code).toBe(1);
  });

  it('takes no arguments', async () => {
    expect(await runCommand(['doctor', '--all'], place.env)).toMatchObject({ code: 2, stdout: '' });
  });
});
