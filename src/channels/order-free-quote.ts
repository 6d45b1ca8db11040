import { withoutBlanks } from '../language/blanked.ts';
import { readable } from '../language/readable.ts';
import { readableQuote } from './readable-quote.ts';

/**
 * A quote where a terminal prints it or a model may read on: without what either would obey. The page shows quotes as
 * plain text, and its old browsers could not read these rules.
 */
export function orderFreeQuote(quote: string): string {
  return withoutBlanks(readable(readableQuote(quote))).trim() || '……';
}
