import { bareTitle, headingPath, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import {
  type FoundSection,
  findSections,
  partCount,
  sectionClauses,
  writeDigest,
  writeParts,
} from './sections.ts';
import { speakerOf } from './writer.ts';

/** 七项攻坚行动 as asked: how many of what. */
export interface CountedName {
  count: number;
  noun: string;
  /** As written in the question. */
  printed: string;
}

const COUNTED =
  /([一二三四五六七八九十]{1,3}|\d{1,2})(?:个|项|大|条|种|类|方面|块)?([\p{Script=Han}]{2,8}?)(?=[”"」]|是|分别|都|叫|有|的|里|中|包|指|各|具体|全|，|,|。|？|\?|$|哪|第|名|列|怎|什|啥|\s)/gu;

/** Counted names in a question (search form): 九大工程, 十五项重点任务. */
export function countedNames(topic: string): CountedName[] {
  return [...topic.matchAll(COUNTED)].flatMap(([printed, number, noun]) => {
    const count = /^\d+$/u.test(number!) ? Number(number) : parseChineseNumber(number!);
    return count === null || count < 2 || count > 40 ? [] : [{ count, noun: noun!, printed: printed! }];
  });
}

function nounMatches(findings: Findings, { document, heading }: FoundSection, noun: string): number {
  const outline = findings.index.outlines.get(document.id)!;
  const title = searchForm(bareTitle(outline.headings[heading]!));
  if (title === noun || title.endsWith(noun)) return 1;
  const parts = sectionParts(outlineTree(outline), heading).map((part) =>
    searchForm(outline.headings[part]!.title),
  );
  const holding = parts.filter((part) => part.includes(noun)).length;
  if (parts.length > 1 && holding === parts.length) return 0.9;
  return title.includes(noun) ? 0.8 : 0;
}

function everySection(findings: Findings): FoundSection[] {
  return askedDocuments(findings).flatMap((document) =>
    findings.index.outlines.get(document.id)!.headings.map((_, heading) => ({ document, heading, score: 0 })),
  );
}

/** A section whose parts are what the question counts, and whether the count agrees. */
interface CountedSection {
  section: FoundSection;
  name: CountedName;
  isAgreed: boolean;
}

function findCounted(findings: Findings): CountedSection | null {
  const sections = everySection(findings);
  let best: (CountedSection & { score: number }) | null = null;
  for (const name of countedNames(findings.question.topic)) {
    for (const section of sections) {
      const count = partCount(findings, section);
      if (count < 2) continue;
      const match = nounMatches(findings, section, name.noun);
      const isAgreed = count === name.count;
      const score = match + (isAgreed ? 0.5 : 0);
      if (match >= 0.8 && score > (best?.score ?? 0)) best = { section, name, isAgreed, score };
    }
  }
  return best;
}

const CHINESE_DIGITS = '零一二三四五六七八九十';

/** A count as plans print it: 9, 工程 → “九大工程”. */
function withMeasure(count: number, noun: string): string {
  const digits = count <= 10 ? CHINESE_DIGITS[count]! : `十${CHINESE_DIGITS[count - 10] ?? count}`;
  return `“${digits}${noun === '工程' ? '大' : '项'}${noun}”`;
}

/** Cites the sentence in which the document itself says how many there are; '' where it does not. */
function citeCount(
  findings: Findings,
  document: PolicyDocument,
  count: number,
  noun: string,
  draft: Draft,
): string {
  const counted = (text: string) =>
    countedNames(searchForm(text)).some(
      (name) => name.count === count && noun.startsWith(name.noun.slice(0, 2)),
    );
  const { headings, clauses } = findings.index.outlines.get(document.id)!;
  const heading = headings.find(({ title }) => counted(`${title}。`));
  if (heading) {
    const clause = clauses.find(({ start }) => start >= heading.start);
    return clause
      ? draft.cited.sentence(
          clause,
          clause.sentences[0] ?? { text: clause.text, start: clause.start, end: clause.end },
          heading.start,
        )
      : '';
  }
  for (const clause of clauses) {
    const sentence = clause.sentences.find(({ text }) => counted(text));
    if (sentence) return draft.cited.sentence(clause, sentence);
  }
  return '';
}

const ASKS_PARTS = /(?:哪|什么|啥|分别|列|叫|包括|有|几|名称|名字|清单|第[一二三四五六七八九十\d]+)/u;

/** A list that the document's own structure holds: 七项攻坚行动 → the seven headings, complete and counted. */
export function answerCounted(findings: Findings): Draft | null {
  const counted = findCounted(findings);
  if (!counted || !ASKS_PARTS.test(findings.question.topic)) return null;
  const { section, name, isAgreed } = counted;
  const draft = newDraft(findings);
  const speaker = speakerOf(section.document);
  const count = partCount(findings, section);
  const stated = citeCount(findings, section.document, count, name.noun, draft);
  if (!isAgreed && stated !== '') {
    const noun = withMeasure(count, name.noun);
    draft.lines.push(`${speaker}的文件写的是${noun}${stated}，共 ${count} 项，没有 ${name.count} 项。`);
    return draft;
  }
  draft.lines.push(
    `${speaker}“${name.noun}”共 ${count} 项${isAgreed ? '' : `，不是 ${name.count} 项`}${stated}：`,
  );
  writeParts(findings, section, draft);
  return draft;
}

/** True where the question asks into how many parts something divides. */
export function asksCountOfParts({ question }: Findings): boolean {
  return (
    /(?:几|多少)(?:个)?(?:条|项|块|方面|部分|类|大|点)/u.test(question.topic) && question.concepts.length > 0
  );
}

/** A section must be named at least this well for its parts to be the answer. */
const MIN_SECTION = 0.62;

/** A list read off the section that the question names: its parts, or what its clauses say. */
export function answerSectionList(findings: Findings): Draft | null {
  const sections = sectionsPerDocument(findings);
  if (sections.length === 0) return null;
  const draft = newDraft(findings);
  for (const section of sections) writeSectionList(findings, section, draft);
  return draft.cited.citations.length > 0 ? draft : null;
}

/** The section named best in each document; where a district is named, in the best document only. */
function sectionsPerDocument(findings: Findings): FoundSection[] {
  const sections = findSections(findings).filter(({ score }) => score >= MIN_SECTION);
  const best = sections[0]?.score ?? 0;
  const firsts = askedDocuments(findings).flatMap(
    (document) => sections.find((section) => section.document === document) ?? [],
  );
  return firsts.filter(({ score }) => score >= best * 0.9);
}

function writeSectionList(findings: Findings, section: FoundSection, draft: Draft): void {
  const outline = findings.index.outlines.get(section.document.id)!;
  const title = bareTitle(outline.headings[section.heading]!);
  const count = partCount(findings, section);
  if (count >= 2 && findings.question.kind === 'number' && !findings.question.wantsSeveral) {
    const document = section.document;
    const { start, end } = outline.headings[section.heading]!;
    const stated =
      citeCount(findings, document, count, title, draft) ||
      draft.cited.heading(document, { start, end }, headingPath(outline, section.heading));
    draft.lines.push(`${speakerOf(document)}“${title}”共 ${count} 项${stated}。`);
    return;
  }
  if (count >= 2) {
    draft.lines.push(`${speakerOf(section.document)}“${title}”分为 ${count} 部分：`);
    writeParts(findings, section, draft);
    return;
  }
  const clauses = sectionClauses(findings, section);
  if (clauses.length === 0) return;
  draft.lines.push(`${speakerOf(section.document)}“${title}”：`);
  writeDigest(findings.question, clauses, { each: 90, total: 520, citations: 12 }, draft);
}
