import { type MappedText, mapText, type Span } from '../language/mapped-text.ts';

/** A row of a table in HTML, as OCR writes tables: from the first character of its first cell to the last of its last. */
export interface HtmlRow extends Span {
  cells: Span[];
}

/** A table in HTML with its rows. */
export interface HtmlTable extends Span {
  rows: HtmlRow[];
}

const TABLE = /<table\b[^>]*>.*?(?:<\/table>|$)/gisu;
const ROW = /<tr\b[^>]*>(.*?)(?:<\/tr>|(?=<tr\b|<\/table>)|$)/gisu;
const CELL = /(<t[dh]\b[^>]*>)(.*?)(?:<\/t[dh]>|(?=<t[dh]\b|<\/tr>)|$)/gisu;
const TAG = /<[^>]*>/gu;

function cellsOf(row: string, at: number): Span[] {
  return [...row.matchAll(CELL)].map(({ 1: tag, 2: content, index }) => {
    const start = at + index + tag!.length;
    return { start, end: start + content!.length };
  });
}

/** Every table in HTML of a source, each with the rows that have cells. */
export function htmlTables(source: string): HtmlTable[] {
  if (!/<table\b/iu.test(source)) return [];
  const tables = [...source.matchAll(TABLE)].map(({ 0: table, index }) => {
    const rows = [...table.matchAll(ROW)].flatMap(({ 0: row, index: at }) => {
      const cells = cellsOf(row, index + at);
      return cells.length > 0 ? [{ start: cells[0]!.start, end: cells.at(-1)!.end, cells }] : [];
    });
    return { start: index, end: index + table.length, rows };
  });
  return tables.filter(({ rows }) => rows.length > 0);
}

/** What a cell says, the tags inside it (line breaks, bold type) left out. */
function mapCell(source: string, { start, end }: Span): MappedText {
  const mapped: MappedText = { text: '', offsets: [] };
  let from = start;
  for (const tag of [...source.slice(start, end).matchAll(TAG), null]) {
    const to = tag ? start + tag.index : end;
    const piece = mapText(source, from, to);
    mapped.text += piece.text;
    mapped.offsets.push(...piece.offsets);
    from = to + (tag?.[0].length ?? 0);
  }
  return mapped;
}

/** A row as readable text, one blank between its cells, as between those of other tables. */
export function mapHtmlRow(source: string, { start, end }: Span): MappedText {
  const inside = source.slice(start, end);
  const row: MappedText = { text: '', offsets: [] };
  // The span leaves out the tag before the first cell.
  const first = /<\/?t[dh]\b/iu.exec(inside);
  const rest = first ? cellsOf(inside.slice(first.index), start + first.index) : [];
  const cells = [{ start, end: start + (first?.index ?? inside.length) }, ...rest];
  cells.forEach((cell, i) => {
    const mapped = mapCell(source, cell);
    if (i > 0) {
      row.text += ' ';
      row.offsets.push(cell.start - 1);
    }
    row.text += mapped.text;
    row.offsets.push(...mapped.offsets);
  });
  return row;
}
