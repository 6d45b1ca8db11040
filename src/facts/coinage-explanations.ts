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

/** True where the sentence that uses the coinage says what it is made of, before or behind it. */
function explainsItself(form: string, name: string, numerals: number[]): boolean {
  const at = form.indexOf(name);
  const rest = form.slice(at + name.length);
  const listed = listBefore(form, at - 1);
  if (numerals.some((numeral) => numeral >= 2 && (listed === numeral || listed === numeral + 1))) return true;
  if (/^[”"’]?[^，。；]{0,12}(?:即|是指|包括|就是|指的是)/u.test(rest)) return true;
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

/**
 * How a use explains the coinage `name` (search form): in its sentence, in what follows within the clause, or by the
 * titles below it; null where it is only mentioned.
 */
export function explainCoinage(name: string, use: UsePlace, outline: Outline): Explanation | null {
  const { clause, position } = use;
  const numerals = numeralsOf(name);
  if (position < 0) return itemsAfter(use, numerals);
  const form = searchForm(clause.sentences[position]!.text);
  const headings = titlesAnnounced(form, clause, outline);
  if (headings.length > 0) return { headings };
  if (explainsItself(form, name, numerals)) return { sentences: [position] };
  return position === 0 ? itemsAfter(use, numerals) : null;
}
