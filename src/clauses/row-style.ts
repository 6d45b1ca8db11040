import type { Line } from '../documents/lines.ts';
import type { ReadNumber } from './document-numbering.ts';
import type { Layout } from './layout.ts';
import type { Marker } from './numbering.ts';

/** Whether the numbered lines of one row are titles on lines of their own, or text that begins with a number. */
export type RowStyle = 'titles' | 'text';

interface Numbered {
  line: Line;
  marker: Marker;
  style: RowStyle | null;
}

/**
 * What a numbered line shows by itself: a stop in it means text; an early end, of it or of the line below, a title. A
 * full line above another shows nothing.
 */
function styleOf(
  line: Line,
  next: Line | undefined,
  { marker, layout, readNumber }: Looking,
): RowStyle | null {
  const rest = line.text.slice(marker.length);
  if (/[。；]/u.test(rest)) return 'text';
  if (rest === '' || /[，、：:]$/u.test(rest)) return null;
  const edge = layout.firstWidths?.usual ?? layout.width ?? Number.POSITIVE_INFINITY;
  if (line.indent - layout.margin + line.width < edge - 2) return 'titles';
  if (!next || next.width > edge - 4 || readNumber(next.text, next.opening)) return null;
  return /[。；，、：:！？）)]/u.test(next.text) ? null : 'titles';
}

interface Looking {
  marker: Marker;
  layout: Layout;
  readNumber: ReadNumber;
}

/** The style of the nearest neighbour in the row, looking in one direction. */
function styleFrom(numbered: Numbered[], at: number, step: 1 | -1): RowStyle | null {
  let { marker } = numbered[at]!;
  for (let i = at + step; i >= 0 && i < numbered.length; i += step) {
    const other = numbered[i]!;
    if (other.marker.rank < marker.rank) return null;
    if (other.marker.family !== marker.family) continue;
    if (other.marker.ordinal !== marker.ordinal + step) return null;
    if (other.style) return other.style;
    marker = other.marker;
  }
  return null;
}

/** For each numbered line whether its neighbours in the row (（一）beside（二）) are titles or text, where they show it. */
export function readRowStyles(lines: Line[], layout: Layout, readNumber: ReadNumber): Map<Line, RowStyle> {
  const numbered = lines.flatMap((line, i): Numbered[] => {
    const marker = line.isTableRow ? null : readNumber(line.text, line.opening);
    return marker
      ? [{ line, marker, style: styleOf(line, lines[i + 1], { marker, layout, readNumber }) }]
      : [];
  });
  const styles = new Map<Line, RowStyle>();
  numbered.forEach(({ line }, at) => {
    const style = styleFrom(numbered, at, 1) ?? styleFrom(numbered, at, -1);
    if (style) styles.set(line, style);
  });
  return styles;
}
