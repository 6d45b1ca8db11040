import { bareTitle, headingPath } from '../clauses/outline-tree.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { type Evidence, weighEvidence } from '../retrieval/evidence.ts';
import { matchConcept, spokenWeight } from '../retrieval/matching.ts';
import { holdsText } from '../retrieval/plain-source.ts';
import { regionNames } from '../retrieval/regions.ts';
import { countedNames } from '../retrieval/sections.ts';
import { yearsIn } from '../retrieval/years.ts';
import { askedDocuments, type Draft, type Findings, findingsIn, newDraft } from './draft.ts';
import { sufficientOf, topicOf } from './facts.ts';
import { choosePassages, type Room } from './passages.ts';
import { ASKS_BROADLY } from './section-comparison.ts';
import { titleSpan } from './sections.ts';
import { stagesOf } from './stages.ts';
import { insufficiency } from './sufficiency.ts';
import { citeTitled, titleBefore } from './titled-sentence.ts';
import { trimSentence } from './trim.ts';
import { COMPARISON_HEAD, comparisonRow, speakerOf } from './writer.ts';

/** A document says the same thing only where its evidence is nearly as full as the best document's. */
const NEAR_COVERAGE = 0.86;
const COMPARE_ROOM: Room = { sentences: 3, each: 100, total: 230, nearBest: 0.82 };

/** Asked how a matter is gone about, what stands beside the opening of a clause belongs to it. */
const BROAD_ROOM: Room = { ...COMPARE_ROOM, sentences: 4, total: 280, inClause: 0.5 };
const ASKS_DOING = /[干做抓搞办](?:什么|啥|哪些)|[啥哪什][些么]?(?:招|动作)|怎么|如何|咋/u;

function roomFor({ need, kind, topic }: Findings['question']): Room {
  const isBroad = need === null && (kind === 'how' || ASKS_BROADLY.test(topic) || ASKS_DOING.test(topic));
  return isBroad ? BROAD_ROOM : COMPARE_ROOM;
}

interface Side {
  findings: Findings;
  best: Evidence | undefined;
  isSpoken: boolean;
}

/** A side need not speak of a name that only the other document has: “一校一品” here, “一校一特色” there. */
function withOwnNames(own: Findings): Findings {
  const { question, index, ranked } = own;
  const documents = askedDocuments(own);
  const isOthers = ({ isQuoted, isKnown, text }: Concept) =>
    isQuoted && isKnown && !holdsText(documents, text);
  const names = question.concepts.filter(({ isQuoted }) => isQuoted);
  const concepts = question.concepts.filter((concept) => !isOthers(concept));
  const isPartly = concepts.length < question.concepts.length && names.some((name) => !isOthers(name));
  if (!isPartly) return own;
  const reduced = { ...question, concepts };
  return { ...own, question: reduced, evidence: weighEvidence(reduced, ranked, index) };
}

/** A part of a question this long says something of its own. */
const SPEAKS_AT_LENGTH = 9;

/** 学前三年毛入园率: a rate by its name. */
const RATE = /\p{Script=Han}{3,}率/u;

/** 九大工程: a list that a span names by its number. */
export function countsIn(span: string): boolean {
  return countedNames(`${span}，`).length > 0;
}

/** What a question says of each of two districts only: 甲区的[科学实践基地]和乙区的[研学基地]，各建多少个. */
export function spansOf({ text, regions }: Findings['question']): Map<string, string> | null {
  const [first, second, ...more] = regions.named;
  if (first === undefined || second === undefined || more.length > 0) return null;
  const form = searchForm(text);
  const placeOf = (region: string) => {
    const name = regionNames(region).find((one) => form.includes(one)) ?? region;
    return { start: form.indexOf(name), end: form.indexOf(name) + name.length };
  };
  const [one, other] = [placeOf(first), placeOf(second)];
  const between = form.slice(one.end, other.start).replace(/[和与跟及、,，]+$/u, '');
  const behind = /^[^,，。？?]*/u.exec(form.slice(other.end))![0];
  const tells = (span: string) =>
    /^的\p{Script=Han}{2}/u.test(span) ||
    span.length >= SPEAKS_AT_LENGTH ||
    yearsIn(span).length > 0 ||
    countsIn(span) ||
    RATE.test(span);
  if (one.start < 0 || other.start < one.end || !tells(between) || !tells(behind)) return null;
  return new Map([
    [first, between],
    [second, behind],
  ]);
}

/** The question as it asks of one of two districts, where it says something else of each. */
function withOwnSpan(own: Findings, region: string | null): Findings {
  const { question, index, ranked } = own;
  const spans = spansOf(question);
  const mine = region === null ? undefined : spans?.get(region);
  if (!spans || mine === undefined) return own;
  const theirs = [...spans.values()].find((span) => span !== mine) ?? '';
  const isTheirs = ({ text }: Concept) => theirs.includes(text) && !mine.includes(text);
  const isMine = ({ text }: Concept) => mine.includes(text) && !theirs.includes(text);
  const differs = question.concepts.some(isMine) || yearsIn(mine).length > 0;
  if (!differs || mine === theirs) return own;
  const concepts = question.concepts.filter((concept) => !isTheirs(concept));
  const reduced = { ...question, concepts, topic: question.topic.replace(theirs, '，') };
  return { ...own, question: reduced, evidence: weighEvidence(reduced, ranked, index) };
}

/** Words that ask to compare; neither side says them. */
const COMPARES = /^(?:不同|区别|差别|差异|异同|不一样|一样|相同|对比|比较|对照)$/u;

/** What is compared, without the words that ask for it. */
function withoutComparing(findings: Findings): Findings {
  const { question, index, ranked } = findings;
  const concepts = question.concepts.filter(({ text, isQuoted }) => isQuoted || !COMPARES.test(text));
  if (concepts.length === 0 || concepts.length === question.concepts.length) return findings;
  const reduced = { ...question, concepts };
  return { ...findings, question: reduced, evidence: weighEvidence(reduced, ranked, index) };
}

function sidesOf(asked: Findings): Side[] {
  const findings = withoutComparing(asked);
  return askedDocuments(findings).map(({ id, region }) => {
    const own = withOwnSpan(withOwnNames(findingsIn(findings, id)), region);
    const found = sufficientOf(own.question, own.evidence);
    const best = found && (stagesOf(own, found, own.evidence)?.last ?? found);
    return { findings: own, best, isSpoken: insufficiency(own.question, best) === null };
  });
}

function statesFigure({ figures }: Findings['question'], text: string): boolean {
  const asked = new Set(figures.filter(({ kind }) => kind !== 'year').map(({ canonical }) => canonical));
  return findQuantities(text).some(({ canonical }) => asked.has(canonical));
}

/** Which document says it; every one that says it as fully. */
export function answerWhich(findings: Findings): Draft | null {
  const sides = sidesOf(findings).filter(({ isSpoken }) => isSpoken);
  const top = Math.max(...sides.map(({ best }) => best!.coverage));
  const full = sides.filter(({ best }) => best!.coverage >= top * NEAR_COVERAGE);
  // 名额分配50%是哪个区: who states the figure is meant.
  const stating = full.filter(({ best }) => statesFigure(findings.question, best!.text));
  const speaking = stating.length > 0 ? stating : full;
  if (speaking.length === 0) return null;
  const draft = newDraft(findings);
  for (const { findings: own, best } of speaking.sort((a, b) => b.best!.score - a.best!.score)) {
    const document = askedDocuments(own)[0]!;
    const { clause, sentence, text } = best!;
    const title = titleBefore(own, clause, sentence);
    const words = `${title ? `${title.words}，` : ''}${trimSentence(text, findings.question, 70)}`;
    const marker = draft.cited.sentence(clause, sentence, title?.start);
    draft.lines.push(`${speakerOf(document)}的文件写到：${words}${marker}。`);
  }
  return draft;
}

/** A word at least this telling is the matter compared. */
const MATTER_WEIGHT = 3.4;

/** True where the other side speaks outright of a matter that this side's best sentence leaves out. */
function lacksMatter(own: Findings, best: Evidence, sides: Side[]): boolean {
  const others = sides.filter((side) => side.isSpoken && side.findings !== own);
  return best.missing.some(
    (concept) =>
      concept.weight >= MATTER_WEIGHT &&
      others.some(({ best: other }) => matchConcept(concept, searchForm(other!.text)) >= 0.75),
  );
}

/** Evidence this full speaks of the matter, though not of the value asked for. */
const ON_MATTER = 0.6;

/** Evidence this full is worth showing as the nearest there is. */
const NEAR_MATTER = 0.35;

/** A title that names this share of the matters says it where no sentence does. */
const TITLE_SAYS = 0.6;

/** The title that names the matters asked about, cited; null where none does so more fully than the nearest sentence. */
function titleSaying(own: Findings, nearest: Evidence | undefined, draft: Draft): string | null {
  const { question, index } = own;
  if (question.need !== null) return null;
  const document = askedDocuments(own)[0]!;
  const outline = index.outlines.get(document.id)!;
  const total = question.concepts.reduce((sum, { weight }) => sum + weight, 0);
  const shareIn = (text: string) => spokenWeight(question.concepts, searchForm(text)) / total;
  const [best] = outline.headings
    .map((heading, i) => ({ i, words: bareTitle(heading), share: shareIn(heading.title) }))
    .filter(({ share }) => share >= TITLE_SAYS && share > shareIn(nearest?.text ?? ''))
    .sort((a, b) => b.share - a.share);
  if (!best) return null;
  const marker = draft.cited.heading(document, titleSpan(outline, best.i), headingPath(outline, best.i));
  return `${best.words}${marker}`;
}

/** Says that a document does not say it; where it speaks of the matter without the value, with those words. */
function saySilent(own: Findings, draft: Draft): string {
  const { question } = own;
  const [mention] = own.evidence.filter(
    ({ coverage, missing }) => coverage >= ON_MATTER && !missing.some(({ isQuoted }) => isQuoted),
  );
  const [nearest] = own.evidence;
  const title = titleSaying(own, nearest, draft);
  if (title !== null) return `${title}。`;
  if (question.need === null && nearest && nearest.coverage >= NEAR_MATTER) {
    const near = trimSentence(nearest.text, question, 90);
    return `未找到直接对应的表述，最接近的是：${near}${draft.cited.sentence(nearest.clause, nearest.sentence)}。`;
  }
  if (question.need === null || !mention || mention.meetsNeed) return '文件未提及。';
  const words = trimSentence(mention.text, { ...question, need: null }, 60);
  const what = question.need.kind === 'date' ? '具体时间' : '具体数值';
  return `文件未提及${what}，相关表述为：${words}${draft.cited.sentence(mention.clause, mention.sentence)}。`;
}

/** The title above what is said, where it names a matter that is compared: it says of whom that is said. */
function topicNames({ question }: Findings, topic: string): string {
  const form = searchForm(topic);
  const isNamed = question.concepts.some(
    ({ text, weight }) => weight >= MATTER_WEIGHT && form.includes(text),
  );
  return isNamed ? topic : '';
}

/** Both documents side by side; one that is silent is said to be silent. */
export function answerComparison(findings: Findings): Draft | null {
  const sides = sidesOf(findings);
  if (!sides.some(({ isSpoken }) => isSpoken)) return null;
  const top = Math.max(...sides.filter(({ isSpoken }) => isSpoken).map(({ best }) => best!.coverage));
  const draft = newDraft(findings);
  draft.lines.push(...COMPARISON_HEAD);
  const isSilent = ({ findings: own, best, isSpoken }: Side) =>
    !isSpoken || best!.coverage < top * 0.55 || lacksMatter(own, best!, sides);
  // What a document does say comes before what is only near it.
  const silentLast = [...sides].sort((a, b) => Number(isSilent(a)) - Number(isSilent(b)));
  for (const side of silentLast) {
    const { findings: own, best } = side;
    const document = askedDocuments(own)[0]!;
    if (isSilent(side)) {
      draft.lines.push(comparisonRow(document, saySilent(own, draft)));
      continue;
    }
    const ordered = [best!, ...own.evidence.filter((one) => one !== best)];
    const room = roomFor(findings.question);
    const passages = choosePassages(own.question, ordered, room);
    const title = titleSaying(own, best, draft);
    const statements = passages.map(
      ({ evidence, text }) => `${text}${citeTitled(own, draft, evidence.clause, evidence.sentence)}`,
    );
    const topic = title === null ? topicNames(own, topicOf(own, passages, room)) : '';
    const said = [...(title ? [title] : []), ...statements].join('；');
    draft.lines.push(comparisonRow(document, `${topic}${said}。`));
  }
  return draft;
}
