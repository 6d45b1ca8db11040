import type { Clause, Outline } from '../clauses/clause.ts';
import { readMarker } from '../clauses/numbering.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { ClauseTerms } from './lexical-index.ts';
import type { Segmenter } from './segment.ts';

function withoutNumber(title: string): string {
  return title.slice(readMarker(title)?.length ?? 0);
}

/** The headings of a clause without their numbers: its own (a label such as 行动目标 names nothing) and those above. */
function headingsOf(clause: Clause, outline: Outline): { own: string; above: string[] } {
  const titles: string[] = [];
  const labels: string[] = [];
  for (let at = clause.heading; at !== null; at = outline.headings[at]!.parent) {
    const { kind, title } = outline.headings[at]!;
    if (kind === 'label' && titles.length === 0) labels.push(title);
    else titles.push(withoutNumber(title));
  }
  const [own = '', ...above] = titles;
  return { own, above: [...above, ...labels] };
}

/** The terms of a clause, by the fields of the lexical index. */
export function clauseTerms(
  clause: Clause,
  context: { outline: Outline; document: PolicyDocument; segmenter: Segmenter },
): ClauseTerms {
  const { own, above } = headingsOf(clause, context.outline);
  const terms = (text: string) => context.segmenter.terms(text);
  return {
    document: terms(context.document.title),
    title: terms(own),
    path: above.flatMap(terms),
    text: terms(clause.text),
  };
}

/** The text whose vector stands for a clause: what its headings say, then what it says. */
export function textToEmbed(clause: Clause, outline: Outline): string {
  const { own, above } = headingsOf(clause, outline);
  return [...above.reverse(), own, clause.text].filter((part) => part !== '').join('。');
}
