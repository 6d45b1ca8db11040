import type { Clause, Outline } from '../clauses/clause.ts';
import { bareTitle, headingPath, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { isTotal, readOut, readRows, rowName, unreadRows } from '../facts/tables.ts';
import { searchForm } from '../language/normalise.ts';
import { isLight } from '../retrieval/concepts.ts';
import { matchConcept } from '../retrieval/matching.ts';
import {
  countedNames,
  type FoundSection,
  findCounted,
  findSections,
  listOf,
  nthPart,
  ordinalAsked,
  partCount,
  sectionsByPlace,
  sectionsMeant,
} from '../retrieval/sections.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { writePartsDigest } from './section-digest.ts';
import { sectionClauses, titleSpan, writeDigest, writeParts } from './sections.ts';
import { citeTitled } from './titled-sentence.ts';
import { withoutStop } from './trim.ts';
import { inQuotes, speakerOf } from './writer.ts';

const CHINESE_DIGITS = '零一二三四五六七八九十';

/** A count as plans print it: 9, 工程 → “九大工程”. */
function withMeasure(count: number, noun: string): string {
  const digits = count <= 10 ? CHINESE_DIGITS[count]! : `十${CHINESE_DIGITS[count - 10] ?? count}`;
  return `“${digits}${noun === '工程' ? '大' : '项'}${noun}”`;
}

/** What a statement of a count is looked for: where, how many, of what. */
interface Count {
  document: PolicyDocument;
  count: number;
  noun: string;
  /** What the counted parts themselves are called, where that is one word: 工程. */
  sort?: string;
}

/** Cites the sentence in which the document itself says how many there are; '' where it does not. */
function citeCount({ index }: Findings, { document, count, noun, sort }: Count, draft: Draft): string {
  const says = (text: string) =>
    countedNames(searchForm(text)).some(
      (name) => name.count === count && (noun.startsWith(name.noun.slice(0, 2)) || name.noun === sort),
    );
  const { headings, clauses } = index.outlines.get(document.id)!;
  const heading = headings.find(({ title }) => says(`${title}。`));
  const clause =
    heading && clauses.find(({ start, sentences }) => start >= heading.start && sentences.length > 0);
  if (heading && clause) return draft.cited.sentence(clause, clause.sentences[0]!, heading.start);
  for (const candidate of clauses) {
    const sentence = candidate.sentences.find(({ text }) => says(text));
    if (sentence) return draft.cited.sentence(candidate, sentence);
  }
  return '';
}

function citeHeading(outline: Outline, { document, heading }: FoundSection, draft: Draft): string {
  return draft.cited.heading(document, titleSpan(outline, heading), headingPath(outline, heading));
}

const ASKS_PARTS =
  /(?:一共|总共|对吧|是吧|对吗|是不是|哪|什么|啥|分别|列|叫|包括|有|几|名称|名字|清单|第[一二三四五六七八九十\d]+)/u;

/** 九大工程: typed alone, the name asks for what it counts. */
const IS_COUNTED_NAME =
  /^[\s的“"]*(?:[两二三四五六七八九十]{1,3}|\d{1,2})(?:个|项|大|条)?[\p{Script=Han}]{2,8}[\s”"。？?]*$/u;

/** Asked for what each of them says, not only for their names. */
const ASKS_GIST = /要点|内容|(?:各自|分别|每[个项条])(?:都)?(?:讲|说|做|干|抓|写)|展开|具体(?:讲|说|做)/u;

/** A list that the document's own structure holds: 七项攻坚行动 → the seven headings, complete and counted. */
export function answerCounted(findings: Findings): Draft | null {
  const { question, index } = findings;
  const counted = findCounted(question, index);
  const asksParts =
    question.kind === 'summary' || ASKS_PARTS.test(question.topic) || IS_COUNTED_NAME.test(question.topic);
  if (!counted || !asksParts) return answerPicked(findings);
  const { section, name, isAgreed } = counted;
  // 哪两种教育 counts no list of the plan.
  if ((!isAgreed || !holdsNames(findings, section)) && isLight(name.noun)) return answerPicked(findings);
  if (isAgreed && ordinalAsked(question.topic) !== null) return answerPicked(findings, section);
  const draft = newDraft(findings);
  const { document } = section;
  const count = partCount(index, section);
  const stated = isAgreed ? '' : citeCount(findings, { document, count, noun: name.noun }, draft);
  if (stated !== '') {
    draft.lines.push(
      `${speakerOf(document)}的文件写的是${withMeasure(count, name.noun)}${stated}，共 ${count} 项，没有 ${name.count} 项。`,
    );
    return draft;
  }
  draft.lines.push(
    `${speakerOf(document)}“${name.noun}”共 ${count} 项${isAgreed ? '' : `，不是 ${name.count} 项`}${stated}：`,
  );
  const wantsGist = ASKS_GIST.test(question.topic) && writePartsDigest(findings, section, draft);
  if (!wantsGist) writeParts(findings, section, draft);
  return draft;
}

/** A section must be named at least this well for its parts to be the answer. */
const MIN_SECTION = 0.62;

/** What an item is picked from: 第八项|攻坚行动. */
const PICKED_NOUN =
  /第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:个|项|条|大|点|块)([\p{Script=Han}]{2,8}?)(?=是|指|讲|说|做|叫|有|的|怎|如|由|归|$|[？?，,。])/u;

/** The list that bears the very name that an item is picked from; null where none does. */
function listNamed({ question, index }: Findings): FoundSection | null {
  const noun = PICKED_NOUN.exec(question.topic)?.[1];
  if (noun === undefined) return null;
  const isNamed = ({ document, heading }: FoundSection) =>
    searchForm(bareTitle(index.outlines.get(document.id)!.headings[heading]!)) === noun;
  return findSections(question, index).find((one) => isNamed(one) && partCount(index, one) > 1) ?? null;
}

/** One part of a list, picked by its number: 重点任务的第十项. */
function answerPicked(findings: Findings, counted?: FoundSection): Draft | null {
  const { question, index } = findings;
  const n = ordinalAsked(question.topic);
  if (n === null) return null;
  const noun = PICKED_NOUN.exec(question.topic)?.[1];
  const section =
    counted ??
    (noun === undefined ? null : listOf(noun, question, index)) ??
    sectionsMeant(question, index).find((one) => one.score >= MIN_SECTION && partCount(index, one) >= n);
  const tooShort = section ? null : listNamed(findings);
  if (tooShort) return sayTooFew(findings, tooShort, n);
  if (!section) return null;
  const part = nthPart(index, section, n);
  if (part === null) return sayTooFew(findings, section, n);
  const outline = index.outlines.get(section.document.id)!;
  const draft = newDraft(findings);
  const marker = citeHeading(outline, { ...section, heading: part }, draft);
  const list = bareTitle(outline.headings[section.heading]!);
  // As asked: what is counted as 第四个 is told as that.
  const measure = /第[一二三四五六七八九十\d]{1,3}([个项条])/u.exec(question.topic)?.[1] ?? '项';
  draft.lines.push(
    `${speakerOf(section.document)}${inQuotes(list)}第 ${n} ${measure}是：${bareTitle(outline.headings[part]!)}${marker}。`,
  );
  return draft;
}

/** 第三顺位: an item by the number that it opens with. */
const NUMBERED_NAME =
  /第[一二三四五六七八九十]{1,2}(?![章节条款部编篇届期])\p{Script=Han}{1,2}(?=是|指|有|呢|怎|要|包|的|$|[？?])/u;

/** What stands behind the very number that the question names (第三顺位是什么); null where no sentence opens with it. */
export function answerNumbered(findings: Findings): Draft | null {
  const name = NUMBERED_NAME.exec(findings.question.topic)?.[0];
  if (name === undefined) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const said = findings.index.outlines
      .get(document.id)!
      .clauses.flatMap((clause) =>
        clause.sentences
          .filter(({ text }) =>
            new RegExp(`^${name}(?:[（(][^）)]*[）)])?[：:，]`, 'u').test(searchForm(text)),
          )
          .map((sentence) => `${withoutStop(sentence.text)}${draft.cited.sentence(clause, sentence)}`),
      );
    if (said.length > 0) draft.lines.push(`${speakerOf(document)}：${said.join('；')}。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

/** A list asked for an item beyond its end. */
function sayTooFew(findings: Findings, section: FoundSection, n: number): Draft {
  const { index } = findings;
  const { document } = section;
  const outline = index.outlines.get(document.id)!;
  const draft = newDraft({ index });
  const list = bareTitle(outline.headings[section.heading]!);
  const count = partCount(index, section);
  const marker =
    citeCount(findings, { document, count, noun: list }, draft) || citeHeading(outline, section, draft);
  draft.lines.push(
    `${speakerOf(section.document)}${inQuotes(list)}共 ${count} 项，没有第 ${n} 项${marker}。`,
  );
  return draft;
}

/** True where the question asks into how many parts something divides. */
export function asksCountOfParts({ question }: Findings): boolean {
  return (
    /(?:几|多少)[个小大]?(?:条|项|块(?!\p{Script=Han})|方面|部分|节|类|大|点)/u.test(question.topic) &&
    question.concepts.length > 0
  );
}

/** A list read off the sections that the question names: their parts, or what their clauses say. */
export function answerSectionList(findings: Findings): Draft | null {
  const draft = newDraft(findings);
  for (const section of sectionsPerDocument(findings)) writeSectionList(findings, section, draft);
  return draft.cited.citations.length > 0 ? draft : null;
}

/** The section named best in each document, where it is named nearly as well as in the best. */
function sectionsPerDocument(findings: Findings): FoundSection[] {
  const placed = sectionsByPlace(findings.question, findings.index);
  if (placed.length > 0) return placed;
  const sections = findSections(findings.question, findings.index).filter(
    ({ score }) => score >= MIN_SECTION,
  );
  const best = sections[0]?.score ?? 0;
  const firsts = askedDocuments(findings).flatMap(
    (document) => sections.find((section) => section.document === document) ?? [],
  );
  return firsts.filter((section) => section.score >= best * 0.9 && holdsNames(findings, section));
}

/** True where the section speaks of every name that the question puts in quotation marks. */
function holdsNames(findings: Findings, section: FoundSection): boolean {
  const names = findings.question.concepts.filter(({ isQuoted }) => isQuoted);
  const clauses = sectionClauses(findings, section);
  const text = searchForm(clauses.map((clause) => clause.path.join('') + clause.text).join(''));
  return names.every((name) => matchConcept(name, text) > 0);
}

/** Rows shown of a table. */
const MAX_ROWS = 12;
/** Rows no longer than this are read out, in characters. */
const LONGEST_ROW = 44;
const NOTE = /^(?:注|说明|备注|单位)[：:]/u;

/** Writes a section that is a table by the names of its rows; false where it is none. */
function writeTable(
  findings: Findings,
  { title, clauses }: { title: string; clauses: Clause[] },
  speaker: string,
  draft: Draft,
): boolean {
  const [table, ...others] = clauses.filter(({ kind }) => kind === 'table-row');
  const rows = table ? readRows(table).filter((row) => !isTotal(row)) : [];
  const isAlone = clauses.every((clause) => clause === table || NOTE.test(clause.text));
  // A table that was not read whole is no complete list.
  if (!table || others.length > 0 || !isAlone || rows.length < 2 || unreadRows(table) > 0) return false;
  draft.lines.push(`${speaker}${inQuotes(title)}共 ${rows.length} 项：`);
  const isShort = rows.every((row) => readOut(row).length <= LONGEST_ROW);
  for (const row of rows.slice(0, MAX_ROWS))
    draft.lines.push(
      `- ${isShort ? readOut(row) : rowName(row)}${citeTitled(findings, draft, table, row.sentence)}`,
    );
  if (rows.length > MAX_ROWS) draft.lines.push(`另有 ${rows.length - MAX_ROWS} 项未列出。`);
  return true;
}

/** 一是…, 二是…: one sentence for each. */
const OPENS_ITEM = /^第?[一二三四五六七八九十]{1,2}(?:是|，)/u;

/** Characters of titles that may stand beside a count. */
const SHOWN_TITLES = 140;

function partTitles({ index }: Findings, { document, heading }: FoundSection): string[] {
  const outline = index.outlines.get(document.id)!;
  return sectionParts(outlineTree(outline), heading).map((part) => bareTitle(outline.headings[part]!));
}

/** The word that all titles end in: ……工程; null where they differ. */
function sortOf(titles: string[]): string | null {
  const [tail, ...others] = [...new Set(titles.map((title) => title.replace(/[”’」』]/gu, '').slice(-2)))];
  return tail !== undefined && others.length === 0 ? tail : null;
}

/** Writes a section by its parts, the rows of its table, or what its clauses say. */
export function writeSectionList(findings: Findings, section: FoundSection, draft: Draft): void {
  const { question, index } = findings;
  const { document } = section;
  const outline = index.outlines.get(document.id)!;
  const title = bareTitle(outline.headings[section.heading]!);
  const count = partCount(index, section);
  const speaker = speakerOf(document);
  if (count >= 2 && question.kind === 'number' && !question.wantsSeveral) {
    const sort = sortOf(partTitles(findings, section));
    const stated = citeCount(findings, { document, count, noun: title, ...(sort && { sort }) }, draft);
    // A count that the document does not state is proven by what was counted, where there is room for it.
    const isShown = stated === '' && partTitles(findings, section).join('').length <= SHOWN_TITLES;
    const marker = stated === '' && !isShown ? citeHeading(outline, section, draft) : stated;
    draft.lines.push(`${speaker}${inQuotes(title)}共 ${count} 项${marker}${isShown ? '：' : '。'}`);
    if (isShown) writeParts(findings, section, draft);
    return;
  }
  if (count >= 2) {
    draft.lines.push(`${speaker}${inQuotes(title)}分为 ${count} 部分：`);
    writeParts(findings, section, draft);
    return;
  }
  const clauses = sectionClauses(findings, section);
  if (clauses.length === 0) return;
  if (writeTable(findings, { title, clauses }, speaker, draft)) return;
  const items = clauses.flatMap(({ sentences }) => sentences);
  const isCounted = question.kind === 'number' && items.every(({ text }) => OPENS_ITEM.test(text));
  draft.lines.push(`${speaker}${inQuotes(title)}${isCounted ? `共 ${items.length} 条` : ''}：`);
  writeDigest(findings, clauses, { each: 90, total: 520, citations: 12 }, draft);
}
