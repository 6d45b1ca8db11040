import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Running,
  runCommand,
  SMALL_PLAN,
  smallWorkplace,
  startCommand,
  writeDocument,
} from './run-command.ts';

const started: Running[] = [];
afterEach(async () => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

async function startService(env: Record<string, string>): Promise<Running & { base: string; port: number }> {
  const running = startCommand(['serve'], env);
  started.push(running);
  const [, base = ''] = await running.line(/(http:\/\/\S+)\n/);
  return { ...running, base, port: Number(new URL(base).port) };
}

function ask(base: string, question: string): Promise<Response> {
  return fetch(`${base}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ question }),
  });
}

describe('serve', () => {
  it('builds a missing index, prints one line with its address, answers, and stops when told to', async () => {
    const { env } = await smallWorkplace();
    const service = await startService(env);
    const answer = (await (await ask(service.base, '普惠性幼儿园覆盖率到2025年达到多少？')).json()) as {
      answer: string;
    };
    expect(answer.answer).toContain('86%');
    expect(await (await fetch(`${service.base}/`)).text()).toContain('甲区学前教育行动计划');
    service.child.kill('SIGTERM');
    const { code, stdout, stderr } = await service.finished;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]*http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(stderr).toContain('还没有索引，正在建立索引');
    expect(stderr).not.toContain('覆盖率到2025年');
  });

  it('says when an index is stale and builds it anew', async () => {
    const { docs, env } = await smallWorkplace();
    await runCommand(['index'], env);
    await writeDocument(docs, '乙区计划.txt', SMALL_PLAN.replaceAll('甲区', '乙区').replaceAll('86%', '91%'));
    const service = await startService(env);
    expect(service.printed.stderr).toContain('乙区计划.txt');
    expect(((await (await fetch(`${service.base}/readyz`)).json()) as { documents: number }).documents).toBe(
      2,
    );
  });

  it('takes up a new index without dropping a request', async () => {
    const { docs, env } = await smallWorkplace();
    const service = await startService(env);
    await writeDocument(docs, '甲区学前教育行动计划.md', SMALL_PLAN.replaceAll('86%', '88%'));
    const statuses = new Set<number>();
    let latest = '';
    let isBuilt = false;
    const rebuilt = runCommand(['index'], env).then((result) => {
      isBuilt = true;
      return result;
    });
    const deadline = Date.now() + 60_000;
    while (!(isBuilt && latest.includes('88%')) && Date.now() < deadline) {
      const response = await ask(service.base, '普惠性幼儿园覆盖率到2025年达到多少？');
      statuses.add(response.status);
      latest = ((await response.json()) as { answer: string }).answer;
    }
    expect((await rebuilt).code).toBe(0);
    expect(latest).toContain('88%');
    expect([...statuses]).toEqual([200]);
  });

  it('finishes the request under way before it stops, and takes no new one', async () => {
    const { env } = await smallWorkplace();
    const service = await startService(env);
    const body = JSON.stringify({ question: '新增学位多少个？' });
    const answered = new Promise<number>((resolve, reject) => {
      const request = http.request(`${service.base}/api/ask`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      });
      request.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      request.on('error', reject);
      request.write(body.slice(0, 5));
      // Once the service has seen the first bytes it is told to stop; then the rest arrives.
      setTimeout(() => service.child.kill('SIGTERM'), 300);
      setTimeout(() => request.end(body.slice(5)), 900);
    });
    expect(await answered).toBe(200);
    expect((await service.finished).code).toBe(0);
    await expect(fetch(`${service.base}/healthz`)).rejects.toThrow();
  });

  it('refuses a body that grows past the limit without announcing it', async () => {
    const { env } = await smallWorkplace();
    const service = await startService(env);
    const status = await new Promise<string>((resolve, reject) => {
      const socket = net.connect(service.port, '127.0.0.1');
      let reply = '';
      socket.on('data', (data) => {
        reply += data.toString();
        if (reply.includes('\r\n')) resolve(reply.slice(0, reply.indexOf('\r\n')));
      });
      socket.on('error', reject);
      socket.write(
        'POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      const chunk = 'x'.repeat(64 * 1024);
      for (let i = 0; i < 20; i++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
      socket.write('0\r\n\r\n');
    });
    expect(status).toContain('413');
    expect((await fetch(`${service.base}/healthz`)).status).toBe(200);
  });
});

describe('serve refuses to start', () => {
  async function refusal(env: Record<string, string>): Promise<string> {
    const { code, stdout, stderr } = await runCommand(['serve'], env);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    const lines = stderr.split('\n').filter((line) => line !== '' && !line.includes('正在建立索引'));
    expect(lines).toHaveLength(1);
    return lines[0]!;
  }

  it('on a port in use', async () => {
    const { env } = await smallWorkplace();
    const blocker = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as net.AddressInfo;
    expect(await refusal({ ...env, PORT: String(port) })).toContain(`端口 ${port} 已被占用`);
    blocker.close();
  });

  it('without its documents, or with an index folder that it cannot write', async () => {
    const { root, env } = await smallWorkplace();
    expect(await refusal({ ...env, DOCS_DIR: path.join(root, 'nowhere') })).toMatch(/找不到文件夹.*DOCS_DIR/);
    await writeFile(path.join(root, 'a-file'), '');
    expect(await refusal({ ...env, INDEX_DIR: path.join(root, 'a-file', 'index') })).toMatch(
      /无法写入.*INDEX_DIR/,
    );
  });

  it('for everybody without keys, and with a wrong setting', async () => {
    const { env } = await smallWorkplace();
    expect(await refusal({ ...env, HOST: '0.0.0.0' })).toContain('API_KEYS');
    expect(await refusal({ ...env, PORT: 'http' })).toMatch(/设置有误：PORT/);
  });
});
