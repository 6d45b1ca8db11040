/** A half-open range of UTF-16 offsets into the source text. */
export interface SourceSpan {
  start: number;
  end: number;
}

/** A heading of `/api/documents/:id`. */
export interface SourceHeading extends SourceSpan {
  level: number;
  title: string;
  kind: string;
}

/** A clause of `/api/documents/:id`. */
export interface SourceClause extends SourceSpan {
  id: string;
  kind: string;
  path: readonly string[];
  page: number | null;
}

/** A stretch of the source that is shown as one paragraph or heading. */
export type SourceBlock =
  | (SourceSpan & { kind: 'heading'; level: number; isLabel: boolean; clauseId: null; page: null })
  | (SourceSpan & { kind: 'clause'; clauseId: string; isRow: boolean; page: number | null })
  | (SourceSpan & { kind: 'rest'; clauseId: null; page: null });

/** Orders headings and clauses as printed; what neither covers is kept as `rest`, so that no word is lost. */
export function sourceBlocks(
  text: string,
  outline: { headings: readonly SourceHeading[]; clauses: readonly SourceClause[] },
): SourceBlock[] {
  const known: SourceBlock[] = [
    ...outline.headings.map(
      ({ start, end, level, kind }): SourceBlock => ({
        ...{ kind: 'heading', start, end, level, isLabel: kind === 'label', clauseId: null, page: null },
      }),
    ),
    ...outline.clauses.map(
      ({ start, end, id, kind, page }): SourceBlock => ({
        ...{ kind: 'clause', start, end, clauseId: id, isRow: kind === 'table-row', page },
      }),
    ),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const blocks: SourceBlock[] = [];
  let reached = 0;
  for (const block of known) {
    pushRest(blocks, text, { start: reached, end: block.start });
    blocks.push(block);
    reached = Math.max(reached, block.end);
  }
  pushRest(blocks, text, { start: reached, end: text.length });
  return blocks;
}

function pushRest(blocks: SourceBlock[], text: string, { start, end }: SourceSpan): void {
  if (start < end && /[^\s#*|—。：:-]/.test(text.slice(start, end))) {
    blocks.push({ kind: 'rest', start, end, clauseId: null, page: null });
  }
}

/** Words of a block as shown; `isMarked` where they belong to the highlighted range. */
export interface ShownText {
  text: string;
  isMarked: boolean;
}

// Heading marks at the start of a line, emphasis anywhere; `\s` holds the line breaks of a hard-wrapped source.
const HIDDEN = /\s+|\*+|(?<mark>#+)/g;
const NARROW = /[\p{L}\p{N}%.,:;!?)]/u;
const WIDE = /[\p{Script=Han}\u2014-\u201d\u3000-\u303f\uff00-\uffef]/u;

/**
 * A stretch of the source as readable words: Markdown marks go, and so does white space unless it separates
 * two Latin words or numbers, for sources wrap their lines anywhere.
 */
export function shownText(source: string, span: SourceSpan, marked: SourceSpan | null): ShownText[] {
  const pieces: ShownText[] = [];
  const push = (start: number, end: number) => {
    for (const cut of cutAt(start, end, marked))
      pushPiece(pieces, source.slice(cut.start, cut.end), cut.isMarked);
  };
  let reached = span.start;
  const slice = source.slice(span.start, span.end);
  for (const match of slice.matchAll(HIDDEN)) {
    const start = span.start + match.index;
    const end = start + match[0].length;
    if (match.groups?.mark !== undefined && !isLineStart(source, start)) continue;
    push(reached, start);
    reached = end;
    if (separatesWords(source, start, end) && start > span.start && end < span.end) {
      pushPiece(pieces, ' ', pieces[pieces.length - 1]?.isMarked ?? false);
    }
  }
  push(reached, span.end);
  return pieces;
}

function pushPiece(pieces: ShownText[], text: string, isMarked: boolean): void {
  if (text === '') return;
  const last = pieces[pieces.length - 1];
  if (last?.isMarked === isMarked) last.text += text;
  else pieces.push({ text, isMarked });
}

function isLineStart(source: string, offset: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(source.slice(Math.max(0, offset - 8), offset));
}

// 第一章 总则: the space stands for the punctuation that other headings have.
const NUMBERED_PART = /第[零一二三四五六七八九十百\d]{1,6}[编篇章节条部分]$/;

function separatesWords(source: string, start: number, end: number): boolean {
  if (!/\s/.test(source.slice(start, end))) return false;
  if (NUMBERED_PART.test(source.slice(Math.max(0, start - 10), start))) return true;
  const before = source[start - 1] ?? '';
  const after = source[end] ?? '';
  return NARROW.test(before) && NARROW.test(after) && !WIDE.test(before) && !WIDE.test(after);
}

function cutAt(
  start: number,
  end: number,
  marked: SourceSpan | null,
): (SourceSpan & { isMarked: boolean })[] {
  if (marked === null || marked.end <= start || marked.start >= end) return [{ start, end, isMarked: false }];
  const from = Math.max(start, marked.start);
  const to = Math.min(end, marked.end);
  return [
    { start, end: from, isMarked: false },
    { start: from, end: to, isMarked: true },
    { start: to, end, isMarked: false },
  ];
}
