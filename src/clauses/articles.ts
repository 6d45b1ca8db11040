import type { Marker } from './numbering.ts';
import { isWholeTitle } from './titles.ts';

/** A paragraph as the articles of a law-style text see it. */
export interface ArticleLine {
  text: string;
  marker: Marker | null;
  hashes: number;
}

/** Families that stand above or beside articles: they end one. */
const DIVISIONS = new Set<string>(['编', '篇', '部分', '章', '节', '附件', '专栏']);

/** 一、 on a line of its own after a whole sentence is a heading even behind articles; behind a colon it is an item. */
function isPartTitle({ text, marker }: ArticleLine, before: string): boolean {
  return marker?.family === '一、' && /。[”）)]*$/u.test(before) && isWholeTitle(text.slice(marker.length));
}

/**
 * Which paragraphs belong to an article opened by 第X条 before them: its further paragraphs and its items （一）（二）,
 * none of which is a heading.
 */
export function findArticleBodies(lines: ArticleLine[]): boolean[] {
  let isOpen = false;
  return lines.map((line, i) => {
    const { marker, hashes } = line;
    if (marker?.family === '条') {
      isOpen = true;
      return false;
    }
    const ends = marker
      ? DIVISIONS.has(marker.family) || isPartTitle(line, lines[i - 1]?.text ?? '')
      : hashes > 0;
    if (ends) isOpen = false;
    return isOpen;
  });
}
