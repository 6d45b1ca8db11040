/** One word of a query and how much it counts. */
export interface QueryTerm {
  term: string;
  weight: number;
}

/** A clause found, by its position in the index. */
export interface LexicalMatch {
  ordinal: number;
  score: number;
}

/** The terms of a clause by field: its document's title, its own heading, the headings above, its text. */
export interface ClauseTerms {
  document: string[];
  title: string[];
  path: string[];
  text: string[];
}

type Field = keyof ClauseTerms;

/** How BM25F weighs a field, and how strongly a long field is discounted (`b`). */
const FIELDS: Record<Field, { weight: number; b: number }> = {
  document: { weight: 0.2, b: 0 },
  title: { weight: 1.6, b: 0.3 },
  path: { weight: 0.7, b: 0.3 },
  text: { weight: 1, b: 0.6 },
};

/** Saturation of repeated terms; 1.2 is the usual value (Robertson and Zaragoza 2009, section 3.5). */
const K1 = 1.2;

/** Postings as three parallel arrays: term t owns `[starts[t], starts[t + 1])` of the other two. */
interface Postings {
  terms: string[];
  starts: Uint32Array;
  ordinals: Uint32Array;
  impacts: Float32Array;
  idf: Float32Array;
  size: number;
}

function countTerms(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

const FIELD_NAMES = Object.keys(FIELDS) as Field[];

/** Mean length of a field where it is not empty: many clauses have no heading of their own. */
function averageLengths(clauses: ClauseTerms[]): Record<Field, number> {
  const average = (field: Field) => {
    const lengths = clauses.map((clause) => clause[field].length).filter((length) => length > 0);
    return lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  };
  return {
    document: average('document'),
    title: average('title'),
    path: average('path'),
    text: average('text'),
  };
}

/** Weighted frequency of every term of a clause, each field discounted by its length (BM25F). */
function weightedFrequencies(clause: ClauseTerms, averages: Record<Field, number>): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const field of FIELD_NAMES) {
    const { weight, b } = FIELDS[field];
    const norm = 1 - b + (b * clause[field].length) / averages[field];
    for (const [term, count] of countTerms(clause[field])) {
      frequencies.set(term, (frequencies.get(term) ?? 0) + (weight * count) / norm);
    }
  }
  return frequencies;
}

/**
 * In how many clauses a term says something: its text or own heading. Headings above repeat in every clause under
 * them, which would make the very words that name a section look common; they count only where nothing else does.
 */
function documentFrequencies(clauses: ClauseTerms[]): Map<string, number> {
  const own = new Map<string, number>();
  const inherited = new Map<string, number>();
  const count = (into: Map<string, number>, terms: string[]) => {
    for (const term of new Set(terms)) into.set(term, (into.get(term) ?? 0) + 1);
  };
  for (const clause of clauses) {
    count(own, clause.title.concat(clause.text));
    count(inherited, clause.document.concat(clause.path));
  }
  for (const [term, frequency] of inherited) if (!own.has(term)) own.set(term, frequency);
  return own;
}

/**
 * BM25F over titles, path and text. Written here rather than taken from minisearch because a question becomes about
 * 40 weighted terms (synonyms, character pairs): every posting already holds its finished share of the score, so a
 * search is one pass of additions over typed arrays, and an index is read back as a file, without parsing.
 */
export class LexicalIndex {
  readonly #postings: Postings;
  readonly #byTerm: Map<string, number>;
  readonly #scores: Float64Array;

  private constructor(postings: Postings) {
    this.#postings = postings;
    this.#byTerm = new Map(postings.terms.map((term, i) => [term, i]));
    this.#scores = new Float64Array(postings.size);
  }

  /** Number of clauses. */
  get size(): number {
    return this.#postings.size;
  }

  /** Number of distinct terms. */
  get termCount(): number {
    return this.#postings.terms.length;
  }

  static build(clauses: ClauseTerms[]): LexicalIndex {
    const averages = averageLengths(clauses);
    const lists = new Map<string, { ordinals: number[]; impacts: number[] }>();
    clauses.forEach((clause, ordinal) => {
      for (const [term, frequency] of weightedFrequencies(clause, averages)) {
        const list = lists.get(term) ?? { ordinals: [], impacts: [] };
        list.ordinals.push(ordinal);
        list.impacts.push((frequency * (K1 + 1)) / (frequency + K1));
        lists.set(term, list);
      }
    });
    return new LexicalIndex(flatten(lists, documentFrequencies(clauses), clauses.length));
  }

  /** True where some clause holds the term. */
  has(term: string): boolean {
    return this.#byTerm.has(term);
  }

  /** Every term, character pairs (·…) too, in code-unit order. */
  terms(): readonly string[] {
    return this.#postings.terms;
  }

  /** How telling a term is: ln(1 + (N - df + ½) / (df + ½)); 0 for a term that no clause holds. */
  idf(term: string): number {
    const at = this.#byTerm.get(term);
    return at === undefined ? 0 : this.#postings.idf[at]!;
  }

  /** The `limit` best clauses that `accept` lets through, best first; equal scores in document order. */
  search(terms: QueryTerm[], limit: number, accept?: (ordinal: number) => boolean): LexicalMatch[] {
    const { starts, ordinals, impacts } = this.#postings;
    const scores = this.#scores.fill(0);
    for (const { term, weight } of terms) {
      const at = this.#byTerm.get(term);
      if (at === undefined) continue;
      const end = starts[at + 1]!;
      for (let i = starts[at]!; i < end; i++) scores[ordinals[i]!]! += weight * impacts[i]!;
    }
    return topScores(scores, limit, accept);
  }

  /** The index as one buffer: header, arrays, then the terms; numbers are little-endian. */
  toBuffer(): Buffer {
    const { terms, starts, ordinals, impacts, idf, size } = this.#postings;
    const names = Buffer.from(terms.join('\n'), 'utf8');
    const header = Uint32Array.of(MAGIC, size, terms.length, ordinals.length, names.length);
    const views = [header, starts, ordinals, impacts, idf].map((view) =>
      Buffer.from(view.buffer, view.byteOffset, view.byteLength),
    );
    return Buffer.concat([...views, names]);
  }

  /** Reads what `toBuffer` wrote, using the bytes where they lie; a RangeError if they are something else. */
  static fromBuffer(bytes: Buffer): LexicalIndex {
    // A pooled buffer may start anywhere; typed arrays need multiples of four.
    const buffer = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
    const header = new Uint32Array(buffer.buffer, buffer.byteOffset, HEADER_LENGTH);
    const [magic, size, termCount, postingCount, namesLength] = [...header] as [
      number,
      number,
      number,
      number,
      number,
    ];
    const expected = 4 * (HEADER_LENGTH + termCount + 1 + 2 * postingCount + termCount) + namesLength;
    if (magic !== MAGIC || buffer.length !== expected)
      throw new RangeError('not a lexical index, or cut short');
    let at = buffer.byteOffset + header.byteLength;
    const take = <T>(make: (offset: number) => T, length: number) => {
      const view = make(at);
      at += 4 * length;
      return view;
    };
    const starts = take((offset) => new Uint32Array(buffer.buffer, offset, termCount + 1), termCount + 1);
    const ordinals = take((offset) => new Uint32Array(buffer.buffer, offset, postingCount), postingCount);
    const impacts = take((offset) => new Float32Array(buffer.buffer, offset, postingCount), postingCount);
    const idf = take((offset) => new Float32Array(buffer.buffer, offset, termCount), termCount);
    const names = buffer.toString('utf8', buffer.length - namesLength);
    const terms = termCount === 0 ? [] : names.split('\n');
    return new LexicalIndex({ terms, starts, ordinals, impacts, idf, size });
  }
}

/** “WGL1”: changes with the layout. */
const MAGIC = 0x314c4757;
const HEADER_LENGTH = 5;

function flatten(
  lists: Map<string, { ordinals: number[]; impacts: number[] }>,
  frequencies: Map<string, number>,
  size: number,
): Postings {
  const terms = [...lists.keys()].sort();
  const starts = new Uint32Array(terms.length + 1);
  const idf = new Float32Array(terms.length);
  const total = terms.reduce((sum, term) => sum + lists.get(term)!.ordinals.length, 0);
  const ordinals = new Uint32Array(total);
  const impacts = new Float32Array(total);
  let at = 0;
  terms.forEach((term, t) => {
    const list = lists.get(term)!;
    const frequency = frequencies.get(term)!;
    idf[t] = Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
    ordinals.set(list.ordinals, at);
    impacts.set(
      list.impacts.map((impact) => impact * idf[t]!),
      at,
    );
    at += list.ordinals.length;
    starts[t + 1] = at;
  });
  return { terms, starts, ordinals, impacts, idf, size };
}

/** True where `a` ranks behind `b`. */
const isWorse = (a: LexicalMatch, b: LexicalMatch) =>
  a.score < b.score || (a.score === b.score && a.ordinal > b.ordinal);

/** Keeps the best `limit` in a heap with the worst on top: no sorting of all clauses. */
function topScores(
  scores: Float64Array,
  limit: number,
  accept?: (ordinal: number) => boolean,
): LexicalMatch[] {
  const heap: LexicalMatch[] = [];
  if (limit <= 0) return heap;
  for (let ordinal = 0; ordinal < scores.length; ordinal++) {
    const score = scores[ordinal]!;
    if (score <= 0 || (heap.length === limit && score <= heap[0]!.score)) continue;
    if (accept && !accept(ordinal)) continue;
    if (heap.length < limit) siftUp(heap, { ordinal, score });
    else siftDown(heap, { ordinal, score });
  }
  return heap.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
}

function siftUp(heap: LexicalMatch[], match: LexicalMatch): void {
  let at = heap.push(match) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(match, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = match;
}

function siftDown(heap: LexicalMatch[], match: LexicalMatch): void {
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && isWorse(heap[child + 1]!, heap[child]!)) child++;
    if (!isWorse(heap[child]!, match)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = match;
}
