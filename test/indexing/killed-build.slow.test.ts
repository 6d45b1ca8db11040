import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIndex } from '../../src/build-index.ts';
import { BUILD_STAGES } from '../../src/indexing/build-progress.ts';
import { openIndex, staleReason } from '../../src/indexing/index-store.ts';

const CHILD = join(import.meta.dirname, '..', 'fixtures', 'build-in-child.ts');
const PLAN = '东丽区学前教育行动方案\n\n一、发展目标\n\n到2025年，毛入园率达到93%以上。\n';

const root = await mkdtemp(join(tmpdir(), 'killed-'));
const paths = { docsDir: join(root, 'docs'), indexDir: join(root, 'index') };
beforeAll(async () => {
  await mkdir(paths.docsDir);
  await writeFile(join(paths.docsDir, 'plan.txt'), PLAN);
  await buildIndex(paths);
});
afterAll(() => rm(root, { recursive: true }));

/** Builds in another process and kills it at the first step of `stage`, `delayMs` later. */
function buildAndKill(stage: string, delayMs: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, paths.docsDir, paths.indexDir]);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes(stage)) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  return new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
}

describe('a build killed at any moment', () => {
  it.each([...BUILD_STAGES.map((stage) => [stage, 0] as const), ['写入', 2] as const, ['写入', 8] as const])(
    'in stage %s after %i ms leaves an index that serves',
    async (stage, delayMs) => {
      const before = (await openIndex(paths.indexDir)).manifest.build;
      const signal = await buildAndKill(stage, delayMs);
      const index = await openIndex(paths.indexDir);
      expect(index.documents[0]!.source).toBe(PLAN);
      expect(index.lexical.search([{ term: '93%', weight: 1 }], 1)).toHaveLength(1);
      if (signal === 'SIGKILL' && stage !== '写入') expect(index.manifest.build).toBe(before);
    },
  );

  it('leaves nothing that the next build does not clear away', async () => {
    await writeFile(join(paths.docsDir, 'plan.txt'), `${PLAN}\n二、保障措施\n\n加强领导。\n`);
    expect(await staleReason(paths)).toContain('plan.txt');
    await buildIndex(paths);
    expect(await readdir(join(paths.indexDir, 'builds'))).toHaveLength(2);
    expect((await openIndex(paths.indexDir)).clauses.at(-1)!.text).toContain('加强领导');
  });
});
