import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { GlossVectors, pack } from '../../src/indexing/gloss-vectors.ts';
import { Glosses } from '../../src/indexing/glosses.ts';

function likeness(vectors: GlossVectors, a: string, b: string): number {
  return vectors.of(a).reduce((sum, entry, k) => sum + entry * vectors.of(b)[k]!, 0);
}

test('sums the vectors of what a word is described by, to length 1', () => {
  const glosses = new Glosses('教师\tteach\n');
  const packed = pack(['g:teach', '师'], Float32Array.from([3, 0, 0, 4]), 2);
  const vectors = new GlossVectors(gunzipSync(packed), glosses);
  const [x, y] = vectors.of('教师');
  expect(x).toBeCloseTo(0.6, 2);
  expect(y).toBeCloseTo(0.8, 2);
});

test('gives a word it knows nothing about the zero vector', () => {
  const vectors = GlossVectors.shared(Glosses.shared());
  for (const word of ['93%', 'abc', '']) expect(vectors.of(word).every((entry) => entry === 0)).toBe(true);
});

test('puts words together that share no character', () => {
  const vectors = GlossVectors.shared(Glosses.shared());
  for (const [a, near, far] of [
    ['娃', '儿童', '桥梁'],
    ['考试', '测验', '儿童'],
    ['教书', '授课', '垃圾'],
  ] as const) {
    expect(likeness(vectors, a, near), `${a} ${near}`).toBeGreaterThan(likeness(vectors, a, far) + 0.1);
  }
});
