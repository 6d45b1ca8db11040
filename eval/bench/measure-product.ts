import { createAssistant } from '../../src/assistant.ts';
import { buildIndex } from '../../src/build-index.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import { openIndex } from '../../src/indexing/index-store.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';
import { readSuites } from '../case.ts';
import { stripMarks } from '../scorers/normalise.ts';
import { type Latency, measureEvidence, measureLatency, type SearchFigures } from './evidence.ts';
import { serveTask } from './in-child.ts';
import { assertSameVectors, recallByDistance } from './recall.ts';
import { readStoredVectors } from './stored-vectors.ts';

/** The product measured in process, at one scale. */
export interface ProductFigures {
  documents: number;
  clauses: number;
  buildMs: number;
  openMs: number;
  answer: Latency;
  search: Latency;
  /** Recall@10 of the vector index by distance, and what it and the exact search cost. */
  recallAt10: number;
  vectorMs: number;
  exactMs: number;
  /** Questions of which the embedder knows no word; recall is over the others. */
  questionsWithoutVector: number;
  evidence: SearchFigures | null;
}

const LIMIT = 10;
/** Exact search visits every vector; this many questions settle the second decimal. */
const RECALL_QUESTIONS = 200;

async function measureRecall(index: PolicyIndex, questions: string[]) {
  const vectors = await readStoredVectors(index.vectors);
  const total = { recall: 0, vectorMs: 0, exactMs: 0, asked: 0, withoutVector: 0 };
  for (const question of questions.slice(0, RECALL_QUESTIONS)) {
    const query = await index.embedQuery(question);
    // No word of it is known: every clause is as far as any other, and there is no nearest ten.
    if (query.every((entry) => entry === 0)) {
      total.withoutVector++;
      continue;
    }
    const startedAt = performance.now();
    const hits = index.vectors.search(query, LIMIT);
    const foundAt = performance.now();
    const found = hits.map((hit) => hit.ordinal);
    total.recall += recallByDistance({ vectors, query, found, limit: LIMIT });
    total.vectorMs += foundAt - startedAt;
    total.exactMs += performance.now() - foundAt;
    total.asked++;
    assertSameVectors({ vectors, query, hits });
  }
  const mean = (sum: number) => sum / Math.max(1, total.asked);
  return {
    recallAt10: mean(total.recall),
    vectorMs: mean(total.vectorMs),
    exactMs: mean(total.exactMs),
    questionsWithoutVector: total.withoutVector,
  };
}

/**
 * A result as it is shown: its headings, then the source as printed. A heading run in before the clause
 * (`楷模教育。…`) belongs to the same sentence, and gold quotes hold both with the mark between them.
 */
function shownText(index: PolicyIndex, clause: Clause): string {
  const { source } = index.documents.find(({ id }) => id === clause.documentId)!;
  const heading =
    clause.heading === null ? undefined : index.outlines.get(clause.documentId)?.headings[clause.heading];
  const isRunIn = heading !== undefined && stripMarks(source.slice(heading.end, clause.start)).length <= 2;
  return `${clause.path.join('')}${source.slice(isRunIn ? heading.start : clause.start, clause.end)}`;
}

serveTask<ProductFigures>(async ({ docsDir, indexDir, questions, suites }) => {
  const startedAt = performance.now();
  const built = await buildIndex({ docsDir, indexDir });
  const buildMs = performance.now() - startedAt;
  const openedAt = performance.now();
  const index = await openIndex(indexDir);
  const openMs = performance.now() - openedAt;
  const assistant = createAssistant(() => index);
  const find = (question: string) => assistant.search(question, { limit: LIMIT });
  const cases = suites.length === 0 ? [] : (await readSuites(suites)).filter((one) => one.answerable);
  const textsOf = async (question: string) =>
    (await find(question)).map(({ clause }) => shownText(index, clause));
  return {
    documents: built.documents,
    clauses: built.clauses,
    buildMs,
    openMs,
    answer: await measureLatency(questions, (question) => assistant.ask({ question })),
    search: await measureLatency(questions, find),
    ...(await measureRecall(index, questions)),
    evidence: cases.length === 0 ? null : await measureEvidence(cases, textsOf),
  };
});
