import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Embeddings } from '@langchain/core/embeddings';
import { afterAll, expect, test } from 'vitest';
import { IndexStoreError } from '../../src/errors.ts';
import { LocalEmbeddings } from '../../src/indexing/local-embeddings.ts';
import { plainSegmenter as segmenter } from '../fakes/plain-segmenter.ts';

const TEXTS = [
  '加强 幼儿园 教师 和 保育员 专业 培训 全部 持证 上岗',
  '公办园 非在编 教师 工资 列入 区 财政 预算 予以 保障',
  '推进 校园 足球 特色 纵深 发展',
  '规范 校园 生活 垃圾 投放 收集 储存 工作',
  '妥善 解决 居住证 持有人 随迁 子女 接受 教育 问题',
  '深入 开展 孤独症 儿童 融合 教育 试点 工作',
  '有效 控制 青少年 近视 发生率',
  '打造 优质 民办 学校 幼儿园 促进 民办 教育 创新 发展',
];

const directory = mkdtempSync(join(tmpdir(), 'local-embeddings-'));
afterAll(() => rmSync(directory, { recursive: true }));

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, entry, k) => sum + entry * b[k]!, 0);
}

async function nearest(embeddings: LocalEmbeddings, question: string): Promise<string> {
  const query = await embeddings.embedQuery(question);
  const vectors = await embeddings.embedDocuments(TEXTS);
  const likeness = vectors.map((vector) => dot(query, vector));
  return TEXTS[likeness.indexOf(Math.max(...likeness))]!;
}

test('is an Embeddings of LangChain', () => {
  expect(LocalEmbeddings.fit({ texts: TEXTS, segmenter })).toBeInstanceOf(Embeddings);
});

test.each([
  ['老师 薪水 谁 出', TEXTS[1]],
  ['自闭症 小孩', TEXTS[5]],
  ['踢球', TEXTS[2]],
  ['眼睛 视力', TEXTS[6]],
  ['废物 怎么 扔', TEXTS[3]],
  ['幼儿园 教师 持证 上岗', TEXTS[0]],
])('finds the clause for %s', async (question, text) => {
  expect(await nearest(LocalEmbeddings.fit({ texts: TEXTS, segmenter }), question)).toBe(text);
});

test('has no more dimensions than texts, and no more than asked', async () => {
  expect(LocalEmbeddings.fit({ texts: TEXTS, segmenter }).dimension).toBe(TEXTS.length);
  const small = LocalEmbeddings.fit({ texts: TEXTS, segmenter, dimension: 3 });
  expect(small.dimension).toBe(3);
  expect(await small.embedQuery('教师')).toHaveLength(3);
});

test('gives vectors of length 1, and zero for a text of which nothing is known', async () => {
  const embeddings = LocalEmbeddings.fit({ texts: TEXTS, segmenter });
  const [known, unknown, empty] = await embeddings.embedDocuments(['教师 培训', 'xyz 42', '']);
  expect(Math.hypot(...known!)).toBeCloseTo(1, 9);
  expect(unknown!.every((entry) => entry === 0)).toBe(true);
  expect(empty!.every((entry) => entry === 0)).toBe(true);
  expect(unknown).toHaveLength(embeddings.dimension);
});

test('gives the same bits when fitted again, and other ones from other texts', async () => {
  const first = LocalEmbeddings.fit({ texts: TEXTS, segmenter });
  const again = LocalEmbeddings.fit({ texts: TEXTS, segmenter });
  expect(again.fingerprint).toBe(first.fingerprint);
  expect(await again.embedDocuments(TEXTS)).toEqual(await first.embedDocuments(TEXTS));
  expect(LocalEmbeddings.fit({ texts: TEXTS.slice(1), segmenter }).fingerprint).not.toBe(first.fingerprint);
});

test.each([1, 2, 3])('works with %i texts', async (count) => {
  const texts = TEXTS.slice(0, count);
  const embeddings = LocalEmbeddings.fit({ texts, segmenter });
  const vectors = await embeddings.embedDocuments(texts);
  const query = await embeddings.embedQuery('保育员 培训');
  const likeness = vectors.map((vector) => dot(query, vector));
  expect(likeness.indexOf(Math.max(...likeness))).toBe(0);
});

test.each([
  ['no texts', []],
  ['texts without words', ['。', '……']],
])('works with %s', async (_, texts) => {
  const embeddings = LocalEmbeddings.fit({ texts, segmenter });
  expect(await embeddings.embedQuery('教师')).toEqual([0]);
  embeddings.save(directory);
  expect(LocalEmbeddings.load(directory, segmenter).fingerprint).toBe(embeddings.fingerprint);
});

test('works with texts that are all the same', async () => {
  const embeddings = LocalEmbeddings.fit({ texts: Array(5).fill(TEXTS[0]), segmenter });
  const [vector] = await embeddings.embedDocuments([TEXTS[0]!]);
  expect(dot(vector!, await embeddings.embedQuery(TEXTS[0]!))).toBeCloseTo(1, 9);
});

test('embeds the same after saving and loading', async () => {
  const embeddings = LocalEmbeddings.fit({ texts: TEXTS, segmenter });
  embeddings.save(directory);
  const loaded = LocalEmbeddings.load(directory, segmenter);
  expect(loaded.fingerprint).toBe(embeddings.fingerprint);
  expect(await loaded.embedDocuments([...TEXTS, '老师 薪水'])).toEqual(
    await embeddings.embedDocuments([...TEXTS, '老师 薪水']),
  );
});

test('lets other work go on while it embeds many texts', async () => {
  const embeddings = LocalEmbeddings.fit({ texts: TEXTS, segmenter });
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await embeddings.embedDocuments(Array.from({ length: 3000 }, (_, n) => `${TEXTS[n % TEXTS.length]} ${n}`));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});

test.each([
  ['is missing', (folder: string) => rmSync(join(folder, 'local-embeddings.bin'))],
  ['is cut off', (folder: string) => shorten(join(folder, 'local-embeddings.bin'))],
  ['has other numbers', (folder: string) => flip(join(folder, 'local-embeddings.bin'))],
  ['is not JSON', (folder: string) => shorten(join(folder, 'local-embeddings.json'))],
  ['is of other gloss tables', (folder: string) => replaceGlosses(join(folder, 'local-embeddings.json'))],
])('refuses a file that %s, and says what to run', (_, damage) => {
  const broken = join(directory, 'broken');
  LocalEmbeddings.fit({ texts: TEXTS, segmenter }).save(directory);
  for (const name of ['local-embeddings.json', 'local-embeddings.bin'])
    cpSync(join(directory, name), join(broken, name));
  damage(broken);
  const load = () => LocalEmbeddings.load(broken, segmenter);
  expect(load).toThrow(IndexStoreError);
  expect(load).toThrow(/local-embeddings.*npm run index/);
});

function shorten(file: string): void {
  writeFileSync(file, readFileSync(file).subarray(0, -7));
}

function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(file, bytes);
}

function replaceGlosses(file: string): void {
  const header = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...header, glosses: ['of', 'another version'] }));
}
