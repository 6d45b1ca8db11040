import { expect, test } from 'vitest';
import type { SparseVector } from '../../src/indexing/features.ts';
import { rightSingularVectors } from '../../src/indexing/truncated-svd.ts';

function row(entries: Record<number, number>): SparseVector {
  return {
    ids: Int32Array.from(Object.keys(entries), Number),
    weights: Float64Array.from(Object.values(entries)),
  };
}

// Rank 2: rows are sums of two orthogonal patterns, of strength 5 and 3.
const ROWS = [row({ 0: 3, 1: 4 }), row({ 2: 3 }), row({})];

test('finds the directions of a matrix, strongest first', () => {
  const { vectors, singularValues, rank } = rightSingularVectors({
    rows: ROWS,
    features: 4,
    rank: 3,
    seed: 1,
  });
  expect(rank).toBe(2);
  expect(singularValues[0]).toBeCloseTo(5, 9);
  expect(singularValues[1]).toBeCloseTo(3, 9);
  const magnitudes = Array.from(vectors, Math.abs);
  [0.6, 0, 0.8, 0, 0, 1, 0, 0].forEach((expected, at) => {
    expect(magnitudes[at]).toBeCloseTo(expected, 6);
  });
});

test('gives the same bits again, and finds the same from another seed', () => {
  const rows = Array.from({ length: 30 }, (_, n) =>
    row({ [n % 7]: 1 + (n % 3), [7 + (n % 11)]: 2, [n % 18]: 0.5 }),
  );
  const first = rightSingularVectors({ rows, features: 18, rank: 5, seed: 7 });
  expect(rightSingularVectors({ rows, features: 18, rank: 5, seed: 7 })).toEqual(first);
  const other = rightSingularVectors({ rows, features: 18, rank: 5, seed: 8 });
  for (let k = 0; k < 5; k++) expect(other.singularValues[k]).toBeCloseTo(first.singularValues[k]!, 6);
});

test('keeps the lengths of the rows when nothing is cut off', () => {
  const rows = [row({ 0: 1, 3: 2 }), row({ 1: 2, 2: 1 }), row({ 0: 1, 2: 4 })];
  const { vectors, rank } = rightSingularVectors({ rows, features: 4, rank: 3, seed: 1 });
  for (const { ids, weights } of rows) {
    const image = Array.from({ length: rank }, (_, k) =>
      ids.reduce((sum, id, n) => sum + weights[n]! * vectors[id * rank + k]!, 0),
    );
    expect(Math.hypot(...image)).toBeCloseTo(Math.hypot(...weights), 5);
  }
});

test.each([
  ['no rows', []],
  ['empty rows only', [row({}), row({})]],
])('finds no direction in %s', (_, rows) => {
  expect(rightSingularVectors({ rows, features: 4, rank: 2, seed: 1 }).rank).toBe(0);
});
