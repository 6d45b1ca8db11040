import type { Clause, Outline } from '../clauses/clause.ts';
import { bareTitle, clausesUnder, headingPath, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import {
  isTotal,
  namingCells,
  readOut,
  readRows,
  rowName,
  type TableRow,
  unreadRows,
} from '../facts/tables.ts';
import { searchForm } from '../language/normalise.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { yearsIn } from '../retrieval/years.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { unitsAsked } from './listed-duties.ts';
import { titleSpan } from './sections.ts';
import { TIME_HEAD } from './table-cells.ts';
import { withoutStop } from './trim.ts';
import { speakerOf } from './writer.ts';

const ASKS_WHICH = /哪些|哪几|哪个|列|都有|名单|有(?:什么|啥)|分别/u;
/** A matter that picks rows stands in a cell in so many words. */
const IN_CELL = 0.75;
/** A matter at least this telling says what a table or list is of; two lighter ones do so together. */
const NAMES_TABLE = 1;
/** Fewer rows are no table to pick from, more than these nobody can check. */
const FEWEST_ROWS = 3;
const MAX_ROWS = 15;
/** Longest row read out, in characters. */
const LONGEST = 60;

/** A row of a table, or an item of a list: one with a title of its own and what stands under it, or a sentence. */
interface Item {
  /** What is shown of it, and what it says. */
  label: string;
  form: string;
  cite(draft: Draft): string;
}

function rowItem(clause: Clause, row: TableRow): Item {
  const said = withoutStop(readOut(row));
  const label = said.length > LONGEST ? rowName(row) : said;
  return { label, form: formOf(row.cells), cite: (draft) => draft.cited.sentence(clause, row.sentence) };
}

/** What was picked from a table or list: how it is shown and cited, and rows that could not be read at all. */
interface Picked {
  title: string | undefined;
  items: Item[];
  unread: number;
  /** Weight of the question's matters that its title and heads speak of. */
  about: number;
}

const formOf = (cells: TableRow['cells']) => searchForm(cells.map(({ text }) => text).join(' '));

/** The cells that years are looked for in: those of a column the question names (开园时间 of 2023年开园的), else all. */
function yearForm({ cells }: TableRow, topic: string): string {
  const named = cells.filter(({ head }) => {
    const event = searchForm(head).replace(TIME_HEAD, '');
    return TIME_HEAD.test(head) && event.length > 1 && topic.includes(event);
  });
  return formOf(named.length > 0 ? named : cells);
}

/** 哪几个片区: what the rows are named by is asked for. */
function asksColumn(row: TableRow, topic: string): boolean {
  const head = searchForm(namingCells(row)[0]?.head ?? '');
  return (
    head.length > 1 &&
    new RegExp(
      `(?:哪些|哪几个?|哪\\d+个?|有什么|有啥|(?:列|说|报)[^，,。？?]{0,3}(?:所有|全部|各)的?)${head}|${head}(?:有|是|包括)哪`,
      'u',
    ).test(topic)
  );
}

/** A word this telling that stands neither in the rows nor above them is of another matter. */
const TELLS_OTHER = 1.5;
/** Verbs by which rows are asked for. */
const ASKING_VERB = /^(?:涉及|包括|包含|覆盖|分为|列入|纳入|安排|需要|完成)$/u;

/** Rows that hold every year and every matter of the question that tells rows apart; null where none does. */
function pickRows(clause: Clause, { topic, concepts }: Findings['question']): Picked | null {
  const rows = readRows(clause);
  if (rows.length < FEWEST_ROWS) return null;
  const forms = rows.map(({ cells }) => formOf(cells));
  const years = yearsIn(topic);
  const holds = (concept: Concept, form: string) => matchConcept(concept, form) >= IN_CELL;
  const known = concepts.filter(({ isKnown, text }) => isKnown && text.length > 1);
  const telling = known.filter((concept) => {
    // 涉及哪几个: asks, and picks nothing.
    if (ASKING_VERB.test(concept.text) || concept.text === searchForm(namingCells(rows[0]!)[0]?.head ?? ''))
      return false;
    const count = forms.filter((form) => holds(concept, form)).length;
    return count > 0 && count < rows.length;
  });
  const about = searchForm(clause.path.join('') + rows[0]!.cells.map(({ head }) => head).join(''));
  const named = known.filter((concept) => holds(concept, about));
  const isOf = named.some((concept) => !telling.includes(concept) && concept.weight >= NAMES_TABLE);
  const isAll = years.length === 0 && telling.length === 0;
  // 严禁的事项有哪些: a table of other matters names none of them.
  const isOther = known.some(
    (one) => one.weight >= TELLS_OTHER && !telling.includes(one) && !named.includes(one),
  );
  if (isAll && isOther) return null;
  if (!isOf || (isAll && !asksColumn(rows[0]!, topic))) return null;
  const picked = rows.filter(
    (row, i) =>
      years.every((year) => yearForm(row, topic).includes(String(year))) &&
      telling.every((concept) => holds(concept, forms[i]!)),
  );
  if (picked.length === 0 || (picked.length === rows.length && !isAll)) return null;
  return {
    title: clause.path.at(-1),
    items: picked.filter((row) => !isTotal(row)).map((row) => rowItem(clause, row)),
    // A row that does not fit the heads may hold what is asked for.
    unread: unreadRows(clause),
    about: named.reduce((sum, { weight }) => sum + weight, 0),
  };
}

function itemsOf(document: PolicyDocument, outline: Outline, list: number): Item[] {
  const titled = sectionParts(outlineTree(outline), list).map((heading) => {
    const said = clausesUnder(outline, heading).map(({ text }) => withoutStop(text));
    const label = [bareTitle(outline.headings[heading]!), ...said].join('：');
    return {
      label,
      form: searchForm(label),
      cite: (draft: Draft) =>
        draft.cited.heading(document, titleSpan(outline, heading), headingPath(outline, heading)),
    };
  });
  if (titled.length > 0) return titled;
  return clausesUnder(outline, list)
    .filter(({ kind }) => kind !== 'table-row')
    .flatMap((clause) =>
      clause.sentences.map((sentence) => ({
        label: withoutStop(sentence.text),
        form: searchForm(sentence.text),
        cite: (draft: Draft) => draft.cited.sentence(clause, sentence),
      })),
    );
}

/** Headings under which things are listed one by one. */
const NAMES_LIST = /名单|目录|清单|一览|名录|名册|汇总|明细/u;
/** Items of a list are told by few words each; the parts of a plan are no such list. */
const LONGEST_ITEM = 80;

/** Items of a list that the question picks by what they hold (哪些学校有游泳馆); null where it picks none. */
function pickItems(items: Item[], listTitle: string, { concepts }: Findings['question']): Item[] | null {
  if (items.length < FEWEST_ROWS || items.some(({ form }) => form.length > LONGEST_ITEM)) return null;
  const title = searchForm(listTitle);
  const known = concepts.filter(({ isKnown, text }) => isKnown && text.length > 1);
  const holds = (concept: Concept, form: string) => matchConcept(concept, form) >= IN_CELL;
  const inTitle = known.filter((concept) => holds(concept, title));
  const isOf = inTitle.length > 1 || inTitle.some(({ weight }) => weight >= NAMES_TABLE);
  const telling = known.filter(
    (concept) => !holds(concept, title) && items.some(({ form }) => holds(concept, form)),
  );
  if (!isOf || telling.length === 0) return null;
  const picked = items.filter(({ form }) => telling.every((concept) => holds(concept, form)));
  return picked.length > 0 && picked.length < items.length ? picked : null;
}

function pickedLists({ index, question }: Findings, document: PolicyDocument): Picked[] {
  const outline = index.outlines.get(document.id)!;
  return outline.headings.flatMap((heading, list) => {
    const title = bareTitle(heading);
    if (!NAMES_LIST.test(title)) return [];
    const items = pickItems(itemsOf(document, outline, list), title, question);
    return items ? [{ title, items, unread: 0, about: 0 }] : [];
  });
}

function write(document: PolicyDocument, { title, items, unread }: Picked, draft: Draft): void {
  draft.lines.push(
    `${speakerOf(document)}${title ? `（${title}）` : ''}符合的共 ${items.length} 项：`,
    ...items.slice(0, MAX_ROWS).map(({ label, cite }) => `- ${label}${cite(draft)}`),
  );
  if (items.length > MAX_ROWS) draft.lines.push(`另有 ${items.length - MAX_ROWS} 项未列出。`);
  if (unread > 0) draft.lines.push(`表中另有 ${unread} 行未能按列读出，请核对原表。`);
}

/** The rows of tables, or items of lists, that the question picks (2023年开园的有哪几个); null where it picks none. */
export function answerTableRows(findings: Findings): Draft | null {
  const { question, index } = findings;
  // What a unit has to do is told by all lists of units, those of tables among them.
  if (unitsAsked(findings).size > 0 && !/附[件表]|表[格里中]/u.test(question.topic)) return null;
  if (question.kind !== 'list' || !ASKS_WHICH.test(question.topic)) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const clauses = index.outlines.get(document.id)!.clauses.filter(({ kind }) => kind === 'table-row');
    const tables = clauses.flatMap((clause) => pickRows(clause, question) ?? []);
    const most = Math.max(...tables.map(({ about }) => about));
    const picked =
      tables.length > 0 ? tables.filter(({ about }) => about === most) : pickedLists(findings, document);
    for (const one of picked) write(document, one, draft);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
