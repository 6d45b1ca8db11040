import type { CaseResult } from './score-case.ts';
import { isRefusal } from './scorers/status.ts';

/** The reported figures of contracts.md section 3; shares are 0–1, null where nothing was asked that they measure. */
export interface Figures {
  cases: number;
  passedCases: number;
  passed: number | null;
  firstCitationRight: number | null;
  anyCitationRight: number | null;
  citationPrecision: number | null;
  refused: number | null;
  falseRefusals: number | null;
  /** Share of answers that keep the whole answer contract: verbatim quotes everywhere, [n] in order, all used. */
  contractKept: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
}

/** The value below which `share` of the numbers lie (nearest rank), null for none. */
export function percentile(numbers: number[], share: number): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Sums results up into the reported figures. */
export function summarise(results: CaseResult[]): Figures {
  const answerable = results.filter((result) => result.case.answerable);
  const unanswerable = results.filter((result) => !result.case.answerable);
  const answered = answerable.filter((result) => result.answer?.status === 'answered');
  const given = answered.flatMap((result) => result.citationsRight);
  const count = (list: CaseResult[], is: (result: CaseResult) => boolean) => list.filter(is).length;
  const times = results.map((result) => result.elapsedMs);
  const passedCases = count(results, (result) => result.passed);
  return {
    cases: results.length,
    passedCases,
    passed: share(passedCases, results.length),
    firstCitationRight: share(
      count(answerable, (r) => r.citationsRight[0] === true),
      answerable.length,
    ),
    anyCitationRight: share(
      count(answerable, (r) => r.citationsRight.includes(true)),
      answerable.length,
    ),
    citationPrecision: share(given.filter(Boolean).length, given.length),
    refused: share(
      count(unanswerable, (r) => r.answer !== null && isRefusal(r.answer.status)),
      unanswerable.length,
    ),
    // Asking back instead of answering counts too: an answerable question did not get its answer.
    falseRefusals: share(
      count(answerable, (r) => r.answer !== null && r.answer.status !== 'answered'),
      answerable.length,
    ),
    contractKept: share(
      count(results, (r) => r.answer !== null && r.breaches.length === 0),
      results.length,
    ),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
}
