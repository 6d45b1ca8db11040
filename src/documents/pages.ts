import type { Line } from './lines.ts';
import { printedPageNumber } from './page-numbers.ts';

/** A page holds roughly as many lines as the next; these bounds on the gap tell pages from indentation. */
const GAP_LOW = 0.6;
const GAP_HIGH = 1.5;
/** Fewer marks than this prove nothing. */
const MIN_PAGES = 3;
/** Page starts are rare among lines; a text that indents its paragraphs does so far more often. */
const MAX_SHARE = 0.12;
/** Indent of a line printed behind one leading space. */
const ONE_SPACE = 0.5;
/** A first printed number above this is no page number of a document's beginning. */
const MAX_FIRST_PAGE = 50;

function isRegular(positions: number[], lineCount: number): boolean {
  if (positions.length < MIN_PAGES || positions.length > lineCount * MAX_SHARE) return false;
  const gaps = positions.slice(1).map((position, i) => position - positions[i]!);
  const median = [...gaps].sort((a, b) => a - b)[gaps.length >> 1]!;
  const fitting = gaps.filter((gap) => gap >= median * GAP_LOW && gap <= median * GAP_HIGH).length;
  return median >= 8 && fitting >= gaps.length * 0.9;
}

/**
 * Page starts by printed numbers: `result[n - 1]` is where page n starts. The number stands below its page unless it
 * is the very first line.
 */
function startsByNumber(lines: Line[]): number[] {
  const numbered = lines.flatMap((line, i) => (line.isPageNumber ? [i] : []));
  const values = numbered.map((position) => printedPageNumber(lines[position]!)!);
  const first = values[0];
  if (first === undefined || first < 1 || first > MAX_FIRST_PAGE) return [];
  if (values.some((value, i) => i > 0 && value <= values[i - 1]!)) return [];
  const isAbove = numbered[0] === 0;
  const starts: number[] = new Array(first).fill(0);
  numbered.forEach((position, i) => {
    const next = isAbove ? values[i]! : values[i]! + 1;
    const line = isAbove ? lines[position]! : lines[position + 1];
    while (line && starts.length < next) starts.push(line.start);
  });
  return starts;
}

/**
 * Finds where pages start. Form feeds say so outright, printed page numbers nearly so; some PDF extractors leave a
 * single leading space on the first line of each page, which is taken for a page only when those lines are rare and
 * evenly spaced.
 */
export function findPageStarts(source: string, lines: Line[]): number[] {
  const feeds = [...source.matchAll(/\f/gu)].map((match) => match.index + 1);
  if (feeds.length > 0) return [0, ...feeds.filter((offset) => source.slice(offset).trim() !== '')];
  const byNumber = startsByNumber(lines);
  if (byNumber.length > 0) return byNumber;
  const positions = lines.flatMap((line, i) =>
    line.indent === ONE_SPACE && source[line.start - 1] === ' ' && line.hashes === 0 ? [i] : [],
  );
  if (positions[0] !== 0 || !isRegular(positions, lines.length)) return [];
  return positions.map((position) => lines[position]!.start);
}
