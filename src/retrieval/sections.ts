import type { Outline } from '../clauses/clause.ts';
import { bareTitle, isAttached, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { LOOKS_BACK } from '../language/looks-back.ts';
import { searchForm } from '../language/normalise.ts';
import { headingsWith } from './heading-index.ts';
import { matchConcept } from './matching.ts';
import type { Question } from './question.ts';

/** A heading taken for what the question speaks of. */
export interface FoundSection {
  document: PolicyDocument;
  heading: number;
  /** Share of the question's matters that the title (or, at a discount, its path) names. */
  score: number;
}

const IN_ANCESTOR = 0.35;
/** A plan's look back is not what a question about its measures means. */
const LOOKS_BACK_FACTOR = 0.35;

const ranked = new WeakMap<Question, FoundSection[]>();

/** Headings ranked by how much of what the question names (and the documents know) their titles hold. */
export function findSections(question: Question, index: PolicyIndex): FoundSection[] {
  const done = ranked.get(question);
  if (done) return done;
  const known = question.concepts.filter(({ isKnown }) => isKnown);
  const total = known.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const asksBack = question.kind === 'past' || question.kind === 'problems';
  const asked = new Set(question.documentIds);
  const words = known.flatMap(({ alternatives }) => alternatives.map(({ word }) => word));
  const found: (FoundSection & { level: number })[] = [];
  for (const { document, heading, level, isLabel, title, above } of headingsWith(words, index)) {
    if (isLabel || !asked.has(document.id)) continue;
    let named = 0;
    for (const concept of known) {
      const own = matchConcept(concept, title);
      named +=
        concept.weight *
        (own > IN_ANCESTOR ? own : Math.max(own, IN_ANCESTOR * matchConcept(concept, above)));
    }
    const factor = !asksBack && LOOKS_BACK.test(above) ? LOOKS_BACK_FACTOR : 1;
    if (named > 0) found.push({ document, heading, score: (factor * named) / total, level });
  }
  const order = new Map(index.documents.map(({ id }, i) => [id, i]));
  // Of two titles that name as much, the one higher up holds more of it.
  found.sort(
    (a, b) =>
      b.score - a.score ||
      a.level - b.level ||
      order.get(a.document.id)! - order.get(b.document.id)! ||
      a.heading - b.heading,
  );
  ranked.set(question, found);
  return found;
}

/** How many parts a section divides into. */
export function partCount(index: PolicyIndex, { document, heading }: FoundSection): number {
  return sectionParts(outlineTree(index.outlines.get(document.id)!), heading).length;
}

/** 七项攻坚行动 as asked: how many of what. */
export interface CountedName {
  count: number;
  noun: string;
}

const COUNTED =
  /(?<!第)(?<!第[一二三四五六七八九十])([一二三四五六七八九十]{2,3}|[二两三四五六七八九十]|\d{1,2})(?:个|项|大|条|种|类|方面|块)?([\p{Script=Han}]{2,8}?)(?=[”"」]|是|分别|都|叫|有|的|里|中|包|指|各|具体|全|，|,|。|？|\?|$|哪|第|名|列|怎|什|啥|逐|挨|一一|依次|给|帮|请|\s)/gu;

const COUNTED_BEHIND =
  /([\p{Script=Han}]{2,6}?)(?:里|中)?(?:一共|总共|共有|共|有)(?:是)?([一二三四五六七八九十]{1,3}|\d{1,2})(?:条|项|个|大|点|方面)/gu;

const LONG_QUOTATION = /[“「『"][^”」』"]{13,}[”」』"]/gu;

/** Counted names in a text (search form): 九大工程, 十五项重点任务. */
export function countedNames(topic: string): CountedName[] {
  // The title of a part, quoted whole, counts nothing of its own: “强化干部教师两支队伍建设，实施……”.
  const plain = topic.replace(LONG_QUOTATION, ' ').replace(/[“”"「」『』]/gu, '');
  const found = [
    ...[...plain.matchAll(COUNTED)].map(([, number, noun]) => ({ number, noun })),
    ...[...plain.matchAll(COUNTED_BEHIND)].map(([, noun, number]) => ({ number, noun })),
  ];
  return found.flatMap(({ number, noun }) => {
    const count = /^\d+$/u.test(number!) ? Number(number) : parseChineseNumber(number!);
    return count === null || count < 2 || count > 40 ? [] : [{ count, noun: noun! }];
  });
}

/** True where `title` holds `noun`, or holds it but for one character of a long one: 攻艰行动, 攻坚行动. */
function holdsNoun(title: string, noun: string): boolean {
  if (title.includes(noun)) return true;
  if (noun.length < 4) return false;
  for (let at = 0; at + noun.length <= title.length; at++) {
    let wrong = 0;
    for (let i = 0; i < noun.length && wrong < 2; i++) if (title[at + i] !== noun[i]) wrong++;
    if (wrong < 2) return true;
  }
  return false;
}

/** True where a heading has several parts and each bears the noun. */
function partsBear(outline: Outline, heading: number, noun: string): boolean {
  const parts = sectionParts(outlineTree(outline), heading);
  return (
    parts.length > 1 && parts.every((part) => holdsNoun(searchForm(outline.headings[part]!.title), noun))
  );
}

function nounMatches(index: PolicyIndex, { document, heading }: FoundSection, noun: string): number {
  const outline = index.outlines.get(document.id)!;
  const title = searchForm(bareTitle(outline.headings[heading]!));
  const bears = partsBear(outline, heading, noun);
  const { parent } = outline.headings[heading]!;
  // Of nine 工程 each is one; what it is divided into are no 工程.
  if (!bears && parent !== null && partsBear(outline, parent, noun)) return 0;
  if (title === noun || title.endsWith(noun)) return 1;
  if (holdsNoun(title.slice(-noun.length), noun)) return 0.9;
  if (bears) return 0.9;
  return title.includes(noun) ? 0.8 : 0;
}

/** A section whose parts are what the question counts, and whether the count agrees. */
export interface CountedSection {
  section: FoundSection;
  name: CountedName;
  isAgreed: boolean;
}

/** A wrong count is only held against a section that bears the very name. */
const SURE_NAME = 0.9;
const LIKELY_NAME = 0.8;

/** Headings that bear the noun, and those whose parts do. */
function candidatesFor(noun: string, question: Question, index: PolicyIndex): FoundSection[] {
  const asked = new Set(question.documentIds);
  const found = new Map<string, FoundSection>();
  for (const { document, heading, title } of headingsWith([noun, noun.slice(-2)], index)) {
    if (!asked.has(document.id) || !holdsNoun(title, noun)) continue;
    const { headings } = index.outlines.get(document.id)!;
    for (let i: number | null = heading; i !== null; i = headings[i]!.parent) {
      found.set(`${document.id}:${i}`, { document, heading: i, score: 0 });
    }
  }
  return [...found.values()].sort((a, b) => a.heading - b.heading);
}

/** The longest list whose items all bear the noun (第四个|工程); null where there is none. */
export function listOf(noun: string, question: Question, index: PolicyIndex): FoundSection | null {
  const lists = candidatesFor(noun, question, index).filter(({ document, heading }) =>
    partsBear(index.outlines.get(document.id)!, heading, noun),
  );
  return lists.sort((a, b) => partCount(index, b) - partCount(index, a))[0] ?? null;
}

/** True where a title counts these very things (健全两个发展机制) and tells them in its text: no other list is meant. */
function isToldInText({ count, noun }: CountedName, question: Question, index: PolicyIndex): boolean {
  return question.documentIds.some((id) => {
    const outline = index.outlines.get(id)!;
    return outline.headings.some(
      ({ title }, at) =>
        title.includes(noun) &&
        countedNames(`${searchForm(title)}。`).some(
          (one) => one.count === count && one.noun.endsWith(noun),
        ) &&
        sectionParts(outlineTree(outline), at).length < 2 &&
        !outline.headings.some(
          (_, list) =>
            sectionParts(outlineTree(outline), list).length === count && partsBear(outline, list, noun),
        ),
    );
  });
}

/** The section whose parts the question counts (九大工程 → its nine headings); null where there is none. */
export function findCounted(question: Question, index: PolicyIndex): CountedSection | null {
  let best: (CountedSection & { score: number }) | null = null;
  const names = countedNames(question.topic);
  if (names.length === 0) return null;
  const named = new Map(
    findSections(question, index).map((found) => [`${found.document.id}:${found.heading}`, found.score]),
  );
  for (const name of names) {
    if (isToldInText(name, question, index)) return null;
    for (const section of candidatesFor(name.noun, question, index)) {
      const { document, heading } = section;
      const count = partCount(index, section);
      if (count < 2) continue;
      const match = nounMatches(index, section, name.noun);
      const isAgreed = count === name.count;
      const { parent } = index.outlines.get(document.id)!.headings[heading]!;
      // Of several lists that bear the name (具体举措), the one under the title that the question names.
      const own = named.get(`${document.id}:${heading}`) ?? named.get(`${document.id}:${parent}`) ?? 0;
      const score = match + (isAgreed ? 0.5 : 0) + 0.4 * own;
      if (match >= (isAgreed ? LIKELY_NAME : SURE_NAME) && score > (best?.score ?? 0)) {
        best = { section, name, isAgreed, score };
      }
    }
  }
  return best;
}

const ORDINAL =
  /(?:第([一二三四五六七八九十]{1,3}|\d{1,2})(?:个|项|条|点|大|块|种|方面)|排(?:在|名)?第([一二三四五六七八九十]{1,3}|\d{1,2}))/u;

/** The number that a question picks out of a list: 第五个 → 5; null where it picks none. */
export function ordinalAsked(topic: string): number | null {
  const found = ORDINAL.exec(topic);
  const printed = found?.[1] ?? found?.[2];
  if (printed === undefined) return null;
  return /^\d+$/u.test(printed) ? Number(printed) : parseChineseNumber(printed);
}

/** Position of the n-th part of a section, or null where it has fewer. */
export function nthPart(index: PolicyIndex, { document, heading }: FoundSection, n: number): number | null {
  return sectionParts(outlineTree(index.outlines.get(document.id)!), heading)[n - 1] ?? null;
}

/** A section must bear the question's matter at least this well to be the list an ordinal picks from. */
const MIN_LIST_SECTION = 0.6;

/** Words that ask for a list rather than name what it is of. */
const LIST_TALK = /^(?:列|条|点|项|举措|措施|办法|任务|内容|方面|具体|主要)$/u;

/** Shorter titles stand in other words. */
const SHORTEST_TITLE = 4;

function isCalled({ document, heading }: FoundSection, topic: string, index: PolicyIndex): boolean {
  const title = searchForm(bareTitle(index.outlines.get(document.id)!.headings[heading]!));
  return title.length >= SHORTEST_TITLE && topic.includes(title);
}

/** Sections that a question may mean: those called by their very titles alone, also where they have no such part. */
export function sectionsMeant(question: Question, index: PolicyIndex): FoundSection[] {
  const sections = findSections(question, index);
  const called = sections.filter((section) => isCalled(section, question.topic, index));
  return called.length > 0 ? called : sections;
}

/** Title of the part that an ordinal picks from the list that a question is about; null where there is no such list. */
export function titlePicked(asked: Question, n: number, index: PolicyIndex): string | null {
  const question = { ...asked, concepts: asked.concepts.filter(({ text }) => !LIST_TALK.test(text)) };
  const named = sectionsMeant(question, index).find(
    (section) => section.score >= MIN_LIST_SECTION && partCount(index, section) >= n,
  );
  const section = findCounted(question, index)?.section ?? named;
  const part = section ? nthPart(index, section, n) : null;
  return part === null ? null : bareTitle(index.outlines.get(section!.document.id)!.headings[part]!);
}

const LAST =
  /最后(?:那|一|的)?(?:一)?(?:大|个|几)?(?:部分|条|项|块|章|节|篇|大项)|(?:方案|规划|计划|文件|办法)(?:的)?最后(?=怎|讲|说|写|是)/u;

const ANNEX_ASKED = /附(?<sort>[件表录])(?<number>\d{1,2}|[一二三四五六七八九十])/u;

/** True where a question names an annex by a number that the documents asked hold nowhere. */
export function namesNoAnnex(question: Question, index: PolicyIndex): boolean {
  const asked = ANNEX_ASKED.exec(question.topic)?.groups;
  if (!asked || annexesNamed(question, index).length > 0) return false;
  const printed = `附${asked.sort}${asked.number}`;
  const searched = index.documents.filter(({ id }) => question.documentIds.includes(id));
  return searched.every(({ shown }) => !searchForm(shown).replace(/\s/gu, '').includes(printed));
}

/** The annexes that a question names by their number: 附件1. */
export function annexesNamed(question: Question, index: PolicyIndex): FoundSection[] {
  const asked = ANNEX_ASKED.exec(question.topic)?.groups;
  if (!asked) return [];
  const wanted = parseChineseNumber(asked.number!) ?? Number(asked.number);
  const named = new RegExp(
    `^附${asked.sort}(\\d{1,2}|[一二三四五六七八九十])(?![\\d一二三四五六七八九十])`,
    'u',
  );
  return index.documents
    .filter(({ id }) => question.documentIds.includes(id))
    .flatMap((document) => {
      const heading = index.outlines.get(document.id)!.headings.findIndex(({ title }) => {
        const printed = named.exec(searchForm(title))?.[1];
        return printed !== undefined && (parseChineseNumber(printed) ?? Number(printed)) === wanted;
      });
      return heading < 0 ? [] : [{ document, heading, score: 1 }];
    });
}

/** The last section of each document asked about, annexes left out, where a question means it by its place. */
export function sectionsByPlace(question: Question, index: PolicyIndex): FoundSection[] {
  const annexes = annexesNamed(question, index);
  if (annexes.length > 0 || !LAST.test(question.topic)) return annexes;
  return index.documents
    .filter(({ id }) => question.documentIds.includes(id))
    .flatMap((document) => {
      const { headings } = index.outlines.get(document.id)!;
      const top = headings.findLastIndex(
        ({ kind, parent, title }) => kind === 'numbered' && parent === null && !isAttached(title),
      );
      if (top < 0) return [];
      // A single part that holds everything is no part: its last one is meant.
      const tree = outlineTree(index.outlines.get(document.id)!);
      const inner = tree.roots.length <= 2 ? (tree.children[top]!.at(-1) ?? top) : top;
      return [{ document, heading: inner, score: 1 }];
    });
}
