/** A half-open range of UTF-16 offsets into a document's decoded source text. */
export interface Span {
  start: number;
  end: number;
}

/** Readable text cut out of a source: `offsets[i]` is the source offset that `text[i]` was printed at. */
export interface MappedText {
  text: string;
  offsets: number[];
}

const BLANK = /\s/u;
const MARK = /[#*|]/u;
const LATIN = /[A-Za-z]/u;

/** True for what a quote and its source are compared without: white space and the Markdown marks # * |. */
function isBlankOrMark(character: string): boolean {
  return BLANK.test(character) || MARK.test(character);
}

/** Removes white space and Markdown marks: the form in which a quote must equal its source. */
export function stripMarks(text: string): string {
  return text.replace(/[\s\u200b\ufeff#*|]/gu, '');
}

/**
 * Cuts `source[start, end)` to readable text: line breaks, printed gaps (`2025 年`) and Markdown marks go,
 * one space stays between Latin words and between table cells. Every remaining character keeps its source offset.
 */
export function mapText(source: string, start: number, end: number): MappedText {
  const characters: string[] = [];
  const offsets: number[] = [];
  let gapAt = -1;
  let isCellGap = false;
  for (let i = start; i < end; i++) {
    const character = source[i]!;
    if (isBlankOrMark(character)) {
      if (gapAt < 0 && (BLANK.test(character) || character === '|')) gapAt = i;
      if (character === '|') isCellGap = true;
      continue;
    }
    const isWordGap = LATIN.test(characters.at(-1) ?? '') && LATIN.test(character);
    if (gapAt >= 0 && characters.length > 0 && (isCellGap || isWordGap)) {
      characters.push(' ');
      offsets.push(gapAt);
    }
    gapAt = -1;
    isCellGap = false;
    characters.push(character);
    offsets.push(i);
  }
  return { text: characters.join(''), offsets };
}

/** The source range that `text[from, to)` was printed in. */
export function sourceSpan(mapped: MappedText, from: number, to: number): Span {
  const start = mapped.offsets[from] ?? mapped.offsets.at(-1)! + 1;
  return { start, end: to > from ? mapped.offsets[to - 1]! + 1 : start };
}
