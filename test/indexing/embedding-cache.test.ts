import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheEmbeddings } from '../../src/indexing/embedding-cache.ts';

let directory: string;
let asked: string[];
let problems: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'embedding-cache-'));
  asked = [];
  problems = [];
});

afterEach(() => rmSync(directory, { recursive: true }));

function open({ fingerprint = 'service model 3', dimension = 3, mostBytes = 1e6, folder = directory } = {}) {
  const vector = (text: string) => Array.from({ length: dimension }, (_, k) => text.length + k / 2);
  const embedder = {
    fingerprint,
    embedQuery: async (text: string) => vector(text),
    async embedDocuments(texts: string[]) {
      asked.push(...texts);
      return texts.map(vector);
    },
  };
  return cacheEmbeddings(embedder, {
    directory: folder,
    mostBytes,
    onProblem: (problem) => problems.push(problem),
  });
}

function cacheFile(): string {
  return join(directory, readdirSync(directory)[0]!);
}

test('asks the service once for each text, also after a restart', async () => {
  const first = await open().embedDocuments(['一', '二二', '一']);
  expect(first).toEqual([
    [1, 1.5, 2],
    [2, 2.5, 3],
    [1, 1.5, 2],
  ]);
  expect(asked).toEqual(['一', '二二']);
  expect(await open().embedDocuments(['二二', '三三三', '一'])).toEqual([
    [2, 2.5, 3],
    [3, 3.5, 4],
    [1, 1.5, 2],
  ]);
  expect(asked).toEqual(['一', '二二', '三三三']);
  expect(problems).toEqual([]);
});

test('keeps what was embedded before the service failed', async () => {
  const cache = open();
  await cache.embedDocuments(['一']);
  await open().embedDocuments(['一']);
  expect(asked).toEqual(['一']);
});

test('keeps the vectors of another embedder apart', async () => {
  await open().embedDocuments(['一']);
  await open({ fingerprint: 'service other 2', dimension: 2 }).embedDocuments(['一']);
  expect(asked).toEqual(['一', '一']);
  expect(await open().embedDocuments(['一'])).toEqual([[1, 1.5, 2]]);
  expect(asked).toHaveLength(2);
});

test('leaves questions to the service', async () => {
  expect(await open().embedQuery('一')).toEqual([1, 1.5, 2]);
  expect(open().fingerprint).toBe('service model 3');
});

test('drops a record cut off by a kill and goes on after the whole ones', async () => {
  await open().embedDocuments(['一', '二二']);
  writeFileSync(cacheFile(), readFileSync(cacheFile()).subarray(0, -5));
  await open().embedDocuments(['一', '二二']);
  expect(asked).toEqual(['一', '二二', '二二']);
  expect(problems.join()).toMatch(/损坏.*余 1 条/);
  await open().embedDocuments(['一', '二二']);
  expect(asked).toHaveLength(3);
});

test('does not believe a record whose bits have changed', async () => {
  await open().embedDocuments(['一', '二二']);
  const bytes = readFileSync(cacheFile());
  bytes[bytes.length - 2]! ^= 4;
  writeFileSync(cacheFile(), bytes);
  expect(await open().embedDocuments(['一', '二二'])).toEqual([
    [1, 1.5, 2],
    [2, 2.5, 3],
  ]);
  expect(asked).toEqual(['一', '二二', '二二']);
  expect(problems).toHaveLength(1);
});

test('starts anew, and says so, where the file is something else', async () => {
  await open().embedDocuments(['一']);
  writeFileSync(cacheFile(), '不是缓存');
  await open().embedDocuments(['一']);
  expect(problems.join()).toContain('不是向量缓存');
  await open().embedDocuments(['一']);
  expect(asked).toHaveLength(2);
});

test('stays within its bound, dropping the oldest', async () => {
  const texts = Array.from({ length: 100 }, (_, n) => `第${n}条`);
  await open().embedDocuments(texts);
  const mostBytes = 50 * 32;
  const cache = open({ mostBytes });
  expect(statSync(cacheFile()).size).toBeLessThanOrEqual(mostBytes);
  asked = [];
  await cache.embedDocuments(['第99条', '第0条']);
  expect(asked).toEqual(['第0条']);
});

test('keeps the files of few embedders', async () => {
  for (let n = 0; n < 6; n++) {
    await open({ fingerprint: `model ${n}` }).embedDocuments(['一']);
    for (const name of readdirSync(directory)) {
      const file = join(directory, name);
      const age = new Date(statSync(file).mtimeMs - 60_000);
      utimesSync(file, age, age);
    }
  }
  expect(readdirSync(directory)).toHaveLength(3);
  await open({ fingerprint: 'model 5' }).embedDocuments(['一']);
  expect(asked).toHaveLength(6);
});

test('embeds everything anew when the service has changed the length of its vectors', async () => {
  await open().embedDocuments(['一', '二二']);
  expect(await open({ dimension: 2 }).embedDocuments(['一', '三三三'])).toEqual([
    [1, 1.5],
    [3, 3.5],
  ]);
  expect(problems.join()).toContain('已清空');
  await open({ dimension: 2 }).embedDocuments(['一']);
  expect(problems).toHaveLength(1);
});

test('says that it cannot be written, and lets the work go on', async () => {
  const blocked = join(directory, 'file');
  writeFileSync(blocked, '');
  expect(await open({ folder: blocked }).embedDocuments(['一'])).toEqual([[1, 1.5, 2]]);
  expect(problems.join()).toContain('无法写入');
});
