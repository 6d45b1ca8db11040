import { cellValue, namingCells, type TableRow, withoutUnit } from '../facts/tables.ts';
import { boundOf } from '../language/bounds.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';
import { yearsIn } from '../retrieval/years.ts';
import type { Findings } from './draft.ts';
import { OF_PEOPLE, TIME_HEAD } from './table-cells.ts';

type Question = Findings['question'];

/** What a question asks of the rows of a table. */
interface Condition {
  holds(row: TableRow): boolean;
  /** Words of the question that the condition is made of. */
  words: string[];
}

/** Sorts that a table parts its rows by, each with what a cell may hold for it. */
const SORTS: [RegExp, RegExp][] = [
  [/民办|私立/u, /民办/u],
  [/公办|公立/u, /公办|公立/u],
  [/(?<!中)小学(?!生)/u, /小学/u],
  [/初中/u, /初中|初级中学|(?<!高级)中学|九年|完全中学/u],
  [/高中|高级中学/u, /高中|高级中学|完全中学/u],
  [/(?<!小)中学(?!生)/u, /中学|初中|高中|学校（初中部）/u],
  [/幼儿园/u, /幼儿园/u],
];

const textOf = (row: TableRow) => row.cells.map(({ text }) => text).join(' ');

/** 公办, 小学: sorts that some rows are of and others not; in a column of their own where one is. */
function ofSort(rows: TableRow[], topic: string): Condition[] {
  return SORTS.flatMap(([asked, held]) => {
    const word = asked.exec(topic)?.[0];
    if (word === undefined) return [];
    const holds = (row: TableRow) => held.test(textOf(row));
    const count = rows.filter(holds).length;
    return count > 0 && count < rows.length ? [{ holds, words: [word] }] : [];
  });
}

const YES = /^(?:是|有|√|✓|能|可)$/u;
const NO = /^(?:否|无|×|没有|不能|不)$/u;
/** 不提供住宿, 哪些不能住宿, 没有食堂. */
const DENIES = /(?:不(?:能|可以?|提供|得|让|许|带|含|设)|没(?:有|得)?|无法|未)\p{Script=Han}{0,3}$/u;

/** A column of 是 and 否 (是否提供校内住宿), asked by one of its words: 能住宿的, 不提供住宿的. */
function byYesOrNo(rows: TableRow[], { topic, concepts }: Question): Condition[] {
  const heads = rows[0]!.cells.map(({ head }) => head);
  return heads.flatMap((head) => {
    const cellsOf = (row: TableRow) => row.cells.find((cell) => cell.head === head)!.text;
    if (!rows.every((row) => YES.test(cellsOf(row)) || NO.test(cellsOf(row)))) return [];
    const places = concepts
      .filter(({ text }) => text.length > 1 && searchForm(head).includes(text))
      .map(({ text }) => topic.indexOf(text));
    if (places.length === 0) return [];
    const at = Math.max(...places);
    const isDenied = DENIES.test(topic.slice(0, at));
    const wanted = isDenied ? NO : YES;
    return [{ holds: (row: TableRow) => wanted.test(cellsOf(row)), words: [searchForm(head), '能', '可以'] }];
  });
}

/** The value of a column in a row, with its unit; null where the cell holds none or several. */
function valueIn(row: TableRow, head: string): Quantity | null {
  const [value, ...others] = findQuantities(cellValue(row.cells.find((cell) => cell.head === head)!, row));
  return value && others.length === 0 ? value : null;
}

const PEOPLE = /生|人|孩/u;

/** The column that a word of the question counts by: 招生, 几个班, 300人. */
export function columnCounting(rows: TableRow[], unit: string): string | undefined {
  const heads = rows[0]!.cells
    .filter((cell) => !namingCells(rows[0]!).includes(cell))
    .map(({ head }) => withoutUnit(head));
  const numeric = heads.filter((head) => rows.every((row) => valueIn(row, headOf(row, head)) !== null));
  return (
    numeric.find((head) => unit !== '' && searchForm(head).includes(`${unit}数`)) ??
    numeric.find((head) => unit !== '' && searchForm(head).includes(unit)) ??
    (PEOPLE.test(unit) || unit === '名' ? numeric.find((head) => OF_PEOPLE.test(head)) : undefined)
  );
}

const headOf = (row: TableRow, bare: string) =>
  row.cells.find(({ head }) => withoutUnit(head) === bare)?.head ?? bare;

/** Strict where the figure itself is left out: 超过300, 不到200. */
const OVER = /(?:超过|大于|多于|高于|超)(?:了)?$/u;
const UNDER = /(?:不到|不足|少于|低于|小于|不满)$/u;

function isMet(value: number, figure: Quantity, topic: string): boolean {
  const before = topic.slice(0, figure.start);
  if (/不(?:超过|大于|多于|高于)$/u.test(before)) return value <= figure.value;
  if (/不(?:少于|低于|小于)$/u.test(before)) return value >= figure.value;
  if (OVER.test(before)) return value > figure.value;
  if (UNDER.test(before)) return value < figure.value;
  const bound = boundOf(topic, figure);
  if (bound === 'least') return value >= figure.value;
  return bound === 'most' ? value <= figure.value : value === figure.value;
}

/** 超过300人的, 10个班的: rows by a figure of one column. */
function byFigure(rows: TableRow[], { topic, figures }: Question): Condition[] {
  return figures.flatMap((figure) => {
    if (figure.kind === 'year' || figure.kind === 'date' || figure.kind === 'ordinal') return [];
    const behind = /^个?(?<unit>\p{Script=Han})/u.exec(topic.slice(figure.end))?.groups?.unit ?? '';
    const ahead =
      /(?<noun>\p{Script=Han})数?(?:不?(?:超过?|大于|多于|高于|少于|低于|到|足|满)|在|有|是|为)*$/u.exec(
        topic.slice(0, figure.start),
      )?.groups?.noun;
    const unit = figure.unit === '' || figure.unit === '个' ? behind : figure.unit;
    const column = [unit, ahead ?? '']
      .map((one) => columnCounting(rows, one))
      .find((one) => one !== undefined);
    if (column === undefined) return [];
    const holds = (row: TableRow) => isMet(valueIn(row, headOf(row, column))!.value, figure, topic);
    return [{ holds, words: [figure.canonical, unit, '人数', '超过', '不到'] }];
  });
}

/** 2026年完成的: rows by the year of a column that dates them. */
function byYear(rows: TableRow[], topic: string): Condition[] {
  const years = yearsIn(topic).map(String);
  const dates = (row: TableRow) =>
    row.cells.filter(({ head }) => TIME_HEAD.test(head)).map(({ text }) => text);
  if (years.length === 0 || rows.every((row) => dates(row).length === 0)) return [];
  return [
    { holds: (row) => years.every((year) => dates(row).some((date) => date.includes(year))), words: [] },
  ];
}

/** What the question asks of the rows of this table besides words that stand in their cells; none where it asks nothing. */
export function conditionsOn(rows: TableRow[], question: Question): Condition[] {
  return [
    ...ofSort(rows, question.topic),
    ...byYesOrNo(rows, question),
    ...byFigure(rows, question),
    ...byYear(rows, question.topic),
  ];
}
