import type { Sentence } from '../clauses/clause.ts';
import { searchForm } from '../language/normalise.ts';
import { type Evidence, excludedShare } from '../retrieval/evidence.ts';
import { matchConcept } from '../retrieval/matching.ts';
import type { Question } from '../retrieval/question.ts';
import { isAim } from './measures.ts';
import { withoutRivalCases, withoutRivalCounts, withoutRivalNames } from './rivals.ts';
import { trimSentence, trimToOpening } from './trim.ts';

/** How much an answer may hold. */
export interface Room {
  /** Sentences at most. */
  sentences: number;
  /** Characters of each, and of all together. */
  each: number;
  total: number;
  /** A further sentence must score at least this share of the best one. */
  nearBest: number;
  /** The same for further sentences of the best one's own clause, where those are wanted too. */
  inClause?: number;
}

/** A sentence chosen for the answer, with the words of it that are shown. */
export interface Passage {
  evidence: Evidence;
  text: string;
}

function covers(question: Question, text: string): Set<string> {
  const form = searchForm(text);
  return new Set(
    question.concepts.filter((concept) => matchConcept(concept, form) >= 0.5).map(({ text: word }) => word),
  );
}

/** What every plan has makes no sentence worth its room. */
const ANY_AIM = /^(?:目标|指标|要求|任务)$/u;
/** A word at least this telling makes a further sentence worth its room. */
const ADDING_WEIGHT = 1.5;

/** One sentence settles a question for a value, or one that it answers with an enumeration. */
/** 叫什么: one name is wanted, and the best sentence gives one. */
const ASKS_NAME = /叫(?:做|作)?(?:什么|啥)(?:名|[？?，,。]|$)|(?:名字|名称)是(?:什么|啥)/u;
const NAMED = /“[^”]{2,20}”/u;

/** 本办法所称…，是指…: what a term means is settled there. */
const FORMALLY = /所称[^，,。；]{2,24}[，,]?是?指/u;

function isSettled({ need, kind, topic }: Question, best: Evidence): boolean {
  if (need !== null) return best.meetsNeed;
  if (ASKS_NAME.test(topic) && NAMED.test(best.text)) return true;
  if (kind === 'definition' && best.isDefining && FORMALLY.test(best.text)) return true;
  return kind === 'list' && (best.text.match(/、/gu)?.length ?? 0) >= 2;
}

/** A part that dates its value and leaves out of what it is: 到2025年底，达到4.2个；. */
const DATED = /^(?:到|至|其中)?\s?20\d{2}年/u;

/** True for another part of the best one's printed sentence that goes on with its values, where no single year is asked. */
function isOfSeries({ need, topic, wantsSeveral }: Question, best: Evidence, candidate: Evidence): boolean {
  const isValue = need?.kind === 'percent' || need?.kind === 'count' || need?.kind === 'money';
  if (!isValue || candidate.clause !== best.clause || !candidate.meetsNeed || /20\d{2}/u.test(topic))
    return false;
  const [from, to] = [best.position, candidate.position].sort((a, b) => a - b) as [number, number];
  const isJoined = best.clause.sentences.slice(from, to).every(({ text }) => /[；;]$/u.test(text));
  return isJoined && (wantsSeveral || DATED.test(candidate.text));
}

/** 对在乡村任教满20年的教师，每年体检一次: a value for some only. */
export const FOR_SOME = /^对[^，。]{4,40}，/u;

/** True for a value for some only right behind the one for all. */
function isForSome({ need, premise }: Question, best: Evidence, candidate: Evidence): boolean {
  const isNext = candidate.clause === best.clause && candidate.position === best.position + 1;
  const isValue = need?.kind === 'frequency' || need?.kind === 'money';
  return isNext && isValue && premise === null && candidate.meetsNeed && FOR_SOME.test(candidate.text);
}

/** 市级层面…；区级层面…；, 2025年建成…；2026年建成…；: parts of one printed sentence that open alike. */
const OPENS_LEVEL =
  /(?:^|[，,：])(?:(?<name>\p{Script=Han}{1,4}?)(?<sort>层面|方面|环节|阶段|领域)|(?:到|至)?(?<year>20\d{2})年(?:底前?)?)(?=\p{Script=Han})/u;

const sortOf = (opening: RegExpExecArray | null) => opening && (opening.groups!.sort ?? '年');
const nameOf = ({ groups }: RegExpExecArray) => groups!.name ?? groups!.year!;

/** The parts of the best one's printed sentence that go on level by level with it; none where one level is asked for. */
function levelsWith(question: Question, { clause, position }: Evidence): Set<Sentence> {
  const { need, topic, concepts, wantsSeveral, kind } = question;
  const levels = clause.sentences.map(({ text }) => OPENS_LEVEL.exec(text));
  const sort = sortOf(levels[position] ?? null);
  const wantsAll =
    sort === '年'
      ? wantsSeveral && (kind === 'list' || need?.kind === 'count' || need?.kind === 'institution')
      : need === null;
  if (!sort || !wantsAll) return new Set();
  const isLevel = (i: number) => sortOf(levels[i] ?? null) === sort;
  const isPrintedWith = (i: number) =>
    clause.sentences
      .slice(Math.min(i, position), Math.max(i, position))
      .every(({ text }, j) => /[；;]$/u.test(text) && isLevel(Math.min(i, position) + j));
  const joined = clause.sentences.flatMap((_, i) => (isLevel(i) && isPrintedWith(i) ? [i] : []));
  const names = concepts.filter(({ isQuoted }) => isQuoted).map(({ text }) => text);
  const isNamed = (i: number) =>
    topic.includes(nameOf(levels[i]!)) ||
    (levels[i]!.index === 0 && names.some((name) => searchForm(levels[i]!.input).includes(name)));
  const named = joined.filter(isNamed);
  return new Set(joined.length > 1 && named.length !== 1 ? joined.map((i) => clause.sentences[i]!) : []);
}

/** A sentence that was not weighed because it names nothing of the question, told with the best one of its clause. */
function besideBest(best: Evidence, sentence: Sentence): Evidence {
  return { ...best, sentence, text: sentence.text, position: best.clause.sentences.indexOf(sentence) };
}

/** A further sentence that speaks of this share of what the question does not want stays out. */
const MOSTLY_EXCLUDED = 0.5;

/** A sentence without what it says of others than the question asks about. */
function withoutRivals(text: string, question: Question): string {
  return withoutRivalNames(withoutRivalCases(withoutRivalCounts(text, question), question), question);
}

/** What is shown of a sentence: the part that counts what is asked, cut to about `limit` characters. */
function wordsOf({ text }: Evidence, question: Question, limit: number): string {
  const focus = { ...question, need: question.need ?? question.premise };
  return trimSentence(withoutRivals(text, question), focus, limit);
}

/**
 * Chooses the best sentence and those beside it that say something more: a matter of the question not yet spoken of, or
 * nearly as strong evidence.
 */
export function choosePassages(question: Question, evidence: Evidence[], room: Room): Passage[] {
  const best = evidence[0];
  if (!best) return [];
  const levels = levelsWith(question, best);
  const isOfLevels = ({ sentence }: Evidence) => levels.has(sentence);
  const each = levels.size > 0 ? Math.min(room.each, Math.floor(room.total / levels.size)) : room.each;
  const passages: Passage[] = [];
  const spoken = new Set<string>();
  let length = 0;
  const joined = [...levels]
    .filter((sentence) => sentence !== best.sentence)
    .map((sentence) => evidence.find((one) => one.sentence === sentence) ?? besideBest(best, sentence));
  for (const candidate of [best, ...joined, ...evidence.filter((one) => one !== best && !isOfLevels(one))]) {
    if (passages.length >= Math.max(room.sentences, levels.size)) break;
    if (passages.length > 0 && excludedShare(question, searchForm(candidate.text)) >= MOSTLY_EXCLUDED)
      continue;
    const isOwn = room.inClause !== undefined && candidate.clause === best.clause;
    const share = isOwn ? room.inClause! : room.nearBest;
    const isNear = candidate.score >= best.score * share && !isSettled(question, best) && levels.size === 0;
    const adds = question.concepts.filter(
      ({ text, weight }) =>
        weight >= ADDING_WEIGHT &&
        !ANY_AIM.test(text) &&
        !spoken.has(text) &&
        covers(question, candidate.text).has(text),
    );
    const isComplement =
      adds.length > 0 && candidate.meetsNeed && candidate.score >= best.score * Math.min(0.6, room.nearBest);
    const isWanted =
      isNear ||
      isComplement ||
      isOfLevels(candidate) ||
      isForSome(question, best, candidate) ||
      isOfSeries(question, best, candidate);
    if (passages.length > 0 && !isWanted) continue;
    const text = isOfLevels(candidate)
      ? trimToOpening(candidate.text, each)
      : wordsOf(candidate, question, each);
    // Of levels none may be missing.
    if (passages.length > 0 && !isOfLevels(candidate) && length + text.length > room.total) continue;
    if (
      passages.some(
        (passage) =>
          passage.text === text && passage.evidence.clause.documentId === candidate.clause.documentId,
      )
    )
      continue;
    passages.push({ evidence: candidate, text });
    length += text.length;
    for (const word of covers(question, candidate.text)) spoken.add(word);
  }
  const [only] = passages;
  if (passages.length === 1 && room.total >= ROOMY)
    passages[0] = { ...only!, text: wordsOf(only!.evidence, question, ALONE) };
  const opened = fullestFirst(passages);
  return inReadingOrder(room.inClause === undefined ? opened : stepFirst(opened));
}

/** Where there is room for several sentences, the only one found is cut to this length at most. */
const ROOMY = 300;
const ALONE = 190;

/** Keeps the best passage first and puts the rest in the order of the document. */
function inReadingOrder([best, ...rest]: Passage[]): Passage[] {
  if (!best) return [];
  const order = (a: Passage, b: Passage) =>
    a.evidence.ordinal - b.evidence.ordinal || a.evidence.position - b.evidence.position;
  return [best, ...rest.sort(order)];
}

/** Asked how, a step opens the answer, however well the aim it serves is worded. */
function stepFirst(passages: Passage[]): Passage[] {
  const step = passages.find(({ evidence }) => !isAim(evidence.text));
  return step ? [step, ...passages.filter((one) => one !== step)] : passages;
}

/** Shares of the order and of the weight of missing matters: swept with `npm run eval`. */
const NEARLY_AS_GOOD = 0.85;
const LEAVES_OUT = 0.25;

/** The passage that leaves least of the question out opens the answer, of those nearly as good. */
function fullestFirst(passages: Passage[]): Passage[] {
  const [best] = passages;
  if (!best) return [];
  const lacks = ({ evidence: { signals } }: Passage) => signals.knownMissing;
  const near = passages.filter(({ evidence }) => evidence.order >= best.evidence.order * NEARLY_AS_GOOD);
  const first = near.reduce((most, one) => (lacks(one) < lacks(most) - LEAVES_OUT ? one : most), best);
  return first === best ? passages : [first, ...passages.filter((one) => one !== first)];
}
