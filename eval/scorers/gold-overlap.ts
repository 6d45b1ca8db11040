import type { EvalCitation } from '../answer-shape.ts';
import type { Gold } from '../case.ts';
import { comparable } from './normalise.ts';

const MIN_RUN = 8;

/** Length of the longest run of characters that both texts hold (code points). */
export function longestCommonRun(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let best = 0;
  let previous = new Uint32Array(right.length + 1);
  for (const char of left) {
    const current = new Uint32Array(right.length + 1);
    for (let j = 0; j < right.length; j++) {
      if (right[j] !== char) continue;
      current[j + 1] = previous[j]! + 1;
      if (current[j + 1]! > best) best = current[j + 1]!;
    }
    previous = current;
  }
  return best;
}

/** Whether two quotes share a run of max(8, 60 % of the shorter) characters. */
export function sharesEvidence(quote: string, gold: string): boolean {
  const a = comparable(quote);
  const b = comparable(gold);
  const shorter = Math.min([...a].length, [...b].length);
  const run = longestCommonRun(a, b);
  // In tenths, so that 60 % of 15 is exactly 9 and not a rounding error more.
  return run >= MIN_RUN && run * 10 >= shorter * 6;
}

/** Whether a citation points at one of the gold quotes, in that gold's document. */
export function matchesGold(citation: EvalCitation, gold: Gold[]): boolean {
  return gold.some((one) => one.doc === citation.documentId && sharesEvidence(citation.quote, one.quote));
}

/**
 * Documents whose gold no citation matches: for a comparison each document the gold names must be matched,
 * otherwise one match anywhere is enough.
 */
export function unmatchedDocuments(options: {
  gold: Gold[];
  citations: EvalCitation[];
  eachDocument: boolean;
}): string[] {
  const { gold, citations, eachDocument } = options;
  const documents = [...new Set(gold.map((one) => one.doc))];
  const unmatched = documents.filter((doc) => {
    const own = gold.filter((one) => one.doc === doc);
    return !citations.some((citation) => matchesGold(citation, own));
  });
  if (eachDocument) return unmatched;
  return unmatched.length === documents.length ? unmatched : [];
}
