import { describe, expect, it } from 'vitest';
import { ageAsked, speaksForAge } from '../../src/retrieval/ages.ts';

describe('ageAsked', () => {
  it.each([
    ['82岁的老人能坐船吗', 82],
    ['7周岁的孩子要买票吗', 7],
    ['80多岁怎么买票', 80],
    ['70来岁的渔民', 70],
  ])('reads the age of the person in %s', (topic, age) => {
    expect(ageAsked(topic)).toBe(age);
  });

  it.each(['几岁能免票', '票价82元', '2032年的船票', '82名老人'])('reads none in %s', (topic) => {
    expect(ageAsked(topic)).toBeNull();
  });
});

describe('speaksForAge', () => {
  it.each<[string, number, number]>([
    ['60周岁至69周岁的老人半价', 60, 59],
    ['60周岁至69周岁的老人半价', 69, 70],
    ['6—12岁的儿童半价', 12, 13],
    ['年满70周岁的老人免票', 75, 69],
    ['80周岁以上的老人免票', 95, 79],
    ['80周岁及以上的老人免票', 80, 79],
    ['14周岁以下的儿童免票', 14, 15],
    ['3岁以内的幼儿免票', 2, 4],
    ['7周岁的儿童半价', 7, 8],
  ])('%s: speaks for %i, not for %i', (text, meant, other) => {
    expect(speaksForAge(meant, text)).toBe(true);
    expect(speaksForAge(other, text)).toBe(false);
  });

  it('speaks for every age that one of several conditions meets', () => {
    const text = '6岁以下的儿童和70岁以上的老人免票';
    expect([5, 40, 75].map((age) => speaksForAge(age, text))).toEqual([true, false, true]);
  });

  it('is null where the text names no age', () => {
    expect(speaksForAge(82, '本区居民免票，票价2元')).toBeNull();
  });
});
