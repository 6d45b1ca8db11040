import type { Clause, Sentence } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { Enumeration } from '../facts/enumerations.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import { segmentsOf } from '../language/segments.ts';
import { speaksForAge } from './ages.ts';
import type { Concept } from './concepts.ts';
import { announcedBy, itemOf } from './enumerated.ts';
import { listSizes } from './enumerations.ts';
import { meetsNeed, valuesFor } from './needs.ts';
import type { Question } from './question.ts';
import type { RankedClause } from './search.ts';
import { meetsYears, saysYears } from './years.ts';

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
  /** The value asked for stands with what it is asked of; true where no value is asked for. */
  valueIsNear: boolean;
  /** The clause can speak for the years asked about. */
  meetsYears: boolean;
  similarity: number;
  score: number;
  /** What the evidence is ordered by: the score, and how far the sentence itself uses the question's own words. */
  order: number;
  signals: Signals;
}

/** What tells whether a sentence answers, each 0–1; the calibration (eval/calibrate.ts) weighs them. */
export interface Signals {
  coverage: number;
  similarity: number;
  /** Weight of the matters spoken of, in words of full weight, 8 at most. */
  spoken: number;
  /** Weight of the matters missing that no document knows, and that some document knows elsewhere. */
  unknownMissing: number;
  knownMissing: number;
  /** Share of the matters that the sentence itself speaks of. */
  within: number;
  /** Share of the question's character pairs, by how much they tell, that clause and headings hold. */
  pairs: number;
}

/** How far words count that stand beside the sentence instead of in it. */
const IN_PATH = 0.75;
const IN_PREVIOUS = 0.65;
const IN_CLAUSE = 0.5;
const IN_TITLE = 0.4;
/** A word of which only some character pairs occur counts at most this much. */
const PARTIAL = 0.65;
const LEXICAL_SHARE = 0.25;
const SIMILARITY_SHARE = 0.15;
const NEED_BONUS = 0.3;
/** The value asked for stands in the very words that name its matter. */
const VALUE_NEAR_BONUS = 0.4;
const WRONG_YEAR_MALUS = 0.3;
/** What the question does not want loses to what it does. */
const EXCLUDED_MALUS = 0.5;

/** What a text says for one age is wrong for another. */
const AGE_SHARE = 0.4;

function ageMalus({ age }: Question, text: string): number {
  const speaks = age === null ? null : speaksForAge(age, text);
  return speaks === null ? 0 : speaks ? -AGE_SHARE : AGE_SHARE;
}

/** A figure that the question itself gives leads to the sentence that states it. */
const FIGURE_BONUS = 0.35;
/** How much the question's own turns of phrase count in the sentence itself: swept with `npm run eval`. */
const OWN_PAIRS_SHARE = 0.6;
/** A sentence with another figure of the kind may correct the one taken for granted. */
const PREMISE_BONUS = 0.9;

/** A sentence that says what a thing is, for a question that asks that. */
const DEFINING_BONUS = 0.3;
/** A matter this telling may be what is defined. */
const DEFINED_WEIGHT = 2;

/** True where a telling matter is the subject of 是, 即 or 指: “云动”课程资源平台是……平台. */
function defines(concepts: Concept[], form: string): boolean {
  return concepts.some(({ text, weight }) => {
    const at = weight >= DEFINED_WEIGHT ? form.indexOf(text) : -1;
    return (
      at >= 0 && /^[”"’」]?\p{Script=Han}{0,6}?(?:是|即|指|就是)(?!否)/u.test(form.slice(at + text.length))
    );
  });
}

/** A list of just as many members as the question asks for is likely the one. */
const LIST_BONUS = 0.3;

/** True for a list of the size asked for, and for the announcement of one where a list is asked for. */
function holdsListAsked(
  { members, kind }: Question,
  { text }: Sentence,
  announced: Enumeration | null,
): boolean {
  const isSized =
    members !== null && (listSizes(text).includes(members) || announced?.items.length === members);
  return isSized || (kind === 'list' && announced !== null);
}

interface ClauseForms {
  path: string;
  /** What each sentence leans on: the lead of its list, the parts before it of one printed sentence. */
  leads: string[];
  sentences: string[];
  whole: string;
}

const forms = new WeakMap<Clause, ClauseForms>();

/** A sentence is printed as one up to its stop: 到2025年底达到4.2个； goes on with the subject before it. */
function leadsOf(clause: Clause, sentences: string[], index: PolicyIndex): string[] {
  return clause.sentences.map((sentence, position) => {
    const list = itemOf(index, clause.documentId, sentence);
    let first = position;
    while (first > 0 && /[；;]$/u.test(clause.sentences[first - 1]!.text)) first--;
    return (list ? searchForm(list.lead.text) : '') + sentences.slice(first, position).join('');
  });
}

/** Search forms of a clause's parts, made once. */
function clauseForms(clause: Clause, index: PolicyIndex): ClauseForms {
  let known = forms.get(clause);
  if (!known) {
    const sentences = clause.sentences.map(({ text }) => searchForm(text));
    known = {
      path: searchForm(clause.path.join(' ')),
      leads: leadsOf(clause, sentences, index),
      sentences,
      whole: sentences.join(''),
    };
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
  if (best > 0) return best;
  // “名师名课名法” is 名师、名课、名法 said in one breath.
  if (concept.isQuoted && form.replaceAll('、', '').includes(concept.text)) return 1;
  // A name is found whole or not at all, but for a slip in a long one.
  const partial = partialMatch(concept.text, form);
  return concept.isQuoted && (concept.text.length < LONG_NAME || partial < NEARLY_WHOLE) ? 0 : partial;
}

const LONG_NAME = 6;
const NEARLY_WHOLE = 0.5;

/** A clause's forms with the title of its document, which every clause of it is about. */
interface Surroundings extends ClauseForms {
  title: string;
}

function matchInContext(concept: Concept, around: Surroundings, position: number): number {
  const { path, leads, sentences, whole, title } = around;
  const own = matchConcept(concept, sentences[position]!);
  if (own >= IN_PATH) return own;
  const inPath = IN_PATH * matchConcept(concept, leads[position] + path);
  const previous = position > 0 ? IN_PREVIOUS * matchConcept(concept, sentences[position - 1]!) : 0;
  const elsewhere = IN_CLAUSE * matchConcept(concept, whole);
  const inTitle = title.includes(concept.text) ? IN_TITLE : 0;
  return Math.max(own, inPath, previous, elsewhere, inTitle);
}

/** Below this a matter counts as not spoken of. */
const MISSING_BELOW = 0.3;

/** Share of the question's own figures that a text states. */
function figureShare({ figures }: Question, text: string): number {
  if (figures.length === 0) return 0;
  const stated = new Set(findQuantities(text).map(({ canonical }) => canonical));
  return figures.filter(({ canonical }) => stated.has(canonical)).length / figures.length;
}

/** Share of the matters not wanted, and not wanted otherwise, that a sentence speaks of. */
function excludedShare({ excluded, concepts }: Question, form: string): number {
  const unwanted = excluded.filter(
    ({ text, weight }) => weight >= 1 && !concepts.some((concept) => concept.text === text),
  );
  const total = unwanted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return unwanted.reduce((sum, concept) => sum + concept.weight * matchConcept(concept, form), 0) / total;
}

/** Share of the matters that the part of the sentence with the value speaks of. */
function coverageAtValue({ need, concepts }: Question, text: string): number {
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  if (need === null || total === 0) return 0;
  const shares = segmentsOf(text)
    .filter((segment) => meetsNeed(need, segment))
    .map((segment) => {
      const form = searchForm(segment);
      return concepts.reduce((sum, concept) => sum + concept.weight * matchConcept(concept, form), 0) / total;
    });
  return Math.max(0, ...shares);
}

/** Words that name the value rather than what it is of. */
const VALUE_WORD = /比例|占比|比重|数量|目标|指标|标准|经费|资金|规模|^[\p{Script=Han}]?率$/u;
/** At least this share of the matters stands beside the value. */
const NEAR_SHARE = 0.3;
/** At least this share of what is counted is in the name that a figure itself counts. */
const COUNTED_SHARE = 0.4;
/** A matter of at least this weight names a thing rather than fills a sentence. */
const TELLING = 1;

/** A name right before the figure: 新建公办幼儿园12所; not 达到12所 or 新增12所. */
const DIRECTLY_AHEAD =
  /\p{Script=Han}{3}(?<!到|至|为|约|共|有|达|于|过|增加?|新增|建成?|新建|扩|设立?|是|近|少|超|每|各|总数|共计|建设|培养|培育|打造|认定|完成|提供|成立|创建|开展|举办)$/u;

/**
 * True unless every figure in the segment counts something else by name: 两所普通学校 are no 特殊教育学校, whatever the
 * sentence goes on to say of those. A figure with no name beside it (达到12所) counts what stands around it.
 */
function countsAsked({ need, counted }: Question, segment: string): boolean {
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  if (need?.kind !== 'count' || total < TELLING) return true;
  return valuesFor(need, segment).some(({ start, end }) => {
    const ahead = segment.slice(0, start);
    const behind = /^[\p{Script=Han}“”]{2,}/u.exec(segment.slice(end).replace(/[的、].*$/u, ''))?.[0] ?? '';
    const name = /^(?:以[上下内]|左右)/u.test(behind) ? '' : behind;
    if (name === '' && !DIRECTLY_AHEAD.test(ahead)) return true;
    const form = searchForm(ahead + name);
    const shared = counted.reduce((sum, concept) => sum + concept.weight * matchConcept(concept, form), 0);
    return shared / total >= COUNTED_SHARE;
  });
}

/**
 * True where the matters that the value is asked of stand beside it: in its part of the sentence, a neighbouring part, the
 * sentence before, or a heading. A sentence of several targets gives each its own.
 */
function valueIsNear(question: Question, around: Surroundings, position: number, text: string): boolean {
  const { need, concepts } = question;
  const isFigure = need?.kind === 'percent' || need?.kind === 'count' || need?.kind === 'money';
  const subjects = concepts.filter(
    ({ text: word, isKnown, weight }) => isKnown && weight >= 1 && !VALUE_WORD.test(word),
  );
  const total = subjects.reduce((sum, { weight }) => sum + weight, 0);
  if (!isFigure || total === 0) return true;
  const segments = segmentsOf(text);
  const near = segments
    .flatMap((segment, i) =>
      meetsNeed(need, segment) && countsAsked(question, segment) ? [i - 1, i, i + 1] : [],
    )
    .map((i) => segments[i] ?? '');
  const window =
    searchForm(near.join('')) +
    around.title +
    around.path +
    around.leads[position] +
    (around.sentences[position - 1] ?? '');
  const named = subjects.reduce((sum, subject) => sum + subject.weight * matchConcept(subject, window), 0);
  if (near.length === 0) return false;
  const head = question.counted.at(-1);
  return named / total >= NEAR_SHARE && (!head || matchConcept(head, window) >= MISSING_BELOW);
}

function missingWeight(missing: Concept[], isKnown: boolean): number {
  const sum = missing
    .filter((concept) => concept.isKnown === isKnown)
    .reduce((all, { weight }) => all + weight, 0);
  return Math.min(1, sum / 8);
}

function pairShare(pairs: { pair: string; weight: number }[], form: string): number {
  let total = 0;
  let held = 0;
  for (const { pair, weight } of pairs) {
    total += weight;
    if (form.includes(pair)) held += weight;
  }
  return total > 0 ? held / total : 0;
}

function weigh(
  question: Question,
  ranked: RankedClause,
  position: number,
  { document, index }: { document: PolicyDocument; index: PolicyIndex },
): Evidence {
  const { clause, ordinal, similarity } = ranked;
  const known = { ...clauseForms(clause, index), title: searchForm(document.title) };
  let spoken = 0;
  let within = 0;
  let total = 0;
  const missing: Concept[] = [];
  for (const concept of question.concepts) {
    const match = matchInContext(concept, known, position);
    spoken += concept.weight * match;
    within += concept.weight * matchConcept(concept, known.sentences[position]!);
    total += concept.weight;
    if (match < MISSING_BELOW) missing.push(concept);
  }
  let context = 0;
  for (const concept of question.context) context += matchInContext(concept, known, position);
  const coverage = total > 0 ? spoken / total : 0;
  const yearsMet =
    meetsYears(question, clause, document) &&
    (clause.kind === 'table-row' || saysYears(question, clause.sentences[position]!.text));
  const isMet = question.need === null || meetsNeed(question.need, clause.sentences[position]!.text);
  const score =
    coverage +
    LEXICAL_SHARE * ranked.score +
    SIMILARITY_SHARE * similarity +
    (question.need && isMet
      ? NEED_BONUS + VALUE_NEAR_BONUS * coverageAtValue(question, clause.sentences[position]!.text)
      : 0) -
    (yearsMet ? 0 : WRONG_YEAR_MALUS) -
    ageMalus(question, clause.sentences[position]!.text) -
    EXCLUDED_MALUS * excludedShare(question, known.sentences[position]!) +
    (question.premise
      ? PREMISE_BONUS *
        coverageAtValue({ ...question, need: question.premise }, clause.sentences[position]!.text)
      : 0) +
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
    valueIsNear: isMet && valueIsNear(question, known, position, clause.sentences[position]!.text),
    meetsYears: yearsMet,
    similarity,
    score,
    order:
      score +
      OWN_PAIRS_SHARE * pairShare(question.pairs, known.sentences[position]!) +
      ((question.kind === 'definition' || question.kind === 'list') &&
      defines(question.concepts, known.sentences[position]!)
        ? DEFINING_BONUS
        : 0) +
      (holdsListAsked(
        question,
        clause.sentences[position]!,
        announcedBy(index, document.id, clause.sentences[position]!),
      )
        ? LIST_BONUS
        : 0),
    signals: {
      coverage,
      similarity,
      spoken: Math.min(1, spoken / 8),
      unknownMissing: missingWeight(missing, false),
      knownMissing: missingWeight(missing, true),
      within: total > 0 ? within / total : 0,
      pairs: pairShare(question.pairs, known.whole + known.path),
    },
  };
}

/** Weighs every sentence of the ranked clauses for the question, best first. Unit lists are no evidence of content. */
export function weighEvidence(question: Question, ranked: RankedClause[], index: PolicyIndex): Evidence[] {
  const byId = new Map(index.documents.map((document) => [document.id, document]));
  const evidence: Evidence[] = [];
  for (const candidate of ranked) {
    candidate.clause.sentences.forEach((sentence, position) => {
      const span = candidate.clause.unitsSpan;
      const isUnitList = span !== null && sentence.start >= span.start && sentence.end <= span.end;
      if (!isUnitList)
        evidence.push(
          weigh(question, candidate, position, {
            document: byId.get(candidate.clause.documentId)!,
            index,
          }),
        );
    });
  }
  return evidence.sort((a, b) => b.order - a.order || a.ordinal - b.ordinal || a.position - b.position);
}
