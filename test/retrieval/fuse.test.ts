import { describe, expect, it } from 'vitest';
import { fuse } from '../../src/retrieval/fuse.ts';

describe('fuse', () => {
  it('merges both lists, each clause once, best first', () => {
    const fused = fuse(
      [
        { ordinal: 3, score: 8 },
        { ordinal: 1, score: 0.4 },
      ],
      [
        { ordinal: 1, distance: 0.4 },
        { ordinal: 7, distance: 0.5 },
      ],
    );
    expect(fused.map(({ ordinal }) => ordinal)).toEqual([3, 1, 7]);
    expect(fused.find(({ ordinal }) => ordinal === 1)).toMatchObject({ foundBy: ['lexical', 'vector'] });
    expect(fused.find(({ ordinal }) => ordinal === 3)).toMatchObject({ foundBy: ['lexical'], similarity: 0 });
    expect(fused.find(({ ordinal }) => ordinal === 7)!.similarity).toBeCloseTo(0.5);
  });

  it('raises a clause that both found above one that words alone found as well', () => {
    const words = [
      { ordinal: 1, score: 5 },
      { ordinal: 2, score: 5 },
    ];
    expect(fuse(words, [{ ordinal: 2, distance: 0.2 }])[0]!.ordinal).toBe(2);
  });

  it('keeps the order of the documents where scores are equal, and takes empty lists', () => {
    const words = [
      { ordinal: 9, score: 5 },
      { ordinal: 2, score: 5 },
    ];
    expect(fuse(words, []).map(({ ordinal }) => ordinal)).toEqual([2, 9]);
    expect(fuse([], [])).toEqual([]);
  });

  it('never counts an opposite direction as likeness', () => {
    expect(fuse([], [{ ordinal: 1, distance: 1.8 }])[0]).toMatchObject({ similarity: 0, score: 0 });
  });
});
