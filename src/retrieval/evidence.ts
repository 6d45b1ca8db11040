import type { Clause, Sentence } from '../clauses/clause.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import type { Concept } from './concepts.ts';
import { meetsNeed } from './needs.ts';
import type { Question } from './question.ts';
import type { RankedClause } from './search.ts';

/** A sentence weighed as evidence for a question. */
export interface Evidence {
  clause: Clause;
  ordinal: number;
  sentence: Sentence;
  /** Position of the sentence in its clause. */
  position: number;
  /** Share of the question's matters that the sentence, its clause and its headings speak of (0–1). */
  coverage: number;
  /** Matters that nothing of them speaks of. */
  missing: Concept[];
  /** The sentence holds a value of the kind asked for (true where none is asked for). */
  meetsNeed: boolean;
  similarity: number;
  score: number;
}

/** How far words count that stand beside the sentence instead of in it. */
const IN_PATH = 0.75;
const IN_PREVIOUS = 0.65;
const IN_CLAUSE = 0.5;
/** A word of which only some character pairs occur counts at most this much. */
const PARTIAL = 0.65;
const LEXICAL_SHARE = 0.25;
const SIMILARITY_SHARE = 0.15;
const NEED_BONUS = 0.3;

/** A figure that the question itself gives leads to the sentence that states it. */
const FIGURE_BONUS = 0.35;

interface ClauseForms {
  path: string;
  sentences: string[];
  whole: string;
}

const forms = new WeakMap<Clause, ClauseForms>();

/** Search forms of a clause's parts, made once. */
export function clauseForms(clause: Clause): ClauseForms {
  let known = forms.get(clause);
  if (!known) {
    const sentences = clause.sentences.map(({ text }) => searchForm(text));
    known = { path: searchForm(clause.path.join(' ')), sentences, whole: sentences.join('') };
    forms.set(clause, known);
  }
  return known;
}

function partialMatch(word: string, form: string): number {
  if (word.length < 3) return 0;
  let found = 0;
  for (let i = 0; i + 1 < word.length; i++) if (form.includes(word.slice(i, i + 2))) found++;
  const share = found / (word.length - 1);
  return share >= 0.5 ? share * PARTIAL : 0;
}

/** True where `form` holds the word; an ellipsis in a quoted name stands for anything. */
function holds(form: string, word: string): boolean {
  if (!word.includes('...')) return form.includes(word);
  return word.split(/\.{3,}/u).every((part) => form.includes(part));
}

/** How well `form` speaks of the concept (0–1). */
export function matchConcept(concept: Concept, form: string): number {
  let best = 0;
  for (const { word, weight } of concept.alternatives) {
    if (weight > best && holds(form, word)) best = weight;
  }
  return best > 0 ? best : partialMatch(concept.text, form);
}

function matchInContext(concept: Concept, { path, sentences, whole }: ClauseForms, position: number): number {
  const own = matchConcept(concept, sentences[position]!);
  if (own >= IN_PATH) return own;
  const inPath = IN_PATH * matchConcept(concept, path);
  const previous = position > 0 ? IN_PREVIOUS * matchConcept(concept, sentences[position - 1]!) : 0;
  const elsewhere = IN_CLAUSE * matchConcept(concept, whole);
  return Math.max(own, inPath, previous, elsewhere);
}

/** Below this a matter counts as not spoken of. */
const MISSING_BELOW = 0.3;

/** Share of the question's own figures that a text states. */
function figureShare({ figures }: Question, text: string): number {
  if (figures.length === 0) return 0;
  const stated = new Set(findQuantities(text).map(({ canonical }) => canonical));
  return figures.filter(({ canonical }) => stated.has(canonical)).length / figures.length;
}

function weigh(question: Question, ranked: RankedClause, position: number): Evidence {
  const { clause, ordinal, similarity } = ranked;
  const known = clauseForms(clause);
  let spoken = 0;
  let total = 0;
  const missing: Concept[] = [];
  for (const concept of question.concepts) {
    const match = matchInContext(concept, known, position);
    spoken += concept.weight * match;
    total += concept.weight;
    if (match < MISSING_BELOW) missing.push(concept);
  }
  let context = 0;
  for (const concept of question.context) context += matchInContext(concept, known, position);
  const coverage = total > 0 ? spoken / total : 0;
  const isMet = question.need === null || meetsNeed(question.need, clause.sentences[position]!.text);
  const score =
    coverage +
    LEXICAL_SHARE * ranked.score +
    SIMILARITY_SHARE * similarity +
    (question.need && isMet ? NEED_BONUS : 0) +
    FIGURE_BONUS * figureShare(question, clause.sentences[position]!.text) +
    (question.context.length > 0 ? (0.2 * context) / question.context.length : 0);
  return {
    clause,
    ordinal,
    sentence: clause.sentences[position]!,
    position,
    coverage,
    missing,
    meetsNeed: isMet,
    similarity,
    score,
  };
}

/** Weighs every sentence of the ranked clauses for the question, best first. Unit lists are no evidence of content. */
export function weighEvidence(question: Question, ranked: RankedClause[]): Evidence[] {
  const evidence: Evidence[] = [];
  for (const candidate of ranked) {
    candidate.clause.sentences.forEach((sentence, position) => {
      const span = candidate.clause.unitsSpan;
      const isUnitList = span !== null && sentence.start >= span.start && sentence.end <= span.end;
      if (!isUnitList) evidence.push(weigh(question, candidate, position));
    });
  }
  return evidence.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal || a.position - b.position);
}
