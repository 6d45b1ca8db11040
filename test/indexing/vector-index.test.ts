import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { IndexStoreError } from '../../src/errors.ts';
import { VectorIndex } from '../../src/indexing/vector-index.ts';
import { clusteredVectors } from '../fakes/clustered-vectors.ts';

const directory = mkdtempSync(join(tmpdir(), 'vector-index-'));
afterAll(() => rmSync(directory, { recursive: true }));

const COMPASS = [
  [1, 0],
  [0, 2],
  [-3, 0],
  [1, 1],
];

test('finds the nearest first, by direction and not by length', () => {
  const found = VectorIndex.build(COMPASS).search([5, 1], 4);
  expect(found.map(({ ordinal }) => ordinal)).toEqual([0, 3, 1, 2]);
  expect(found[0]!.distance).toBeCloseTo(1 - 5 / Math.sqrt(26), 5);
  expect(found[3]!.distance).toBeGreaterThan(1.9);
});

test('finds no more than there are, and none where none are wanted', () => {
  const index = VectorIndex.build(COMPASS);
  expect(index.search([1, 0], 100)).toHaveLength(4);
  expect(index.search([1, 0], 0)).toEqual([]);
});

test('finds only what is accepted', () => {
  const index = VectorIndex.build(COMPASS);
  expect(index.search([1, 0], 4, (ordinal) => ordinal > 1).map(({ ordinal }) => ordinal)).toEqual([3, 2]);
  expect(index.search([1, 0], 4, () => false)).toEqual([]);
});

test('finds nothing near a zero vector', () => {
  expect(VectorIndex.build(COMPASS).search([0, 0], 3)).toEqual([]);
});

test('holds a zero vector without finding it near', () => {
  const index = VectorIndex.build([...COMPASS, [0, 0]]);
  expect(index.search([1, 0], 5).find(({ ordinal }) => ordinal === 4)!.distance).toBeCloseTo(1, 5);
});

test('works empty, saved and loaded too', () => {
  const empty = VectorIndex.build([]);
  expect(empty.size).toBe(0);
  expect(empty.search(new Array(empty.dimension).fill(1), 3)).toEqual([]);
  const file = join(directory, 'empty');
  empty.save(file);
  expect(VectorIndex.load(file, empty.dimension).search([1], 3)).toEqual([]);
});

test('gives equal vectors in the order of their clauses', () => {
  const index = VectorIndex.build([
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
    [1, 0],
  ]);
  expect(index.size).toBe(5);
  expect(index.search([1, 0], 4).map(({ ordinal }) => ordinal)).toEqual([1, 3, 4, 0]);
  expect(index.search([1, 0], 2, (ordinal) => ordinal !== 1).map(({ ordinal }) => ordinal)).toEqual([3, 4]);
});

test('finds the same after saving and loading', () => {
  const { vectors, queries } = clusteredVectors({ count: 300, clusters: 10, dimension: 16 });
  const index = VectorIndex.build(vectors);
  const file = join(directory, 'saved');
  index.save(file);
  const loaded = VectorIndex.load(file, 16);
  expect(loaded.size).toBe(300);
  expect(loaded.dimension).toBe(16);
  for (const query of queries.slice(0, 20)) expect(loaded.search(query, 10)).toEqual(index.search(query, 10));
});

test('refuses vectors of different lengths or without numbers', () => {
  expect(() => VectorIndex.build([[1, 0], [1]])).toThrow(/第 2 条/);
  expect(() => VectorIndex.build([[1, Number.NaN]])).toThrow(/第 1 条/);
});

test('refuses a question of another dimension', () => {
  expect(() => VectorIndex.build(COMPASS).search([1, 2, 3], 1)).toThrow(/3 个数，索引是 2 个/);
});

test.each([
  ['of another dimension', 3, () => undefined],
  ['that is missing', 2, (file: string) => rmSync(file)],
  ['that is cut off', 2, (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 50))],
  ['without its layout', 2, (file: string) => rmSync(`${file}.json`)],
  ['of another count', 2, (file: string) => rewriteLayout(file, [0, 1])],
  ['with a node that is not there', 2, (file: string) => rewriteLayout(file, [0, 1, 2, 9])],
])('refuses a file %s, naming it and what to run', (_, dimension, damage) => {
  const file = join(directory, 'damaged');
  VectorIndex.build(COMPASS).save(file);
  damage(file);
  const load = () => VectorIndex.load(file, dimension);
  expect(load).toThrow(IndexStoreError);
  expect(load).toThrow(/damaged.*npm run index/);
});

function rewriteLayout(file: string, nodes: number[]): void {
  writeFileSync(`${file}.json`, JSON.stringify({ version: 1, dimension: 2, nodes }));
}
