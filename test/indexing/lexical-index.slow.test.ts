import { describe, expect, it } from 'vitest';
import { LexicalIndex } from '../../src/indexing/lexical-index.ts';

/** A small generator with a fixed seed (Park and Miller 1988), so that every run searches the same index. */
function createRandom(): () => number {
  let state = 20_231_123;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('LexicalIndex with 20,000 clauses', () => {
  it('answers a query of 40 terms in under 5 ms', () => {
    const random = createRandom();
    // Cubed: a few common words and many rare ones, as in real text.
    const words = (count: number) =>
      Array.from({ length: count }, () => `w${Math.floor(30_000 * random() ** 3)}`);
    const clauses = Array.from({ length: 20_000 }, () => ({
      document: words(10),
      title: words(6),
      path: words(15),
      text: words(120),
    }));
    const index = LexicalIndex.fromBuffer(LexicalIndex.build(clauses).toBuffer());
    const times = Array.from({ length: 60 }, () => {
      const terms = words(40).map((term) => ({ term, weight: random() }));
      const startedAt = performance.now();
      expect(index.search(terms, 80)).toHaveLength(80);
      return performance.now() - startedAt;
    });
    const median = times.sort((a, b) => a - b)[30]!;
    expect(median).toBeLessThan(5);
  });
});
