import { formatNumber, parseChineseNumber } from './chinese-numbers.ts';
import type { Found, Quantity } from './quantity.ts';
import { NUMERAL_WORDS, ORDINAL_UNIT, TAKES_ONE } from './quantity-units.ts';
import { measured, RANGE, readMeasured, scaled } from './read-measured.ts';
import { match, readNumber } from './read-number.ts';
import { remembered } from './remembered.ts';

export type { Quantity } from './quantity.ts';

const START = /第(?=\s{0,2}[\d一二三四五六七八九十])|[百千]分之|[\d一二三四五六七八九十两零〇]/gu;
const FULL_DATE =
  /(\d{4})\s{0,2}(?:年\s{0,2}(\d{1,2})\s{0,2}月(?:\s{0,2}(\d{1,2})\s{0,2}[日号])?|([-./])(\d{1,2})\4(\d{1,2})(?![\d.]))/y;
const MONTH_DAY = /(\d{1,2})\s{0,2}月\s{0,2}(\d{1,2})\s{0,2}[日号]/y;
const CLOCK = /\d{1,2}:\d{2}(?!\d)/y;
const FRACTION = /([一二三四五六七八九十\d]{1,3})\s?分之\s?([一二三四五六七八九\d]{1,2})/uy;
const CODE = /[A-Za-z0-9]+(?:[.+_-][A-Za-z0-9]+)*/y;
const LIST_MARK = /\d{1,2}[.、)](?!\d)/y;

/** Same length as `text`: full-width signs and traditional numerals become their common forms. */
function toPlain(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(
      /[萬億兩點項個]/gu,
      (sign) => ({ 萬: '万', 億: '亿', 兩: '两', 點: '点', 項: '项', 個: '个' })[sign] ?? sign,
    );
}

function readDate(text: string, at: number): Found | null {
  const full = match(FULL_DATE, text, at);
  if (full) {
    const year = Number(full[1]);
    const month = full[2] ?? full[5];
    const day = full[3] ?? full[6];
    const canonical = `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
    return { end: at + full[0].length, value: year, unit: '年', kind: 'date', canonical };
  }
  const monthDay = match(MONTH_DAY, text, at);
  if (monthDay) {
    const canonical = `${Number(monthDay[1])}月${Number(monthDay[2])}日`;
    return { end: at + monthDay[0].length, value: Number(monthDay[1]), unit: '月', kind: 'date', canonical };
  }
  const clock = match(CLOCK, text, at);
  if (!clock) return null;
  const [hours, minutes] = clock[0].split(':').map(Number) as [number, number];
  return {
    end: at + clock[0].length,
    value: hours + minutes / 60,
    unit: '',
    kind: 'plain',
    canonical: clock[0],
  };
}

function readPercentOf(text: string, at: number): { value: number; end: number } | null {
  const opening = /百\s?分\s?之\s?|千\s?分\s?之\s?/uy;
  const head = match(opening, text, at);
  if (!head) return null;
  const from = at + head[0].length;
  const factor = head[0].startsWith('千') ? 0.1 : 1;
  if (text[from] === '百') return { value: 100, end: from + 1 };
  const number = readNumber(text, from);
  return number && { value: scaled(number.value, factor), end: number.end };
}

/** 百分之九十三, 百分之五到百分之十, 三分之一. */
function readPartOf(text: string, at: number): Found | null {
  const first = readPercentOf(text, at);
  if (first) {
    const gap = match(RANGE, text, first.end);
    const second = gap && readPercentOf(text, first.end + gap[0].length);
    const isRange = second && second.value > first.value;
    const end = isRange ? second.end : first.end;
    return measured(first.value, isRange ? second.value : undefined, { kind: 'percent', unit: '%', end });
  }
  const fraction = match(FRACTION, text, at);
  if (!fraction) return null;
  const [below, above] = [fraction[1]!, fraction[2]!].map((part) =>
    /\d/.test(part) ? Number(part) : parseChineseNumber(part),
  );
  if (!below || !above) return null;
  return {
    end: at + fraction[0].length,
    value: above / below,
    unit: '',
    kind: 'plain',
    canonical: `${above}/${below}`,
  };
}

function readOrdinal(text: string, at: number): Found | null {
  const head = /第\s{0,2}/uy;
  const mark = match(head, text, at);
  const number = mark && readNumber(text, at + mark[0].length);
  if (!number) return null;
  const rest = text.slice(number.end, number.end + 4).trimStart();
  // 第十四个五年规划 is the long name of 十四五规划, not a fourteenth thing.
  if (rest.startsWith('个五年')) return null;
  const unit = ORDINAL_UNIT.exec(rest)?.[0] ?? '';
  const end = unit === '' ? number.end : text.indexOf(unit, number.end) + unit.length;
  return {
    end,
    value: number.value,
    unit,
    kind: 'ordinal',
    canonical: `第${formatNumber(number.value)}${unit}`,
  };
}

/** End of what looks like a number at `at` and is none (5G, 2+1, “1.” before an item, 一批, 三四); `at` where it may be one. */
function skipLookalike(text: string, at: number): number {
  const before = text[at - 1] ?? '\n';
  if (/\d/.test(text[at]!)) {
    const code = match(CODE, text, at)![0];
    if (
      /[A-Za-z]/.test(before) ||
      !/^\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?$|^\d{4}([-.])\d{1,2}\1\d{1,2}$/.test(code)
    )
      return at + code.length;
    const item = match(LIST_MARK, text, at);
    if (item && (/[\n;。:]/.test(before) || (before === '(' && item[0].endsWith(')'))))
      return at + item[0].length;
    return at;
  }
  for (const word of NUMERAL_WORDS) {
    const found = match(word, text, at);
    if (found) return at + found[0].length;
  }
  if (text[at] === '一' && TAKES_ONE.includes(before)) return at + 1;
  if (text[at] === '十' && '数几'.includes(before)) return at + 1;
  return at;
}

/**
 * Finds numbers with their units in any common writing (93%, ９３％, 百分之九十三; 50 个, 五十个; 1.5万; 2—3所; 2025 年).
 * Offsets are those of `text` as given. Words that merely hold a numeral (统一, 十分, 十四五, 三位一体) are left alone.
 */
export const findQuantities = remembered(readQuantities);

function readQuantities(text: string): Quantity[] {
  const plain = toPlain(text);
  const found: Quantity[] = [];
  START.lastIndex = 0;
  for (let start = START.exec(plain); start; start = START.exec(plain)) {
    const at = start.index;
    const skipped = skipLookalike(plain, at);
    if (skipped > at) {
      START.lastIndex = skipped;
      continue;
    }
    const quantity =
      readPartOf(plain, at) ?? readOrdinal(plain, at) ?? readDate(plain, at) ?? readMeasured(plain, at);
    if (quantity) found.push({ ...quantity, start: at, text: text.slice(at, quantity.end) });
    START.lastIndex = quantity?.end ?? endOfRun(plain, at);
  }
  return found;
}

/** End of the run of numerals at `at`, so that no number is read out of the middle of one. */
function endOfRun(text: string, at: number): number {
  const run = /第?\s{0,2}[\d零〇一二三四五六七八九十百千万亿两]+(?:个五年)?/uy;
  return at + (match(run, text, at)?.[0].length ?? 1);
}
