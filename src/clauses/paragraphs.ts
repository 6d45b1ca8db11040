import type { Line } from '../documents/lines.ts';
import type { Span } from '../language/mapped-text.ts';
import { readMarker } from './numbering.ts';

/** Printed lines that belong together. */
export interface Paragraph extends Span {
  lines: Line[];
  hashes: number;
  isTableRow: boolean;
}

const TERMINATED = /[。！？；;!?：:](?:[”’"）)】》」]*)$/u;
const CLOSED = /[）)]$/u;
/** A line at least this wide (em) may be a paragraph cut by a page break: no printed page is narrower. */
const MIN_CUT_WIDTH = 20;
/** A numbered line without a full stop is a title unless it is wider than any title. */
const MAX_TITLE_WIDTH = 45;

/** Width of a full line where the text is hard-wrapped (as PDF extractors leave it), else null. */
function wrapWidth(lines: Line[]): number | null {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const width = Math.round(line.width);
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [mode] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0];
  const near = lines.filter((line) => Math.abs(line.width - mode) <= 1.5);
  const cut = near.filter((line) => !TERMINATED.test(line.text));
  const isWrapped = mode >= 12 && near.length >= 10 && near.length >= lines.length * 0.35;
  return isWrapped && cut.length >= near.length * 0.5 ? mode : null;
}

function hasOpenBracket(text: string): boolean {
  const opened = text.match(/[（(《“「【]/gu)?.length ?? 0;
  const closed = text.match(/[）)》”」】]/gu)?.length ?? 0;
  return opened > closed;
}

/** A line that can only begin something: Markdown heading, list bullet, table row. */
function isHardStart(line: Line): boolean {
  return line.hashes > 0 || line.isTableRow || /^[-•·●■◆]\S/u.test(line.text);
}

interface Joining {
  width: number | null;
  /** The paragraph's text so far. */
  text: string;
  previous: Line;
  lastOrdinals: Map<string, number>;
}

/** A number may open a part in the middle of running text only where it counts on: first, or one more. */
function countsOn(line: Line, lastOrdinals: Map<string, number>): boolean {
  const marker = readMarker(line.text);
  if (!marker) return false;
  return marker.ordinal === 1 || marker.ordinal === (lastOrdinals.get(marker.family) ?? 0) + 1;
}

function joinsWrapped(line: Line, { width, text, previous, lastOrdinals }: Joining): boolean {
  const full = width!;
  const isFull = previous.width >= full - 3.5;
  if (!isFull) return false;
  const marker = readMarker(line.text);
  if (TERMINATED.test(previous.text)) {
    if (marker) return false;
    // A first line is indented by two characters, so it is printed that much narrower than a full one.
    const isFirstLine = line.width >= full - 3.5 && line.width <= full - 1.5;
    return !isFirstLine;
  }
  if (!marker) return true;
  const opensTitle = readMarker(text) !== null && !/[。；]/u.test(text) && !hasOpenBracket(text);
  return !(opensTitle && countsOn(line, lastOrdinals));
}

function joinsCut(line: Line, { text, previous, lastOrdinals }: Joining): boolean {
  if (hasOpenBracket(text) && !readMarker(line.text)) return previous.width >= MIN_CUT_WIDTH;
  if (TERMINATED.test(previous.text) || CLOSED.test(previous.text)) return false;
  if (/[，、]$/u.test(previous.text)) return true;
  if (previous.width < MIN_CUT_WIDTH) return false;
  const isTitle = readMarker(text) !== null && !/[。；]/u.test(text) && previous.width <= MAX_TITLE_WIDTH;
  if (isTitle) return false;
  return !countsOn(line, lastOrdinals);
}

/**
 * Joins printed lines to paragraphs. Hard-wrapped text is joined by the geometry of its lines (a short line ends a
 * paragraph, an indented one begins it); elsewhere every line is a paragraph unless a page break cut it in two.
 */
export function joinParagraphs(lines: Line[]): Paragraph[] {
  const width = wrapWidth(lines);
  const paragraphs: Paragraph[] = [];
  const lastOrdinals = new Map<string, number>();
  let text = '';
  for (const line of lines) {
    const current = paragraphs.at(-1);
    const previous = current?.lines.at(-1);
    const joining = previous && { width, text, previous, lastOrdinals };
    const joins =
      joining &&
      !isHardStart(line) &&
      !current!.isTableRow &&
      current!.hashes === 0 &&
      (width === null ? joinsCut(line, joining) : joinsWrapped(line, joining));
    if (joins) {
      current!.lines.push(line);
      current!.end = line.end;
      text += line.text;
      continue;
    }
    const { start, end, hashes, isTableRow } = line;
    paragraphs.push({ start, end, hashes, isTableRow, lines: [line] });
    text = line.text;
    const marker = readMarker(line.text);
    if (marker) lastOrdinals.set(marker.family, marker.ordinal);
  }
  return paragraphs;
}
