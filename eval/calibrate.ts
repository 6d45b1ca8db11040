/**
 * Fits the weights by which `src/answering/sufficiency.ts` judges whether a sentence answers a question: logistic
 * regression over the signals of the best sentence. `npm run calibrate -- SUITE.jsonl…` (without suites: the calibration
 * questions and every suite on the seeds) prints the weights and how many questions each threshold refuses rightly and
 * wrongly.
 */
import { readdir } from 'node:fs/promises';
import { openIndex } from '../src/indexing/index-store.ts';
import type { PolicyIndex } from '../src/indexing/policy-index.ts';
import { stripMarks } from '../src/language/mapped-text.ts';
import type { Signals } from '../src/retrieval/evidence.ts';
import { type EvalCase, readSuite } from './case.ts';
import { refusalCurve, weighCase } from './confidence-samples.ts';
import { splitOf } from './split.ts';

const NAMES = [
  'coverage',
  'similarity',
  'spoken',
  'unknownMissing',
  'knownMissing',
  'within',
  'pairs',
  'strange',
] as const;
/** Kinds of question that have a bias of their own, in groups that ask alike. */
const GROUPS: Record<string, string[]> = {
  how: ['how'],
  place: ['which-district', 'location'],
  section: ['summary', 'past', 'problems'],
  fact: ['fact'],
};
const PENALTY = 0.003;
const STEPS = 6000;
const RATE = 0.5;
/** Thresholds to choose from: 0.10, 0.15 … 0.85. */
const TRIED = Array.from({ length: 16 }, (_, i) => (10 + 5 * i) / 100);

interface Sample {
  kind: string;
  signals: Signals;
  isAnswer: boolean;
}

/** Signals of the best sentence for a case, with whether it is the evidence the case names; null where needs refuse. */
async function sampleOf(one: EvalCase, index: PolicyIndex): Promise<Sample | null> {
  const { question, best } = await weighCase(one, index);
  if (!best || question.concepts.length === 0 || (question.need && !best.meetsNeed) || !best.meetsYears)
    return null;
  const quote = stripMarks(best.sentence.text);
  const isGold = one.gold.some(
    ({ quote: gold }) => quote.includes(gold.slice(0, 8)) || gold.includes(quote.slice(0, 12)),
  );
  if (one.answerable && !isGold) return null;
  return { signals: best.signals, kind: question.kind, isAnswer: one.answerable };
}

/** Constant, signals and kind of a sample as numbers. */
function rowOf({ signals, kind }: Sample): number[] {
  return [
    1,
    ...NAMES.map((name) => signals[name]),
    ...Object.values(GROUPS).map((kinds) => Number(kinds.includes(kind))),
  ];
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function fitWeights(samples: Sample[]): number[] {
  const weights = new Array<number>(rowOf(samples[0]!).length).fill(0);
  const share = samples.filter(({ isAnswer }) => isAnswer).length / samples.length;
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : PENALTY * weight));
    for (const sample of samples) {
      const { isAnswer } = sample;
      const row = rowOf(sample);
      const predicted = sigmoid(row.reduce((sum, value, i) => sum + value * weights[i]!, 0));
      // Both outcomes weigh the same, however many questions there are of each.
      const balance = isAnswer ? 0.5 / share : 0.5 / (1 - share);
      row.forEach((value, i) => {
        gradient[i]! += ((predicted - (isAnswer ? 1 : 0)) * value * balance) / samples.length;
      });
    }
    gradient.forEach((slope, i) => {
      weights[i]! -= RATE * slope;
    });
  }
  return weights;
}

const CALIBRATION = 'eval/calibration/questions.jsonl';

async function ownSuites(): Promise<string[]> {
  const names = await readdir('eval/cases');
  return [
    CALIBRATION,
    ...names.filter((name) => name.endsWith('.jsonl')).map((name) => `eval/cases/${name}`),
  ];
}

async function main(): Promise<void> {
  const files = process.argv.length > 2 ? process.argv.slice(2) : await ownSuites();
  const index = await openIndex('index');
  const cases = (await Promise.all(files.map(readSuite)))
    .flat()
    .filter(({ id }) => id.startsWith('cal-') || splitOf(id) === 'dev');
  const samples = (await Promise.all(cases.map((one) => sampleOf(one, index)))).filter(
    (sample) => sample !== null,
  );
  const weights = fitWeights(samples);
  const named = Object.fromEntries(
    ['bias', ...NAMES, ...Object.keys(GROUPS)].map((name, i) => [name, Number(weights[i]!.toFixed(2))]),
  );
  console.log(`${samples.length} 个样本`, JSON.stringify(named));
  const scored = samples.map((sample) => ({
    isAnswerable: sample.isAnswer,
    confidence: sigmoid(rowOf(sample).reduce((sum, value, i) => sum + value * weights[i]!, 0)),
  }));
  for (const { threshold, refused, falselyRefused } of refusalCurve(scored, TRIED)) {
    const [right, wrong] = [refused, falselyRefused].map((share) => `${(100 * share).toFixed(0)}%`);
    console.log(`阈值 ${threshold.toFixed(2)}：拒答 ${right}，误拒 ${wrong}`);
  }
}

await main();
