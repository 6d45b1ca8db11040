/**
 * Measures the bars of `src/proving/overlap.ts`: `npm run calibrate:support` takes every statement of the extractive answers,
 * rewords it as the demo model does, and weighs it against the sentence it comes from (true) and against the best sentences
 * of the other clauses found for the same question (false). Prints the share let through at each bar.
 */
import { createAssistant } from '../src/assistant.ts';
import { openCurrentIndex } from '../src/commands/current-index.ts';
import { loadConfig } from '../src/config.ts';
import type { PolicyIndex } from '../src/indexing/policy-index.ts';
import { groundsOf } from '../src/proving/grounds.ts';
import { MIN_OVERLAP, MIN_PART_OVERLAP, type Overlap, overlapOf } from '../src/proving/overlap.ts';
import { statementsOf } from '../src/proving/statements.ts';
import { locateQuote, type Support } from '../src/proving/support.ts';
import { paraphrase } from '../test/demo-model/paraphrase.ts';
import { readSuites } from './case.ts';
import { defaultSuites } from './suites.ts';
import { layOut } from './table.ts';

/** Clauses of the same question that a statement is wrongly given to. */
const WRONG_CLAUSES = 3;
const BARS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85];

interface Pair {
  isTrue: boolean;
  overlap: Overlap;
}

function weigh(text: string, supports: Support[], index: PolicyIndex): Overlap {
  return overlapOf(text, groundsOf(supports), index);
}

/** True and false pairs of all answers. */
async function collectPairs(index: PolicyIndex): Promise<Pair[]> {
  const assistant = createAssistant(() => index);
  const pairs: Pair[] = [];
  for (const { question, history } of await readSuites(await defaultSuites())) {
    const turns = history.map((content) => ({ role: 'user' as const, content }));
    const { status, answer, citations } = await assistant.ask({ question, history: turns });
    if (status !== 'answered') continue;
    const others = (await assistant.search(question, { limit: 8 })).map(({ clause }) => clause);
    for (const { text, markers } of statementsOf(answer)) {
      const cited = citations.filter(({ marker }) => markers.includes(marker));
      const own = cited.flatMap(({ quote, documentId, clauseId }) => {
        const document = index.documents.find(({ id }) => id === documentId)!;
        const clause = index.outlines.get(documentId)!.clauses.find(({ id }) => id === clauseId)!;
        return locateQuote(quote.slice(0, 60), { clause, document }, index);
      });
      const words = text.replace(/^[^：]{1,40}：|^[；。\s-]+/u, '');
      if (own.length === 0 || words.length < 12 || text.startsWith('|')) continue;
      const [said] = paraphrase([{ text: words, handles: ['C1'], quotes: [cited[0]!.quote] }]);
      pairs.push({ isTrue: true, overlap: weigh(said!.text, own, index) });
      const wrong = others.filter((clause) => !cited.some(({ clauseId }) => clauseId === clause.id));
      for (const clause of wrong.slice(0, WRONG_CLAUSES)) {
        const document = index.documents.find(({ id }) => id === clause.documentId)!;
        const supports = locateQuote(clause.sentences[0]?.text ?? '', { clause, document }, index);
        if (supports.length > 0) pairs.push({ isTrue: false, overlap: weigh(said!.text, supports, index) });
      }
    }
  }
  return pairs;
}

const percent = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(1)}%`;

const index = await openCurrentIndex(loadConfig(), (line) => process.stderr.write(`${line}\n`));
const pairs = await collectPairs(index);
const rows = BARS.map((bar) => {
  const passes = ({ overlap }: Pair) => overlap.whole >= bar && overlap.leastPart >= MIN_PART_OVERLAP;
  const [truth, lies] = [true, false].map((isTrue) => pairs.filter((pair) => pair.isTrue === isTrue));
  const isUsed = bar === MIN_OVERLAP ? '←' : '';
  return [
    bar.toFixed(2),
    percent(truth!.filter(passes).length, truth!.length),
    percent(lies!.filter(passes).length, lies!.length),
    isUsed,
  ];
});
process.stdout.write(`${layOut([['总门槛', '真句通过', '假句通过', '所用'], ...rows])}\n`);
process.stdout.write(
  `真句 ${pairs.filter(({ isTrue }) => isTrue).length}，假句 ${pairs.filter(({ isTrue }) => !isTrue).length}，分句门槛 ${MIN_PART_OVERLAP}\n`,
);
