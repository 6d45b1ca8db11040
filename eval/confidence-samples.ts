import { confidence, insufficiency } from '../src/answering/sufficiency.ts';
import type { PolicyIndex } from '../src/indexing/policy-index.ts';
import { type Evidence, weighEvidence } from '../src/retrieval/evidence.ts';
import { resolveFollowUp } from '../src/retrieval/follow-up.ts';
import type { Question } from '../src/retrieval/question.ts';
import { searchClauses } from '../src/retrieval/search.ts';
import type { EvalCase } from './case.ts';

/** A case as the assistant understood it, with the best sentence found for it. */
export interface Weighed {
  question: Question;
  best: Evidence | undefined;
}

/** Understands the question of a case and finds its best sentence, as far as the assistant goes before it answers. */
export async function weighCase(one: EvalCase, index: PolicyIndex): Promise<Weighed> {
  const history = one.history.map((content) => ({ role: 'user' as const, content }));
  const question = await resolveFollowUp({ question: one.question, history }, index);
  const { topic: text, concepts, context, documentIds } = question;
  const ranked = await searchClauses({ text, concepts, context, documentIds, limit: 40 }, index);
  const [best] = weighEvidence(question, ranked, index);
  return { question, best };
}

/** How sure the assistant is of its answer (0–1): 0 where it refuses for another reason than a low confidence. */
export function confidenceOf({ question, best }: Weighed): number {
  const reason = insufficiency(question, best);
  if (!best || (reason !== null && reason !== 'not-covered')) return 0;
  return confidence(best.signals, question.kind);
}

/** How sure a question got answered, and whether the documents do answer it. */
export interface ScoredQuestion {
  isAnswerable: boolean;
  confidence: number;
}

/** What a threshold would do: shares (0–1) of the unanswerable refused, and of the answerable refused. */
export interface CurvePoint {
  threshold: number;
  refused: number;
  falselyRefused: number;
}

/** Refusals against false refusals, threshold by threshold; no points where questions of either sort are missing. */
export function refusalCurve(scored: ScoredQuestion[], thresholds: number[]): CurvePoint[] {
  const answerable = scored.filter(({ isAnswerable }) => isAnswerable);
  const unanswerable = scored.filter(({ isAnswerable }) => !isAnswerable);
  if (answerable.length === 0 || unanswerable.length === 0) return [];
  const below = (group: ScoredQuestion[], threshold: number) =>
    group.filter(({ confidence: sure }) => sure < threshold).length / group.length;
  return thresholds.map((threshold) => ({
    threshold,
    refused: below(unanswerable, threshold),
    falselyRefused: below(answerable, threshold),
  }));
}
