import { type Line, printedWidth } from '../documents/lines.ts';

/** How the lines of a document are set. Widths are in full-width characters. */
export interface Layout {
  /** Right edge at which lines were broken (as PDF extractors leave them), null where lines are whole paragraphs. */
  width: number | null;
  /** Indent that every line has. */
  margin: number;
  /** Paragraphs begin indented, and the file still shows it. */
  showsIndent: boolean;
  /** Where the file lost the indent of first lines: how wide they are when full, usually and at most. */
  firstWidths: { usual: number; widest: number } | null;
  /** Blank lines stand between paragraphs only (not between all lines, nor nowhere). */
  blanksSeparate: boolean;
}

const TERMINATED = /[。！？；;!?：:](?:[”’"）)】》」』]*)$/u;
/** What begins a paragraph rather than going on with one. */
const OPENS =
  /^(?:[（(【]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第.{1,3}[编篇章节条]|\p{Script=Han}{2,8}[：:]|[-•●■—])/u;
/** Lines this close to the right edge are full. */
const EDGE = 1.5;
const MIN_WIDTH = 12;
/** A right edge shows where so many lines, and this share of all, end at it, … */
const MIN_FULL_LINES = 4;
const MIN_FULL_SHARE = 0.12;
/** … at least this share of them in the middle of a sentence, and hardly any line passes it. */
const MIN_CUT_SHARE = 0.5;
const MAX_BEYOND_SHARE = 0.04;
const MIN_FIRST_LINES = 2;
const MIN_INDENT = 1.5;
const MAX_INDENT = 5;

/** True for a text that ends where a sentence or part of one does. */
export function isTerminated(text: string): boolean {
  return TERMINATED.test(text);
}

/** The line breaks off where nothing ends, and the next one could go on with it. */
function isCutBefore({ text }: Line, next: Line | undefined): boolean {
  return next !== undefined && !isTerminated(text) && !/[）)】\]》]$/u.test(text) && !OPENS.test(next.text);
}

function mostCommon(values: number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function rightEdge(ends: { end: number; isCut: boolean }[]): number | null {
  const candidates = [...new Set(ends.map(({ end }) => Math.round(end)))].sort((a, b) => b - a);
  for (const edge of candidates) {
    const beyond = ends.filter(({ end }) => end > edge + EDGE).length;
    if (edge < MIN_WIDTH || beyond > ends.length * MAX_BEYOND_SHARE) return null;
    const full = ends.filter(({ end }) => Math.abs(end - edge) <= EDGE);
    const cut = full.filter(({ isCut }) => isCut).length;
    if (full.length < MIN_FULL_LINES || full.length < ends.length * MIN_FULL_SHARE) continue;
    if (cut < full.length * MIN_CUT_SHARE) continue;
    const near = ends.filter(({ end, isCut }) => isCut && Math.abs(end - edge) <= 2 * EDGE);
    return mostCommon(near.map(({ end }) => Math.round(end)));
  }
  return null;
}

/** A line after which, or with which, a paragraph must begin. */
function isFirstLine(line: Line, before: Line | undefined, width: number): boolean {
  if (!before || before.hashes > 0 || before.isTableRow || OPENS.test(line.text)) return true;
  return before.width < width - 2 * EDGE;
}

/**
 * Widths of first lines that are full, seen where paragraphs plainly begin; null where they are as wide as others, so
 * that no indent was lost. Pages of one document may differ by a character.
 */
function firstWidths(lines: Line[], width: number): Layout['firstWidths'] {
  const firsts = lines.filter((line, i) => {
    const isBody = line.hashes === 0 && !line.isTableRow && !line.isPageNumber;
    const isFull = line.width >= width - MAX_INDENT && isCutBefore(line, lines[i + 1]);
    return isBody && isFull && isFirstLine(line, lines[i - 1], width);
  });
  const widths = firsts.map((line) => Math.round(line.width));
  const usual = mostCommon(widths);
  if (widths.length < MIN_FIRST_LINES || width - usual < MIN_INDENT) return null;
  const isShared = (value: number) => widths.filter((other) => other === value).length >= widths.length * 0.2;
  return { usual, widest: Math.max(...widths.filter((value) => value - usual <= 1 && isShared(value))) };
}

/** Reads from the lines of a document how it was set. */
export function readLayout(lines: Line[]): Layout {
  const body = lines.filter((line) => line.hashes === 0 && !line.isTableRow && !line.isPageNumber);
  const margin = mostCommon(body.map(({ indent }) => indent));
  const lowest = Math.min(
    margin,
    ...body.map(({ indent }) => indent).filter((indent) => indent >= margin - 4),
  );
  const ends = body.map((line, i) => ({
    end: line.indent + line.width,
    isCut: isCutBefore(line, body[i + 1]),
  }));
  const edge = rightEdge(ends);
  const base = edge === null ? margin : Math.max(0, lowest);
  const indented = body.filter(({ indent }) => indent - base >= MIN_INDENT && indent - base <= MAX_INDENT);
  const atMargin = body.filter(({ indent }) => indent - base < MIN_INDENT);
  const showsIndent = indented.length >= 2 && indented.length >= body.length * 0.05 && atMargin.length >= 2;
  const blanks = body.filter(({ blankBefore }, i) => i > 0 && blankBefore > 0).length;
  const width = edge === null ? null : edge - base;
  return {
    width,
    margin: base,
    showsIndent,
    firstWidths: width === null || showsIndent ? null : firstWidths(lines, width),
    blanksSeparate: blanks >= 2 && blanks <= body.length * 0.7,
  };
}

/** Width of what cannot be broken at the start of a line: a number, a word, an opening bracket with what it opens. */
export function unbreakableWidth(text: string): number {
  const unit =
    /^[（《“‘「【〔]*(?:[A-Za-z0-9.,%％℃+/-]+|—+|…+|.)[，。、；：！？）》”’」】〕]*/u.exec(text)?.[0] ?? '';
  return printedWidth(unit);
}
