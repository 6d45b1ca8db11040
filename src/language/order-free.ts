import { blanked, isBlanked } from './blanked.ts';
import type { Span } from './mapped-text.ts';
import { inSentence, sentencesOf } from './order-places.ts';

/** Stands for a title that was an order: its part is still there, and its number. */
export const LEFT_OUT_TITLE = '略';
/** Stands in a cell whose words were an order, so that the row keeps its columns. */
const LEFT_OUT_CELL = '—';

/** What a paragraph opens with before its words: Markdown marks and its number. */
const OPENING =
  /^[\s#>*-]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}[章节条]|[①-⑳])?\s*/u;
const NUMBERED = /[\d一二三四五六七八九十①-⑳]/u;
/** A line that begins like this begins something new. */
const BEGINS =
  /^(?:\s*$|[\s]*[#>|<*-]|[ \t]{4,}|\u3000{2,}|\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}[编章节条]|[①-⑳]))/u;
/** A line that ends like this, or is as short as a title, does not go on in the next. */
const ENDS = /[。；！？;!?|>：:]\s*$/u;
const TITLE_LENGTH = 12;

function goesOn(line: string, next: string): boolean {
  return line.trim().length > TITLE_LENGTH && !/^\s*#/u.test(line) && !ENDS.test(line) && !BEGINS.test(next);
}

/** True where a blank line stands before `at`. */
function isParted(text: string, last: Span | undefined, at: number): boolean {
  return last === undefined || (text.slice(last.end, at).match(/\n/gu)?.length ?? 0) > 1;
}

/** Paragraphs of a text, hard-wrapped lines joined; each cell of a table is one. */
function blocksOf(text: string): Span[] {
  const blocks: Span[] = [];
  let before = '';
  for (const { 0: line, index } of text.matchAll(/[^\n\r\f]+/gu)) {
    if (/^\s*(?:\||<)/u.test(line)) {
      for (const { 0: cell, index: at } of line.matchAll(/(?:[^|<]|<(?![a-z/]))+|<[^<>]*>/giu))
        if (!/^<[a-z/]/iu.test(cell)) blocks.push({ start: index + at, end: index + at + cell.length });
    } else if (!isParted(text, blocks.at(-1), index) && goesOn(before, line))
      blocks.at(-1)!.end = index + line.length;
    else blocks.push({ start: index, end: index + line.length });
    before = line;
  }
  return blocks;
}

/** Writes `words` at the beginning of a span and nothing over its rest. */
function overwrite(text: string, { start, end }: Span, words = ''): string {
  return text.slice(0, start) + words + blanked(text.slice(start + words.length, end)) + text.slice(end);
}

/** True where a title of its own line stands above text that is its part's. */
function isTitle(text: string, block: Span, next: Span | undefined): boolean {
  return (
    !/[。；;]\s*$/u.test(text.slice(block.start, block.end)) &&
    next !== undefined &&
    !NUMBERED.test(OPENING.exec(text.slice(next.start, next.end))![0]) &&
    /[。；]/u.test(text.slice(next.start, next.end))
  );
}

/** The other voice of a talk that somebody made up. */
const REPLY = /^\s*(?:答|AI|助手|回答|机器人)\s*[：:]/iu;

/** What the sentences of a paragraph order; words of another language go on with the order before them. */
function ordersIn(text: string, sentences: Span[]): Span[] {
  let goesOnFrom = false;
  return sentences.flatMap((sentence) => {
    const words = text.slice(sentence.start, sentence.end);
    const goesOn = !/\p{Script=Han}/u.test(words) || REPLY.test(words);
    const orders = goesOnFrom && goesOn ? [sentence] : inSentence(text, sentence);
    goesOnFrom = orders.some(({ start, end }) => start === sentence.start && end === sentence.end);
    return orders;
  });
}

/** A text with the orders of one paragraph left out. */
function withoutOrdersOf(text: string, block: Span, next: Span | undefined): string {
  const opening = OPENING.exec(text.slice(block.start, block.end))![0];
  const inner = { start: block.start + opening.length, end: block.end };
  const sentences = sentencesOf(text, inner);
  const orders = ordersIn(text, sentences);
  const [first] = sentences;
  if (!first || orders.length === 0) return text;
  const shown = orders.reduce((left, span) => overwrite(left, span), text);
  const isEmpty = isBlanked(shown.slice(inner.start, inner.end));
  const isCell = /[|>]/u.test(text[block.start - 1] ?? '') && /[|<]/u.test(text[block.end] ?? '');
  if (isEmpty && isCell) return overwrite(shown, inner, LEFT_OUT_CELL);
  const losesTitle = NUMBERED.test(opening) && isBlanked(shown.slice(first.start, first.end));
  if (!losesTitle) return shown;
  if (isEmpty && !isTitle(text, block, next)) return overwrite(shown, block);
  const stop = /[。；]$/u.exec(text.slice(first.start, first.end))?.[0] ?? '';
  return overwrite(shown, first, LEFT_OUT_TITLE + stop);
}

/**
 * A text without the words in it that give orders to whoever answers by it, just as long: what is left out is blanked.
 * A numbered part whose title is an order keeps its number, a row of a table its columns.
 */
export function withoutOrders(text: string): string {
  const blocks = blocksOf(text);
  return blocks.reduce((left, block, i) => withoutOrdersOf(left, block, blocks[i + 1]), text);
}
