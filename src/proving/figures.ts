import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import { NUMERAL_WORDS } from '../language/quantity-units.ts';
import { match } from '../language/read-number.ts';
import { remembered } from '../language/remembered.ts';

/** Which way a quantity is bounded: 不少于, 以上 / 不超过, 以内 / neither. */
export type Bound = 'least' | 'most' | null;

/** A quantity as a text states it, with its bound. */
export interface StatedQuantity extends Quantity {
  bound: Bound;
}

/** A numeral that is no quantity of its own: 12351, “三全两高”, 三级. */
export interface BareNumeral {
  text: string;
  start: number;
  /** The characters before and behind it; '' where there is none. */
  before: string;
  behind: string;
}

/** Everything in a text that says how many, how much, which or when. */
export interface Figures {
  quantities: StatedQuantity[];
  bare: BareNumeral[];
}

const LEAST_BEFORE =
  /(?:不少于|不低于|不小于|不得少于|不得低于|不能少于|至少|最少|最低|起码|超过|高于|多于|大于|突破)(?:达到|为|有|到)?$/u;
const MOST_BEFORE =
  /(?:不超过|不高于|不多于|不大于|不得超过|不能超过|低于|少于|小于|至多|最多|最高|控制在|限于)(?:为|到)?$/u;
const LEAST_BEHIND = /^(?:及|或)?(?:以上|之上)/u;
const MOST_BEHIND = /^(?:及|或)?(?:以下|以内|之内|之下)/u;

function boundOf(text: string, { start, end, kind }: Quantity): Bound {
  if (kind === 'ordinal') return null;
  const before = text.slice(Math.max(0, start - 8), start).replace(/^.*\n|\s/gsu, '');
  const behind = text.slice(end, end + 4).replace(/^\s+/u, '');
  // 不超过 ends in 超过, 不低于 in 低于: the longer reading counts.
  if (/不(?:得|能)?(?:超过|高于|多于|大于)(?:为|到)?$/u.test(before) || MOST_BEHIND.test(behind))
    return 'most';
  if (/不(?:得|能)?(?:少于|低于|小于)(?:达到|为|有|到)?$/u.test(before) || LEAST_BEHIND.test(behind))
    return 'least';
  if (LEAST_BEFORE.test(before)) return 'least';
  return MOST_BEFORE.test(before) ? 'most' : null;
}

const NUMERAL = /\d+(?:\.\d+)*|[零〇一二两三四五六七八九十百千万亿]+/gu;

function bareNumerals(text: string, quantities: Quantity[]): BareNumeral[] {
  const found: BareNumeral[] = [];
  for (const { 0: numeral, index: start } of text.matchAll(NUMERAL)) {
    // 一 and 十分, 千方百计, 万众 hold words together; they count nothing.
    if (/^[一百千万亿零〇]+$/u.test(numeral)) continue;
    if (quantities.some((one) => start < one.end && start + numeral.length > one.start)) continue;
    if (NUMERAL_WORDS.some((word) => match(word, text, start))) continue;
    const [before, behind] = [text[start - 1] ?? '', text[start + numeral.length] ?? ''];
    found.push({ text: numeral, start, before: before.trim(), behind: behind.trim() });
  }
  return found;
}

/** Reads all figures of a text; texts come again and again, so that each is read once. */
export const figuresIn = remembered((text: string): Figures => {
  const quantities = findQuantities(text).map((one) => ({ ...one, bound: boundOf(text, one) }));
  return { quantities, bare: bareNumerals(text, quantities) };
});

/** What a source states of figures, made to be asked. */
export interface StatedFigures {
  /** Canonical quantities with the bounds they are stated with. */
  bounds: Map<string, Set<Bound>>;
  quantities: StatedQuantity[];
  /** Values of all its numerals, whatever they count. */
  values: Set<number>;
  form: string;
}

/** 2021-2025年 states both years; 2023年11月23日 states the month and the year. */
function impliedBy({ canonical, kind, unit, upper, value }: Quantity): string[] {
  if (kind === 'year' && upper !== undefined) return [`${value}${unit}`, `${upper}${unit}`];
  if (kind !== 'date') return [];
  const parts = /^(\d{4}年)(?:(\d{1,2}月)(\d{1,2}日)?)?$/u.exec(canonical);
  if (!parts) return [];
  const [, year, month, day] = parts;
  return [year!, ...(month ? [`${year}${month}`, month] : []), ...(day ? [`${month}${day}`] : [])];
}

/** Gathers what a source states. */
export const statedIn = remembered((text: string): StatedFigures => {
  const { quantities, bare } = figuresIn(text);
  const bounds = new Map<string, Set<Bound>>();
  for (const one of quantities) {
    for (const canonical of [one.canonical, ...impliedBy(one)])
      bounds.set(canonical, (bounds.get(canonical) ?? new Set<Bound>()).add(one.bound));
  }
  const values = new Set(
    quantities.flatMap(({ value, upper }) => (upper === undefined ? [value] : [value, upper])),
  );
  for (const { text: numeral } of bare) {
    const value = /\d/u.test(numeral) ? Number(numeral) : parseChineseNumber(numeral);
    if (value !== null) values.add(value);
  }
  return { bounds, quantities, values, form: searchForm(text) };
});
