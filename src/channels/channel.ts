import type { Answer, AskRequest } from '../answering/answer.ts';
import type { Explanation } from '../answering/explanation.ts';
import type { DocumentFacts } from '../facts/document-facts.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import type { RankedClause } from '../retrieval/search.ts';

/** The parts of the index that channels show: documents, outlines, clauses, facts, and files that could not be read. */
export type ServedIndex = Pick<PolicyIndex, 'documents' | 'outlines' | 'clauses' | 'problems'> & {
  /** By document id. */
  facts: ReadonlyMap<string, Pick<DocumentFacts, 'targets' | 'duties'>>;
  /** What facts are grouped by. */
  lexicon: Pick<PolicyIndex['lexicon'], 'topics'>;
};

/** A clause as hit testing shows it. */
type FoundClause = Pick<RankedClause, 'clause' | 'score' | 'foundBy'>;

/** What a channel needs from the assistant; it is handed in, so that no channel imports the root of the project. */
export interface PolicyAssistant {
  /** The index served now; another one may be swapped in between two calls. */
  index(): ServedIndex;
  ask(
    request: AskRequest,
    options?: { signal?: AbortSignal; onDelta?: (text: string) => void },
  ): Promise<Answer>;
  search(query: string, options?: { limit?: number; documentId?: string }): Promise<FoundClause[]>;
  /** How an answer comes about, for hit testing. */
  explain(request: AskRequest): Promise<Explanation>;
}
