const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const DIGIT = '[一二两三四五六七八九]';
/** One to 9999: 三千零五, 一百二十, 十五, 两. */
const SECTION = new RegExp(
  `^(?:(${DIGIT})千)?零?(?:(${DIGIT})百)?零?(?:(${DIGIT}?)(十))?零?(${DIGIT})?$`,
  'u',
);
const POSITIONAL = /^[零〇一二三四五六七八九]+$/u;

function parseSection(text: string): number | null {
  const parts = SECTION.exec(text);
  if (text === '' || !parts) return null;
  const [, thousands, hundreds, tens, ten, ones] = parts;
  const tensValue = ten ? (tens ? DIGITS[tens]! : 1) : 0;
  return (
    (thousands ? DIGITS[thousands]! * 1000 : 0) +
    (hundreds ? DIGITS[hundreds]! * 100 : 0) +
    tensValue * 10 +
    (ones ? DIGITS[ones]! : 0)
  );
}

function parseWhole(text: string): number | null {
  for (const [mark, factor] of [
    ['亿', 1e8],
    ['万', 1e4],
  ] as const) {
    const at = text.indexOf(mark);
    if (at < 0) continue;
    const high = parseWhole(text.slice(0, at));
    const rest = text.slice(at + 1).replace(/^零/u, '');
    const low = rest === '' ? 0 : parseWhole(rest);
    return high === null || low === null || low >= factor ? null : high * factor + low;
  }
  return parseSection(text);
}

/**
 * Value of a number written in Chinese: 九十三 → 93, 一万二千 → 12000, 二〇二五 → 2025, 三点五 → 3.5.
 * Null for what is no single number (三四, 百千): such words stay words.
 */
export function parseChineseNumber(text: string): number | null {
  if (text.includes('点')) {
    const [whole, fraction, ...more] = text.split('点') as [string, string, ...string[]];
    const value = whole === '零' ? 0 : parseWhole(whole);
    if (value === null || more.length > 0 || !POSITIONAL.test(fraction)) return null;
    return Number(`${value}.${[...fraction].map((digit) => DIGITS[digit]).join('')}`);
  }
  // Digit by digit only for years and the like: 三四 means "three or four".
  if (POSITIONAL.test(text) && text.length === 4)
    return Number([...text].map((digit) => DIGITS[digit]).join(''));
  return parseWhole(text);
}

/** A number as search and canonical forms write it: no exponent, no trailing zeros, at most six decimals. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? value.toFixed(0) : value.toFixed(6).replace(/\.?0+$/, '');
}
