import type { Clause, Heading, Outline } from '../clauses/clause.ts';
import { mapText, type Span, sourceSpan } from '../language/mapped-text.ts';
import { searchForm } from '../language/normalise.ts';

/** A name as a text prints it. */
export interface PrintedName {
  /** In search form. */
  name: string;
  printed: string;
  /** As printed, with the marks that it stands between, if any: “双减”. */
  marked: string;
}

/** Names by the marks that they stand between; the first group of the pattern is the name. */
export function namesBetween(marks: RegExp, text: string): PrintedName[] {
  return [...text.matchAll(marks)].map((match) => ({
    name: searchForm(match[1]!),
    printed: match[1]!,
    marked: match[0],
  }));
}

/** The title that a clause stands right under; null before the first one. */
export function titleAbove({ headings }: Outline, { heading }: Clause): Heading | null {
  return heading === null ? null : headings[heading]!;
}

/** Where a name stands first within the given places of the source, its marks not included; the last place where in none. */
export function firstSpan(source: string, places: Span[], { printed, marked }: PrintedName): Span {
  for (const { start, end } of places) {
    const mapped = mapText(source, start, end);
    const at = mapped.text.indexOf(marked);
    if (at < 0) continue;
    const from = at + marked.indexOf(printed);
    return sourceSpan(mapped, from, from + printed.length);
  }
  const { start, end } = places.at(-1)!;
  return { start, end };
}
