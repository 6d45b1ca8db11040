import { beforeAll, describe, expect, test } from 'vitest';
import { VectorIndex } from '../../src/indexing/vector-index.ts';
import { clusteredVectors } from '../fakes/clustered-vectors.ts';

const COUNT = 20_000;
const DIMENSION = 192;

describe.each([
  ['clustered', (n: number) => n],
  ['half of them the same', (n: number) => (n % 2 === 0 ? n : 1)],
])('%s vectors, 20,000 of them', (_, place) => {
  const { vectors: distinct, queries } = clusteredVectors({
    count: COUNT,
    clusters: 400,
    dimension: DIMENSION,
  });
  const vectors = distinct.map((_, n) => Float32Array.from(distinct[place(n)]!));
  const units = vectors.map(unitOf);
  let index: VectorIndex;
  beforeAll(() => {
    index = VectorIndex.build(vectors);
  });

  test.each([
    ['all', undefined],
    ['half', (ordinal: number) => ordinal % 4 < 2],
    ['one in fifty', (ordinal: number) => Math.floor(ordinal / 7) % 50 === 0],
    ['hardly any', (ordinal: number) => ordinal % 5000 === 3],
  ])('finds the ten nearest of %s', (_, accept) => {
    let found = 0;
    let wanted = 0;
    const times: number[] = [];
    for (const query of queries) {
      const startedAt = performance.now();
      const matches = index.search(query, 10, accept);
      times.push(performance.now() - startedAt);
      const exact = exactDistances(units, unitOf(Float32Array.from(query)), accept).slice(0, 10);
      const farthest = exact.at(-1)! + 1e-5;
      wanted += exact.length;
      found += matches.filter(
        ({ ordinal, distance }) => distance <= farthest && (!accept || accept(ordinal)),
      ).length;
    }
    expect(found / wanted).toBeGreaterThanOrEqual(0.98);
    expect(times.sort((a, b) => a - b)[50]).toBeLessThan(10);
  });
});

function unitOf(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((entry) => entry / length);
}

function exactDistances(
  units: Float32Array[],
  query: Float32Array,
  accept: ((ordinal: number) => boolean) | undefined,
): number[] {
  const distances: number[] = [];
  for (const [ordinal, unit] of units.entries()) {
    if (accept && !accept(ordinal)) continue;
    let product = 0;
    for (let k = 0; k < unit.length; k++) product += unit[k]! * query[k]!;
    distances.push(1 - product);
  }
  return distances.sort((a, b) => a - b);
}
