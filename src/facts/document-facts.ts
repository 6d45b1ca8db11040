import type { Outline } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { type Duty, readDuties } from './duties.ts';
import { type Enumeration, readEnumerations } from './enumerations.ts';
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
}

/** Reads the facts of a document from its outline. */
export function readFacts(document: PolicyDocument, outline: Outline): DocumentFacts {
  return {
    targets: readTargets(document, outline),
    duties: readDuties(document.source, outline),
    enumerations: readEnumerations(outline),
    projects: readProjects(outline),
    parallels: readParallelLists(outline),
  };
}
