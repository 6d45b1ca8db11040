import { type Clause, ownSentences, type Sentence } from '../clauses/clause.ts';
import { bareTitle } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { tellsOfYearBefore } from '../documents/plan-period.ts';
import type { Enumeration } from '../facts/enumerations.ts';
import { listSizes } from '../facts/list-sizes.ts';
import { readingsOf, readRows } from '../facts/tables.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import { segmentsOf } from '../language/segments.ts';
import { speaksForAge } from './ages.ts';
import type { Concept } from './concepts.ts';
import { announcedBy } from './enumerated.ts';
import { announcesSort, listsMembersCalled } from './enumerations.ts';
import {
  clauseForms,
  MISSING_BELOW,
  matchConcept,
  matchInContext,
  type Surroundings,
  spokenWeight,
} from './matching.ts';
import { meetsNeed } from './needs.ts';
import type { Question } from './question.ts';
import type { RankedClause } from './search.ts';
import { coverageAtValue, valueIsNear } from './value-near.ts';
import { meetsYears, namesYearAsked, saysYears } from './years.ts';

/** A sentence weighed as evidence for a question. */
export interface Evidence {
  clause: Clause;
  ordinal: number;
  sentence: Sentence;
  /** The sentence as it is read; a row of a table with the heads of its cells. */
  text: string;
  /** The sentence holds or announces a list. */
  hasList: boolean;
  /** The sentence says what a matter of the question is. */
  isDefining: boolean;
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
  /** Share of the question's matters that are strange to the documents searched; 0 where none of them is a noun. */
  strange: number;
}

const LEXICAL_SHARE = 0.25;
const SIMILARITY_SHARE = 0.15;
const NEED_BONUS = 0.3;
/** The value asked for stands in the very words that name its matter. */
const VALUE_NEAR_BONUS = 0.4;
const WRONG_YEAR_MALUS = 0.3;
/** What the turn before was about: swept with `npm run eval`. */
const CONTEXT_BONUS = 0.6;
/** What the question does not want loses to what it does. */
const EXCLUDED_MALUS = 0.5;

/** Where a plan tells what is wrong, or what has been done, it does not tell what is going to be done. */
const PROBLEM_TITLE = /(?:存在|主要|突出|面临)(?:的)?(?:主要|突出)?(?:问题|困难|短板|不足)|发展空间/u;
const BACK_TITLE = /(?:发展|工作|现实|教育)基础$|回顾|(?:主要|发展|工作|取得的?)(?:成效|成就|成绩)|发展现状/u;
const LOOKS_AHEAD = /打算|下一步|今后|接下来|准备|将来|未来|要怎么|怎么[建推搞抓干做破]/u;
const OTHER_TENSE_MALUS = 0.3;
/** What is wrong is no way out of it. */
const ASKS_WAY_OUT = /解决|应对|破解|缓解|怎么办|咋办|咋整|怎么整|如何改|怎么改/u;
const PROBLEM_MALUS = 0.5;

/** True for a clause on what is wrong or was done, where the question asks what is going to be done. */
function isOfOtherTense({ kind, topic, context }: Question, { path }: Clause): boolean {
  if (kind === 'past' || kind === 'problems') return false;
  const looksAhead = LOOKS_AHEAD.test(topic);
  const asksRemedy = looksAhead || (kind === 'how' && context.length === 0);
  return path.some(
    (title) => (asksRemedy && PROBLEM_TITLE.test(title)) || (looksAhead && BACK_TITLE.test(title)),
  );
}

const ASKS_STATE = /目前|现在|现有|现状|当前|已|去年|上年|基数|基期|20\d{2}/u;

/** A value of a year before the plan begins is none that it sets. */
function isOfEarlierYear({ kind, need, topic }: Question, text: string, document: PolicyDocument): boolean {
  return need !== null && kind !== 'past' && !ASKS_STATE.test(topic) && tellsOfYearBefore(text, document);
}

/** True for a clause on what is wrong, where the question asks for the way out. */
export function tellsProblem({ kind, topic }: Question, { path }: Clause): boolean {
  return kind === 'how' && ASKS_WAY_OUT.test(topic) && path.some((title) => PROBLEM_TITLE.test(title));
}

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

/** 本办法所称校外托管机构，是指…: a term by its whole name. */
const FORMAL =
  /^(?:第[一二三四五六七八九十百]+条)?(?:本\p{Script=Han}{2,4})?(?:所称|所指|所说)的?(?<term>[^，,。；]{2,24})[，,]?是?指/u;
/** A lighter word is no part of a term's name. */
const NAMED_AT_ALL = 0.6;

/** True where a telling matter is the subject of 是, 即 or 指: “云动”课程资源平台是……平台. */
function defines(concepts: Concept[], form: string): boolean {
  const term = FORMAL.exec(form)?.groups?.term;
  if (
    term !== undefined &&
    concepts.every(({ text, weight }) => weight < NAMED_AT_ALL || term.includes(text))
  )
    return true;
  return concepts.some(({ text, weight }) => {
    const at = weight >= DEFINED_WEIGHT ? form.indexOf(text) : -1;
    return (
      at >= 0 && /^[”"’」]?\p{Script=Han}{0,6}?(?:是|即|指|就是)(?!否)/u.test(form.slice(at + text.length))
    );
  });
}

/** What falls short is told where the text says so, not where it tells of success. */
const ASKS_LACK =
  /[没未](?:有)?(?:达标|达到|过关|够着|够上|做好|完成|实现)|不达标|不够|差(?:哪|什么|啥|几|多少|在|距)|难题|短板|不足/u;
const SAYS_LACK = /不达标|未达|不足|尚未|不够|短板|整改|难点|缺少|缺口|薄弱|瓶颈|差距/u;
const LACK_BONUS = 0.3;
const SAYS_MET = /已(?:经)?(?:达标|达到|完成|实现)/u;
/** Who or what is shut out is told where the text forbids, not where it says who is let in. */
const ASKS_BAR = /(?<![能可])不(?:给|让|能|可以|准|许|得|予)|(?:哪|什么|谁)[^，,。？?]{0,8}不(?:算|要|用)/u;
const SAYS_BAR = /不予|不得|不能|禁止|严禁|不可以|除外|不再|不纳入|不适用/u;
const BAR_BONUS = 0.3;
/** A clause that a document gives its terms in, and one that bears the very name asked about. */
const TERMS_TITLE = /用语|术语|定义|名词解释|含义/u;
const NAMED_BONUS = 0.3;
/** Shorter titles name too much. */
const SHORTEST_NAME = 3;

function namedByTitle({ topic, concepts }: Question, { path }: Clause): number {
  const title = searchForm(bareTitle({ title: path.at(-1) ?? '' })).replace(/[“”]/gu, '');
  if (title.length < SHORTEST_NAME) return 0;
  const plain = topic.replace(/[“”]/gu, '');
  const isNamed =
    plain.includes(title) || concepts.some(({ text, isQuoted }) => isQuoted && title.includes(text));
  return (isNamed ? NAMED_BONUS : 0) + (path.some((one) => TERMS_TITLE.test(one)) ? NAMED_BONUS : 0);
}

/** What is set for the whole stands among the goals; the same words elsewhere may be said of a part. Swept with `npm run eval`. */
const GOALS_TITLE = /目标|指标/u;
const GOALS_BONUS = 0.1;

function amongGoals({ need, kind }: Question, { path }: Clause): number {
  const isFigure = need?.kind === 'percent' || need?.kind === 'count';
  return isFigure && kind !== 'past' && path.some((title) => GOALS_TITLE.test(title)) ? GOALS_BONUS : 0;
}

/** A list of just as many members as the question asks for is likely the one. */
const LIST_BONUS = 0.3;

/** True for a list of the size asked for, and for the announcement of one where a list is asked for. */
function holdsListAsked(
  { members, kind, topic }: Question,
  { text }: Sentence,
  announced: Enumeration | null,
): boolean {
  const isSized =
    members !== null && (listSizes(text).includes(members) || announced?.items.length === members);
  return (
    isSized ||
    listsMembersCalled(topic, text) ||
    (kind === 'list' && announced !== null && announcesSort(topic, text))
  );
}

/** Share of the question's own figures that a text states. */
function figureShare({ figures }: Question, text: string): number {
  if (figures.length === 0) return 0;
  const stated = new Set(findQuantities(text).map(({ canonical }) => canonical));
  return figures.filter(({ canonical }) => stated.has(canonical)).length / figures.length;
}

/** Share of the matters not wanted, and not wanted otherwise, that a sentence speaks of. */
export function excludedShare({ excluded, concepts }: Question, form: string): number {
  const unwanted = excluded.filter(
    ({ text, weight }) => weight >= 1 && !concepts.some((concept) => concept.text === text),
  );
  const total = unwanted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return spokenWeight(unwanted, form) / total;
}

/** A strange word at least this telling is a noun. */
const NOUN_WEIGHT = 2;

/** Share of a question's matters that are strange to the documents searched (0–1); 0 where none of them is a noun. */
export function strangeShare({ concepts }: Question): number {
  const sum = (weights: number[]) => weights.reduce((all, weight) => all + weight, 0);
  const strange = concepts.filter(({ isStrange }) => isStrange);
  if (!strange.some(({ weight }) => weight >= NOUN_WEIGHT)) return 0;
  return sum(strange.map(({ weight }) => weight)) / sum(concepts.map(({ weight }) => weight));
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

/** Share of the question's character pairs in the sentence; where a value is asked for, in the part that holds it. */
function ownPairs({ need, pairs }: Question, text: string, form: string): number {
  if (need === null) return pairShare(pairs, form);
  const parts = segmentsOf(text).filter((segment) => meetsNeed(need, segment));
  return Math.max(0, ...parts.map((part) => pairShare(pairs, searchForm(part))));
}

/** 分几种 is answered by 一是…二是…: the kinds themselves. */
function tellsKinds({ need }: Question, text: string): boolean {
  if (need?.kind !== 'count' || !/^[种类级步]$/u.test(need.unit ?? '')) return false;
  // 区、校两级: levels are told by a numeral that counts no things.
  return /一是.*二是/u.test(text) || (need.unit === '级' && /[两二三四五六]级/u.test(text));
}

/** Share of the matters of the turn before that the sentence and what stands around it speak of. */
function contextShare({ context }: Question, around: Surroundings, position: number): number {
  const total = context.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return (
    context.reduce((sum, concept) => sum + concept.weight * matchInContext(concept, around, position), 0) /
    total
  );
}

function weigh(
  question: Question,
  ranked: RankedClause,
  position: number,
  { document, index, strange }: { document: PolicyDocument; index: PolicyIndex; strange: number },
): Evidence {
  const { clause, ordinal, similarity } = ranked;
  const known = { ...clauseForms(clause, index), title: searchForm(document.title) };
  const sentence = clause.sentences[position]!;
  const text = readingsOf(clause)[position]!;
  const announced = announcedBy(index, clause.documentId, sentence);
  const isDefining =
    defines(question.concepts, known.sentences[position]!) ||
    (/^(?:是)?指|^即/u.test(text) && namedByTitle(question, clause) > 0);
  const wantsMeaning = question.kind === 'definition' || question.kind === 'list';
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
  const coverage = total > 0 ? spoken / total : 0;
  const yearsMet =
    meetsYears(question, clause, document) &&
    (clause.kind === 'table-row' || saysYears(question, text, known.leads[position]!));
  const isOfKinds = tellsKinds(question, text);
  const isMet = question.need === null || meetsNeed(question.need, text) || isOfKinds;
  const score =
    coverage +
    LEXICAL_SHARE * ranked.score +
    SIMILARITY_SHARE * similarity +
    (question.need && isMet ? NEED_BONUS + VALUE_NEAR_BONUS * coverageAtValue(question, text) : 0) -
    (yearsMet ? 0 : WRONG_YEAR_MALUS) -
    ageMalus(question, text) -
    (isOfOtherTense(question, clause) || isOfEarlierYear(question, text, document) ? OTHER_TENSE_MALUS : 0) -
    (tellsProblem(question, clause) ? PROBLEM_MALUS : 0) -
    EXCLUDED_MALUS * excludedShare(question, known.sentences[position]!) +
    (question.premise ? PREMISE_BONUS * coverageAtValue({ ...question, need: question.premise }, text) : 0) +
    FIGURE_BONUS * figureShare(question, text) +
    CONTEXT_BONUS * contextShare(question, known, position);
  return {
    clause,
    ordinal,
    sentence,
    text,
    position,
    coverage,
    missing,
    meetsNeed: isMet,
    valueIsNear: isOfKinds || (isMet && valueIsNear(question, known, position, text)),
    meetsYears: yearsMet,
    similarity,
    score,
    hasList: announced !== null || listSizes(text).length > 0,
    isDefining,
    order:
      score +
      amongGoals(question, clause) +
      OWN_PAIRS_SHARE * ownPairs(question, text, known.sentences[position]!) +
      (wantsMeaning && isDefining ? DEFINING_BONUS : 0) +
      (wantsMeaning ? namedByTitle(question, clause) : 0) +
      (ASKS_LACK.test(question.topic) && SAYS_LACK.test(text) ? LACK_BONUS : 0) +
      (ASKS_LACK.test(question.topic) && SAYS_MET.test(text) ? -LACK_BONUS : 0) +
      (ASKS_BAR.test(question.topic) && SAYS_BAR.test(text) ? BAR_BONUS : 0) +
      (holdsListAsked(question, sentence, announced) ? LIST_BONUS : 0) +
      (question.need && clause.kind !== 'table-row' && namesYearAsked(question.topic, text) ? YEAR_BONUS : 0),
    signals: {
      coverage,
      similarity,
      spoken: Math.min(1, spoken / 8),
      unknownMissing: missingWeight(missing, false),
      knownMissing: missingWeight(missing, true),
      within: total > 0 ? within / total : 0,
      pairs: pairShare(question.pairs, known.whole + known.path),
      strange,
    },
  };
}

/** 2028年新建几所 is told first where each year has its own. */
const YEAR_BONUS = 0.2;

/** Before the document: 附件：1.任务表, 2.清单. */
const ANNEX_NAME = /^(?:附[件录表]\d{0,2}[：:.]|\d{1,2}[.．、])/u;

/** Weighs every sentence of the ranked clauses for the question, best first. Unit lists are no evidence of content. */
export function weighEvidence(question: Question, ranked: RankedClause[], index: PolicyIndex): Evidence[] {
  const byId = new Map(index.documents.map((document) => [document.id, document]));
  const strange = strangeShare(question);
  const evidence: Evidence[] = [];
  for (const candidate of ranked) {
    const { clause } = candidate;
    const title = searchForm(byId.get(clause.documentId)!.title);
    const own = new Set(ownSentences(clause));
    // What a document and its annexes are called says nothing of what they hold.
    const isName = searchForm(clause.text) === title || ANNEX_NAME.test(clause.text);
    if (clause.kind === 'front' && isName) continue;
    candidate.clause.sentences.forEach((sentence, position) => {
      // The heads of a table say nothing by themselves.
      const isHead = position === 0 && readRows(clause).length > 0;
      if (own.has(sentence) && !isHead)
        evidence.push(
          weigh(question, candidate, position, {
            document: byId.get(candidate.clause.documentId)!,
            index,
            strange,
          }),
        );
    });
  }
  return evidence.sort((a, b) => b.order - a.order || a.ordinal - b.ordinal || a.position - b.position);
}
