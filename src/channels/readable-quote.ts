/**
 * A quote as people read it: of a row of an HTML table only what its cells say. The quote itself keeps the tags, since it
 * must equal the source.
 */
export function readableQuote(quote: string): string {
  if (!/<\/?t[dhr]\b/iu.test(quote)) return quote;
  return quote
    .replace(/<[^>]*>/gu, ' ')
    .replace(/<[^>]*$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
