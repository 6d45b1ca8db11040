import type { EvalCitation } from '../answer-shape.ts';
import { countCharacters, stripMarks } from './normalise.ts';

/** Longest quote the contract allows, in characters. */
const MAX_QUOTE = 200;

/** Decoded source text of each document, by document id. */
export type Sources = ReadonlyMap<string, string>;

/** What is wrong with a citation's quote, or null when it is verbatim and short enough. */
export function quoteFault(citation: EvalCitation, sources: Sources): string | null {
  const source = sources.get(citation.documentId);
  if (source === undefined) return `没有文件“${citation.documentId}”`;
  const { start, end, quote } = citation;
  if (start < 0 || end > source.length || start >= end) return `位置 ${start}–${end} 不在原文之内`;
  // An empty quote would equal an empty slice; it proves nothing.
  if (stripMarks(quote) === '') return '引文为空';
  if (stripMarks(quote) !== stripMarks(source.slice(start, end))) return '引文与原文不一致';
  const length = countCharacters(quote);
  return length > MAX_QUOTE ? `引文 ${length} 字，超过 ${MAX_QUOTE} 字` : null;
}
