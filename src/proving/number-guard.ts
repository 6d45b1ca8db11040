import type { Citation } from '../answering/answer.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { type CitedSource, citedSource } from './cited-source.ts';
import {
  type BareNumeral,
  figuresIn,
  isNumeralOfAnother,
  isOfAnother,
  type StatedFigures,
  type StatedQuantity,
  statedIn,
} from './figures.ts';
import { COUNTS, leftOutAt, listSizeAt } from './listed.ts';
import { type Statement, statementsOf } from './statements.ts';

/** A figure or title of an answer that its citations do not state. */
export interface GuardFault {
  /** The words that are not borne out: 85%, 《…》. */
  words: string;
  kind: 'title' | 'quantity' | 'bound' | 'numeral';
  statement: string;
  markers: number[];
}

/** What an answer is checked with. */
interface GuardContext {
  index: PolicyIndex;
  /** The question and what was asked before it: a figure marked as wrong, or a list asked for, may come from there. */
  asked: string;
  today: Date;
}

/** What stands behind a statement, and what it may say beyond that. */
interface Ground {
  stated: StatedFigures;
  sources: CitedSource[];
  lines: string[];
  statement: Statement;
  asked: StatedFigures;
  today: Date;
}

/** Marks of a figure that the answer says is wrong or not to be found. */
const DENIED = /(?:不是|并非|没有|而非|不为|未提及|没有找到|没有写到?|未写)\s?(?:第\s?)?$/u;
/** A sum is announced as one. */
const SUMMED = /(?:合计|共计|总计|一共|总共|加起来|之和|相加|共)[为是有约达]?\s?$/u;
const TODAY = /(?:今天|今日|截至|截止|目前|现在|当前)[^，。；]{0,4}$/u;
/** The product's own words for the documents or places it speaks of. */
const OWN_WORDS = /两处不一致|两(?:个)?区(?!域|级|间)|两地|两者|两份文件|两个文件/gu;

/** 六条 may be denied as 6 项: members of a list go by several measures. */
const LIST_UNIT = /^[项条个点类种大步]$|^部分$/u;

function isDenied({ asked, statement }: Ground, { start, value, unit, canonical }: StatedQuantity): boolean {
  if (!DENIED.test(statement.text.slice(0, start))) return false;
  return asked.bounds.has(canonical) || (LIST_UNIT.test(unit) && asked.values.has(value));
}

/** A line that only announces what follows, or says that something is not found, repeats what was asked. */
function onlyAnnounces({ statement: { text, markers } }: Ground): boolean {
  return markers.length === 0 && /[：:]$|没有|未提及|未找到/u.test(text);
}

function isSum(
  { stated, lines, statement }: Ground,
  { value, unit, start, canonical }: StatedQuantity,
): boolean {
  if (!SUMMED.test(statement.text.slice(0, start))) return false;
  // Its operands are cited, and the answer shows them.
  const shown = new Set(figuresIn(lines.join('\n')).quantities.map((one) => one.canonical));
  const operands = stated.quantities
    .filter((one) => one.unit === unit && one.canonical !== canonical && shown.has(one.canonical))
    .map((one) => one.value);
  return isSumOfSome([...new Set(operands)].slice(0, 12), value);
}

/** True where two or more of the numbers add up to `total`. */
function isSumOfSome(numbers: number[], total: number): boolean {
  for (let set = 1; set < 1 << numbers.length; set++) {
    const chosen = numbers.filter((_, i) => set & (1 << i));
    if (chosen.length > 1 && Math.abs(chosen.reduce((sum, one) => sum + one, 0) - total) < 1e-9) return true;
  }
  return false;
}

function isToday({ statement, today }: Ground, { start, canonical }: StatedQuantity): boolean {
  const [year, month, day] = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  const known = [`${year}年`, `${year}年${month}月`, `${year}年${month}月${day}日`, `${month}月${day}日`];
  return TODAY.test(statement.text.slice(0, start)) && known.includes(canonical);
}

/** 第 5 页 of a citation, 第 3 项 of a list that was asked for by that number. */
function isPlace({ sources, asked }: Ground, { kind, value, unit, canonical }: StatedQuantity): boolean {
  if (kind !== 'ordinal') return false;
  if (unit === '' || unit === '页') return sources.some(({ page }) => page === value);
  return asked.bounds.has(canonical);
}

/** The number of things listed, of parts of a cited heading, or one that the source states of its own list. */
function isCountOfList({ lines, statement, sources, stated }: Ground, at: number, end: number): boolean {
  const count = [...statement.text.matchAll(COUNTS)].find(
    (one) => one.index <= at && one.index + one[0].length >= end,
  );
  if (!count) return false;
  const n = Number(count[1]);
  if (count[0].startsWith('另有')) return leftOutAt(lines, statement.line) === n;
  const behind = lines[statement.line]!.indexOf(count[0]) + count[0].length;
  const size = listSizeAt(lines, statement.line, behind);
  return size === null ? stated.values.has(n) || sources.some(({ parts }) => parts === n) : size === n;
}

/** True where the source holds these digits, and no more of them around. */
function holdsCode({ form }: StatedFigures, digits: string): boolean {
  const code = digits.replace(/[.+]/gu, '\\$&');
  return new RegExp(`(?<![\\d.])${code}(?!\\.?\\d)`, 'u').test(form);
}

/** A figure without a unit of ours is stated where the source has it with the same character behind it, or as bare. */
function isPlainThere({ stated, statement }: Ground, { canonical, end }: StatedQuantity): boolean {
  if (!holdsCode(stated, canonical)) return false;
  const behind = searchForm(statement.text.slice(end, end + 1));
  const isBare = stated.quantities.some((other) => other.kind === 'plain' && other.canonical === canonical);
  const isWord = behind !== '' && !/[，,。；;：:）)”’]/u.test(behind);
  return isWord ? stated.form.includes(canonical + behind) : isBare || !stated.values.has(Number(canonical));
}

/** 每两年举办一次: once is what every two years means, where the source counts no other times. */
function isOnceEach({ statement, stated }: Ground, { start, value, unit }: StatedQuantity): boolean {
  const isOnce =
    value === 1 && /^[次届轮]$/u.test(unit) && /每[^，。；]{1,12}$/u.test(statement.text.slice(0, start));
  return isOnce && !stated.quantities.some((other) => other.unit === unit);
}

function quantityFault(ground: Ground, one: StatedQuantity): GuardFault['kind'] | null {
  const { stated, asked, statement } = ground;
  const bounds = stated.bounds.get(one.canonical);
  if (bounds?.has(one.bound)) return isOfAnother(statement.text, one, stated) ? 'quantity' : null;
  const isFine =
    (one.kind === 'plain' && isPlainThere(ground, one)) ||
    isCountOfList(ground, one.start, one.end) ||
    isDenied(ground, one) ||
    isPlace(ground, one) ||
    isToday(ground, one) ||
    isOnceEach(ground, one) ||
    isSum(ground, one) ||
    (onlyAnnounces(ground) && asked.bounds.has(one.canonical));
  if (isFine) return null;
  return bounds ? 'bound' : 'quantity';
}

function isNumeralStated(ground: Ground, { text, before, behind, start }: BareNumeral): boolean {
  const { form } = ground.stated;
  const [b, t, a] = [before, text, behind].map(searchForm) as [string, string, string];
  // The question's own name, said not to be written: 没有写到二十大.
  if (DENIED.test(ground.statement.text.slice(0, start)) && ground.asked.form.includes(t + a)) return true;
  // 三级 is stated where the source says 三级; a code (12351, 2+1) or a word (十四五) where it has that very one.
  if (/\d/u.test(text)) {
    if (holdsCode(ground.stated, t)) return true;
  } else if (text.length > 1 && b + a === '') return form.includes(t);
  else if ((a !== '' && form.includes(t + a)) || (b !== '' && form.includes(b + t))) return true;
  return isCountOfList(ground, start, start + text.length);
}

const TITLE = /《([^《》]{1,80})》/gu;

/** True where the source names the title, or a document of ours bears it. */
function isTitleKnown(title: string, { stated }: Ground, index: PolicyIndex): boolean {
  const form = searchForm(title);
  return (
    stated.form.includes(`《${form}》`) ||
    index.documents.some((document) => searchForm(document.title) === form)
  );
}

/** The list marks, our own words and the quoted parts of the question, which state nothing, blanked. */
function withoutFrame(text: string, asked: StatedFigures): string {
  return text
    .replace(/^(?:- |\d{1,3}\. )/u, (mark) => ' '.repeat(mark.length))
    .replace(OWN_WORDS, (words) => ' '.repeat(words.length))
    .replace(/“([^”]*)”(?=这一问)/gu, (quoted, inner: string) =>
      asked.form.includes(searchForm(inner)) ? ' '.repeat(quoted.length) : quoted,
    );
}

/** How often, and how nearly: 每年 for 每学期, 约3240个 for 3240个. */
const HOW_OFTEN =
  /每(?:个)?(?:学期|学年|季度|半年|[两二三四五\d]?年|月|周|日|天)|(?:大?约|将近|接近|近)(?=\d)/gu;

function faultsOf(ground: Ground, index: PolicyIndex): GuardFault[] {
  const { statement } = ground;
  const found: GuardFault[] = [];
  const add = (words: string, kind: GuardFault['kind']) =>
    found.push({ words, kind, statement: statement.text, markers: statement.markers });
  const text = statement.text.replace(TITLE, (words, title: string) => {
    if (!isTitleKnown(title, ground, index)) add(words, 'title');
    return ' '.repeat(words.length);
  });
  const { quantities, bare } = figuresIn(text);
  for (const one of quantities) {
    const kind = quantityFault(ground, one);
    if (kind !== null) add(one.text, kind);
  }
  for (const [words] of searchForm(text).matchAll(HOW_OFTEN))
    if (!ground.stated.form.includes(words) && !ground.asked.form.includes(words)) add(words, 'bound');
  for (const one of bare) {
    if (!isNumeralStated(ground, one) || isNumeralOfAnother(text, one, ground.stated))
      add(one.text + one.behind, 'numeral');
  }
  return found;
}

/**
 * Checks every number, year, percentage, unit, bound (以上, 不超过) and 《title》 of an answer against what its citations
 * stand for; words behind a marker belong to it, a line without one to all citations. Exempt: how many things are listed,
 * sums whose operands are cited and shown, figures of the question that the answer denies, pages and numbers of items,
 * and today's date. Empty where everything is borne out.
 */
export function guardFigures(
  answer: string,
  citations: Citation[],
  { index, asked, today }: GuardContext,
): GuardFault[] {
  const lines = answer.split('\n');
  const askedFigures = statedIn(asked);
  const sources = new Map(citations.map((citation) => [citation.marker, citedSource(citation, index)]));
  return statementsOf(answer).flatMap((statement) => {
    const markers = statement.markers.length > 0 ? statement.markers : [...sources.keys()];
    const cited = markers.flatMap((marker) => sources.get(marker) ?? []);
    const stated = statedIn(cited.map(({ text }) => text).join('\n'));
    const read = { ...statement, text: withoutFrame(statement.text, askedFigures) };
    return faultsOf({ stated, sources: cited, lines, statement: read, asked: askedFigures, today }, index);
  });
}
