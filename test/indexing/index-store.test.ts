import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildIndex } from '../../src/build-index.ts';
import { DocumentError, IndexStoreError } from '../../src/errors.ts';
import { openIndex, staleReason, watchIndex } from '../../src/indexing/index-store.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';

const PLAN =
  '东丽区学前教育行动方案\n\n一、发展目标\n\n到2025年，毛入园率达到93%以上。\n\n二、重点任务\n\n实施“影子计划”。\n';

const root = await mkdtemp(join(tmpdir(), 'store-'));
const built = { docsDir: join(root, 'docs'), indexDir: join(root, 'index') };
let count = 0;
let docsDir: string;
let indexDir: string;

beforeAll(async () => {
  await mkdir(built.docsDir);
  await writeFile(join(built.docsDir, 'plan.txt'), PLAN);
  await buildIndex(built);
});
beforeEach(async () => {
  docsDir = join(root, `docs-${++count}`);
  indexDir = join(root, `index-${count}`);
  await cp(built.docsDir, docsDir, { recursive: true });
  await cp(built.indexDir, indexDir, { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

const buildOf = async (dir: string) =>
  JSON.parse(await readFile(join(dir, 'current.json'), 'utf8')).build as string;
const fileOf = async (name: string) => join(indexDir, 'builds', await buildOf(indexDir), name);
const changeManifest = async (change: (manifest: Record<string, unknown>) => void) => {
  const manifest = JSON.parse(await readFile(await fileOf('manifest.json'), 'utf8'));
  change(manifest);
  await writeFile(await fileOf('manifest.json'), JSON.stringify(manifest));
};

describe('openIndex', () => {
  it('gives back documents, outlines, clauses and lexicon as they were', async () => {
    const index = await openIndex(indexDir);
    expect(index.documents.map(({ file, source }) => [file, source])).toEqual([['plan.txt', PLAN]]);
    expect(index.outlines.get(index.documents[0]!.id)!.clauses).toEqual(index.clauses);
    expect(index.lexicon.alternatives('老师')).not.toEqual([]);
    expect(index.manifest.sources).toEqual({ 'plan.txt': index.documents[0]!.hash });
  });

  it.each([
    ['no index', () => rm(indexDir, { recursive: true })],
    ['a broken pointer', () => writeFile(join(indexDir, 'current.json'), '{')],
    ['a pointer to a build that is gone', () => rm(join(indexDir, 'builds'), { recursive: true })],
    ['another format', () => changeManifest((manifest) => Object.assign(manifest, { formatVersion: 99 }))],
    ['a manifest without a field', () => changeManifest((manifest) => delete manifest.counts)],
    [
      'another segmenter',
      () =>
        changeManifest((manifest) =>
          Object.assign(manifest, { segmenter: { version: 'x', fingerprint: 'y' } }),
        ),
    ],
    [
      'another number of documents',
      () => changeManifest(({ counts }) => Object.assign(counts as object, { documents: 2 })),
    ],
    ['a text cut short', async () => truncate(await fileOf('documents/0.txt'), 40)],
    ['lexical postings cut short', async () => truncate(await fileOf('lexical.bin'), 100)],
    ['an empty vector file', async () => truncate(await fileOf('vectors.bin'), 0)],
    ['no dictionary', async () => rm(await fileOf('dictionary'), { recursive: true })],
  ])('refuses %s and names the command that mends it', async (_, damage) => {
    await damage();
    await expect(openIndex(indexDir)).rejects.toThrow(IndexStoreError);
    await expect(openIndex(indexDir)).rejects.toThrow('npm run index');
  });
});

describe('staleReason', () => {
  it('is null right after building', async () => {
    expect(await staleReason({ docsDir, indexDir })).toBeNull();
  });

  it.each([
    [
      'a changed document',
      () => writeFile(join(docsDir, 'plan.txt'), `${PLAN}三、保障\n\n加强领导。\n`),
      '“plan.txt”有改动',
    ],
    ['a new document', () => writeFile(join(docsDir, 'more.md'), '# 通知\n'), '新增了文件“more.md”'],
    ['a removed document', () => rm(join(docsDir, 'plan.txt')), '“plan.txt”已删除'],
    ['new metadata', () => writeFile(join(docsDir, 'sources.json'), '{"documents":[]}'), 'sources.json'],
    [
      'another lexicon',
      async () => {
        await mkdir(join(docsDir, 'lexicon'));
        await writeFile(join(docsDir, 'lexicon', 'synonyms.txt'), '甲校, 乙校\n');
      },
      '词库有改动',
    ],
    ['no index', () => rm(indexDir, { recursive: true }), '还没有索引'],
    [
      'another format',
      () => changeManifest((manifest) => Object.assign(manifest, { formatVersion: 99 })),
      '格式版本',
    ],
    [
      'code that has changed since',
      () => changeManifest((manifest) => Object.assign(manifest, { program: 'older' })),
      '程序有更新',
    ],
    ['a broken pointer', () => writeFile(join(indexDir, 'current.json'), '{'), 'current.json'],
  ])('tells of %s', async (_, change, reason) => {
    await change();
    expect(await staleReason({ docsDir, indexDir })).toContain(reason);
  });

  it('tells of another embedder', async () => {
    const embedder = { fingerprint: 'f', embedDocuments: async () => [], embedQuery: async () => [] };
    expect(await staleReason({ docsDir, indexDir, embedder })).toContain('EMBEDDING_BASE_URL');
  });

  it('does not mind hidden files', async () => {
    await writeFile(join(docsDir, '.DS_Store'), 'x');
    expect(await staleReason({ docsDir, indexDir })).toBeNull();
  });

  it('says which documents folder is missing', async () => {
    await expect(staleReason({ docsDir: join(root, 'nowhere'), indexDir })).rejects.toThrow(DocumentError);
  });
});

describe('publishing', () => {
  it('keeps the previous build and removes older ones', async () => {
    const first = await buildOf(indexDir);
    await buildIndex({ docsDir, indexDir });
    const second = await buildOf(indexDir);
    expect((await readdir(join(indexDir, 'builds'))).sort()).toEqual([first, second].sort());
    await buildIndex({ docsDir, indexDir });
    expect((await readdir(join(indexDir, 'builds'))).sort()).toEqual(
      [second, await buildOf(indexDir)].sort(),
    );
  });

  it('clears away what a killed build left, not what another process is building', async () => {
    const dead = join(indexDir, 'builds', '20200101000000000-999999-abcdef');
    const living = join(
      indexDir,
      'builds',
      `${new Date().toISOString().replace(/\D/g, '')}-${process.ppid}-abcdef`,
    );
    await mkdir(dead);
    await mkdir(living);
    await buildIndex({ docsDir, indexDir });
    const left = (await readdir(join(indexDir, 'builds'))).map((id) => join(indexDir, 'builds', id));
    expect(left).toContain(living);
    expect(left).not.toContain(dead);
  });

  it('lets two builds at a time both be published', async () => {
    await Promise.all([buildIndex({ docsDir, indexDir }), buildIndex({ docsDir, indexDir })]);
    expect((await openIndex(indexDir)).documents).toHaveLength(1);
    await buildIndex({ docsDir, indexDir });
    expect(await readdir(join(indexDir, 'builds'))).toHaveLength(2);
  });

  it('serves two indexes with other words from one process', async () => {
    await writeFile(join(docsDir, 'plan.txt'), PLAN.replaceAll('影子计划', '楷模教育'));
    const one = await openIndex(indexDir);
    await buildIndex({ docsDir, indexDir });
    const two = await openIndex(indexDir);
    for (const _ of [1, 2]) {
      expect(one.segmenter.words(`影子计划${_}`)).toContain('影子计划');
      expect(two.segmenter.words(`楷模教育${_}`)).toContain('楷模教育');
    }
  });
});

describe('watchIndex', () => {
  const nextIndex = () =>
    new Promise<PolicyIndex>((resolve, reject) => {
      const stop = watchIndex(
        indexDir,
        (index) => {
          stop();
          resolve(index);
        },
        { intervalMs: 10, onError: reject },
      );
    });

  it('hands over the index of a new build', async () => {
    const arriving = nextIndex();
    await buildIndex({ docsDir, indexDir });
    expect((await arriving).manifest.build).toBe(await buildOf(indexDir));
  });

  it('tells of a build that cannot be opened and takes up the next', async () => {
    const errors: unknown[] = [];
    const arrived: string[] = [];
    const stop = watchIndex(indexDir, ({ manifest }) => arrived.push(manifest.build), {
      intervalMs: 10,
      onError: (error) => errors.push(error),
    });
    await writeFile(join(indexDir, 'current.json'), '{"build":"gone"}');
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    await buildIndex({ docsDir, indexDir });
    await expect.poll(() => arrived).toEqual([await buildOf(indexDir)]);
    stop();
  });

  it('hands over at once what was published since the served build', async () => {
    const served = await buildOf(indexDir);
    await buildIndex({ docsDir, indexDir });
    const arrived: string[] = [];
    const stop = watchIndex(indexDir, ({ manifest }) => arrived.push(manifest.build), {
      served,
      intervalMs: 5,
    });
    await expect.poll(() => arrived).toEqual([await buildOf(indexDir)]);
    stop();
  });

  it('is silent once stopped', async () => {
    const arrived: PolicyIndex[] = [];
    watchIndex(indexDir, (index) => arrived.push(index), { intervalMs: 5 })();
    await buildIndex({ docsDir, indexDir });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(arrived).toEqual([]);
  });
});
