import { mapText, type Span } from '../language/mapped-text.ts';

/** One printed line that is not blank. `start`/`end` leave out the white space around it. */
export interface Line extends Span {
  /** Without white space between Chinese and without Markdown marks. */
  text: string;
  /** Printed width in full-width characters; a half-width character counts one half. */
  width: number;
  /** White space before the text, in characters. */
  indent: number;
  /** Number of leading # marks, 0 for ordinary lines. */
  hashes: number;
  isTableRow: boolean;
  /** Blank lines between the line before and this one. */
  blankBefore: number;
}

/** Printed width of a text in full-width characters (em). */
function printedWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character.charCodeAt(0) < 0x2000 ? 0.5 : 1;
  return width;
}

/** Splits a decoded source (LF, CRLF or form feeds) into its lines that hold text. */
export function readLines(source: string): Line[] {
  const lines: Line[] = [];
  let blank = 0;
  for (const match of source.matchAll(/[^\n\r\f]*(?:\r\n|\n|\r|\f|$)/gu)) {
    const raw = match[0].replace(/[\n\r\f]+$/u, '');
    const { text } = mapText(raw, 0, raw.length);
    if (text === '') {
      if (match[0] !== '') blank++;
      continue;
    }
    const lead = raw.length - raw.trimStart().length;
    const start = match.index + lead;
    lines.push({
      start,
      end: match.index + raw.trimEnd().length,
      text,
      width: printedWidth(text),
      indent: lead,
      hashes: /^#{1,6}(?=\s|[^#])/u.exec(raw.trimStart())?.[0].length ?? 0,
      isTableRow: /^\s*\|.*\|\s*$/u.test(raw),
      blankBefore: blank,
    });
    blank = 0;
  }
  return lines;
}
