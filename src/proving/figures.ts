import { type Bound, boundOf } from '../language/bounds.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import { NUMERAL_WORDS } from '../language/quantity-units.ts';
import { match } from '../language/read-number.ts';
import { remembered } from '../language/remembered.ts';

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

/** Digits with what is written to them (2+1, 5G, 12351, 1%), and runs of Chinese numerals. */
const NUMERAL = /[A-Za-z]*\d+(?:[.+%‰A-Za-z-]*[\d%‰A-Za-z])*|[零〇一二两三四五六七八九十百千万亿]+/gu;
/** 一 and 十分, 千方百计, 万众 hold words together; they count nothing. */
const COUNTS_NOTHING = /^[一百千万亿零〇]+$|^十[分足全佳]/u;

/** Same length as `text`: full-width signs become their common forms. */
function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** The word that holds the numeral at `at` (十四五, 二十大, 三位一体); null where it stands for itself. */
function numeralWord(text: string, at: number): string | null {
  for (const word of NUMERAL_WORDS) {
    const found = match(word, text, at);
    if (found) return found[0];
  }
  return null;
}

function bareNumerals(printed: string, quantities: Quantity[]): BareNumeral[] {
  const text = toHalfWidth(printed);
  const found: BareNumeral[] = [];
  for (const { 0: numeral, index: start } of text.matchAll(NUMERAL)) {
    const isRead = quantities.some((one) => start < one.end && start + numeral.length > one.start);
    const word = /\d/u.test(numeral) ? null : numeralWord(text, start);
    if (isRead || COUNTS_NOTHING.test(word ?? numeral)) continue;
    if (word !== null) {
      if (!word.startsWith('一')) found.push({ text: word, start, before: '', behind: '' });
      continue;
    }
    const [before, behind] = [text[start - 1] ?? '', text[start + numeral.length] ?? ''];
    found.push({ text: numeral, start, before: before.trim(), behind: behind.trim() });
  }
  // 每一名 counts by 名 as 每名 does.
  for (const { 0: each, index: start } of text.matchAll(/每一?[个名所家位人校园]/gu))
    found.push({ text: each.replace('一', ''), start, before: '', behind: '' });
  return found;
}

/** Only cited words are guarded: fewer texts come up again than in finding. */
const GUARDED = 2000;

/** Reads all figures of a text; texts come again and again, so that each is read once. */
export const figuresIn = remembered((text: string): Figures => {
  const quantities = findQuantities(text).map((one) => ({ ...one, bound: boundOf(text, one) }));
  return { quantities, bare: bareNumerals(text, quantities) };
}, GUARDED);

/** What a source states of figures, made to be asked. */
export interface StatedFigures {
  /** Canonical quantities with the bounds they are stated with. */
  bounds: Map<string, Set<Bound>>;
  quantities: StatedQuantity[];
  /** Values of all its numerals, whatever they count. */
  values: Set<number>;
  bare: BareNumeral[];
  /** Search form, 每一 written 每. */
  form: string;
  text: string;
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
  const form = searchForm(text).replaceAll('每一', '每');
  return { bounds, quantities, values, bare, form, text };
}, GUARDED);

/** Characters before and behind a figure that tell what it is the figure of. */
const NEIGHBOURHOOD = 8;
const BOUNDARY = /[，,；;。：:、\n\d]/u;

/** What stands beside a figure up to the next sign or figure: behind that, another is told of. */
function beside(text: string, { start, end }: Placed): { before: string; behind: string } {
  return {
    before: text
      .slice(Math.max(0, start - NEIGHBOURHOOD), start)
      .split(BOUNDARY)
      .at(-1)!,
    behind: text.slice(end, end + NEIGHBOURHOOD).split(BOUNDARY)[0]!,
  };
}

function pairsIn(...sides: string[]): Set<string> {
  const pairs = sides.flatMap((side) =>
    Array.from({ length: Math.max(0, side.length - 1) }, (_, i) => side.slice(i, i + 2)),
  );
  return new Set(pairs.filter((pair) => /\p{Script=Han}/u.test(pair)));
}

/** 甲和乙分别达到1个和2个. */
const APART =
  /(?<first>[^，；。、和与及]+)[、和与及](?<second>[^，；。、]+?)分别(?<verb>\p{Script=Han}*?)(?<one>\d[^，；。、和与]*)[、和与](?<other>\d[^，；。、]*)/gu;

/** The text with what is told together told apart (甲达到1个，乙达到2个), so that each figure stands with its own. */
export function toldApart(text: string): string {
  return text.replace(APART, '$<first>$<verb>$<one>，$<second>$<verb>$<other>');
}

/** A figure as it stands in a text. */
interface Placed {
  start: number;
  end: number;
}

/** True where the words around a figure are more those of another one in the source than of the same. */
function isMoreLike(text: string, one: Placed, source: string, same: Placed[], others: Placed[]): boolean {
  const { before, behind } = beside(text, one);
  const counted = (places: Placed[]) =>
    bestAlike(pairsIn(behind), places, (place) => [beside(source, place).behind]);
  // What is counted stands right behind a figure; the verb before the first of several is that of all.
  if (counted(same) > 0 && counted(others) === 0) return false;
  const around = (places: Placed[]) =>
    bestAlike(pairsIn(before, behind), places, (place) => Object.values(beside(source, place)));
  return same.length > 0 && around(others) > around(same);
}

/** How many of these pairs stand beside the place that has most of them. */
function bestAlike(own: Set<string>, places: Placed[], sidesOf: (place: Placed) => string[]): number {
  const alike = places.map((place) => [...pairsIn(...sidesOf(place))].filter((pair) => own.has(pair)).length);
  return Math.max(0, ...alike);
}

/**
 * True where the source gives another figure of the same unit for what the text says: 至少掌握1项体育技能 of
 * 至少掌握2项体育技能和1项艺术特长.
 */
export function isOfAnother(
  text: string,
  one: StatedQuantity,
  { quantities, text: source }: StatedFigures,
): boolean {
  const peers = quantities.filter(({ kind, unit }) => kind === one.kind && unit === one.unit);
  const isSame = ({ canonical }: StatedQuantity) => canonical === one.canonical;
  const others = peers.filter((peer) => !isSame(peer));
  return isMoreLike(text, one, source, peers.filter(isSame), others);
}

/** The same for numerals that are no quantities: 十三五 and 十四五, 三级 and 四级. */
export function isNumeralOfAnother(
  text: string,
  one: BareNumeral,
  { bare, text: source }: StatedFigures,
): boolean {
  const place = ({ start, text: { length } }: BareNumeral): Placed => ({ start, end: start + length });
  const tail = (numeral: BareNumeral) =>
    `${numeral.text.length > 1 ? numeral.text.at(-1) : ''}${numeral.behind}`;
  const peers = bare.filter((other) => tail(other) === tail(one));
  const same = peers.filter((other) => other.text === one.text).map(place);
  const others = peers.filter((other) => other.text !== one.text).map(place);
  return isMoreLike(text, place(one), source, same, others);
}
