import { formatNumber } from './chinese-numbers.ts';
import type { Found, QuantityKind } from './quantity.ts';
import { unitAt } from './quantity-units.ts';
import { match, type ReadNumber, readNumber } from './read-number.ts';

/** Joins the ends of a range: 2—3, 三至六, 5到10. */
export const RANGE = /\s{0,2}(?:[-–—―~]{1,3}|至|到)\s{0,2}/y;
const TENTHS = /成(?![立为就果员熟长效本绩分功型年品人])/uy;
/** What follows a number and gives it its meaning. */
interface Suffix {
  kind: QuantityKind;
  unit: string;
  end: number;
  /** Factor that brings the number to the unit: 五成 → 50%. */
  factor: number;
}

const PER_CENT = /\s{0,2}([%‰])/y;
const UNIT_GAP = /\s{0,2}[余多]?\s{0,2}/y;
const MONEY_WORDS = /\s{0,2}元(?![旦素])|\s{0,2}块(?:钱|(?=[，,。；;、？?！!的]|$))/y;

/** True for numbers that 年 makes a year, not a duration. */
const isCalendarYear = (number: ReadNumber) =>
  Number.isInteger(number.value) &&
  number.value >= 1900 &&
  number.value <= 2100 &&
  (number.chinese || number.digits.length === 4);

function readSuffix(text: string, number: ReadNumber): Suffix | null {
  const { end } = number;
  const percent = match(PER_CENT, text, end);
  if (percent)
    return { kind: 'percent', unit: '%', end: end + percent[0].length, factor: percent[1] === '%' ? 1 : 0.1 };
  const money = match(MONEY_WORDS, text, end);
  if (money) return { kind: 'money', unit: '元', end: end + money[0].length, factor: 1 };
  if (number.value <= 10 && match(TENTHS, text, end))
    return { kind: 'percent', unit: '%', end: end + 1, factor: 10 };
  const gap = match(UNIT_GAP, text, end)![0];
  const unit = unitAt(text, end + gap.length, number.chinese);
  if (unit === '' || (unit === '大' && number.value > 10)) return null;
  const after = { unit, end: end + gap.length + unit.length, factor: 1 };
  if (/^(?:年|学年)度?$/u.test(unit) && isCalendarYear(number)) {
    return { ...after, kind: 'year', unit: unit.replace('年度', '年') };
  }
  return { ...after, kind: unit === '月' && number.value <= 12 ? 'date' : 'count' };
}

/** Puts a number, or a range, together with what it counts. */
export function measured(lower: number, upper: number | undefined, suffix: Omit<Suffix, 'factor'>): Found {
  const amount = upper === undefined ? formatNumber(lower) : `${formatNumber(lower)}-${formatNumber(upper)}`;
  return {
    end: suffix.end,
    value: lower,
    ...(upper === undefined ? {} : { upper }),
    unit: suffix.unit,
    kind: suffix.kind,
    canonical: amount + suffix.unit,
  };
}

/** `value` × `factor` without the noise of binary fractions. */
export function scaled(value: number, factor: number): number {
  return factor === 1 ? value : Number((value * factor).toFixed(6));
}

/** `50%—60%`, `2—3所`, `2021年至2025年`: the second number must be larger and carry the unit. */
function readRange(text: string, first: ReadNumber, own: Suffix | null): Found | null {
  const gap = match(RANGE, text, own?.end ?? first.end);
  if (!gap) return null;
  const second = readNumber(text, (own?.end ?? first.end) + gap[0].length);
  if (!second || second.value <= first.value) return null;
  const suffix = readSuffix(text, second);
  if (own && own.unit !== suffix?.unit) return null;
  if (suffix) {
    const kind = suffix.kind === 'year' && !isCalendarYear(first) ? 'count' : suffix.kind;
    return measured(scaled(first.value, suffix.factor), scaled(second.value, suffix.factor), {
      ...suffix,
      kind,
    });
  }
  const years = isCalendarYear(first) && isCalendarYear(second);
  return years ? measured(first.value, second.value, { kind: 'year', unit: '年', end: second.end }) : null;
}

/** A number with its unit, a range, or a number that stands alone. */
export function readMeasured(text: string, at: number): Found | null {
  const number = readNumber(text, at);
  if (!number) return null;
  const suffix = readSuffix(text, number);
  const range = readRange(text, number, suffix);
  if (range) return range;
  if (suffix) return measured(scaled(number.value, suffix.factor), undefined, suffix);
  // A Chinese numeral without a unit is a number only where it is long enough to be no part of a word: 三百二十.
  if (
    number.chinese &&
    !(number.end - at >= 2 && (number.value >= 100 || /[百千万亿]/u.test(text.slice(at, number.end))))
  )
    return null;
  const canonical = number.digits === '' ? formatNumber(number.value) : number.digits;
  return { end: number.end, value: number.value, unit: '', kind: 'plain', canonical };
}
