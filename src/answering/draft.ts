import type { PolicyDocument } from '../documents/document.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import type { Question } from '../retrieval/question.ts';
import type { RankedClause } from '../retrieval/search.ts';
import { CitationList } from './writer.ts';

/** What answering a question works with. */
export interface Findings {
  index: PolicyIndex;
  question: Question;
  ranked: RankedClause[];
  /** Every sentence of the ranked clauses, weighed, best first. */
  evidence: Evidence[];
  today: Date;
}

/** An answer being put together: its lines and the citations they use. */
export interface Draft {
  lines: string[];
  cited: CitationList;
}

/** An empty draft for these findings. */
export function newDraft({ index }: Pick<Findings, 'index'>): Draft {
  return { lines: [], cited: new CitationList(index) };
}

/** Adds what another draft says, its markers renumbered. */
export function appendDraft(draft: Draft, { lines, cited }: Draft): void {
  const adopted = draft.cited.adopt(cited);
  draft.lines.push(
    ...lines.map((line) => line.replace(/\[(\d+)\]/gu, (_, n) => `[${adopted.get(Number(n))}]`)),
  );
}

/** The document with this id. */
export function documentOf({ index }: Pick<Findings, 'index'>, id: string): PolicyDocument {
  return index.documents.find((document) => document.id === id)!;
}

/** Documents that the question is about, in index order. */
export function askedDocuments({ index, question }: Findings): PolicyDocument[] {
  return index.documents.filter(({ id }) => question.documentIds.includes(id));
}

/** Passages, and tasks of a unit, are told of so many documents at most: nobody reads or checks more. */
export const MAX_DOCUMENTS = 6;

/** Says that `count` documents were too many to be shown. */
export function sayLeftOut(count: number, draft: Draft): void {
  if (count > MAX_DOCUMENTS)
    draft.lines.push('其他文件也写到了，未一一列出：提问时写明地区或文件名即可查询。');
}

/** The findings that concern one document. */
export function findingsIn(findings: Findings, documentId: string): Findings {
  return {
    ...findings,
    question: { ...findings.question, documentIds: [documentId] },
    ranked: findings.ranked.filter(({ clause }) => clause.documentId === documentId),
    evidence: findings.evidence.filter(({ clause }) => clause.documentId === documentId),
  };
}

/** The findings that concern the documents nearest to the question, where more are asked than an answer can show. */
export function nearestOf(findings: Findings): Findings {
  const { question, ranked, evidence } = findings;
  if (question.documentIds.length <= MAX_DOCUMENTS) return findings;
  const nearest = new Set([...evidence.map(({ clause }) => clause.documentId), ...question.documentIds]);
  const documentIds = [...nearest].slice(0, MAX_DOCUMENTS);
  const isShown = ({ clause }: { clause: { documentId: string } }) => documentIds.includes(clause.documentId);
  return {
    ...findings,
    question: { ...question, documentIds },
    ranked: ranked.filter(isShown),
    evidence: evidence.filter(isShown),
  };
}
