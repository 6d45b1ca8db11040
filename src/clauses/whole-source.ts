import type { Clause, Heading } from './clause.ts';

function isClause(piece: Heading | Clause): piece is Clause {
  return 'sentences' in piece;
}

/** Where the text between two offsets begins and ends, null where there is only white space and marks. */
function textBetween(source: string, from: number, to: number): { start: number; end: number } | null {
  const between = source.slice(from, to);
  if (to <= from || !/[^\s#*|]/u.test(between)) return null;
  return { start: from + between.length - between.trimStart().length, end: from + between.trimEnd().length };
}

/**
 * Widens headings and clauses over what stands between them and is not shown, so that they hold every character of the
 * source: it stays with the piece before it, after a heading with the clause that follows.
 */
export function holdWhole(source: string, headings: Heading[], clauses: Clause[]): void {
  const pieces = [...headings, ...clauses].sort((a, b) => a.start - b.start);
  let end = 0;
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1];
    const gap = textBetween(source, end, piece.start);
    if (gap && before && (isClause(before) || !isClause(piece))) before.end = gap.end;
    else if (gap) piece.start = gap.start;
    end = Math.max(end, piece.end);
  });
  const rest = textBetween(source, end, source.length);
  const last = pieces.at(-1);
  if (rest && last) last.end = rest.end;
}
