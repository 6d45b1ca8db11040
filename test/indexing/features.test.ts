import { expect, test } from 'vitest';
import { countFeatures, FeatureSpace } from '../../src/indexing/features.ts';
import { GlossVectors } from '../../src/indexing/gloss-vectors.ts';
import { Glosses } from '../../src/indexing/glosses.ts';
import { plainSegmenter } from '../fakes/plain-segmenter.ts';

const glosses = Glosses.shared();
const reader = { segmenter: plainSegmenter, glosses, glossVectors: GlossVectors.shared(glosses) };

function spaceOf(...texts: string[]): FeatureSpace {
  return FeatureSpace.fit(
    texts.map((text) => countFeatures(text, reader)),
    reader,
  );
}

function likeness(space: FeatureSpace, a: string, b: string): number {
  const [left, right] = [a, b].map((text) => {
    const { ids, weights } = space.read(text);
    return new Map(Array.from(ids, (id, n) => [id, weights[n]!]));
  }) as [Map<number, number>, Map<number, number>];
  return [...left].reduce((sum, [id, weight]) => sum + weight * (right.get(id) ?? 0), 0);
}

test('counts words, bigrams and glosses', () => {
  const { features, words } = countFeatures('教师 教师 93%', reader);
  expect(Object.fromEntries(words)).toEqual({ 教师: 2, '93%': 1 });
  expect(features.get('教师')).toBe(2);
  expect(features.get('·教师')).toBe(2);
  expect(features.get('g:teach')).toBe(2);
});

test('weighs rare words more than common ones', () => {
  const space = spaceOf('教师 学校', '教师 足球', '教师 垃圾');
  const weight = (name: string) => space.weights[space.names.indexOf(name)]!;
  expect(weight('足球')).toBeGreaterThan(weight('教师'));
  expect(weight('教师')).toBeGreaterThan(0);
});

test('finds texts alike that share a meaning and no word', () => {
  const space = spaceOf('教师 培训', '足球 比赛', '垃圾 分类');
  expect(likeness(space, '老师', '教师 培训')).toBeGreaterThan(likeness(space, '老师', '足球 比赛') + 0.1);
});

test('gives features the length 1 and meanings less', () => {
  const space = spaceOf('教师 培训', '足球 比赛');
  const { ids, weights } = space.read('教师 比赛 比赛');
  const length = (isMeaning: boolean) =>
    Math.hypot(...weights.filter((_, n) => ids[n]! >= space.names.length === isMeaning));
  expect(length(false)).toBeCloseTo(1, 9);
  expect(length(true)).toBeGreaterThan(0.2);
  expect(length(true)).toBeLessThan(1);
  expect(Math.max(...ids)).toBeLessThan(space.size);
});

test('reads nothing in a text of which nothing is known', () => {
  const space = spaceOf('教师 培训');
  expect(space.read('xyz 12').ids).toHaveLength(0);
  expect(space.read('').ids).toHaveLength(0);
});
