import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, smallWorkplace, startCommand, writeDocument } from '../../commands/run-command.ts';
import { LINPU, YUNXI } from '../../fakes/invented-plans.ts';
import { describeTools } from './tool-calls.ts';

const PROJECT = path.resolve(import.meta.dirname, '../../..');

async function planSettings(): Promise<{ docs: string; env: Record<string, string> }> {
  const { root, env } = await smallWorkplace();
  const docs = path.join(root, 'plans');
  await writeDocument(docs, 'yunxi.md', YUNXI);
  await writeDocument(docs, 'linpu.txt', LINPU);
  const settings = { ...env, DOCS_DIR: docs };
  expect((await runCommand(['index'], settings)).code).toBe(0);
  return { docs, env: settings };
}

describe('MCP over stdio', () => {
  let env: Record<string, string>;
  let client: Client;
  let transport: StdioClientTransport;
  let stderr = '';
  beforeAll(async () => {
    env = (await planSettings()).env;
    transport = new StdioClientTransport({
      ...{ command: process.execPath, args: ['--import', 'tsx', 'src/main.ts', 'mcp'], cwd: PROJECT },
      ...{ env: { PATH: process.env.PATH ?? '', ...env }, stderr: 'pipe' },
    });
    transport.stderr!.on('data', (bytes: Buffer) => {
      stderr += bytes.toString();
    });
    client = new Client({ name: 'test', version: '1' });
    await client.connect(transport as Parameters<typeof client.connect>[0]);
  });
  afterAll(() => client.close());

  describeTools(() => client);

  it('has said nothing on stderr that it need not', () => {
    expect(stderr).toBe('');
  });
});

describe('mcp', () => {
  const lines = [
    {
      method: 'initialize',
      id: 1,
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    },
    { method: 'notifications/initialized' },
    { method: 'tools/call', id: 2, params: { name: 'ask', arguments: { question: '覆盖率是多少？' } } },
  ];

  it('answers what came before stdin was closed, then ends; stdout is protocol and nothing else', async () => {
    const { env } = await smallWorkplace();
    const { child, finished } = startCommand(['mcp'], env);
    child.stdin.end(lines.map((line) => `${JSON.stringify({ jsonrpc: '2.0', ...line })}\n`).join(''));
    const { code, stdout, stderr } = await finished;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const replies = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(replies.map(({ id }) => id)).toEqual([1, 2]);
    expect(replies[1].result.structuredContent).toMatchObject({ status: 'answered' });
    expect(stderr).toMatch(/正在建立索引/);
  });

  it('fails in one line where it cannot start', async () => {
    const { env, root } = await smallWorkplace();
    const wrong = await runCommand(['mcp'], { ...env, DOCS_DIR: path.join(root, 'nowhere') });
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/找不到/);
    expect((await runCommand(['mcp', 'more'], env)).code).toBe(2);
  });
});
