import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { findQuantities } from '../language/numerals.ts';

/** Numerals that a coinage is built of: 三全两高一大 → 3, 2, 1; 1+1+n → 1, 1; 双培养 → 2. Empty for plain names. */
export function numeralsOf(coinage: string): number[] {
  if (/^\d{3,}$/u.test(coinage)) return [...coinage].map(Number);
  const found = [...coinage.matchAll(/\d+|(?<![统单唯同专])[一二两三四五六七八九十]+|双/gu)].map(
    ([numeral]) => {
      if (numeral === '双') return 2;
      return /^\d+$/u.test(numeral) ? Number(numeral) : (parseChineseNumber(numeral) ?? 0);
    },
  );
  return found.filter((value) => value > 0);
}

/** Numbers of things that a text counts, in order. */
export function countsIn(text: string): number[] {
  return findQuantities(text)
    .filter(({ kind }) => kind === 'count' || kind === 'plain')
    .map(({ value }) => value);
}
