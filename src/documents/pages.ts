import type { Line } from './lines.ts';

/** A page holds roughly as many lines as the next; these bounds on the gap tell pages from indentation. */
const GAP_LOW = 0.6;
const GAP_HIGH = 1.5;
/** Fewer marks than this prove nothing. */
const MIN_PAGES = 3;
/** Page starts are rare among lines; a text that indents its paragraphs does so far more often. */
const MAX_SHARE = 0.12;

function isRegular(positions: number[], lineCount: number): boolean {
  if (positions.length < MIN_PAGES || positions.length > lineCount * MAX_SHARE) return false;
  const gaps = positions.slice(1).map((position, i) => position - positions[i]!);
  const median = [...gaps].sort((a, b) => a - b)[gaps.length >> 1]!;
  const fitting = gaps.filter((gap) => gap >= median * GAP_LOW && gap <= median * GAP_HIGH).length;
  return median >= 8 && fitting >= gaps.length * 0.9;
}

/**
 * Finds where pages start. Form feeds say so outright; PDF extractors leave a single leading space on the first line
 * of each page, which is taken for a page only when those lines are rare and evenly spaced.
 */
export function findPageStarts(source: string, lines: Line[]): number[] {
  const feeds = [...source.matchAll(/\f/gu)].map((match) => match.index + 1);
  if (feeds.length > 0) return [0, ...feeds.filter((offset) => source.slice(offset).trim() !== '')];
  const positions = lines.flatMap((line, i) => (line.indent === 1 && line.hashes === 0 ? [i] : []));
  if (positions[0] !== 0 || !isRegular(positions, lines.length)) return [];
  return positions.map((position) => lines[position]!.start);
}
