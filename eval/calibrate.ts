/**
 * Fits the weights by which `src/answering/sufficiency.ts` judges whether a sentence answers a question: logistic
 * regression over the signals of the best sentence. `npm run calibrate -- SUITE.jsonl…` prints the weights and how many
 * questions each threshold refuses rightly and wrongly.
 */
import { openIndex } from '../src/indexing/index-store.ts';
import type { PolicyIndex } from '../src/indexing/policy-index.ts';
import { stripMarks } from '../src/language/mapped-text.ts';
import { type Signals, weighEvidence } from '../src/retrieval/evidence.ts';
import { resolveFollowUp } from '../src/retrieval/follow-up.ts';
import { searchClauses } from '../src/retrieval/search.ts';
import { type EvalCase, readSuite } from './case.ts';
import { splitOf } from './split.ts';

const NAMES = [
  'coverage',
  'similarity',
  'spoken',
  'unknownMissing',
  'knownMissing',
  'within',
  'pairs',
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

interface Sample {
  kind: string;
  signals: Signals;
  isAnswer: boolean;
}

/** Signals of the best sentence for a case, with whether it is the evidence the case names; null where needs refuse. */
async function sampleOf(one: EvalCase, index: PolicyIndex): Promise<Sample | null> {
  const history = one.history.map((content) => ({ role: 'user' as const, content }));
  const question = await resolveFollowUp({ question: one.question, history }, index);
  const { topic: text, concepts, context, documentIds } = question;
  const ranked = await searchClauses({ text, concepts, context, documentIds, limit: 40 }, index);
  const [best] = weighEvidence(question, ranked, index);
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

async function main(): Promise<void> {
  const files = process.argv.slice(2);
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
    isAnswer: sample.isAnswer,
    score: sigmoid(rowOf(sample).reduce((sum, value, i) => sum + value * weights[i]!, 0)),
  }));
  for (let threshold = 0.1; threshold < 0.9; threshold += 0.05) {
    const part = (isAnswer: boolean) => {
      const all = scored.filter((one) => one.isAnswer === isAnswer);
      return (100 * all.filter(({ score }) => score < threshold).length) / all.length;
    };
    console.log(
      `阈值 ${threshold.toFixed(2)}：拒答 ${part(false).toFixed(0)}%，误拒 ${part(true).toFixed(0)}%`,
    );
  }
}

await main();
