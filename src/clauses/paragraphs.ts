import type { Line } from '../documents/lines.ts';
import type { ReadNumber } from './document-numbering.ts';
import { type Layout, readLayout } from './layout.ts';
import { type Joining, joins, mayBeTitle } from './line-joining.ts';
import type { Paragraph } from './paragraph.ts';
import { type RowStyle, readRowStyles } from './row-style.ts';

/** Builds the paragraphs line by line. */
class ParagraphJoiner {
  readonly paragraphs: Paragraph[] = [];
  readonly #layout: Layout;
  readonly #readNumber: ReadNumber;
  readonly #rowStyles: Map<Line, RowStyle>;
  readonly #lastOrdinals = new Map<string, number>();
  #text = '';
  /** Page numbers met since the last line of text: inside the paragraph if it goes on behind them. */
  #pageNumbers: Line[] = [];

  constructor(lines: Line[], readNumber: ReadNumber) {
    this.#layout = readLayout(lines);
    this.#readNumber = readNumber;
    this.#rowStyles = readRowStyles(lines, this.#layout, readNumber);
  }

  read(line: Line, ahead: Line[]): void {
    if (line.isPageNumber) this.#pageNumbers.push(line);
    else if (this.#goesOn(line, ahead)) this.#append(line);
    else this.#start(line);
  }

  end(): Paragraph[] {
    this.#flushPageNumbers();
    return this.paragraphs;
  }

  #goesOn(line: Line, ahead: Line[]): boolean {
    const paragraph = this.paragraphs.at(-1);
    const previous = paragraph?.lines.at(-1);
    if (!paragraph || !previous || previous.isPageNumber) return false;
    const joining: Joining = {
      layout: this.#layout,
      readNumber: this.#readNumber,
      lastOrdinals: this.#lastOrdinals,
      paragraph,
      text: this.#text,
      previous,
      ahead,
      isFirst: paragraph.lines.length === 1,
      rowStyle: this.#rowStyles.get(paragraph.lines[0]!),
    };
    // A title must stay quotable: it does not go on behind a page number.
    if (this.#pageNumbers.length > 0 && mayBeTitle(joining)) return false;
    return joins(line, joining);
  }

  #append(line: Line): void {
    const paragraph = this.paragraphs.at(-1)!;
    paragraph.lines.push(...this.#pageNumbers, line);
    paragraph.end = line.end;
    this.#pageNumbers = [];
    this.#text += line.text;
  }

  #start(line: Line): void {
    this.#flushPageNumbers();
    this.#begin(line);
    this.#text = line.text;
    const marker = this.#readNumber(line.text, line.opening);
    if (marker) this.#lastOrdinals.set(marker.family, marker.ordinal);
  }

  #begin(line: Line): void {
    const { start, end, hashes, isTableRow } = line;
    this.paragraphs.push({ start, end, hashes, isTableRow, lines: [line] });
  }

  #flushPageNumbers(): void {
    for (const line of this.#pageNumbers) this.#begin(line);
    this.#pageNumbers = [];
  }
}

/**
 * Joins printed lines to paragraphs. Hard-wrapped text is joined by the geometry of its lines (a line that could have
 * held the next word ends a paragraph, an indented one begins it); elsewhere every line is a paragraph unless a page
 * break cut it in two. A page number between two halves of a paragraph stays inside it.
 */
export function joinParagraphs(lines: Line[], readNumber: ReadNumber): Paragraph[] {
  const joiner = new ParagraphJoiner(lines, readNumber);
  lines.forEach((line, i) => {
    joiner.read(line, lines.slice(i + 1, i + 3));
  });
  return joiner.end();
}
