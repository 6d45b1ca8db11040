import { searchForm } from '../language/normalise.ts';
import type { Support } from './support.ts';

/** What a statement may take its words from. */
export interface Grounds {
  supports: Support[];
  /** Search form of the cited sentences and headings alone. */
  cited: string;
  /** Search form of the whole clauses, their headings, and what the documents say of themselves. */
  around: string;
}

/** Gathers the grounds of a statement from what its quotations stand on. */
export function groundsOf(supports: Support[]): Grounds {
  const clauses = [...new Set(supports.map(({ clause }) => clause))];
  const documents = [...new Set(supports.map(({ document }) => document))];
  return {
    supports,
    cited: searchForm(supports.map(({ text }) => text).join('\n')),
    around: searchForm(
      [
        ...clauses.flatMap(({ text, path, responsibleUnits }) => [
          ...path,
          text,
          ...responsibleUnits.map(({ name }) => name),
        ]),
        ...documents.flatMap(({ title, region, issuer, status }) => [
          title,
          region ?? '',
          issuer ?? '',
          status,
        ]),
      ].join('\n'),
    ),
  };
}
