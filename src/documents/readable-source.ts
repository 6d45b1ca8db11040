import { readable } from '../language/readable.ts';
import { htmlTables } from './html-tables.ts';

let last: { source: string; shown: string } | null = null;

/** The text of a document as it is read and shown, at the offsets of `source`. Quotes are cut from `source` itself. */
export function readableSource(source: string): string {
  // One document is read from beginning to end before the next.
  if (last?.source !== source) last = { source, shown: readable(source, htmlTables(source)) };
  return last.shown;
}
