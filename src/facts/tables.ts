import type { Clause, Sentence } from '../clauses/clause.ts';
import { findQuantities } from '../language/numerals.ts';

/** A cell under its column head; '' where it is empty. */
interface Cell {
  head: string;
  text: string;
}

/** A row of a table: its cells under their column heads. */
export interface TableRow {
  sentence: Sentence;
  cells: Cell[];
  /** So many columns, from the left, hold what goes for several rows and is printed once: merged cells. */
  merged: number;
  /** The rows above that hold what this one leaves out: its merged cells, and those it calls 同上. */
  carriedFrom: Sentence[];
}

const COUNTING = /^(?:序号|编号|No\.?)$/iu;
const NAMING = /任务|事项|项目|工作|内容|名称|指标|措施|行动|工程/u;

/** Cells stand apart by a gap; 序号 and a closing bracket may have lost theirs. */
function cellsOf(row: string): string[] {
  return row
    .replace(/^(序号|编号)(?=\p{Script=Han})/u, '$1 ')
    .replace(/([）)])(?=\d)/gu, '$1 ')
    .split(' ');
}

/** A cell that says it is like the one above. */
const SAME_AS_ABOVE = /^(?:同上|〃|″|")$/u;

const tables = new WeakMap<Clause, TableRow[]>();

/** Rows of a table whose first row heads its columns; none where the cells do not fit those heads. */
export function readRows(clause: Clause): TableRow[] {
  let rows = tables.get(clause);
  if (!rows) {
    rows = fittingRows(clause);
    tables.set(clause, rows);
  }
  return rows;
}

function fittingRows(clause: Clause): TableRow[] {
  const [header, ...rows] = clause.sentences.map((sentence) => ({
    sentence,
    cells: cellsOf(sentence.text),
  }));
  if (clause.kind !== 'table-row' || !header || header.cells.length < 2) return [];
  const fitting = rows.filter(({ cells }) => cells.length === header.cells.length);
  const opening = openingOf(
    fitting.map(({ cells }) => cells),
    header.cells,
  );
  const merged = Math.max(0, ...opening);
  const above: { text: string; from: Sentence }[] = [];
  return fitting.map(({ sentence, cells }, row) => {
    const filled = cells.map((printed, i) => {
      const isAsAbove = i < opening[row]! || SAME_AS_ABOVE.test(printed);
      if (!isAsAbove || !above[i]) above[i] = { text: printed.replace(/[；;]$/u, ''), from: sentence };
      return above[i];
    });
    const carriedFrom = [...new Set(filled.map(({ from }) => from))].filter((from) => from !== sentence);
    const named = filled.map(({ text }, i) => ({ head: header.cells[i]!, text }));
    return { sentence, merged, carriedFrom, cells: named };
  });
}

/**
 * How many cells of each row, from the left, stand for the merged ones above. None where a figure stands behind the gap
 * (then a name is missing), and none before a total of the whole table.
 */
function openingOf(rows: string[][], heads: string[]): number[] {
  const gaps = rows.map((cells) =>
    Math.max(
      0,
      cells.findIndex((text) => text !== ''),
    ),
  );
  // A number that counts the rows is no figure.
  const behind = (cells: string[], gap: number) =>
    cells.findIndex((_, i) => i >= gap && !COUNTING.test(heads[i]!));
  const isMerged = rows.every(
    (cells, i) => gaps[i] === 0 || !BARE_NUMBER.test(cells[behind(cells, gaps[i]!)] ?? ''),
  );
  return gaps.map((gap, i) => (isMerged && !GRAND_TOTAL.test(rows[i]![gap]!) ? gap : 0));
}

/** 合计, 全区合计. */
const GRAND_TOTAL = /^(?:全?[\p{Script=Han}]{0,3}[区县市校镇乡省])?(?:合计|总计|共计)/u;

/** A row that sums up others and is none of them. */
export const isTotal = ({ cells }: TableRow): boolean =>
  GRAND_TOTAL.test(cells.find(({ text }) => text !== '')?.text ?? '') ||
  cells.some(({ text }) => /^小计$/u.test(text));

/** How many rows below the heads could not be read by their columns. */
export const unreadRows = (clause: Clause): number =>
  Math.max(0, clause.sentences.length - 1 - readRows(clause).length);

/** The cells that name a row: the one under a head such as 重点任务, else the first that does not count the rows; behind a merged one those up to the first that is not. */
export function namingCells({ cells, merged }: TableRow): Cell[] {
  const named = cells.findIndex(({ head }) => NAMING.test(head));
  const first = named >= 0 ? named : cells.findIndex(({ head }) => !COUNTING.test(head));
  return first < 0 ? [] : cells.slice(first, Math.max(first, merged) + 1).filter(({ text }) => text !== '');
}

/** What a row is about: 渡口改造; 组织保障·领导小组 where the first goes for several rows. */
export function rowName(row: TableRow): string {
  return namingCells(row)
    .map(({ text }) => text)
    .join('·');
}

const IN_BRACKETS = /[（(]([%‰]|[\p{Script=Han}/·㎡㎥]{1,6})(?:[，,、；;][^（()）]{1,8})?[）)]$/u;

/** What only tables count in; in running text these characters mean other things, too. */
const UNIT_OF_TABLES = /^(?:[株床席列首盘站段队尾羽头口眼辆艘架㎡兆]|床位|席位|千瓦时?|兆瓦|标箱|㎥|立方)$/u;

/** What a figure can be in, not only with: 万人, 千人, 元/生·年, but not 小学. */
function isUnit(word: string): boolean {
  const [counted = ''] = word.replace(/^[百千万亿]+(?!瓦|克|米|分)/u, '').split('/');
  if (counted === '') return word !== '';
  if (/^[%‰]$/u.test(word) || UNIT_OF_TABLES.test(counted)) return true;
  return findQuantities(`1${counted}`)[0]?.text === `1${counted}`;
}

/** The unit that a name or a head gives in brackets: 人才资源总量（万人） → 万人, 资源教室（间，累计） → 间; null where it gives none. */
export function unitInBrackets(text: string): string | null {
  const unit = IN_BRACKETS.exec(text)?.[1];
  return unit !== undefined && isUnit(unit) ? unit : null;
}

/** A name or head without its unit. */
export function withoutUnit(text: string): string {
  return unitInBrackets(text) === null ? text : text.replace(IN_BRACKETS, '');
}

/** A column that gives the unit of its row. */
const UNIT_HEAD = /^(?:计量)?单位$/u;
/** 2.60以内: the unit goes before the bound. */
const BOUNDED = /^(?<value>[\d.,]+)(?<bound>以[内上下]|左右)$/u;
const BARE_NUMBER = /^[\d.,—–～~-]+$/u;

/** A cell with the unit its row or column gives it: 9.0 → 9.0万人. */
export function cellValue({ head, text }: { head: string; text: string }, row: TableRow): string {
  const unit =
    row.cells.find((cell) => UNIT_HEAD.test(cell.head) && isUnit(cell.text))?.text ??
    unitInBrackets(rowName(row)) ??
    unitInBrackets(head) ??
    '';
  if (COUNTING.test(head)) return text;
  const bounded = BOUNDED.exec(text)?.groups;
  if (bounded) return `${bounded.value}${unit}${bounded.bound}`;
  return BARE_NUMBER.test(text) && /\d/u.test(text) ? `${text}${unit}` : text;
}

/** A row as one reads it out: 人才资源总量：2025年 6.8万人，2030年 9.0万人，属性 预期性. */
export function readOut(row: TableRow): string {
  const name = rowName(row);
  const naming = namingCells(row);
  const rest = row.cells
    .filter(
      (cell) =>
        !naming.includes(cell) &&
        !COUNTING.test(cell.head) &&
        !UNIT_HEAD.test(cell.head) &&
        !/^[—–-]*$/u.test(cell.text),
    )
    .map((cell) => `${withoutUnit(cell.head)} ${cellValue(cell, row)}`);
  return `${withoutUnit(name)}：${rest.join('，')}`;
}

const readings = new WeakMap<Clause, string[]>();

/** The sentences of a clause as they are read: rows of a table with the heads of their cells. */
export function readingsOf(clause: Clause): string[] {
  if (clause.kind !== 'table-row') return clause.sentences.map(({ text }) => text);
  let known = readings.get(clause);
  if (!known) {
    const rows = new Map(readRows(clause).map((row) => [row.sentence, readOut(row)]));
    known = clause.sentences.map((sentence) => rows.get(sentence) ?? sentence.text);
    readings.set(clause, known);
  }
  return known;
}
