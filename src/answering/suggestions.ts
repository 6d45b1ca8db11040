import type { Outline } from '../clauses/clause.ts';
import { bareTitle } from '../clauses/outline-tree.ts';
import { LEFT_OUT_TITLE } from '../language/order-free.ts';
import { holdsNoMeasures } from '../language/section-kinds.ts';
import { askedDocuments, type Findings } from './draft.ts';
import { inQuotes, speakerOf } from './writer.ts';

const MAX_SUGGESTIONS = 3;

/** Titles of a heading and of those above it, without their numbers. */
function titlesAround({ headings }: Outline, heading: number): string[] {
  const titles: string[] = [];
  for (let at: number | null = heading; at !== null; at = headings[at]!.parent)
    titles.push(bareTitle(headings[at]!));
  return titles;
}

/** Questions that the documents can answer, made from the headings of the clauses found. */
export function suggest(findings: Findings): string[] {
  const suggestions: string[] = [];
  const documents = new Map(askedDocuments(findings).map((document) => [document.id, document]));
  for (const { clause } of findings.ranked) {
    const document = documents.get(clause.documentId);
    const outline = document && findings.index.outlines.get(document.id);
    let heading = clause.heading;
    while (outline && heading !== null && outline.headings[heading]!.kind !== 'numbered')
      heading = outline.headings[heading]!.parent;
    if (!document || !outline || heading === null) continue;
    const title = bareTitle(outline.headings[heading]!);
    if (title === LEFT_OUT_TITLE || holdsNoMeasures(titlesAround(outline, heading))) continue;
    const hasUnits = clause.responsibleUnits.length > 0;
    suggestions.push(
      hasUnits
        ? `${speakerOf(document)}${inQuotes(title)}由哪些单位负责？`
        : `${speakerOf(document)}${inQuotes(title)}有哪些举措？`,
    );
    if (new Set(suggestions).size >= MAX_SUGGESTIONS) break;
  }
  return [...new Set(suggestions)];
}
