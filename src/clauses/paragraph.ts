import type { Line } from '../documents/lines.ts';
import { type MappedText, mapText, type Span } from '../language/mapped-text.ts';

/** Printed lines that belong together. */
export interface Paragraph extends Span {
  lines: Line[];
  hashes: number;
  isTableRow: boolean;
}

/** A paragraph as readable text without the page numbers inside it; `seams` are the positions where one stood. */
export function mapParagraph(source: string, { lines }: Paragraph): { mapped: MappedText; seams: number[] } {
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
