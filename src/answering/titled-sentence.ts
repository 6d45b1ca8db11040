import type { Clause, Heading, Sentence } from '../clauses/clause.ts';
import { bareTitle } from '../clauses/outline-tree.ts';
import { readRows } from '../facts/tables.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import { matchConcept } from '../retrieval/matching.ts';
import type { Draft, Findings } from './draft.ts';

/** 2025年57%，2030年达到75%: a value without what it is of. */
const BARE_VALUE = /^(?:到|至)?(?:20\d{2}年(?:底|末)?[，,]?)?(?:达到|不[少低]于|为|共|累计)?\d/u;
/** Longest quote of a citation, in characters (HTTP contract). */
const MAX_QUOTE = 200;
/** A matter at least this telling may be what only the title names. */
const TELLING = 1.5;
const MATCHED = 0.75;
/** What may stand between a title and the text written behind it. */
const BETWEEN = /^[\s#*|。：:.．—-]*$/u;

/** The heading written right before a sentence, in the same paragraph; null where there is none or both are too long to quote as one. */
export function titleRightBefore(
  { outlines, documents }: Pick<PolicyIndex, 'outlines' | 'documents'>,
  clause: Clause,
  sentence: Sentence,
): Heading | null {
  const heading = clause.heading === null ? null : outlines.get(clause.documentId)!.headings[clause.heading];
  if (!heading || heading.kind === 'label' || clause.sentences[0] !== sentence || sentence.parts) return null;
  const { source } = documents.find(({ id }) => id === clause.documentId)!;
  if (heading.end > sentence.start || !BETWEEN.test(source.slice(heading.end, sentence.start))) return null;
  if (/\n\s*\n/u.test(source.slice(heading.end, sentence.start))) return null;
  const isTooLong = source.slice(heading.start, sentence.end).replace(/\s/gu, '').length > MAX_QUOTE;
  return isTooLong ? null : heading;
}

/**
 * The title written right before a sentence, where it alone names a matter of the question: 2.设立“小云雀”信箱。由学校…管理.
 * Null where the sentence needs none.
 */
export function titleBefore(
  { question, index }: Findings,
  clause: Clause,
  sentence: Sentence,
): { words: string; start: number } | null {
  const heading = titleRightBefore(index, clause, sentence);
  if (heading === null) return null;
  const [title, text] = [searchForm(heading.title), searchForm(sentence.text)];
  const isOnlyThere = question.concepts.some(
    (concept) =>
      (concept.isQuoted || concept.weight >= TELLING) &&
      matchConcept(concept, title) >= MATCHED &&
      matchConcept(concept, text) < MATCHED,
  );
  return isOnlyThere || BARE_VALUE.test(sentence.text)
    ? { words: bareTitle(heading), start: heading.start }
    : null;
}

/** What a sentence says, behind its title where it gives a bare value: 护理型床位占比：2025年57%，…. */
export function namedValue(findings: Findings, { clause, sentence }: Evidence, words: string): string {
  const title = BARE_VALUE.test(words) ? titleBefore(findings, clause, sentence) : null;
  return title === null ? words : `${title.words}：${words}`;
}

/** Cites a sentence, with the title before it where that alone names a matter of the question; before a row of a table those that hold what it leaves out. */
export function citeTitled(findings: Findings, draft: Draft, clause: Clause, sentence: Sentence): string {
  const above = readRows(clause).find((row) => row.sentence === sentence)?.carriedFrom ?? [];
  return (
    above.map((one) => draft.cited.sentence(clause, one)).join('') +
    draft.cited.sentence(clause, sentence, titleBefore(findings, clause, sentence)?.start)
  );
}
