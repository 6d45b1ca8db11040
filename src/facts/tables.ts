import type { Clause, Sentence } from '../clauses/clause.ts';

/** A row of a table: its cells under their column heads. */
export interface TableRow {
  sentence: Sentence;
  cells: { head: string; text: string }[];
}

const COUNTING = /^(?:序号|编号|No\.?)$/iu;
const NAMING = /任务|事项|项目|工作|内容|名称|指标|措施|行动|工程/u;

/** Rows of a table whose first row heads its columns; none where the cells do not fit those heads. */
export function readRows(clause: Clause): TableRow[] {
  const [header, ...rows] = clause.sentences.map((sentence) => ({
    sentence,
    cells: sentence.text.split(' '),
  }));
  if (clause.kind !== 'table-row' || !header || header.cells.length < 2) return [];
  return rows
    .filter(({ cells }) => cells.length === header.cells.length)
    .map(({ sentence, cells }) => ({
      sentence,
      cells: cells.map((text, i) => ({ head: header.cells[i]!, text: text.replace(/[；;]$/u, '') })),
    }));
}

/** What a row is about: the cell under a head such as 重点任务, else the first that does not count the rows. */
export function rowName({ cells }: TableRow): string {
  const named = cells.find(({ head }) => NAMING.test(head)) ?? cells.find(({ head }) => !COUNTING.test(head));
  return named?.text ?? '';
}
