import type { PolicyIndex } from '../indexing/policy-index.ts';
import { FUNCTION_WORDS } from '../language/function-words.ts';
import { searchForm } from '../language/normalise.ts';
import type { Grounds } from './grounds.ts';

/**
 * Share of a statement's words that its grounds must hold. Calibrated by `npm run calibrate:support`: true sentences beside
 * the same ones with another clause (eval/LOG.md has the curve).
 */
export const MIN_OVERLAP = 0.7;

/** Words by which prose holds statements together; no clause need have them. */
const PROSE =
  /^(?:其中|同时|此外|另外|还|并且|主要|具体|包括|要求|提出|规定|明确|方面|方式|通过|计划|安排|目标|文件|规划|方案|条款|区|该区|全区|拟|预计|将|使|做到|完成|负责|承担|达到|实现|确保|力争|需要|应当|应|要|共|由|等|有关|相关|以及|分别|分为|例如)$/u;

/** A word's weight: rare words tell what a sentence is about. */
function weightOf(word: string, { lexical }: PolicyIndex): number {
  return lexical.has(word) ? Math.max(0.5, lexical.idf(word)) : 3;
}

/** Each part between commas must be borne out, too: an invention is not hidden behind a long true sentence. */
export const MIN_PART_OVERLAP = 0.45;
/** Parts of fewer telling words are held by the whole sentence. */
const FEWEST_WORDS = 2;

function tellingWords(text: string, index: PolicyIndex): string[] {
  return [...new Set(index.segmenter.words(searchForm(text)))].filter(
    (word) => !FUNCTION_WORDS.has(word) && !PROSE.test(word) && !/\d/u.test(word),
  );
}

function heldShare(words: string[], { cited, around }: Grounds, index: PolicyIndex): number {
  let total = 0;
  let held = 0;
  for (const word of words) {
    const weight = weightOf(word, index);
    total += weight;
    if (cited.includes(word)) held += weight;
    else if (around.includes(word)) held += weight * AROUND;
    else if (index.lexicon.alternatives(word).some((one) => one.weight >= SAME && cited.includes(one.word)))
      held += weight;
  }
  return total === 0 ? 1 : held / total;
}

/** How far the words of a statement (figures are guarded on their own) are borne out by its grounds. */
export interface Overlap {
  /** Share of the weight of all its words that the cited words, or at a discount the clauses around them, hold (0–1). */
  whole: number;
  /** The same of its least held part between commas. */
  leastPart: number;
}

/** Measures how far a statement's words are those of its grounds. */
export function overlapOf(text: string, grounds: Grounds, index: PolicyIndex): Overlap {
  const parts = text
    .split(/[，,；;：:。]/u)
    .map((part) => tellingWords(part, index))
    .filter((words) => words.length >= FEWEST_WORDS)
    .map((words) => heldShare(words, grounds, index));
  return { whole: heldShare(tellingWords(text, index), grounds, index), leastPart: Math.min(1, ...parts) };
}

/** A word that only stands elsewhere in the clause counts for less. */
const AROUND = 0.65;
/** Words of the lexicon that mean the same. */
const SAME = 0.8;

/** Share of the neighbouring characters of some words that a text holds (0–1): how far it is about them. */
export function shareOf(words: string, text: string): number {
  const pairs = Array.from({ length: Math.max(0, words.length - 1) }, (_, i) => words.slice(i, i + 2));
  return pairs.length === 0 ? 0 : pairs.filter((pair) => text.includes(pair)).length / pairs.length;
}
