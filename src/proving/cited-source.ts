import type { Citation } from '../answering/answer.ts';
import { outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import { readingsOf } from '../facts/tables.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { mapText } from '../language/mapped-text.ts';

/** What a citation can prove: the words it stands for and the headings above them. */
export interface CitedSource {
  /** The cited words, their whole sentences (rows of a table with the heads of their cells), and the path. */
  text: string;
  /** Printed page of the cited words, where the document has pages. */
  page: number | null;
  /** How many parts the cited heading has; null where no heading is cited. */
  parts: number | null;
}

/** Reads what `citation` stands for from the document itself, not from the quote that came with the answer. */
export function citedSource(
  { documentId, clauseId, start, end, path, page }: Citation,
  index: PolicyIndex,
): CitedSource {
  const document = index.documents.find(({ id }) => id === documentId);
  const outline = index.outlines.get(documentId);
  if (!document || !outline) return { text: '', page, parts: null };
  const clause = outline.clauses.find(({ id }) => id === clauseId);
  const sentences = clause
    ? readingsOf(clause).filter((_, i) => {
        const sentence = clause.sentences[i]!;
        return sentence.start < end && sentence.end > start;
      })
    : [];
  const heading = outline.headings.findIndex((one) => one.start >= start && one.start < end);
  // Orders and markup that a document smuggles in prove nothing.
  const words = mapText(document.shown, start, end).text;
  return {
    text: [words, ...sentences, ...path].join('\n'),
    page,
    parts: heading < 0 ? null : sectionParts(outlineTree(outline), heading).length,
  };
}
