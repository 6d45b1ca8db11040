import { clauseAddress } from './clause-address.ts';
import type { SourceSpan } from './source-blocks.ts';

/** Exact words in a clause of a document. */
export interface WordsPlace extends SourceSpan {
  documentId: string;
  clauseId: string;
}

/** The address of a clause with exact words of it marked, which needs no script. */
export function wordsAddress({ documentId, clauseId, start, end }: WordsPlace): string {
  return clauseAddress(documentId, clauseId).replace('#', `?words=${start}-${end}#`);
}

/** The words that the query of such an address asks to mark, if any. */
export function wordsInAddress(search: string): SourceSpan | null {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(new URLSearchParams(search).get('words') ?? '') ?? [];
  return start === undefined ? null : { start: Number(start), end: Number(end) };
}
