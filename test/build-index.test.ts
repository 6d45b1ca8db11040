import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type BuildProgress, buildIndex } from '../src/build-index.ts';
import { ConfigError, DocumentError, IndexStoreError } from '../src/errors.ts';
import { BUILD_STAGES } from '../src/indexing/build-progress.ts';
import { openIndex } from '../src/indexing/index-store.ts';

const PLAN = `东丽区学前教育行动方案

一、发展目标

到 2025 年，全区学前三年毛入园率达到93％以上。（责任单位：区教育局、区财政局）

二、重点任务

（一）实施“影子计划”。选派教师跟岗培训，认定五十个实践基地。
`;

const root = await mkdtemp(join(tmpdir(), 'build-'));
let count = 0;
let docsDir: string;
let indexDir: string;
beforeEach(async () => {
  docsDir = join(root, `docs-${++count}`);
  indexDir = join(root, `index-${count}`);
  await mkdir(docsDir);
  await writeFile(join(docsDir, 'plan.txt'), PLAN);
});
afterAll(() => rm(root, { recursive: true }));

describe('buildIndex', () => {
  it('makes an index that opens and finds words, numbers and coinages', async () => {
    const report = await buildIndex({ docsDir, indexDir });
    expect(report).toMatchObject({ documents: 1, problems: [], clauses: expect.any(Number) });
    const index = await openIndex(indexDir);
    expect(index.clauses).toHaveLength(report.clauses);
    expect(index.documents[0]!.source).toBe(PLAN);
    const textOf = (terms: string[]) => {
      const [best] = index.lexical.search(
        terms.map((term) => ({ term, weight: 1 })),
        1,
      );
      return index.clauses[best!.ordinal]!.text;
    };
    expect(textOf(index.segmenter.words('百分之九十三'))).toContain('毛入园率');
    expect(textOf(index.segmenter.words('50个'))).toContain('实践基地');
    expect(index.segmenter.words('影子计划')).toEqual(['影子计划']);
  });

  it('gives every clause its own vector and a question a vector of that dimension', async () => {
    await buildIndex({ docsDir, indexDir });
    const index = await openIndex(indexDir);
    expect(index.vectors.size).toBe(index.clauses.length);
    const vector = await index.embedQuery('毛入园率是多少');
    expect(vector).toHaveLength(index.vectors.dimension);
    const [nearest] = index.vectors.search(vector, 1);
    expect(index.clauses[nearest!.ordinal]!.text).toContain('毛入园率');
  });

  it('tells its progress stage by stage, each to its end', async () => {
    const seen: BuildProgress[] = [];
    await buildIndex({ docsDir, indexDir, onProgress: (progress) => seen.push(progress) });
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual([...BUILD_STAGES]);
    for (const stage of BUILD_STAGES) {
      const last = seen.findLast((progress) => progress.stage === stage)!;
      expect(last.done).toBe(last.total);
    }
  });

  it('serves the other documents where one is empty or of a kind that cannot be read', async () => {
    await writeFile(join(docsDir, 'empty.txt'), '  \n');
    await writeFile(join(docsDir, 'scan.pdf'), '%PDF-1.7');
    const { documents, problems } = await buildIndex({ docsDir, indexDir });
    expect(documents).toBe(1);
    expect(problems.map(({ file }) => file)).toEqual(['empty.txt', 'scan.pdf']);
    expect((await openIndex(indexDir)).problems).toEqual(problems);
  });

  it('refuses a folder without any usable document, naming what is wrong', async () => {
    await writeFile(join(docsDir, 'plan.txt'), '');
    await expect(buildIndex({ docsDir, indexDir })).rejects.toThrow(DocumentError);
    await expect(buildIndex({ docsDir, indexDir })).rejects.toThrow('plan.txt');
  });

  it('says which folder is missing', async () => {
    await expect(buildIndex({ docsDir: join(root, 'nowhere'), indexDir })).rejects.toThrow('nowhere');
  });

  it('names file and line of a faulty lexicon', async () => {
    await mkdir(join(docsDir, 'lexicon'));
    await writeFile(join(docsDir, 'lexicon', 'synonyms.txt'), '老师, 教师\n孤零零\n');
    await expect(buildIndex({ docsDir, indexDir })).rejects.toThrow(ConfigError);
    await expect(buildIndex({ docsDir, indexDir })).rejects.toThrow('synonyms.txt 第 2 行');
  });

  it('says in one line that the index folder cannot be written', async () => {
    const file = join(root, `file-${count}`);
    await writeFile(file, '');
    const failed = buildIndex({ docsDir, indexDir: join(file, 'index') });
    await expect(failed).rejects.toThrow(IndexStoreError);
    await expect(failed).rejects.toThrow(/无法写入（ENOTDIR）/);
  });

  it('leaves nothing behind when it fails', async () => {
    await writeFile(join(docsDir, 'plan.txt'), '');
    await expect(buildIndex({ docsDir, indexDir })).rejects.toThrow();
    expect(await readdir(join(indexDir, 'builds'))).toEqual([]);
  });

  it('embeds through a service where one is given', async () => {
    const batches: string[][] = [];
    const embedder = {
      fingerprint: 'fake-3',
      embedDocuments: async (texts: string[]) => {
        batches.push(texts);
        return texts.map((text) => [1, text.length, 0.5]);
      },
      embedQuery: async (text: string) => [1, text.length, 0.5],
    };
    await buildIndex({ docsDir, indexDir, embedder });
    expect(batches.flat()).toHaveLength((await openIndex(indexDir, { embedder })).clauses.length);
    const asked = batches.length;
    await buildIndex({ docsDir, indexDir, embedder });
    expect(batches).toHaveLength(asked);
    await expect(openIndex(indexDir)).rejects.toThrow('fake-3');
    await expect(openIndex(indexDir, { embedder: { ...embedder, fingerprint: 'other' } })).rejects.toThrow(
      'npm run index',
    );
  });
});
