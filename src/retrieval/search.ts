import type { Clause } from '../clauses/clause.ts';
import { ModelError } from '../errors.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import type { Concept } from './concepts.ts';
import { fuse } from './fuse.ts';
import { QueryVectors } from './query-vectors.ts';

/** A clause found for a query, best first. */
export interface RankedClause {
  clause: Clause;
  /** Position of the clause in the index. */
  ordinal: number;
  score: number;
  foundBy: ('lexical' | 'vector')[];
  /** Cosine similarity of clause and query; 0 where the vector index did not return it. */
  similarity: number;
}

/** What is looked for, where. */
export interface Query {
  /** Search form. */
  text: string;
  concepts: Concept[];
  context?: Concept[];
  documentIds?: string[];
  limit: number;
  /** Those of the request that this search is a part of. */
  vectors?: QueryVectors | undefined;
}

/** Character pairs back up the words: they find names that no dictionary holds, but say less than a word. */
const BIGRAM_WEIGHT = 0.4;
const SYNONYM_WEIGHT = 0.7;
const CONTEXT_WEIGHT = 0.3;
/** Policy wording of the everyday phrases in the query. */
const COLLOQUIAL_WEIGHT = 0.5;
/** Each index contributes this many candidates for every result wanted. */
const CANDIDATE_FACTOR = 2;

interface WeightedTerm {
  term: string;
  weight: number;
}

/** Terms of a query with their weights: words, character pairs, and synonyms at a discount. */
function queryTerms({ text, concepts, context = [] }: Query, index: PolicyIndex): WeightedTerm[] {
  const weights = new Map<string, number>();
  const add = (term: string, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  for (const term of index.segmenter.terms(text)) add(term, term.startsWith('·') ? BIGRAM_WEIGHT : 1);
  for (const { alternatives } of concepts) {
    for (const { word, weight } of alternatives.slice(1)) {
      for (const term of index.segmenter.terms(word)) {
        add(term, SYNONYM_WEIGHT * weight * (term.startsWith('·') ? BIGRAM_WEIGHT : 1));
      }
    }
  }
  const wording = index.lexicon.rewrite(text).slice(text.length);
  for (const term of index.segmenter.terms(wording))
    add(term, COLLOQUIAL_WEIGHT * (term.startsWith('·') ? BIGRAM_WEIGHT : 1));
  for (const { text: word } of context) add(word, CONTEXT_WEIGHT);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}

/**
 * Finds clauses by words and by vectors and fuses the two lists. Where the service that makes vectors fails, words alone
 * find what they can, and `onFallback` is told.
 */
export async function searchClauses(
  query: Query,
  index: PolicyIndex,
  onFallback: (error: ModelError) => void = () => {},
): Promise<RankedClause[]> {
  const wanted = query.documentIds && new Set(query.documentIds);
  const all = wanted === undefined || index.documents.every(({ id }) => wanted.has(id));
  const accept = all ? undefined : (ordinal: number) => wanted!.has(index.clauses[ordinal]!.documentId);
  const depth = query.limit * CANDIDATE_FACTOR;
  const lexical = index.lexical.search(queryTerms(query, index), depth, accept);
  const vector = await vectorOf(query, index, onFallback);
  const near = vector === null ? [] : index.vectors.search(vector, depth, accept);
  return fuse(lexical, near)
    .slice(0, query.limit)
    .map((candidate) => ({ ...candidate, clause: index.clauses[candidate.ordinal]! }));
}

async function vectorOf(
  { text, vectors = new QueryVectors() }: Query,
  index: PolicyIndex,
  onFallback: (error: ModelError) => void,
): Promise<number[] | null> {
  try {
    return await vectors.of(index.lexicon.rewrite(text), index);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    onFallback(error);
    return null;
  }
}
