import type { WordsPlace } from '../words-address.ts';

/** A clause as retrieval ranked it. */
export interface FoundClause extends WordsPlace {
  documentTitle: string;
  path: string[];
  text: string;
  score: number;
  /** Cosine of question and clause; 0 where the vector index did not return it. */
  similarity: number;
  foundBy: ('lexical' | 'vector')[];
}

/** A sentence as it was weighed for the question. */
export interface WeighedSentence extends WordsPlace {
  documentTitle: string;
  documentStatus: string;
  path: string[];
  text: string;
  score: number;
  /** How likely the sentence answers (0–1). */
  confidence: number;
  /** Share of the matters asked about that sentence, clause and headings speak of (0–1). */
  coverage: number;
  /** Matters that nothing of them speaks of. */
  missing: string[];
  meetsNeed: boolean;
  valueIsNear: boolean;
  meetsYears: boolean;
}

/** A line of an evaluation suite (contracts.md, section 3). */
export interface SuiteCase {
  id: string;
  type: string;
  doc: string;
  question: string;
  history: string[];
  answerable: boolean;
  must_include: string[][];
  must_not_include: string[];
  gold: { doc: string; quote: string; path: string }[];
  note: string;
}

/** A matter that the question names. */
interface ReadConcept {
  text: string;
  weight: number;
  isKnown: boolean;
  isQuoted: boolean;
  /** Other words for it, of the lexicon. */
  alternatives: { word: string; weight: number }[];
}

/** Why a sentence does not answer, as `answering/sufficiency.ts` judges. */
type Insufficiency =
  | 'nothing-found'
  | 'not-covered'
  | 'value-missing'
  | 'name-missing'
  | 'year-missing'
  | 'strange-subject';

/** What `/api/hit-test` tells of a question: how it was read, what was found, how that was judged. */
export interface HitTest {
  question: {
    /** As it was read: orders taken out, a follow-up completed. */
    text: string;
    kind: string;
    kindName: string;
    need: { kind: string; unit: string | null } | null;
    districts: { named: string[]; foreign: string[]; mentioned: string[] };
    documents: { id: string; title: string }[];
    concepts: ReadConcept[];
    /** Matters taken over from the turn before. */
    context: string[];
    /** Matters that the question does not want. */
    excluded: string[];
    /** Concrete matters asked about that the documents searched do not mention. */
    absent: string[];
    hadInstructions: boolean;
    isUnclear: boolean;
  };
  corrections: { from: string; to: string; by: 'sound' | 'spelling' }[];
  phrases: { phrase: string; wording: string[] }[];
  clauses: FoundClause[];
  sentences: WeighedSentence[];
  /** Of the best sentence; null where there is none. */
  confidence: number | null;
  /** Below this the question is refused. */
  threshold: number;
  /** Why the best sentence does not answer; null where it does. */
  insufficiency: Insufficiency | null;
  answer: { status: string; text: string; citations: number; milliseconds: number };
  case: SuiteCase;
}
