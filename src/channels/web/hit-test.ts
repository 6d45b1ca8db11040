import type { AskRequest } from '../../answering/answer.ts';
import type { Explanation } from '../../answering/explanation.ts';
import { KIND_NAMES } from '../../answering/reading.ts';
import { confidence, THRESHOLD } from '../../answering/sufficiency.ts';
import type { Evidence } from '../../retrieval/evidence.ts';
import type { Question } from '../../retrieval/question.ts';
import type { PolicyAssistant, ServedIndex } from '../channel.ts';
import { makeCase } from './hit-test-case.ts';
import type { FoundClause, HitTest, WeighedSentence } from './page/pages/hit-test-result.ts';

/** Clauses and sentences told: enough to see why the right one is not the first. */
const CLAUSES = 20;
const SENTENCES = 12;

const rounded = (value: number) => Math.round(value * 1000) / 1000;

function titleOf({ documents }: ServedIndex, id: string): string {
  return documents.find((document) => document.id === id)?.title ?? id;
}

function describeQuestion(question: Question, index: ServedIndex): HitTest['question'] {
  const { text, kind, need, regions, documentIds, hadInstructions, isUnclear } = question;
  return {
    ...{ text, kind, hadInstructions, isUnclear },
    kindName: KIND_NAMES[kind],
    need: need && { kind: need.kind, unit: 'unit' in need ? need.unit : null },
    districts: { named: regions.named, foreign: regions.foreign, mentioned: regions.mentioned },
    documents: documentIds.map((id) => ({ id, title: titleOf(index, id) })),
    concepts: question.concepts.map(({ alternatives, weight, ...concept }) => ({
      ...{ text: concept.text, isKnown: concept.isKnown, isQuoted: concept.isQuoted },
      weight: rounded(weight),
      // The first alternative is the word itself.
      alternatives: alternatives.slice(1),
    })),
    context: question.context.map((concept) => concept.text),
    excluded: question.excluded.map((concept) => concept.text),
    absent: question.absent,
  };
}

function describeClause(
  { clause, ...ranked }: Explanation['ranked'][number],
  index: ServedIndex,
): FoundClause {
  const { id, documentId, path, text, start, end } = clause;
  return {
    ...{ clauseId: id, documentId, path, text, start, end, foundBy: ranked.foundBy },
    documentTitle: titleOf(index, documentId),
    score: rounded(ranked.score),
    similarity: rounded(ranked.similarity),
  };
}

function describeSentence(evidence: Evidence, question: Question, index: ServedIndex): WeighedSentence {
  const { clause, sentence, text, meetsNeed, valueIsNear, meetsYears } = evidence;
  const document = index.documents.find(({ id }) => id === clause.documentId);
  return {
    ...{ clauseId: clause.id, documentId: clause.documentId, path: clause.path, text },
    ...{ start: sentence.start, end: sentence.end, meetsNeed, valueIsNear, meetsYears },
    documentTitle: document?.title ?? '',
    documentStatus: document?.status ?? '',
    score: rounded(evidence.order),
    confidence: rounded(confidence(evidence.signals, question.kind)),
    coverage: rounded(evidence.coverage),
    missing: evidence.missing.map((concept) => concept.text),
  };
}

/** Asks a question for the people who maintain documents and lexicon: how it was read, found, judged and answered. */
export async function testHits(assistant: PolicyAssistant, request: AskRequest): Promise<HitTest> {
  const index = assistant.index();
  const explanation = await assistant.explain(request);
  const { question, ranked, evidence, answer } = explanation;
  const milliseconds = Object.values(answer.timings).reduce((sum, part) => sum + part, 0);
  return {
    question: describeQuestion(question, index),
    corrections: explanation.corrections,
    phrases: explanation.phrases,
    clauses: ranked.slice(0, CLAUSES).map((one) => describeClause(one, index)),
    sentences: evidence.slice(0, SENTENCES).map((one) => describeSentence(one, question, index)),
    confidence: explanation.confidence === null ? null : rounded(explanation.confidence),
    threshold: THRESHOLD,
    insufficiency: explanation.insufficiency,
    answer: {
      ...{ status: answer.status, text: answer.answer, citations: answer.citations.length },
      milliseconds: rounded(milliseconds),
    },
    case: makeCase(request, explanation, index),
  };
}
