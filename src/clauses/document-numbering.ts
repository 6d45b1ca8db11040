import type { Line } from '../documents/lines.ts';
import { type Marker, readMarker } from './numbering.ts';

/** Reads the number that opens a text, as far as this document really numbers that way. */
export type ReadNumber = (text: string, opening?: string) => Marker | null;

/** `1 总则` numbers a part only beside 1.1; elsewhere a number before a blank is an amount. */
const PLAIN = /^(\d{1,2}) (?![年月日个所名项次万亿元米倍人户吨周岁天届期节]|多|余|至)(?=\p{Script=Han})/u;
const PLAIN_RANK = 80;
/** Decimals may skip so many numbers. */
const MAX_SKIP = 2;

/** The decimals at line starts that count from .1 on; 3.5 and 2.0 in running text do not. */
function countedDecimals(lines: Pick<Line, 'text' | 'opening'>[]): Set<string> {
  const last = new Map<string, number>();
  const counted = new Set<string>();
  for (const { text, opening } of lines) {
    const marker = readMarker(text, opening);
    if (marker?.family !== '1.1') continue;
    const printed = printedDecimal(text, marker);
    const prefix = printed.slice(0, printed.lastIndexOf('.'));
    const before = last.get(prefix) ?? 0;
    const isNext = marker.ordinal === 1 || (before > 0 && marker.ordinal - before <= 1 + MAX_SKIP);
    if (!isNext || marker.ordinal < before) continue;
    last.set(prefix, marker.ordinal);
    counted.add(printed);
  }
  return counted;
}

function printedDecimal(text: string, marker: Marker): string {
  return text
    .slice(0, marker.length)
    .normalize('NFKC')
    .replace(/[.、]$/u, '');
}

/** Looks through the document once and gives the reader of its numbers. */
export function documentNumbering(lines: Pick<Line, 'text' | 'opening'>[]): ReadNumber {
  const decimals = countedDecimals(lines);
  return (text, opening = '') => {
    const marker = readMarker(text, opening);
    if (marker?.family === '1.1' && !decimals.has(printedDecimal(text, marker))) return null;
    if (marker || decimals.size === 0) return marker;
    const plain = PLAIN.exec(opening);
    if (!plain) return null;
    return { family: '1.', ordinal: Number(plain[1]), length: plain[1]!.length, rank: PLAIN_RANK };
  };
}
