import type { Clause } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import {
  cellValue,
  isTotal,
  namingCells,
  readOut,
  readRows,
  rowName,
  type TableRow,
  unreadRows,
  withoutUnit,
} from '../facts/tables.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { columnCounting, conditionsOn } from './row-conditions.ts';
import { MAX_ROWS, SHORTEST_NAME, SPOKEN_OF, saidIn, shownTitle, titleOf } from './table-cells.ts';
import { citeTitled } from './titled-sentence.ts';
import { inQuotes, speakerOf } from './writer.ts';

const ASKS_MOST =
  /(?:哪|谁|什么)[^，,。？?]*最(?<of>[多大高长少小低短])|最(?<ahead>[多大高长少小低短])的[^，,。？?]*(?:哪|谁|什么|(?:学校|小学|初中|中学|幼儿园|项目)[？?]?$)/u;
const GREATEST = /[多大高长]/u;
/** A column that sums up the others. */
const TOTAL = /^(?:合计|总计|小计|总数|总量)/u;
/** Rows to choose from. */
const FEWEST_ROWS = 2;

/** 项目名称 is asked for by 哪个项目, 项目里投资最大的是哪个; 项目里有哪些 asks for something else. */
const asksByShortName = (head: string, topic: string) => {
  const name = /^(?<name>.{2,})名称?$/u.exec(searchForm(head))?.groups?.name;
  return (
    name !== undefined &&
    new RegExp(`哪(?:一?个|些|几个)?${name}(?!里|中|表)|${name}[^，,。？?]{0,10}是哪`, 'u').test(topic)
  );
};

/** 哪个小学 asks for a row of 学校. */
const asksFor = (head: string, topic: string) =>
  saidIn(topic, head) !== undefined ||
  asksByShortName(head, topic) ||
  (/学校|校名/u.test(head) && /小学|中学|初中|高中|哪所/u.test(topic));

/** The column by which rows are compared: the one that the question names, else their total, else the only one with figures. */
function columnCompared(rows: TableRow[], { topic, concepts }: Findings['question']): string | undefined {
  const heads = rows[0]!.cells
    .filter((cell) => !namingCells(rows[0]!).includes(cell))
    .map(({ head }) => head);
  const plain = (head: string) => searchForm(withoutUnit(head)).replace(/\d{4}年/u, '');
  const named = heads.find((head) => plain(head).length >= SHORTEST_NAME && topic.includes(plain(head)));
  const numeric = heads.filter((head) => rows.every((row) => figureIn(row, head) !== null));
  const counted = /(\p{Script=Han})(?:数)?最/u.exec(topic)?.[1];
  const byCount = columnCounting(rows, counted ?? '');
  const spoken = heads.find((head) =>
    concepts.some(({ text }) => text.length >= SHORTEST_NAME && searchForm(head).includes(text)),
  );
  return (
    named ??
    byCount ??
    spoken ??
    heads.find((head) => TOTAL.test(head)) ??
    (numeric.length === 1 ? numeric[0] : undefined)
  );
}

function figureIn(row: TableRow, column: string): number | null {
  const text = row.cells.find(({ head }) => head === column)?.text.replaceAll(',', '') ?? '';
  return /^\d+(?:\.\d+)?/u.test(text) ? Number.parseFloat(text) : null;
}

/** A word at least this telling picks rows. */
const PICKS = 1.5;

/** A table whose rows are asked for by what they are named by; one that was not read whole has none. */
interface Asked {
  document: PolicyDocument;
  clause: Clause;
  rows: TableRow[];
}

/** Heads of further columns that name bodies: 试点学校 behind 片区. */
const bodiesIn = ({ cells }: TableRow) =>
  cells
    .map(({ head }) => head)
    .filter((head) => /(?:学校|园|单位|机构|医院|企业)$/u.test(head) && !OF_UNITS.test(head));

function tablesAsked(findings: Findings): Asked[] {
  const { topic, regions } = findings.question;
  if (regions.asksAll || regions.named.length > 1) return [];
  return askedDocuments(findings).flatMap((document) =>
    findings.index.outlines.get(document.id)!.clauses.flatMap((clause) => {
      const rows = readRows(clause).filter((row) => !isTotal(row));
      const heads = rows[0] ? [namingCells(rows[0])[0]?.head ?? '', ...bodiesIn(rows[0])] : [];
      const isAsked = rows.length >= FEWEST_ROWS && heads.some((head) => head !== '' && asksFor(head, topic));
      return isAsked && unreadRows(clause) === 0 ? [{ document, clause, rows }] : [];
    }),
  );
}

/** True where the question names a matter that neither the table nor its heads speak of. */
function namesOther({ clause, rows }: Asked, findings: Findings): boolean {
  const heads = rows[0]!.cells.map(({ head }) => head).join('');
  const about = searchForm(clause.path.join('') + titleOf(clause, findings) + heads);
  return findings.question.concepts.some(
    (concept) =>
      concept.weight >= PICKS && !OF_SCHOOL.test(concept.text) && matchConcept(concept, about) < SPOKEN_OF,
  );
}

const OF_SCHOOL = /^(?:小学|中学|初中|高中|学校|幼儿园)$/u;

/** The figures of a column with their rows (1.2亿 before 8000万); none where a cell holds no figure, or not all are of one unit. */
function figuresOf(rows: TableRow[], column: string): number[] {
  const figures = rows.flatMap((row) => {
    const [first, ...others] = findQuantities(cellValue(row.cells.find(({ head }) => head === column)!, row));
    return first && others.length === 0 ? [first] : [];
  });
  return new Set(figures.map(({ unit }) => unit)).size === 1 ? figures.map(({ value }) => value) : [];
}

/** The rows with the greatest or least figure (哪个片区改造最多); null where no table is asked of so. */
export function answerMost(findings: Findings): Draft | null {
  const asked = ASKS_MOST.exec(findings.question.topic);
  if (!asked) return null;
  const draft = newDraft(findings);
  for (const table of tablesAsked(findings)) {
    const { document, clause } = table;
    const conditions = conditionsOn(table.rows, findings.question);
    const rows = table.rows.filter((row) => conditions.every((one) => one.holds(row)));
    if (rows.length === 0) continue;
    const column = columnCompared(rows, findings.question);
    const figures = column === undefined ? [] : figuresOf(rows, column);
    if (column === undefined || figures.length < rows.length || namesOther(table, findings)) continue;
    const wanted = GREATEST.test(asked.groups?.of ?? asked.groups?.ahead ?? '')
      ? Math.max(...figures)
      : Math.min(...figures);
    const meant = rows.filter((_, i) => figures[i] === wanted);
    if (meant.length > MAX_ROWS) continue;
    const said = meant.map((row) => {
      const cell = row.cells.find(({ head }) => head === column)!;
      const place = citeTitled(findings, draft, clause, row.sentence);
      return `${rowName(row)}（${withoutUnit(column)} ${cellValue(cell, row)}）${place}`;
    });
    const title = shownTitle(clause, findings);
    draft.lines.push(`${speakerOf(document)}${title === '' ? '' : inQuotes(title)}：${said.join('、')}。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

/** The head of a column of units. */
const OF_UNITS = /单位|部门|责任/u;
const ASKS_WHICH = /哪(?:个|所|家|些|几)/u;
/** Words by which a row is asked for. */
const BELONGS =
  /^(?:涉及|包括|包含|覆盖|列入|对口|属于|归属?|上|读|划(?:片|到|入|归)?|在|招生?|负责|管|孩子|学生|小孩|入学|就读)$/u;

/** 不到200人的学校: rows are asked for without 哪. */
const ASKS_ROWS = /哪(?:个|所|家|些|几)|列|几[所个家]|的(?:学校|小学|初中|中学|幼儿园|项目|单位)[？?]?$/u;
/** Rows that can be checked one by one. */
const MOST_LISTED = 15;
/** A word this telling that stands neither in the table nor above it asks for something else. */
const ASKS_MORE = 0.8;

/** The rows of one table that meet what is asked of them, in their cells or by their sorts and figures. */
function rowsMeant({ clause, rows }: Asked, findings: Findings): TableRow[] {
  const { topic, concepts, kind } = findings.question;
  const conditions = conditionsOn(rows, findings.question);
  const words = conditions.flatMap((one) => one.words);
  const heads = rows[0]!.cells
    .map(({ head }) => head)
    .filter((head) => !OF_UNITS.test(head))
    .join('');
  const about = searchForm(titleOf(clause, findings) + heads);
  const isTaken = ({ text }: Concept) =>
    BELONGS.test(text) ||
    OF_SCHOOL.test(text) ||
    about.includes(text) ||
    words.some((word) => text.includes(word) || word.includes(text));
  const picking = concepts.filter((one) => one.weight >= PICKS && !isTaken(one));
  const cells = (row: TableRow) => searchForm(row.cells.map(({ text }) => text).join(' '));
  const all = rows.map(cells).join(' ');
  const isMore = (one: Concept) => one.weight >= ASKS_MORE && !isTaken(one) && !all.includes(one.text);
  if (
    picking.length === 0 &&
    (words.length === 0 ? kind === 'list' || conditions.length === 0 : concepts.some(isMore))
  )
    return [];
  if (conditions.length === 0 && !ASKS_WHICH.test(topic)) return [];
  const held = rows.filter(
    (row) =>
      conditions.every((one) => one.holds(row)) && picking.every(({ text }) => cells(row).includes(text)),
  );
  return held.length <= (words.length > 0 ? MOST_LISTED : MAX_ROWS) ? held : [];
}

/** The rows that the question picks (锦绣花园对口哪个小学, 哪些小学能住宿); null where no table is asked of so. */
export function answerRowHolding(findings: Findings): Draft | null {
  if (!ASKS_ROWS.test(findings.question.topic)) return null;
  const draft = newDraft(findings);
  for (const table of tablesAsked(findings)) {
    const held = rowsMeant(table, findings);
    if (held.length === 0) continue;
    const said = held.map(
      (row) => `${readOut(row)}${citeTitled(findings, draft, table.clause, row.sentence)}`,
    );
    const speaker = speakerOf(table.document);
    if (held.length <= MAX_ROWS) draft.lines.push(`${speaker}：${said.join('；')}。`);
    else draft.lines.push(`${speaker}符合的共 ${held.length} 项：`, ...said.map((one) => `- ${one}`));
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
