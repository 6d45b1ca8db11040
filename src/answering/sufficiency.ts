import type { Evidence } from '../retrieval/evidence.ts';
import type { Question } from '../retrieval/question.ts';

/**
 * Evidence must speak of this share of what the question names, weighed by how much each word tells. Chosen on the
 * development half of the suite (eval/LOG.md): lower answers more of what cannot be answered, higher refuses what can.
 */
const MIN_COVERAGE = 0.42;
/** Where nearly nothing of the question is light or unknown talk, less will do if the vectors agree. */
const MIN_COVERAGE_SIMILAR = 0.34;
const SIMILAR = 0.45;

/** Why evidence does not answer, for the refusal and the hit test. */
export type Insufficiency =
  | 'nothing-found'
  | 'not-covered'
  | 'value-missing'
  | 'name-missing'
  | 'place-missing';

/** Judges, need by need, whether the evidence answers the question; null when it does. */
export function insufficiency(question: Question, evidence: Evidence | undefined): Insufficiency | null {
  if (!evidence || question.concepts.length === 0) return 'nothing-found';
  if (question.need !== null && !evidence.meetsNeed) return 'value-missing';
  if (evidence.missing.some(({ isQuoted }) => isQuoted)) return 'name-missing';
  const enough =
    evidence.coverage >= MIN_COVERAGE ||
    (evidence.coverage >= MIN_COVERAGE_SIMILAR && evidence.similarity >= SIMILAR);
  return enough ? null : 'not-covered';
}
