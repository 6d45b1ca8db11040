import { mapText, type Span } from '../language/mapped-text.ts';
import { pageNumberPositions } from './page-numbers.ts';

/** One printed line that is not blank. `start`/`end` leave out the white space around it. */
export interface Line extends Span {
  /** Without white space between Chinese and without Markdown marks. */
  text: string;
  /** The first characters of the text with the gaps as printed (one blank each): `1. 5所学校`, `1 总则`. */
  opening: string;
  /** Printed width in full-width characters, gaps included; a half-width character counts one half. */
  width: number;
  /** Width of the white space before the text, in full-width characters. */
  indent: number;
  /** Number of leading # marks, 0 for ordinary lines. */
  hashes: number;
  isTableRow: boolean;
  /** Written as a bullet of a Markdown list, or behind a printed bullet. */
  isBullet: boolean;
  /** Wholly in bold: what OCR makes of a heading without # marks. */
  isBold: boolean;
  /** Holds nothing but the number of the page. */
  isPageNumber: boolean;
  /** Blank lines between the line before and this one. */
  blankBefore: number;
}

const OPENING_LENGTH = 24;
const TAB_WIDTH = 2;

function widthOf(character: string): number {
  if (character === '\t') return TAB_WIDTH;
  return character.charCodeAt(0) < 0x2000 ? 0.5 : 1;
}

/** Printed width of a text in full-width characters (em). */
export function printedWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function isTableRow(raw: string): boolean {
  return /^\|.*\|$/u.test(raw) || /^<\/?(?:html|table|tr|td)\b/iu.test(raw);
}

/** Gaps as wide as only those between the columns of a table are. */
export const COLUMN_GAP = /\t+| {3,}|\u3000{2,}/u;

/** At least three cells; 第一章    总    则 is a heading set wide, and no cell of it but the first holds a word. */
function hasColumns(raw: string): boolean {
  const cells = raw.split(new RegExp(COLUMN_GAP, 'gu'));
  const words = cells.filter((cell) => cell.trim().length > 1);
  return cells.length >= 3 && words.length >= 2 && !/^第.{1,4}[编篇章节]|[。；]$/u.test(raw);
}

/** Rows of a table set with gaps: lines with columns that stand one below the other. */
function markColumnRows(lines: Line[], source: string): void {
  const isRow = lines.map(
    ({ start, end, isTableRow: isMarked }) => isMarked || hasColumns(source.slice(start, end)),
  );
  lines.forEach((line, i) => {
    if (isRow[i] && (isRow[i - 1] || isRow[i + 1])) line.isTableRow = true;
  });
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
    const trimmed = raw.trim();
    const lead = raw.indexOf(trimmed);
    const start = match.index + lead;
    const opening = trimmed.slice(0, OPENING_LENGTH * 2).replace(/[#*|]+/gu, '');
    lines.push({
      start,
      end: start + trimmed.length,
      text,
      opening: opening.trim().replace(/\s+/gu, ' ').slice(0, OPENING_LENGTH),
      width: printedWidth(trimmed.replace(/[#*|]+ ?/gu, '').replace(/ +/gu, ' ')),
      indent: printedWidth(raw.slice(0, lead)),
      hashes: /^#{1,6}(?=\s|[^#])/u.exec(trimmed)?.[0].length ?? 0,
      isTableRow: isTableRow(trimmed),
      isBullet: /^(?:[-*+]\s|[-•·●■◆◇○□▪➢]\S)/u.test(trimmed),
      isBold: /^\*\*[^*]+\*\*$/u.test(trimmed),
      isPageNumber: false,
      blankBefore: blank,
    });
    blank = 0;
  }
  markColumnRows(lines, source);
  for (const position of pageNumberPositions(lines)) lines[position]!.isPageNumber = true;
  return lines;
}
