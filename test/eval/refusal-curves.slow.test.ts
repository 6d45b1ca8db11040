import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { measureCurves } from '../../eval/refusal-curves.ts';
import { buildIndex } from '../../src/build-index.ts';
import { openIndex } from '../../src/indexing/index-store.ts';

const indexDir = await mkdtemp(join(tmpdir(), 'wengui-curves-'));
afterAll(() => rm(indexDir, { recursive: true }));

it('the served threshold refuses far more of the unanswerable questions kept apart than of the answerable', async () => {
  await buildIndex({ docsDir: join(import.meta.dirname, '../../seeds'), indexDir });
  const measured = await measureCurves(await openIndex(indexDir));
  expect(measured!.curves).toHaveLength(2);
  for (const { points, answerable, unanswerable } of measured!.curves) {
    expect(Math.min(answerable, unanswerable)).toBeGreaterThan(30);
    const served = points.find(({ threshold }) => threshold === measured!.served)!;
    expect(served.refused).toBeGreaterThan(0.7);
    expect(served.falselyRefused).toBeLessThan(0.15);
  }
});
