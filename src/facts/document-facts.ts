import type { Outline } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { type Coinage, coinageFinder, readCoinages } from './coinages.ts';
import { type Duty, readDuties } from './duties.ts';
import { type Enumeration, readEnumerations } from './enumerations.ts';
import { type InstitutionsNamed, readInstitutions, type WordCutter } from './institutions.ts';
import { type NamedTitle, readNamedTitles } from './named-titles.ts';
import { type ParallelList, readParallelLists } from './parallel-lists.ts';
import { type Project, readProjects } from './projects.ts';
import { readTargets, type Target } from './targets.ts';

/** What a document says that can be listed: each fact with the place it was read from. */
export interface DocumentFacts {
  targets: Target[];
  duties: Duty[];
  enumerations: Enumeration[];
  projects: Project[];
  parallels: ParallelList[];
  coinages: Coinage[];
  titles: NamedTitle[];
  institutions: InstitutionsNamed[];
}

/**
 * Reads the facts of documents from their outlines, which stand in the same order. They are read together: what one
 * puts in quotation marks is a coinage in all, and the place that one speaks for may be in a name of another.
 */
export function readFacts(
  documents: PolicyDocument[],
  outlines: Outline[],
  words: WordCutter,
): DocumentFacts[] {
  const findCoinages = coinageFinder(outlines);
  const places = documents.flatMap(({ region }) => region?.replace(/[区县市]$/u, '') ?? []);
  return documents.map((document, i) => {
    const outline = outlines[i]!;
    return {
      targets: readTargets(document, outline),
      duties: readDuties(document.source, outline),
      enumerations: readEnumerations(outline),
      projects: readProjects(outline),
      parallels: readParallelLists(outline),
      coinages: readCoinages(document.source, outline, findCoinages),
      titles: readNamedTitles(document.source, outline),
      institutions: readInstitutions(document.source, outline, { words, places }),
    };
  });
}
