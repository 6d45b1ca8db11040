import type { Clause, Outline } from '../clauses/clause.ts';
import { readMarker } from '../clauses/numbering.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { ClauseTerms } from './lexical-index.ts';
import type { Segmenter } from './segment.ts';

/** A clause with the document and outline it stands in. */
export interface ClauseInPlace {
  clause: Clause;
  outline: Outline;
  document: PolicyDocument;
}

function withoutNumber(title: string): string {
  return title.slice(readMarker(title)?.length ?? 0);
}

/** The headings of a clause without their numbers: its own (a label such as 行动目标 names nothing) and those above. */
function headingsOf({ clause, outline }: Pick<ClauseInPlace, 'clause' | 'outline'>): {
  own: string;
  above: string[];
} {
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
export function clauseTerms(place: ClauseInPlace, segmenter: Segmenter): ClauseTerms {
  const { own, above } = headingsOf(place);
  const terms = (text: string) => segmenter.terms(text);
  return {
    document: terms(place.document.title),
    title: terms(own),
    path: above.flatMap(terms),
    text: terms(place.clause.text),
  };
}

/** The text whose vector stands for a clause: what its headings say, then what it says. */
export function textToEmbed(place: Pick<ClauseInPlace, 'clause' | 'outline'>): string {
  const { own, above } = headingsOf(place);
  return [...above.reverse(), own, place.clause.text].filter((part) => part !== '').join('。');
}
