/**
 * The forms in which the contract compares texts (contracts.md, sections 2 and 3). Nothing here comes from `src/`:
 * a scorer that shared the product's idea of "the same words" would share its mistakes.
 */

/** Text without white space and the Markdown marks `#`, `*` and `|`: how a quote is held against its source. */
export function stripMarks(text: string): string {
  return text.replace(/[\s*|#]/gu, '');
}

/** NFKC, then without white space and marks: how expected strings and gold quotes are compared. */
export function comparable(text: string): string {
  // Marks go after NFKC, which turns ＊ ｜ ＃ and the ideographic space into the plain ones.
  return stripMarks(text.normalize('NFKC'));
}

/** An answer's text in comparable form, its [n] markers removed as well. */
export function comparableAnswer(answer: string): string {
  return comparable(answer).replace(/\[\d+\]/g, '');
}

/** Length in code points, the "characters" of the contract. */
export function countCharacters(text: string): number {
  return [...text].length;
}
