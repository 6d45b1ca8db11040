import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCsv } from '../../eval/csv.ts';
import { ownIndexDir } from '../../eval/local-asker.ts';
import { knownAnswer, knownCase, SOURCE } from './known-answer.ts';

const run = promisify(execFile);

let lastRun: string;
/** Where the index of the service would be; nothing here may build it. */
let servedIndex: string;

/** Runs the real command against a small local service; gives exit code and output. */
async function evaluate(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = [
    '--import',
    'tsx',
    join(import.meta.dirname, '../../eval/run.ts'),
    '--last',
    lastRun,
    ...args,
  ];
  try {
    const env = { ...process.env, INDEX_DIR: servedIndex };
    return { code: 0, ...(await run(process.execPath, command, { env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

describe('npm run eval', () => {
  let server: Server;
  let base: string;
  let folder: string;
  let suite: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wengui-eval-'));
    lastRun = join(folder, 'last-run.json');
    servedIndex = join(folder, 'served-index');
    suite = join(folder, 'suite.csv');
    await writeFile(suite, formatCsv([knownCase({ id: 'run-test-1' })]));
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const wrong = body.includes('普惠园') ? {} : { status: 'not_found' as const };
      if (request.url === '/api/ask')
        response.setHeader('content-type', 'application/json').end(JSON.stringify(knownAnswer(wrong)));
      else if (request.url === '/api/documents/xiqing/text') response.end(SOURCE);
      else response.writeHead(request.url === '/healthz' ? 200 : 404).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  it('asks over HTTP, prints the table, writes both files and exits 0 above the thresholds', async () => {
    const [json, report] = [join(folder, 'out.json'), join(folder, 'out.html')];
    const { code, stdout, stderr } = await evaluate(
      '--suite',
      suite,
      '--base',
      base,
      '--json',
      json,
      '--report',
      report,
    );
    expect(stderr).not.toContain('未达标');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fact-number +1\/1 /m);
    expect(JSON.parse(await readFile(lastRun, 'utf8'))).toMatchObject({ 'run-test-1': { passed: true } });
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ figures: { passed: 1 }, missed: [] });
    expect(await readFile(report, 'utf8')).toContain('普惠园覆盖率要到多少？');
  });

  it('exits 1 below the thresholds and names the failed case', async () => {
    const failing = join(folder, 'failing.jsonl');
    await writeFile(failing, JSON.stringify(knownCase({ id: 'run-test-2', question: '别的' })));
    const { code, stdout, stderr } = await evaluate('--suite', failing, '--base', base, '--failed');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ run-test-2');
    expect(stderr).toContain('未达标：通过率 0.0%');
  });

  it('exits 2 for wrong usage, 1 with one clear line for a missing file or service', async () => {
    expect((await evaluate('--nonsense')).code).toBe(2);
    const missing = await evaluate('--suite', join(folder, 'none.jsonl'), '--base', base);
    expect([missing.code, missing.stderr.trim().split('\n').length]).toEqual([1, 1]);
    const unreachable = await evaluate('--suite', suite, '--base', 'http://127.0.0.1:9');
    expect(unreachable).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('连不上 http://127.0.0.1:9'),
    });
  });

  it('asks in process about a folder of documents, with an index of its own beside the served one', async () => {
    const docs = join(folder, 'their documents');
    await mkdir(docs);
    await writeFile(
      join(docs, 'plan.md'),
      '# 云溪区学前教育行动方案\n\n## 一、发展目标\n\n到2025年，全区学前三年毛入园率达到93％以上。\n',
    );
    await writeFile(join(docs, 'sources.json'), '{"documents":[{"file":"plan.md","id":"yunxi"}]}');
    const theirs = join(folder, 'theirs.jsonl');
    const one = knownCase({
      id: 'run-test-3',
      question: '云溪区学前三年毛入园率到2025年要达到多少？',
      gold: [{ doc: 'yunxi', quote: '全区学前三年毛入园率达到93％以上', path: '' }],
    });
    await writeFile(theirs, JSON.stringify(one));
    const report = join(folder, 'theirs.html');
    try {
      const asked = await evaluate('--docs', docs, '--suite', theirs, '--report', report);
      expect(asked.stdout).toMatch(/^fact-number +1\/1 /m);
      expect(asked.code).toBe(0);
      await access(join(ownIndexDir(docs), 'current.json'));
      await expect(access(servedIndex)).rejects.toThrow('ENOENT');
      const html = await readFile(report, 'utf8');
      expect(html).toContain(docs);
      // Questions about the served documents say nothing about these.
      expect(html).not.toContain('<svg');
    } finally {
      await rm(ownIndexDir(docs), { recursive: true, force: true });
    }
  });

  it('judges by the thresholds it is given', async () => {
    const strict = join(folder, 'strict.json');
    await writeFile(strict, '{"citationPrecision": {"atLeast": 1.1}}');
    const { code, stderr } = await evaluate('--suite', suite, '--base', base, '--thresholds', strict);
    expect([code, stderr]).toEqual([1, '未达标：引文准确率 100.0%，应不低于 110.0%\n']);
  });

  it('tells in one clear line which folder or file of thresholds is missing', async () => {
    const docs = join(folder, 'no documents');
    const noFolder = await evaluate('--suite', suite, '--docs', docs);
    expect(noFolder).toMatchObject({ code: 1, stderr: expect.stringContaining(docs) });
    await expect(access(ownIndexDir(docs))).rejects.toThrow('ENOENT');
    const file = join(folder, 'none.json');
    const noFile = await evaluate('--suite', suite, '--base', base, '--thresholds', file);
    expect(noFile).toMatchObject({ code: 1, stderr: expect.stringContaining(file) });
    for (const { stderr } of [noFolder, noFile]) expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the index of other documents', () => {
  it('has a folder of its own below eval/reports, whatever the name', () => {
    const folders = [
      'eval/outside/documents',
      'eval/outside2/documents',
      '/甲/文 件',
      '/乙/文 件',
      '/甲/文-件',
    ];
    const places = folders.map(ownIndexDir);
    expect(new Set(places).size).toBe(folders.length);
    for (const place of places) expect(place).toMatch(/eval[\\/]reports[\\/]index-[\p{L}\p{N}-]+$/u);
    expect(ownIndexDir('eval/outside/documents/')).toBe(places[0]);
  });
});
