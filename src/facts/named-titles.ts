import type { Outline } from '../clauses/clause.ts';
import type { Span } from '../language/mapped-text.ts';
import { searchForm } from '../language/normalise.ts';
import { firstSpan, namesBetween, titleAbove } from './printed-names.ts';

/** Another document that a document names: 《…》. */
export interface NamedTitle extends Span {
  /** In search form; `start` and `end` are where it is printed first, the marks not included. */
  name: string;
  /** Clauses that name it in their text or in the title right above them, in order. */
  clauseIds: string[];
}

const TITLED = /《([^《》]{2,80})》/gu;

/** Every title that a document names but its own, in order. */
export function readNamedTitles(source: string, outline: Outline): NamedTitle[] {
  const own = searchForm(outline.title);
  const titles = new Map<string, NamedTitle>();
  for (const clause of outline.clauses) {
    const title = titleAbove(outline, clause);
    const places = title ? [title, clause] : [clause];
    for (const one of [title?.title ?? '', clause.text].flatMap((text) => namesBetween(TITLED, text))) {
      if (one.name === own) continue;
      const known = titles.get(one.name) ?? {
        name: one.name,
        ...firstSpan(source, places, one),
        clauseIds: [],
      };
      if (known.clauseIds.at(-1) !== clause.id) known.clauseIds.push(clause.id);
      titles.set(one.name, known);
    }
  }
  return [...titles.values()].sort((a, b) => a.start - b.start);
}
