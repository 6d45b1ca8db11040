import { parseChineseNumber } from './chinese-numbers.ts';

/** A bare number read from a text. */
export interface ReadNumber {
  value: number;
  end: number;
  chinese: boolean;
  /** Digits as printed, for numbers that are really codes (2.0, 007). */
  digits: string;
}

const ARABIC = /(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/y;
const CHINESE = /[零〇一二三四五六七八九十百千万亿两]+(?:点[零〇一二三四五六七八九]+)?/uy;
const SCALE = /\s{0,2}(万亿|千万|百万|亿|万)/y;
const SCALES: Record<string, number> = { 万亿: 1e12, 亿: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4 };

/** Matches a sticky pattern at one place. */
export function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The number that starts at `at`, with its 万 or 亿; null where there is none, or a word that looks like one. */
export function readNumber(text: string, at: number): ReadNumber | null {
  const arabic = match(ARABIC, text, at);
  if (arabic) {
    const digits = arabic[0].replaceAll(',', '');
    const end = at + arabic[0].length;
    const scale = match(SCALE, text, end);
    if (!scale) return { value: Number(digits), end, chinese: false, digits };
    return {
      value: Number((Number(digits) * SCALES[scale[1]!]!).toFixed(2)),
      end: end + scale[0].length,
      chinese: false,
      digits: '',
    };
  }
  const chinese = match(CHINESE, text, at);
  if (!chinese || /^[零百千万亿]/u.test(chinese[0].replace(/^零点/u, ''))) return null;
  const value = parseChineseNumber(chinese[0]);
  return value === null ? null : { value, end: at + chinese[0].length, chinese: true, digits: '' };
}
