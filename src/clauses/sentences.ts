import { type MappedText, type Span, sourceSpan } from '../language/mapped-text.ts';
import type { Sentence } from './clause.ts';
import { isTerminated } from './layout.ts';

/** Longest quote that a citation may hold, in characters (HTTP contract). */
const MAX_QUOTE = 200;

const CLOSING = '”’"）)】》」』';

/** 有下列情形之一的，不予发放：…的；…的。: cases without numbers, told behind what announces them. */
const ANNOUNCES_CASES = /(?:下列|以下)[^：。；]{0,24}$/u;
const FIRST_CASE = /^[^：。；]{2,60}的[；;]/u;
/** Characters before a colon that may announce. */
const ANNOUNCING = 30;

/** A colon with the first item of a list right behind it: 做好下列工作：一是…；二是…. */
function opensList(text: string, at: number): boolean {
  if (!/[：:]/u.test(text[at]!)) return false;
  const behind = text.slice(at + 1, at + 64);
  return (
    /^(?:一是|[（(]一[）)]|[（(]1[）)]|①)/u.test(behind) ||
    (ANNOUNCES_CASES.test(text.slice(Math.max(0, at - ANNOUNCING), at)) && FIRST_CASE.test(behind))
  );
}

/** Ends (exclusive) of the pieces that `marks` close, closing quotes and brackets kept with them. */
function pieceEnds(text: string, from: number, to: number, marks: string): number[] {
  const ends: number[] = [];
  for (let i = from; i < to; i++) {
    if (!marks.includes(text[i]!) && !(marks.includes('。') && opensList(text, i))) continue;
    let end = i + 1;
    while (end < to && CLOSING.includes(text[end]!)) end++;
    ends.push(end);
    i = end - 1;
  }
  if (ends.at(-1) !== to && to > from) ends.push(to);
  return ends;
}

/** Sentences end at the first of these; where a piece is still too long to quote it is cut at the next weaker ones. */
const MARKS = ['。！？!?；;', '，,', '、'];

/** Pieces of one sentence are put together again up to this length: a clause of a few words quotes badly. */
const REGROUPED = 120;

function regroup(pieces: [number, number][]): [number, number][] {
  const groups: [number, number][] = [];
  for (const [from, to] of pieces) {
    const last = groups.at(-1);
    if (last && to - last[0] <= REGROUPED) last[1] = to;
    else groups.push([from, to]);
  }
  return groups;
}

/** Cuts `[from, to)` at ever weaker marks until no piece is longer than a quote may be. */
function cut(text: string, from: number, to: number, level = 0): [number, number][] {
  const pieces: [number, number][] = [];
  const marks = MARKS[level];
  if (marks === undefined) {
    for (let at = from; at < to; at += MAX_QUOTE) pieces.push([at, Math.min(at + MAX_QUOTE, to)]);
    return pieces;
  }
  let start = from;
  for (const end of pieceEnds(text, from, to, marks)) {
    if (end - start <= MAX_QUOTE) pieces.push([start, end]);
    else pieces.push(...regroup(cut(text, start, end, level + 1)));
    start = end;
  }
  return pieces;
}

/** Where sentences must end, and where pages do. */
interface Edges {
  boundaries?: number[];
  cuts?: number[];
  isTable?: boolean;
}

/** The spans that `text[a, b)` is printed in: one for each page. */
function partsOf(mapped: MappedText, a: number, b: number, cuts: number[]): Span[] {
  const edges = [a, ...cuts.filter((at) => at > a && at < b), b];
  return edges.slice(0, -1).map((start, i) => sourceSpan(mapped, start, edges[i + 1]!));
}

/**
 * Cuts a clause into sentences, each with its place in the source. `boundaries` are text positions that must separate
 * sentences (the start and end of a responsible-unit list, the rows of a table), `cuts` those at which a page ends inside a
 * paragraph: a sentence goes on there unless it has ended.
 */
export function splitSentences(
  mapped: MappedText,
  from: number,
  { boundaries = [], cuts = [], isTable = false }: Edges = {},
): Sentence[] {
  const inside = isTable ? [] : cuts.filter((at) => !isTerminated(mapped.text.slice(0, at)));
  const separating = boundaries.filter((edge) => edge > from && !inside.includes(edge));
  const edges = [from, ...separating, mapped.text.length];
  const sentences: Sentence[] = [];
  edges.slice(0, -1).forEach((start, i) => {
    const end = edges[i + 1]!;
    // A row is one piece of evidence, whatever stops its cells hold.
    const pieces: [number, number][] =
      isTable && end - start <= MAX_QUOTE ? [[start, end]] : cut(mapped.text, start, end);
    for (const [a, b] of pieces) {
      const text = mapped.text.slice(a, b);
      if (!/[\p{L}\p{N}]/u.test(text)) continue;
      const parts = partsOf(mapped, a, b, inside);
      sentences.push({ text, ...sourceSpan(mapped, a, b), ...(parts.length > 1 && { parts }) });
    }
  });
  return sentences;
}
