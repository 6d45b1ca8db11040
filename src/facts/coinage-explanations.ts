import { type Clause, type Outline, ownSentences } from '../clauses/clause.ts';
import { searchForm } from '../language/normalise.ts';
import { countsIn, numeralsOf } from './coinage-numerals.ts';
import { listSizes } from './list-sizes.ts';

/** What explains a coinage: sentences (positions in the clause that uses it) or headings (positions in the outline). */
export type Explanation = { sentences: number[] } | { headings: number[] };

/** Where a coinage is used: a sentence of a clause, -1 for the title right above it. */
export interface UsePlace {
  clause: Clause;
  position: number;
}

/** Number of members of the list that stands right before `at`: 杰出教师、杰出班主任、杰出校长“三杰” → 3. */
function listBefore(form: string, at: number): number {
  const run = /[^，。；：:,;（(]*$/u.exec(form.slice(0, at))?.[0] ?? '';
  // A list that goes on behind the coinage counts it among its members: “双减”、“双新”.
  if (/[、+]$/u.test(run.replace(/[“‘「]$/u, ''))) return 0;
  return run.split(/[、+]|(?<=\p{Script=Han}{2})(?:和|与|及)(?=\p{Script=Han}{2})/u).length;
}

function holdsInOrder(counts: number[], numerals: number[]): boolean {
  const left = [...counts];
  return numerals.every((numeral) => {
    const at = left.indexOf(numeral);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** The titles right below the clause's own, where its sentence announces what follows. */
function titlesAnnounced(form: string, clause: Clause, { headings }: Outline): number[] {
  if (!/即[：:]?$|如下[：:]?$|[：:]$/u.test(form.replace(/[。，]$/u, ''))) return [];
  return headings.flatMap(({ start, parent }, i) =>
    parent === clause.heading && start > clause.start ? [i] : [],
  );
}

/** 作业、睡眠、手机、读物、体质管理（以下简称“五项管理”）: a list of as many as its short name counts. */
function shortensList(form: string, name: string, [count, ...others]: number[]): boolean {
  const called = /[（(](?:以下)?(?:统一|合并)?(?:简称|统称)为?[“‘「"]?$/u.exec(
    form.slice(0, form.indexOf(name)),
  );
  return called !== null && others.length === 0 && count! >= 2 && listBefore(form, called.index) === count;
}

/** True where the sentence that uses the coinage says what it is made of, before or behind it. */
function explainsItself(form: string, name: string, numerals: number[]): boolean {
  const at = form.indexOf(name);
  const rest = form.slice(at + name.length);
  const listed = listBefore(form, at - 1);
  if (numerals.some((numeral) => numeral >= 2 && (listed === numeral || listed === numeral + 1))) return true;
  if (/^[”"’]?[^，。；]{0,12}(?:即|是指|包括|就是|指的是)/u.test(rest)) return true;
  // “四统一”：统一招标、统一采购、统一配送、统一结算
  const [, told = ''] = /^[”"’]?[:：]([^。；;]+)/u.exec(rest) ?? [];
  if (numerals.length === 1 && numerals[0]! >= 2 && told.split('、').length === numerals[0]) return true;
  // “三球一武”（足球、篮球、乒乓球和武术）
  if (/^[”"’]?[（(][^（()）]+[、和][^（()）]+[）)]/u.test(rest)) return true;
  return numerals.length > 1 && holdsInOrder(countsIn(rest), numerals);
}

/** The sentences after a position, where there are as many as the coinage counts: one for each. */
function itemsAfter({ clause, position }: UsePlace, numerals: number[]): Explanation | null {
  const rest = ownSentences(clause)
    .map((sentence) => clause.sentences.indexOf(sentence))
    .filter((at) => at > position);
  // “六统一”管理。集团内统一发展规划、统一师资调配、……: the list of just as many that follows.
  const first = rest[0] === undefined ? null : clause.sentences[rest[0]]!;
  const isListed = position < 0 && numerals.length === 1 && numerals[0]! >= 2;
  if (isListed && first && listSizes(first.text).includes(numerals[0]!)) return { sentences: [rest[0]!] };
  const isCounted = numerals.length === 1 && numerals[0]! >= 2 && rest.length === numerals[0];
  return isCounted ? { sentences: rest } : null;
}

/** 一核|两翼|四梯度: a numeral and what it counts. */
const PARTS = /[一两二三四五六七八九十\d]+[^一两二三四五六七八九十\d]+/gu;

/** The sentences, from a position on, that take the coinage apart: “一核”即…；“两翼”即…. Empty unless every part is told. */
function partsTold({ clause, position }: UsePlace, name: string): number[] {
  const parts = name.match(PARTS) ?? [];
  if (parts.length < 2 || parts.join('') !== name) return [];
  const tells = (form: string, part: string) =>
    new RegExp(
      `(?:[“‘「]${part}[”’」]|(?:^|[，,：:；;。])${part})[^，。；]{0,4}(?:即|是|指|为|包括)`,
      'u',
    ).test(form);
  const told = clause.sentences.flatMap(({ text }, at) => {
    const form = searchForm(text);
    return at >= position && parts.some((part) => tells(form, part)) ? [at] : [];
  });
  const all = told.map((at) => searchForm(clause.sentences[at]!.text)).join('');
  return parts.every((part) => tells(all, part)) ? told : [];
}

/** 六|童行动, 九大|工程: what each of the things counted is called, the measure left out. */
const COUNTED_NAME = /^[两二三四五六七八九十]+[大项个条]?(\p{Script=Han}{2,4})$/u;

/** The titles below one title that are just as many as the coinage counts and bear its name: 童享空间行动, 童行平安行动, …. */
function titlesCounted(name: string, numerals: number[], { headings }: Outline): number[] {
  const called = COUNTED_NAME.exec(name)?.[1];
  const [count, ...others] = numerals;
  // 九大|工程 names nothing that titles could be told by.
  if (called === undefined || called.length < 3 || count === undefined || count < 2 || others.length > 0)
    return [];
  const [own, kind] = [called.slice(0, -2), called.slice(-2)];
  const bears = (title: string) => [own, kind].every((part) => searchForm(title).includes(part));
  const parents = [...new Set(headings.map(({ parent }) => parent))];
  const families = parents
    .map((parent) => headings.flatMap((one, i) => (one.parent === parent ? [i] : [])))
    .filter((family) => family.length === count && family.every((i) => bears(headings[i]!.title)));
  return families.length === 1 ? families[0]! : [];
}

/**
 * How a use explains the coinage `name` (search form): in its sentence, in what follows within the clause, or by the
 * titles below it or, anywhere, as many titles that bear its name; null where it is only mentioned.
 */
export function explainCoinage(name: string, use: UsePlace, outline: Outline): Explanation | null {
  const { clause, position } = use;
  const numerals = numeralsOf(name);
  const told = partsTold(use, name);
  if (told.length > 0) return { sentences: told };
  if (position < 0) return itemsAfter(use, numerals);
  const form = searchForm(clause.sentences[position]!.text);
  if (shortensList(form, name, numerals)) return { sentences: [position] };
  const headings = titlesAnnounced(form, clause, outline);
  if (headings.length > 0) return { headings };
  if (explainsItself(form, name, numerals)) return { sentences: [position] };
  // 以“1357”思路推进…。“1357”即：…: named first, and explained in a later sentence.
  const later = clause.sentences.findIndex(
    ({ text }, at) =>
      at > position && searchForm(text).includes(name) && explainsItself(searchForm(text), name, numerals),
  );
  if (later >= 0) return { sentences: [later] };
  const behind = position === 0 ? itemsAfter(use, numerals) : null;
  const counted = behind ? [] : titlesCounted(name, numerals, outline);
  return counted.length > 0 ? { headings: counted } : behind;
}
