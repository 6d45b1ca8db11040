import { withoutBlanks } from '../language/blanked.ts';
import { mapText, type Span } from '../language/mapped-text.ts';
import { htmlTables, mapHtmlRow } from './html-tables.ts';
import { pageNumberPositions } from './page-numbers.ts';
import { readableSource } from './readable-source.ts';

/** One printed line that is not blank. `start`/`end` leave out the white space around it. */
export interface Line extends Span {
  /** Without white space between Chinese and without Markdown marks. */
  text: string;
  /** The first characters of the text with the gaps as printed (one blank each): `1. 5所学校`, `1 总则`. */
  opening: string;
  /**
   * Width in full-width characters, gaps included; a half-width character counts one half, or one where the lines of the
   * file were broken by counting characters.
   */
  width: number;
  /** Width of the white space before the text, in full-width characters. */
  indent: number;
  /** Number of leading # marks, 0 for ordinary lines. */
  hashes: number;
  isTableRow: boolean;
  /** A row of a table in HTML: its text leaves out the tags. */
  isHtmlRow: boolean;
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

/** Width of a half-width character in print, and where lines were broken by counting characters. */
const HALF = 0.5;
const COUNTED = 1;

function widthOf(character: string, half: number): number {
  if (character === '\t') return TAB_WIDTH;
  return character.charCodeAt(0) < 0x2000 ? half : 1;
}

/** Printed width of a text in full-width characters (em). */
export function printedWidth(text: string, half = HALF): number {
  let width = 0;
  for (const character of text) width += widthOf(character, half);
  return width;
}

/** So many more lines must end at one column for it to be the measure they were broken by. */
const PLAINLY_MORE = 1.5;
const FEWEST_FULL = 8;

/** How many of the lines end at the column that most of them end at. */
function linesAtEdge(raws: string[], half: number): number {
  const ends = new Map<number, number>();
  for (const raw of raws) {
    const end = Math.round(printedWidth(raw.trimEnd(), half));
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  return Math.max(0, ...ends.values());
}

/** Whether lines were broken by their printed width, as on paper, or by the number of their characters. */
function halfWidthOf(source: string): number {
  // Only lines with half-width characters tell the two apart.
  const raws = source.split(/[\n\r\f]+/u).filter((raw) => /[0-9A-Za-z]/u.test(raw) && !/^\s*[#|]/u.test(raw));
  const counted = linesAtEdge(raws, COUNTED);
  return counted >= FEWEST_FULL && counted >= PLAINLY_MORE * linesAtEdge(raws, HALF) ? COUNTED : HALF;
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

/** The first line of a row whose name goes on below: its number and nothing but the name. */
function opensWrappedRow(raw: string): boolean {
  const [number, name, ...more] = raw.split(new RegExp(COLUMN_GAP, 'gu'));
  return /^\d{1,3}$/u.test(number!) && name !== undefined && more.length === 0 && !/[。；]$/u.test(name);
}

/** Rows of a table set with gaps: lines with columns that stand one below the other. */
function markColumnRows(lines: Line[], source: string): void {
  const isRow = lines.map(
    ({ start, end, isTableRow: isMarked }) => isMarked || hasColumns(source.slice(start, end)),
  );
  lines.forEach((line, i) => {
    const isWrapped = isRow[i - 1] && isRow[i + 1] && opensWrappedRow(source.slice(line.start, line.end));
    if ((isRow[i] && (isRow[i - 1] || isRow[i + 1])) || isWrapped) line.isTableRow = true;
  });
}

/** A row of a table in HTML: a line of its own, wherever the file broke it. */
function rowLine(source: string, row: Span, blankBefore: number): Line {
  const { text } = mapHtmlRow(source, row);
  return {
    start: row.start,
    end: row.end,
    text,
    opening: text.slice(0, OPENING_LENGTH),
    width: printedWidth(text),
    indent: 0,
    hashes: 0,
    isTableRow: true,
    isHtmlRow: true,
    isBullet: false,
    isBold: false,
    isPageNumber: false,
    blankBefore,
  };
}

/** A printed line, null where it shows no text; `at` is its offset in the source. */
function plainLine(
  raw: string,
  { shown, at, half, blankBefore }: { shown: string; at: number; half: number; blankBefore: number },
): Line | null {
  const { text } = mapText(shown, 0, shown.length);
  if (text === '') return null;
  const trimmed = raw.trim();
  const lead = raw.indexOf(trimmed);
  const start = at + lead;
  const opening = withoutBlanks(shown.trim())
    .slice(0, OPENING_LENGTH * 2)
    .replace(/[#*|]+/gu, '');
  return {
    start,
    end: start + trimmed.length,
    text,
    opening: opening.trim().replace(/\s+/gu, ' ').slice(0, OPENING_LENGTH),
    width: printedWidth(trimmed.replace(/[#*|]+ ?/gu, '').replace(/ +/gu, ' '), half),
    indent: printedWidth(raw.slice(0, lead), half),
    hashes: /^#{1,6}(?=\s|[^#])/u.exec(trimmed)?.[0].length ?? 0,
    isTableRow: isTableRow(trimmed),
    isHtmlRow: false,
    isBullet: /^(?:[-*+]\s|[-•·●■◆◇○□▪➢]\S)/u.test(trimmed),
    isBold: /^\*\*[^*]+\*\*$/u.test(trimmed),
    isPageNumber: false,
    blankBefore,
  };
}

/** Splits a decoded source (LF, CRLF or form feeds) into its lines that hold text. */
export function readLines(source: string): Line[] {
  const lines: Line[] = [];
  const readable = readableSource(source);
  const half = halfWidthOf(source);
  let blank = 0;
  const add = (line: Line | null, raw = '') => {
    if (line) lines.push(line);
    // A line of which nothing is shown parts no paragraphs.
    if (line || raw.trim() === '') blank = line ? 0 : blank + 1;
  };
  const readPlain = (from: number, to: number) => {
    for (const { 0: line, index } of source.slice(from, to).matchAll(/[^\n\r\f]*(?:\r\n|\n|\r|\f|$)/gu)) {
      // The rest of the line a table ended on is no blank line.
      const isRest = index === 0 && from > 0 && line.trim() === '';
      if (line === '' || isRest) continue;
      const raw = line.replace(/[\n\r\f]+$/u, '');
      const at = from + index;
      const shown = readable.slice(at, at + raw.length);
      add(plainLine(raw, { shown, at, half, blankBefore: blank }), raw);
    }
  };
  let at = 0;
  for (const { start, end, rows, strays } of htmlTables(source)) {
    readPlain(at, start);
    for (const part of [...rows, ...strays].sort((a, b) => a.start - b.start)) {
      if (strays.includes(part)) readPlain(part.start, part.end);
      else add(rowLine(readable, part, blank));
    }
    at = end;
  }
  readPlain(at, source.length);
  markColumnRows(lines, source);
  for (const position of pageNumberPositions(lines)) lines[position]!.isPageNumber = true;
  return lines;
}
