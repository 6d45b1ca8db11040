import { type MappedText, mapText, type Span } from '../language/mapped-text.ts';

/** A table in HTML, as OCR writes tables: its rows, each from the first character of its first cell to the last of its last. */
export interface HtmlTable extends Span {
  rows: Span[];
  /** Text in the table that stands in no row: a caption, or what OCR put between rows. */
  strays: Span[];
}

const TABLE = /<table\b[^>]*>/giu;
const END = /<\/table\s*>/iu;
const ROW = /<tr\b[^>]*>(.*?)(?:<\/tr>|(?=<tr\b)|$)/gisu;
const CELL = /(<t[dh]\b[^>]*>)(.*?)(?:<\/t[dh]>|(?=<t[dh]\b|<\/tr>)|$)/gisu;
const LAST_TAG = /.*<\/(?:t[rdh]|tbody)>/isu;
const TAG = /<[^>]*>/gu;

function cellsOf(row: string, at: number): Span[] {
  return [...row.matchAll(CELL)].map(({ 1: tag, 2: content, index }) => {
    const start = at + index + tag!.length;
    return { start, end: start + content!.length };
  });
}

/** Where a table ends: at its closing tag, or where that is missing behind its last row, so that no text is taken for it. */
function endOf(rest: string): { inner: number; whole: number } {
  const close = END.exec(rest);
  if (close) return { inner: close.index, whole: close.index + close[0].length };
  const last = LAST_TAG.exec(rest)?.[0].length ?? 0;
  return { inner: last, whole: last };
}

/** Runs of text between tags that stand in no row. */
function straysOf(source: string, { start, end }: Span, rows: Span[]): Span[] {
  const edges = [start, ...rows.flatMap((row) => [row.start, row.end]), end];
  return rows.concat({ start: end, end }).flatMap((_, i) => {
    const [from, to] = [edges[2 * i]!, edges[2 * i + 1]!];
    return [...source.slice(from, to).matchAll(/(?<=>)[^<]*[^<\s][^<]*/gu)].map(({ 0: text, index }) => ({
      start: from + index,
      end: from + index + text.length,
    }));
  });
}

/** Every table in HTML of a source that has rows with cells. */
export function htmlTables(source: string): HtmlTable[] {
  const tables: HtmlTable[] = [];
  for (const { 0: tag, index: start } of source.matchAll(TABLE)) {
    if (start < (tables.at(-1)?.end ?? 0)) continue;
    const from = start + tag.length;
    const { inner, whole } = endOf(source.slice(from));
    const rows = [...source.slice(from, from + inner).matchAll(ROW)].flatMap(({ 0: row, index }) => {
      const cells = cellsOf(row, from + index);
      return cells.length > 0 ? [{ start: cells[0]!.start, end: cells.at(-1)!.end }] : [];
    });
    const span = { start, end: from + whole };
    if (rows.length > 0) tables.push({ ...span, rows, strays: straysOf(source, span, rows) });
  }
  return tables;
}

/** What stands between tags, the tags themselves (line breaks, bold type) left out. */
function mapWithoutTags(source: string, { start, end }: Span): MappedText {
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
    const mapped = mapWithoutTags(source, cell);
    if (i > 0) {
      row.text += ' ';
      row.offsets.push(cell.start - 1);
    }
    row.text += mapped.text;
    row.offsets.push(...mapped.offsets);
  });
  return row;
}
