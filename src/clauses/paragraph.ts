import { mapHtmlRow } from '../documents/html-tables.ts';
import { COLUMN_GAP, type Line } from '../documents/lines.ts';
import { type MappedText, mapText, type Span } from '../language/mapped-text.ts';

/** Printed lines that belong together. */
export interface Paragraph extends Span {
  lines: Line[];
  hashes: number;
  isTableRow: boolean;
}

/** A row of a table set with gaps: one blank stays between its cells, as between those set with |. */
function mapRow(source: string, start: number, end: number): MappedText {
  const row: MappedText = { text: '', offsets: [] };
  let from = start;
  const gaps = [...source.slice(start, end).matchAll(new RegExp(COLUMN_GAP, 'gu'))];
  for (const gap of [...gaps, null]) {
    const to = gap ? start + gap.index : end;
    const cell = mapText(source, from, to);
    row.text += cell.text + (gap ? ' ' : '');
    row.offsets.push(...cell.offsets, ...(gap ? [to] : []));
    from = to + (gap?.[0].length ?? 0);
  }
  return row;
}

/** A row of a table set with |: one blank between its cells, so that an empty cell stays a cell. */
function mapPipeRow(source: string, start: number, end: number): MappedText {
  const row: MappedText = { text: '', offsets: [] };
  const edges = [...source.slice(start, end).matchAll(/(?<!\\)\|/gu)].map(({ index }) => start + index);
  const last = edges.at(-1)!;
  // Nothing but blanks stands behind the last edge of a row that is closed.
  const closes = source.slice(last + 1, end).trim() === '';
  const ends = closes ? edges : [...edges, end];
  ends.slice(1).forEach((to, i) => {
    const cell = mapText(source, ends[i]! + 1, to);
    if (i > 0) {
      row.text += ' ';
      row.offsets.push(ends[i]!);
    }
    row.text += cell.text;
    row.offsets.push(...cell.offsets);
  });
  return row;
}

/** A paragraph as readable text without the page numbers inside it; `seams` are the positions where one stood. */
export function mapParagraph(
  source: string,
  { lines, isTableRow, start, end }: Paragraph,
): { mapped: MappedText; seams: number[] } {
  if (isTableRow) {
    const mapped = source.startsWith('|', start)
      ? mapPipeRow(source, start, end)
      : lines[0]!.isHtmlRow
        ? mapHtmlRow(source, { start, end })
        : mapRow(source, start, end);
    return { mapped, seams: [] };
  }
  const mapped: MappedText = { text: '', offsets: [] };
  const seams: number[] = [];
  let from = 0;
  const take = (to: number) => {
    const part = mapText(source, lines[from]!.start, lines[to - 1]!.end);
    if (mapped.text !== '') seams.push(mapped.text.length);
    mapped.text += part.text;
    mapped.offsets.push(...part.offsets);
  };
  lines.forEach((line, i) => {
    if (!line.isPageNumber || lines.length === 1) return;
    if (i > from) take(i);
    from = i + 1;
  });
  if (from < lines.length) take(lines.length);
  return { mapped, seams };
}
