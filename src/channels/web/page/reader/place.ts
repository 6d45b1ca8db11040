import type { Citation } from '../../../../answering/answer.ts';
import type { SourceSpan } from '../source-blocks.ts';

/** A place in a document: a clause, and the exact words in it; with the citations it was reached among. */
export interface SourcePlace {
  documentId: string;
  clauseId: string;
  words: SourceSpan | null;
  page: number | null;
  marker: number;
  /** The citations of the same answer, for going on to the next one. */
  among: Citation[];
}

/** The place that a citation points to. */
export function placeOf(citation: Citation, among: Citation[]): SourcePlace {
  const { documentId, clauseId, start, end, page, marker } = citation;
  return { documentId, clauseId, words: { start, end }, page, marker, among };
}

/** The citation before (-1) or after (1) a place; undefined at either end. */
export function neighbourOf({ among, marker }: SourcePlace, step: 1 | -1): Citation | undefined {
  return among[among.findIndex((citation) => citation.marker === marker) + step];
}
