import type { Clause, Outline } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { DocumentProblem } from '../documents/read-documents.ts';
import type { DocumentFacts } from '../facts/document-facts.ts';
import type { LexicalIndex } from './lexical-index.ts';
import type { Lexicon } from './lexicon.ts';
import type { Manifest } from './manifest.ts';
import type { Segmenter } from './segment.ts';
import type { VectorIndex } from './vector-index.ts';

/** Where vectors come from when they are not computed here: any embeddings of LangChain will do. */
export interface Embedder {
  embedDocuments(texts: string[]): Promise<number[][]>;
  embedQuery(text: string): Promise<number[]>;
  /** Names service, model and dimension: equal fingerprints give comparable vectors. */
  fingerprint: string;
}

/** Everything that answering needs from `index/`, in memory and never changed: a newer index is another object. */
export interface PolicyIndex {
  manifest: Manifest;
  documents: PolicyDocument[];
  /** By document id. */
  outlines: Map<string, Outline>;
  /** By document id. */
  facts: Map<string, DocumentFacts>;
  /** The clauses of all documents in order: the position of a clause is its ordinal in both searches. */
  clauses: Clause[];
  lexicon: Lexicon;
  segmenter: Segmenter;
  lexical: LexicalIndex;
  vectors: VectorIndex;
  /** Vector of a question, of the dimension of `vectors`; a ModelError if a remote embedder fails. */
  embedQuery(text: string): Promise<number[]>;
  /** Documents that could not be read when the index was built. */
  problems: DocumentProblem[];
}
