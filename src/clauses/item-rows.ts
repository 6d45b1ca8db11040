import type { FoundHeading } from './found-heading.ts';
import type { Marker } from './numbering.ts';
import { numberedRunInLength } from './titles.ts';

/** A numbered paragraph as a row of them is judged. */
export interface RowItem {
  text: string;
  marker: Marker | null;
  heading: FoundHeading | null;
  /** Ends with a colon and announces what follows. */
  announces: boolean;
}

/** Fewer paragraphs in a row prove nothing about each other. */
const MIN_ROW = 3;
const MIN_TITLED_SHARE = 0.6;

/** Positions of numbered paragraphs that count on, one row for each: （一）（二）（三） under one heading. */
function findRows(items: RowItem[]): number[][] {
  const rows: number[][] = [];
  let open: { marker: Marker; row: number[] }[] = [];
  items.forEach(({ marker }, i) => {
    if (!marker) return;
    open = open.filter((row) => row.marker.rank <= marker.rank);
    const known = open.find((row) => row.marker.family === marker.family);
    if (known && marker.ordinal === known.marker.ordinal + 1) {
      known.row.push(i);
      known.marker = marker;
      return;
    }
    const row = [i];
    open = open.filter((other) => other !== known);
    open.push({ marker, row });
    rows.push(row);
  });
  return rows;
}

/** 提交下列材料：（一）申请表（二）证明: bare lines one below the other behind a colon are a list, not headings. */
function isBareList(row: number[], items: RowItem[]): boolean {
  const [first] = row as [number, ...number[]];
  if (row.length < 2 || !items[first - 1]?.announces || items[first - 1]!.heading) return false;
  return row.every((position, i) => {
    const isAdjacent = i === 0 || position === row[i - 1]! + 1;
    return isAdjacent && (items[position]!.heading?.style ?? 'line') === 'line';
  });
}

/** What each numbered paragraph is to become: nothing said where it stays as it is. */
export interface RowVerdict {
  /** Paragraphs that are sentences or items after all. */
  demoted: Set<number>;
  /** Characters that the run-in title of these paragraphs takes, number included. */
  promoted: Map<number, number>;
}

/**
 * Judges the numbered paragraphs of each row by one another: the parts of a row are titles or sentences together. One
 * short sentence among whole sentences is no title; a longer one among run-in titles is.
 */
export function judgeRows(items: RowItem[]): RowVerdict {
  const verdict: RowVerdict = { demoted: new Set(), promoted: new Map() };
  for (const row of findRows(items)) {
    if (isBareList(row, items)) {
      for (const position of row) verdict.demoted.add(position);
      continue;
    }
    if (row.length < MIN_ROW) continue;
    const titled = row.filter((position) => items[position]!.heading !== null);
    const share = titled.length / row.length;
    for (const position of row) {
      const { heading, text, marker } = items[position]!;
      if (heading?.style === 'stop' && share < 0.5) verdict.demoted.add(position);
      if (heading || share < MIN_TITLED_SHARE) continue;
      const length = numberedRunInLength(text.slice(marker!.length), true);
      if (length > 0) verdict.promoted.set(position, marker!.length + length);
    }
  }
  return verdict;
}
