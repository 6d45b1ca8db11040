import { bareTitle, headingPath } from '../clauses/outline-tree.ts';
import type { Enumeration } from '../facts/enumerations.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import { LEFT_OUT_TITLE } from '../language/order-free.ts';
import { announcedBy, itemOf } from '../retrieval/enumerated.ts';
import { isSortAsked } from '../retrieval/enumerations.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { meetsNeed } from '../retrieval/needs.ts';
import type { Question } from '../retrieval/question.ts';
import {
  type Draft,
  documentOf,
  type Findings,
  findingsIn,
  MAX_DOCUMENTS,
  newDraft,
  sayLeftOut,
} from './draft.ts';
import { choosePassages, FOR_SOME, type Passage, type Room } from './passages.ts';
import { titleSpan } from './sections.ts';
import { sayEarlierStages, stagesOf } from './stages.ts';
import { correctsPremise, insufficiency } from './sufficiency.ts';
import { citeTitled, namedValue } from './titled-sentence.ts';
import { trimSentence, trimToOpening, withoutStop } from './trim.ts';
import { sayOtherwise } from './two-ways.ts';
import { speakerOf } from './writer.ts';

/** Room for one fact: short, so that the value stands out. */
export const FACT_ROOM: Room = { sentences: 2, each: 85, total: 165, nearBest: 0.93 };
/** Room for an explanation, a way of doing, a list in running text. */
export const PASSAGE_ROOM: Room = { sentences: 4, each: 110, total: 360, nearBest: 0.72 };

/** Room for what a thing is: a sentence that says it is cut only where it is very long. */
export const EXPLANATION_ROOM: Room = { sentences: 4, each: 190, total: 340, nearBest: 0.72 };

/** Room for a way of doing: the measures of one clause belong together. */
export const MEASURES_ROOM: Room = { sentences: 6, each: 110, total: 500, nearBest: 0.72, inClause: 0.3 };

/** Room for summing up what several places say of one matter. */
export const SUMMARY_ROOM: Room = { sentences: 8, each: 70, total: 480, nearBest: 0.6 };

/** A value is one item of a list; the list itself is wanted otherwise. */
function listAnnounced({ question, index }: Findings, first: Passage | undefined): Enumeration | null {
  const { need, kind } = question;
  if (!first) return null;
  const { clause, sentence, meetsNeed: isMet } = first.evidence;
  // Of schools asked for by name one item is not all.
  const list =
    kind === 'list' && need?.kind === 'institution' ? itemOf(index, clause.documentId, sentence) : null;
  if (list && list.items.filter(({ text }) => meetsNeed(need!, text)).length > 1) return list;
  const countsItems = need?.kind === 'count' && /^[级类种项个条点步]$/u.test(need.unit ?? '');
  return need !== null && isMet && !countsItems ? null : announcedBy(index, clause.documentId, sentence);
}

/** So many items of a list look like all of it. */
const SEVERAL = 2;

/** Asked for a list, several items of one are no answer without the others. */
function listShownInPart({ question, index }: Findings, passages: Passage[]): Enumeration | null {
  if (question.kind !== 'list' || question.need !== null) return null;
  const lists = passages.flatMap(
    ({ evidence: { clause, sentence } }) => itemOf(index, clause.documentId, sentence) ?? [],
  );
  return lists.find((list) => lists.filter((other) => other === list).length >= SEVERAL) ?? null;
}

/** Most items shown of a list; the rest is said to be left out. */
const MAX_ITEMS = 15;

/** Writes a list that a sentence announces, complete or saying what is left out, each item cited. */
function writeAnnounced(findings: Findings, documentId: string, list: Enumeration, draft: Draft): void {
  const { items, lead } = list;
  const { clauses } = findings.index.outlines.get(documentId)!;
  const marker = draft.cited.sentence(clauses.find(({ id }) => id === lead.clauseId)!, lead);
  const said = trimSentence(lead.text, findings.question, MAX_LEAD);
  const speaker = speakerOf(documentOf(findings, documentId));
  draft.lines.push(`${speaker}：${said}（共 ${items.length} 项）${marker}`);
  for (const item of items.slice(0, MAX_ITEMS)) {
    const place = draft.cited.sentence(clauses.find(({ id }) => id === item.clauseId)!, item);
    draft.lines.push(`- ${trimSentence(item.text.replace(BULLET, ''), findings.question, MAX_ITEM)}${place}`);
  }
  if (items.length > MAX_ITEMS) draft.lines.push(`另有 ${items.length - MAX_ITEMS} 项未列出。`);
}

/** Evidence among which the list asked for is looked for, and the share of its matters that must be spoken of around it. */
const LEADS = 6;
const AROUND = 0.5;
/** A matter this telling must be spoken of where the list is announced. */
const TELLING = 2.5;

/** A list of the sort asked for by name (哪些人不能, 什么条件), whole; null where no near sentence announces one. */
export function answerAnnounced(findings: Findings): Draft | null {
  const { question, evidence, index } = findings;
  for (const one of evidence.slice(0, LEADS)) {
    const { clause, sentence, coverage } = one;
    const list = announcedBy(index, clause.documentId, sentence);
    if (!list || coverage < AROUND || !isSortAsked(question.topic, sentence.text)) continue;
    // 校车停运条件: the conditions of something else are none.
    const isOfOther = one.missing.some(
      ({ isKnown, isTold, weight }) => isKnown && !isTold && weight >= TELLING,
    );
    if (isOfOther || insufficiency(question, one) !== null) continue;
    const draft = newDraft(findings);
    writeAnnounced(findings, clause.documentId, list, draft);
    return draft;
  }
  return null;
}

/** Longest words that announce a list, in characters. */
const MAX_LEAD = 110;
/** What marks an item in print; the answer has its own. */
const BULLET = /^[-–•●■◆▪]/u;
/** Longest item of a list, in characters. */
const MAX_ITEM = 60;

/** 下列食品不得供应：, 有下列情形之一的，不予发放：: without these words an item says the opposite. */
const FORBIDS = /不得|不予|不能|不准|不纳入|禁止|严禁/u;

/** Where the sentence stands that forbids this item of a list; undefined for other sentences. */
function leadStart({ index }: Findings, { clause, sentence }: Evidence): number | undefined {
  const list = itemOf(index, clause.documentId, sentence);
  return list && FORBIDS.test(list.lead.text) ? list.lead.start : undefined;
}

/** What an item of a list of things forbidden stands under, cited, before the first of them; '' for other sentences. */
function leadOf(
  { index }: Findings,
  { clause, sentence }: Evidence,
  told: Set<Enumeration>,
  draft: Draft,
): string {
  const list = itemOf(index, clause.documentId, sentence);
  if (!list || told.has(list) || !FORBIDS.test(list.lead.text)) return '';
  told.add(list);
  const { clauses } = index.outlines.get(clause.documentId)!;
  const place = clauses.find(({ id }) => id === list.lead.clauseId)!;
  return `${withoutStop(trimToOpening(list.lead.text, MAX_LEAD))}${draft.cited.sentence(place, list.lead)}：`;
}

/** Writes what one document says: its name once, then the passages, each cited. */
function writePassages(findings: Findings, documentId: string, room: Room, draft: Draft): void {
  const { question, evidence: all } = findingsIn(findings, documentId);
  const found = sufficientOf(question, all);
  const stages = found ? stagesOf(findings, found, all) : null;
  const first = stages?.last ?? found;
  // Earlier stages are told behind the last one.
  const told = new Set([first, ...(stages?.earlier ?? []).map((stage) => stage.evidence)]);
  const evidence = first ? [first, ...all.filter((one) => !told.has(one))] : all;
  const chosen = choosePassages(question, evidence, room);
  const lead = chosen.find((passage) => passage.evidence === evidence[0]);
  const announced = listAnnounced(findings, lead) ?? listShownInPart(findings, chosen);
  if (announced) {
    writeAnnounced(findings, documentId, announced, draft);
    return;
  }
  // What forbids the items shown comes before them, once.
  const forbidding = new Set(chosen.flatMap(({ evidence: one }) => leadStart(findings, one) ?? []));
  const passages = chosen.filter(({ evidence: one }) => !forbidding.has(one.sentence.start));
  const speaker = speakerOf(documentOf(findings, documentId));
  const title = namedByTitle(findings, passages);
  const named = title === null ? '' : `${title.words}${title.mark(draft)}；`;
  const leads = new Set<Enumeration>();
  const statements = passages.map(
    ({ evidence: one, text }) =>
      `${leadOf(findings, one, leads, draft)}${namedValue(findings, one, text)}${citeTitled(findings, draft, one.clause, one.sentence)}`,
  );
  const correction = contradictsPremise(question, passages) ? '（与问题中的数字不同，以原文为准）' : '';
  const topic = named === '' ? topicOf(findings, passages, room) : '';
  draft.lines.push(`${speaker}${topic}：${named}${statements.join('；')}${correction}。`);
  if (stages) sayEarlierStages(findings, stages, draft);
  if (first && passages[0]?.evidence === first) sayOtherwise(findings, first, draft);
}

/** True where the question takes a figure for granted and the passages state others of its kind, but not it. */
function contradictsPremise({ premise, figures, need }: Question, passages: Passage[]): boolean {
  // 1500人的学校配几名: the figure says for whom a value is asked.
  if (premise === null || need?.kind === 'count') return false;
  const text = passages.map(({ evidence }) => evidence.text).join('，');
  const stated = findQuantities(text);
  // A column 班数 gives 8个班 as a bare 8.
  const isStated = ({ canonical, value }: Question['figures'][number]) =>
    stated.some((one) => one.canonical === canonical || (one.kind === 'plain' && one.value === value));
  return meetsNeed(premise, text) && !figures.some((one) => one.kind !== 'year' && isStated(one));
}

/** A title that the answer states, cited as one. */
interface CitedTitle {
  words: string;
  mark(draft: Draft): string;
}

/** Asks what a name stands for: 什么意思, 什么机制. */
function asksWhatIs({ kind, topic }: Question): boolean {
  return (
    kind === 'definition' ||
    /(?:什么|啥)(?:样的)?(?:机制|模式|体系|制度|工程|计划|项目|行动|平台)/u.test(topic)
  );
}

/** The title above the passages where it alone bears the quoted name asked about: 完善“研训一体”教师专业发展机制. */
function namedByTitle({ question, index }: Findings, passages: Passage[]): CitedTitle | null {
  const [first] = passages;
  const [name, ...others] = question.concepts.filter(({ isQuoted, isKnown }) => isQuoted && isKnown);
  if (!first || !name || others.length > 0 || !asksWhatIs(question)) return null;
  const { clause } = first.evidence;
  const document = clause.documentId;
  const outline = index.outlines.get(document)!;
  const heading = clause.heading;
  const words = heading === null ? '' : bareTitle(outline.headings[heading]!);
  const isSaid = passages.some(({ text }) => searchForm(text).includes(name.text));
  if (
    heading === null ||
    isSaid ||
    !searchForm(words).includes(name.text) ||
    words.length <= name.text.length + 2
  )
    return null;
  const source = index.documents.find(({ id }) => id === document)!;
  return {
    words,
    mark: (draft) => draft.cited.heading(source, titleSpan(outline, heading), headingPath(outline, heading)),
  };
}

/** Longest title that is put before an answer, in characters. */
const MAX_TOPIC = 26;

/** The title that the passages stand under, where they share one and there is room: it says what the answer is about. */
export function topicOf({ index }: Pick<Findings, 'index'>, passages: Passage[], room: Room): string {
  const [first] = passages;
  const clauses = new Set(passages.map(({ evidence }) => evidence.clause.heading));
  if (!first || clauses.size > 1) return '';
  const { headings } = index.outlines.get(first.evidence.clause.documentId)!;
  let heading = first.evidence.clause.heading;
  while (heading !== null && headings[heading]!.kind === 'label') heading = headings[heading]!.parent;
  const title = heading === null ? '' : bareTitle(headings[heading]!);
  const length = passages.reduce((sum, { text }) => sum + text.length, 0);
  const isUntold = title === '' || title === LEFT_OUT_TITLE;
  return isUntold || title.length > MAX_TOPIC || length + title.length > room.total ? '' : `（${title}）`;
}

/** Where the best evidence lacks the value, a runner-up may hold it: this near in score, and on the matter as fully. */
const RUNNER_UP = 0.6;
const RUNNERS_UP = 6;
const AS_FULLY = 0.85;
const VALUES = new Set(['percent', 'count', 'money', 'date', 'frequency']);

const asksAge = ({ need }: Question) => need?.kind === 'count' && need.unit === '岁';

/** A sentence that speaks of this share of the matters itself, and of this much more than another, is the one meant. */
const SAYS_ALL = 0.9;
const SAYS_MORE = 0.3;
const FIGURES = new Set(['percent', 'count', 'money', 'frequency']);

/**
 * True where the sentence with the value goes on from the one before, naming again what that names (…实行星级评定。评定每两年一次),
 * or from its title.
 */
function goesOn({ concepts }: Question, one: Evidence, best: Evidence): boolean {
  const isNext = one.clause === best.clause && best.position === one.position + 1;
  const opening = searchForm(best.text);
  const title = searchForm(best.clause.path.at(-1) ?? '');
  return concepts.some(
    ({ text, weight }) => weight >= SUBJECT && ((isNext && opening.startsWith(text)) || title.includes(text)),
  );
}
/** A word this telling is what a sentence is about. */
const SUBJECT = 1.5;

/**
 * The sentence that names all that a value is asked of and gives none: then the value of a neighbour is not the one asked
 * for. Undefined where there is none.
 */
function namedOnly(question: Question, best: Evidence, evidence: Evidence[]): Evidence | undefined {
  if (!FIGURES.has(question.need?.kind ?? '') || asksAge(question) || !best.meetsNeed) return undefined;
  return evidence
    .slice(0, RUNNERS_UP)
    .find(
      (one) =>
        !one.meetsNeed &&
        !goesOn(question, one, best) &&
        one.signals.within >= SAYS_ALL &&
        one.signals.within - best.signals.within >= SAYS_MORE,
    );
}

/** The sentence before one that gives a value for some only, where it gives the value for all and the question names none. */
function ruleBefore(question: Question, found: Evidence, evidence: Evidence[]): Evidence | undefined {
  const some = FOR_SOME.exec(found.text)?.[0];
  if (some === undefined || !VALUES.has(question.need?.kind ?? '')) return undefined;
  const rule = evidence.find(
    ({ clause, position }) => clause === found.clause && position === found.position - 1,
  );
  if (!rule?.meetsNeed || insufficiency(question, rule) !== null) return undefined;
  const form = searchForm(rule.text);
  const namesSome = question.concepts.some(
    (one) => matchConcept(one, searchForm(some)) >= 1 && matchConcept(one, form) < 1,
  );
  const statesSome = question.figures.some(({ text }) => some.includes(text));
  return namesSome || statesSome ? undefined : rule;
}

/** The best evidence, or where that lacks the value asked for a runner-up that has it. */
export function sufficientOf(question: Question, evidence: Evidence[]): Evidence | undefined {
  const found = bestWithValue(question, evidence);
  return found && (namedOnly(question, found, evidence) ?? ruleBefore(question, found, evidence) ?? found);
}

function bestWithValue(question: Question, evidence: Evidence[]): Evidence | undefined {
  const [best] = evidence;
  const lacking = insufficiency(question, best);
  if (!best || !VALUES.has(question.need?.kind ?? '')) return best;
  // A table gives its values by years: of another year, the fuller sentence is no answer.
  if (lacking === 'year-missing') {
    const ofYear = evidence
      .slice(0, RUNNERS_UP)
      .filter(
        ({ score, coverage, clause }) =>
          score >= best.score * RUNNER_UP &&
          (clause.kind === 'table-row' || coverage >= best.coverage * AS_FULLY),
      );
    return ofYear.find((one) => insufficiency(question, one) === null) ?? best;
  }
  if (lacking !== 'value-missing') return best;
  // Few sentences give an age: the one that does is meant.
  const fully = best.coverage * (asksAge(question) ? RUNNER_UP : AS_FULLY);
  const near = evidence
    .slice(0, RUNNERS_UP)
    .filter(({ score, coverage }) => score >= best.score * RUNNER_UP && coverage >= fully);
  return near.find((one) => insufficiency(question, one) === null) ?? best;
}

/** Documents whose best evidence answers the question, those as good as the best one. */
export function answeringDocuments(findings: Findings): string[] {
  const { question, evidence } = findings;
  const best = question.documentIds
    .map((id) => ({
      id,
      evidence: sufficientOf(
        question,
        evidence.filter(({ clause }) => clause.documentId === id),
      ),
    }))
    .filter(({ evidence: found }) => insufficiency(question, found) === null);
  const top = Math.max(...best.map(({ evidence: found }) => found!.score));
  const isNamed = question.regions.named.length > 1;
  const answering = best.filter(({ evidence: found }) => isNamed || found!.score >= top * 0.8);
  if (answering.length > MAX_DOCUMENTS) answering.sort((a, b) => b.evidence!.score - a.evidence!.score);
  return answering.map(({ id }) => id);
}

/** How much less each of several documents may say: facts of two must stay as short as one. */
const CROWDING = 0.75;
const FACT_CROWDING = 0.95;

/** Answers from the best sentences of each document that answers; null where none does. */
export function answerFromPassages(findings: Findings, room: Room): Draft | null {
  const documents = answeringDocuments(findings);
  if (documents.length === 0) return null;
  const best = findings.evidence.find(({ clause }) => documents.includes(clause.documentId))!;
  // A wrong figure is put right in one sentence; what else there is to say on the matter rests on it.
  if (room !== FACT_ROOM && correctsPremise(findings.question, best))
    return answerFromPassages(findings, FACT_ROOM);
  const draft = newDraft(findings);
  const shown = Math.min(documents.length, MAX_DOCUMENTS);
  const crowding = room === FACT_ROOM ? FACT_CROWDING : CROWDING;
  const share: Room = { ...room, total: Math.ceil(room.total / Math.max(1, shown * crowding)) };
  for (const id of documents.slice(0, MAX_DOCUMENTS)) writePassages(findings, id, share, draft);
  sayLeftOut(documents.length, draft);
  return draft;
}
