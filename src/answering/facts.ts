import { type Draft, documentOf, type Findings, findingsIn, newDraft } from './draft.ts';
import { choosePassages, type Room } from './passages.ts';
import { insufficiency } from './sufficiency.ts';
import { speakerOf } from './writer.ts';

/** Room for one fact: short, so that the value stands out. */
export const FACT_ROOM: Room = { sentences: 2, each: 85, total: 165, nearBest: 0.93 };
/** Room for an explanation, a way of doing, a list in running text. */
export const PASSAGE_ROOM: Room = { sentences: 4, each: 110, total: 360, nearBest: 0.72 };

/** Writes what one document says: its name once, then the passages, each cited. */
function writePassages(findings: Findings, documentId: string, room: Room, draft: Draft): void {
  const { question, evidence } = findingsIn(findings, documentId);
  const passages = choosePassages(question, evidence, room);
  const speaker = speakerOf(documentOf(findings, documentId));
  const statements = passages.map(
    ({ evidence: { clause, sentence }, text }) => `${text}${draft.cited.sentence(clause, sentence)}`,
  );
  if (statements.length <= 1) draft.lines.push(`${speaker}：${statements.join('')}。`);
  else draft.lines.push(`${speaker}：${statements.join('；')}。`);
}

/** Documents whose best evidence answers the question, those as good as the best one. */
export function answeringDocuments(findings: Findings): string[] {
  const { question, evidence } = findings;
  const best = question.documentIds
    .map((id) => ({ id, evidence: evidence.find(({ clause }) => clause.documentId === id) }))
    .filter(({ evidence: found }) => insufficiency(question, found) === null);
  const top = Math.max(...best.map(({ evidence: found }) => found!.score));
  const isNamed = question.regions.named.length > 1;
  return best.filter(({ evidence: found }) => isNamed || found!.score >= top * 0.8).map(({ id }) => id);
}

/** Answers from the best sentences of each document that answers; null where none does. */
export function answerFromPassages(findings: Findings, room: Room): Draft | null {
  const documents = answeringDocuments(findings);
  if (documents.length === 0) return null;
  const draft = newDraft(findings);
  const share: Room = { ...room, total: Math.ceil(room.total / Math.max(1, documents.length * 0.75)) };
  for (const id of documents) writePassages(findings, id, share, draft);
  return draft;
}
