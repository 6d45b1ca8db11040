import { THRESHOLD } from '../src/answering/sufficiency.ts';
import type { PolicyIndex } from '../src/indexing/policy-index.ts';
import { type EvalCase, readSuite, readSuites } from './case.ts';
import { confidenceOf, refusalCurve, type ScoredQuestion, weighCase } from './confidence-samples.ts';
import type { RefusalCurve, RefusalCurves } from './curve-chart.ts';
import { splitOf } from './split.ts';
import { CALIBRATION_SUITE, defaultSuites } from './suites.ts';

const TENTHS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

function scoreAll(cases: EvalCase[], index: PolicyIndex): Promise<ScoredQuestion[]> {
  return Promise.all(
    cases.map(async (one) => ({
      isAnswerable: one.answerable,
      confidence: confidenceOf(await weighCase(one, index)),
    })),
  );
}

function curveOf(label: string, scored: ScoredQuestion[]): RefusalCurve {
  const answerable = scored.filter(({ isAnswerable }) => isAnswerable).length;
  const thresholds = [...new Set([...TENTHS, THRESHOLD])].sort((a, b) => a - b);
  return {
    label,
    answerable,
    unanswerable: scored.length - answerable,
    points: refusalCurve(scored, thresholds),
  };
}

/**
 * The curves of the questions kept apart, on which nobody tunes the answers: those of the calibration and the held
 * half of the cases. The weights were fitted on the calibration questions, so the held half stands alone as well.
 * Null where the index lacks a document that they ask about: about other documents they say nothing.
 */
export async function measureCurves(index: PolicyIndex): Promise<RefusalCurves | null> {
  const held = (await readSuites(await defaultSuites())).filter(({ id }) => splitOf(id) === 'held');
  const calibration = await readSuite(CALIBRATION_SUITE);
  const known = new Set(index.documents.map(({ id }) => id));
  const asked = [...calibration, ...held].flatMap(({ gold }) => gold);
  if (asked.some(({ doc }) => !known.has(doc))) return null;
  const scoredHeld = await scoreAll(held, index);
  const scored = [...(await scoreAll(calibration, index)), ...scoredHeld];
  return {
    served: THRESHOLD,
    curves: [curveOf('标定题和留出题', scored), curveOf('只看留出题', scoredHeld)],
  };
}
