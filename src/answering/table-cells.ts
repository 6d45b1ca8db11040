import type { Clause } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { cellValue, namingCells, readOut, readRows, type TableRow, withoutUnit } from '../facts/tables.ts';
import { searchForm } from '../language/normalise.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { yearsIn } from '../retrieval/years.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { citeTitled } from './titled-sentence.ts';
import { speakerOf } from './writer.ts';

/** A row that a question names, with the columns it names; all of them where it names none. */
interface CellsMeant {
  document: PolicyDocument;
  clause: Clause;
  row: TableRow;
  columns: TableRow['cells'];
  /** Characters of the question that name row and columns: the more, the surer. */
  named: number;
}

export const SHORTEST_NAME = 2;
/** The head of a column that dates its rows. */
export const TIME_HEAD = /(?:时间|日期|年份|年度|期限|时限|年)$/u;
/** The head of a column that counts people. */
export const OF_PEOPLE = /人数|名额|学位|^(?:招生)?计划$/u;
/** Below this a word of the question is not one of the table's. */
export const SPOKEN_OF = 0.5;
/** A word so light names nothing. */
const NAMES_SOMETHING = 0.6;
/** Tables that fit a question equally well are shown up to so many. */
export const MAX_ROWS = 3;
/** A row that is read out whole is no longer than this. */
const LONGEST_ROW = 120;

const REGION_AHEAD = /^\p{Script=Han}{2,4}[区县市]/u;
const LOCAL_NAME = 4;
/** What is counted: 几个班, 多少人. */
const COUNTED = /(?:几|多少)个?(?<noun>\p{Script=Han})/u;

/** Names in `text`, longest first, with brackets and without. */
function namesIn(text: string): string[] {
  const plain = searchForm(withoutUnit(text));
  const bare = plain.replace(/[（(][^（()）]*[）)]/gu, '');
  // 河阳区实验小学 is asked for as 实验小学.
  const local = bare.replace(REGION_AHEAD, '');
  return [...new Set([plain, bare, ...(local.length >= LOCAL_NAME ? [local] : [])])].filter(
    (name) => name.length >= SHORTEST_NAME,
  );
}

/** The name of a row or column that a question says, undefined where it says none. */
export const saidIn = (topic: string, text: string) => namesIn(text).find((name) => topic.includes(name));

/** The columns that a question names by their heads, by what they count in (几分, 分值), or by the year in them. */
function columnsNamed(row: TableRow, { topic, need }: Findings['question']): TableRow['cells'] {
  const naming = namingCells(row);
  const others = row.cells.filter((cell) => !naming.includes(cell));
  const byHead = others.filter(({ head }) => saidIn(topic, head) !== undefined);
  if (byHead.length > 0) return byHead;
  const noun = COUNTED.exec(topic)?.groups?.noun;
  const unit = need?.kind === 'count' ? need.unit : null;
  const byUnit = others.filter(
    ({ head }) =>
      (unit !== null && head.startsWith(unit)) || (noun !== undefined && head.includes(`${noun}数`)),
  );
  if (byUnit.length > 0) return byUnit;
  // 第二中学招多少.
  const taken = /(?:招|收)(?:收|生)?了?(?:多少|几)(?:名|个?人|学生|$|[？?，,])/u.test(topic)
    ? others.filter(({ head }) => OF_PEOPLE.test(head))
    : [];
  if (taken.length > 0) return taken;
  const years = yearsIn(topic);
  return others.filter(({ head }) => years.some((year) => head.includes(String(year))));
}

/** What is left of a question without the row and the columns that it names. */
function restOf(topic: string, row: TableRow, columns: TableRow['cells']): string {
  const names = [...namingCells(row).map(({ text }) => text), ...columns.map(({ head }) => head)];
  return names
    .flatMap((name) => saidIn(topic, name) ?? [])
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, ' '), topic);
}

/** A number that says nothing of what is attached. */
const BARE_ANNEX = /^附[件表录图]?[\d一二三四五六七八九十]*$/u;
const LONGEST_CAPTION = 40;

/** What a table is called: the line printed right above it, else the title it stands under; '' where neither says anything. */
export function titleOf(clause: Clause, { index }: Findings): string {
  const { clauses } = index.outlines.get(clause.documentId)!;
  const before = clauses[clauses.indexOf(clause) - 1];
  const isCaption =
    before?.heading === clause.heading &&
    before.sentences.length === 1 &&
    before.text.length <= LONGEST_CAPTION &&
    !/[。；：:]$/u.test(before.text);
  const title = isCaption ? before.text : (clause.path.at(-1) ?? '');
  return BARE_ANNEX.test(title) ? '' : title;
}

/** The title as an answer may show it: a caption is not cited with the rows, so that its figures are not proven. */
export function shownTitle(clause: Clause, findings: Findings): string {
  const title = titleOf(clause, findings);
  return title === clause.path.at(-1) || !/\d/u.test(title) ? title : '';
}

/** The cells of one table that a question names; none where it asks of a matter that the table does not speak of. */
function meantIn(findings: Findings, document: PolicyDocument, clause: Clause): CellsMeant[] {
  const { question } = findings;
  const { topic, concepts } = question;
  const rows = readRows(clause);
  const about = searchForm(
    clause.path.join('') +
      titleOf(clause, findings) +
      (rows[0]?.cells ?? []).map(({ head }) => head).join(''),
  );
  return rows.flatMap((row) => {
    const own = namingCells(row).at(-1);
    const name = own && saidIn(topic, own.text);
    if (name === undefined) return [];
    const columns = columnsNamed(row, question);
    const rest = restOf(topic, row, columns);
    const isOther = concepts.some(
      (concept) =>
        concept.weight >= NAMES_SOMETHING &&
        rest.includes(concept.text) &&
        matchConcept(concept, about) < SPOKEN_OF,
    );
    // Without a column the table itself must be spoken of.
    const isSpokenOf =
      columns.length > 0 ||
      concepts.some((concept) => rest.includes(concept.text) && concept.weight >= NAMES_SOMETHING);
    if (isOther || !isSpokenOf) return [];
    return { document, clause, row, columns, named: topic.length - rest.replace(/ /gu, '').length };
  });
}

const meantBy = new WeakMap<Findings['question'], CellsMeant[]>();

/** The cells that a question names, of the tables that fit it best. */
function cellsMeant(findings: Findings): CellsMeant[] {
  let meant = meantBy.get(findings.question);
  if (!meant) {
    meant = bestFitting(findings);
    meantBy.set(findings.question, meant);
  }
  return meant;
}

function bestFitting(findings: Findings): CellsMeant[] {
  const { kind, need, regions } = findings.question;
  const isSideBySide = regions.named.length > 1 || regions.asksAll || kind === 'which-district';
  if (isSideBySide || (need === null && !['number', 'time', 'fact'].includes(kind))) return [];
  const meant = askedDocuments(findings).flatMap((document) =>
    findings.index.outlines
      .get(document.id)!
      .clauses.filter((clause) => clause.kind === 'table-row')
      .flatMap((clause) => meantIn(findings, document, clause)),
  );
  const most = Math.max(...meant.map(({ named }) => named));
  return meant.filter(({ named }) => named === most);
}

const isEmpty = ({ text }: { text: string }) => /^[—–\-/]*$/u.test(text);

/** The cells of a table that a question names by row and column (城关镇初中几个名额); null where it names none that hold something. */
export function answerCells(findings: Findings): Draft | null {
  const meant = cellsMeant(findings);
  if (meant.length === 0 || meant.length > MAX_ROWS) return null;
  const draft = newDraft(findings);
  for (const { document, clause, row, columns } of meant) {
    const name = namingCells(row)
      .map(({ text }) => withoutUnit(text))
      .join('·');
    const filled = columns.filter((cell) => !isEmpty(cell));
    const said =
      columns.length === 0
        ? readOut(row)
        : `${name}：${filled.map((cell) => `${withoutUnit(cell.head)} ${cellValue(cell, row)}`).join('，')}`;
    if (said.length > LONGEST_ROW || (columns.length > 0 && filled.length === 0)) continue;
    const title = shownTitle(clause, findings);
    draft.lines.push(
      `${speakerOf(document)}${title ? `（${title}）` : ''}：${said}${citeTitled(findings, draft, clause, row.sentence)}。`,
    );
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

/** 白水乡, 高中: row and column of the empty cell that a question asks for; null where it asks for none. */
export function emptyCellAsked(findings: Findings): string | null {
  const meant = cellsMeant(findings);
  const [first] = meant;
  const isUnfilled = ({ columns }: CellsMeant) => columns.length > 0 && columns.every(isEmpty);
  if (!first || !meant.every(isUnfilled)) return null;
  const row = namingCells(first.row).at(-1)!.text;
  return `表中“${row}”一行的“${first.columns.map(({ head }) => head).join('”“')}”栏没有填写`;
}
