import { isDateLine } from '../documents/dates.ts';
import type { Line } from '../documents/lines.ts';
import type { ReadNumber } from './document-numbering.ts';
import { isTerminated, type Layout, unbreakableWidth } from './layout.ts';
import type { Paragraph } from './paragraph.ts';
import { opensUnitList } from './responsible-units.ts';
import type { RowStyle } from './row-style.ts';

const ENDED = /[。！？!?](?:[”’"）)】》」』]*)$/u;
const CLOSED = /[）)】〕\]]$/u;
/** No line begins with these unless the sentence goes on. */
const CONTINUES = /^[，、。；：！？）》”’」】〕,;:)]/u;
const UNFINISHED = /[，、（《“‘(]$/u;
/** Titles have one comma or none; sentences set in full lines have more. */
const FEW_COMMAS = /^[^，,]*(?:[，,][^，,]*)?$/u;
/** A line at least this wide (em) may be a paragraph cut by a page break: no printed page is narrower. */
const MIN_CUT_WIDTH = 20;
/** A numbered line without a full stop is a title unless it is wider than any title. */
const MAX_TITLE_WIDTH = 45;
/** Lines of a contents list: 第一章 总则……3. */
const LEADER = /(?:[.·．…]{3,}|…)\d{1,3}$/u;
/** What stands on a line of its own: 目录, 具体举措：, the number of the document. */
const STANDS_ALONE = /^目[录次]$|^\p{Script=Han}{2,8}[：:]$|^.{0,14}[〔[【（(]\d{4}[〕\]】）)].{0,3}\d+号$/u;
const NOTICE_TITLE = /的(?:通知|公告|意见|决定|函|批复)$/u;
/** 行动目标：… opens a paragraph, whatever stands above it. */
const LABELLED = /^\p{Script=Han}{2,8}[：:]/u;
/** Justified lines may end one character early; Latin letters, digits and blanks have no exact width in print. */
const LOOSE = 0;
const LOOSE_LATIN = 1;

/** True where a bracket or quotation mark opened in the text is still open. */
function hasOpenBracket(text: string): boolean {
  const opened = text.match(/[（(《“「【〔]/gu)?.length ?? 0;
  const closed = text.match(/[）)》”」】〕]/gu)?.length ?? 0;
  return opened > closed;
}

/** The paragraph read so far and what decides whether a line goes on with it. */
export interface Joining {
  layout: Layout;
  readNumber: ReadNumber;
  lastOrdinals: Map<string, number>;
  paragraph: Paragraph;
  text: string;
  previous: Line;
  /** The lines behind the one that is to be judged. */
  ahead: Line[];
  isFirst: boolean;
  rowStyle: RowStyle | undefined;
}

function numberOf(line: Line, { readNumber }: Joining) {
  return readNumber(line.text, line.opening);
}

/** A number may open a part in the middle of running text only where it counts on: first, or one more. */
function countsOn(line: Line, joining: Joining): boolean {
  const marker = numberOf(line, joining);
  if (!marker) return false;
  return marker.ordinal === 1 || marker.ordinal === (joining.lastOrdinals.get(marker.family) ?? 0) + 1;
}

/** True while the paragraph so far is a number and a title without any full stop. */
function opensTitle({ text, paragraph, readNumber }: Joining): boolean {
  return (
    readNumber(text, paragraph.lines[0]!.opening) !== null && !/[。；]/u.test(text) && !hasOpenBracket(text)
  );
}

/** What an article says is no title, nor is a sentence that defines or rules. */
const RULES = /是指|应当|负责|不得|可以/u;

/** True while the paragraph so far may be a title that a page break would cut. */
export function mayBeTitle(joining: Joining): boolean {
  const { text, paragraph, readNumber } = joining;
  const family = readNumber(text, paragraph.lines[0]!.opening)?.family;
  return opensTitle(joining) && family !== '条' && !RULES.test(text);
}

/** How much more the line before could have held than it does, beyond the first word of `line`; negative if nothing. */
function roomLeft(line: Line, { previous, isFirst, layout }: Joining): number {
  const edge = (isFirst && layout.firstWidths?.usual) || layout.width!;
  return edge - (previous.indent - layout.margin + previous.width + unbreakableWidth(line.text));
}

/** The line has the width of a full first line: narrower than full lines by the indent that was lost. */
function looksFirst(line: Line, { firstWidths }: Layout): boolean {
  if (!firstWidths) return false;
  // A stop may hang over the right edge.
  const widest = firstWidths.widest + (/[，、。；：]$/u.test(line.text) ? 1 : 0);
  return line.width >= firstWidths.usual - 0.5 && line.width <= widest + 0.5;
}

function joinsWrapped(line: Line, joining: Joining): boolean {
  const { previous, layout } = joining;
  const marker = numberOf(line, joining);
  if (layout.showsIndent && line.indent - layout.margin >= 1.5) return false;
  const room = roomLeft(line, joining);
  const slack = /[A-Za-z0-9 ]/u.test(previous.text) ? LOOSE_LATIN : LOOSE;
  if (room > slack) return UNFINISHED.test(previous.text) && !marker && !isDateLine(line.text);
  if (layout.blanksSeparate && line.blankBefore > 0 && isTerminated(previous.text)) return false;
  const isEnded =
    isTerminated(previous.text) ||
    (CLOSED.test(previous.text) && !hasOpenBracket(joining.text)) ||
    // A list of units on a line of its own has no stop.
    (opensUnitList(joining.text) && !UNFINISHED.test(previous.text));
  if (isEnded && (opensUnitList(line.text) || LABELLED.test(line.text) || countsOn(line, joining)))
    return false;
  if (isTerminated(previous.text)) return !marker && (layout.showsIndent || !looksFirst(line, layout));
  if (!opensTitle(joining)) return true;
  if (marker) return !countsOn(line, joining);
  return layout.showsIndent || !beginsBelowTitle(line, room, joining);
}

/** The width that the line would have with the first word of the line behind it: more than its edge where it is full. */
function filled({ width }: Line, behind: Line | undefined): number {
  return width + unbreakableWidth(behind?.text ?? '');
}

/**
 * Whether the line is a first line: not wider than those are, too narrow for any other full line, and not followed by
 * another such line, which would show that it ended a title. Null where it fits both.
 */
function isFirstLine(line: Line, [next, afterNext]: Line[], layout: Layout): boolean | null {
  const { usual } = layout.firstWidths!;
  if (isTerminated(line.text)) return line.width > layout.firstWidths!.widest + 1 ? false : null;
  if (!looksFirst(line, layout) && !(filled(line, next) > usual && line.width < usual)) return false;
  const isNextFirst = next && !isTerminated(next.text) && looksFirst(next, layout);
  if (isNextFirst && filled(next, afterNext) <= layout.width!) return false;
  return filled(line, next) > layout.width! ? null : true;
}

/**
 * A title may happen to fill its line. What follows is text below it, not the rest of a longer title or sentence, if it
 * is set like the first line of a paragraph; else the other numbers of the row tell.
 */
function beginsBelowTitle(line: Line, room: number, joining: Joining): boolean {
  const { layout, text, rowStyle, previous, ahead } = joining;
  if (LABELLED.test(line.text)) return true;
  if (UNFINISHED.test(previous.text) || text.length > MAX_TITLE_WIDTH || !FEW_COMMAS.test(text)) return false;
  if (layout.firstWidths) {
    const isFirst = isFirstLine(line, ahead, layout);
    if (isFirst !== null) return isFirst;
  } else if (!isTerminated(line.text) && filled(line, ahead[0]) <= layout.width!) return false;
  if (rowStyle) return rowStyle === 'titles';
  // Most titles that reach so far end with the name of a programme: ……，实施“某某工程”.
  return room >= 0 || /[”》]$/u.test(text);
}

function joinsCut(line: Line, joining: Joining): boolean {
  const { text, previous } = joining;
  if (isDateLine(line.text) || ENDED.test(previous.text)) return false;
  if (hasOpenBracket(text) && !numberOf(line, joining)) return previous.width >= MIN_CUT_WIDTH;
  if (isTerminated(previous.text) || LABELLED.test(line.text)) return false;
  if (UNFINISHED.test(previous.text)) return !countsOn(line, joining);
  if (CLOSED.test(previous.text) || previous.width < MIN_CUT_WIDTH) return false;
  if (previous.width <= MAX_TITLE_WIDTH && (opensTitle(joining) || !/[，。；：、]/u.test(text))) return false;
  return !countsOn(line, joining);
}

/** 第一章 on a line of its own: its title is printed below it. */
function awaitsTitle({ text, paragraph, readNumber }: Joining): boolean {
  const marker = readNumber(text, paragraph.lines[0]!.opening);
  if (!marker || marker.length < text.length) return false;
  return marker.family !== '附件' && marker.family !== '专栏' && marker.family !== '条';
}

function isShortTitle(line: Line, joining: Joining): boolean {
  return line.width <= MAX_TITLE_WIDTH && !isTerminated(line.text) && !numberOf(line, joining);
}

/** 学校应当直接聘用，不|纳入竞聘范围：: the end of a sentence that broke off at a full line, set like the rest of it. */
function isEndOfSentence(line: Line, joining: Joining): boolean {
  const { previous, layout, text } = joining;
  const { showsIndent, margin, width } = layout;
  if (!/[：:]$/u.test(line.text) || width === null || !showsIndent || line.indent - margin >= 1.5)
    return false;
  return !isTerminated(previous.text) && /[，、]/u.test(text) && roomLeft(line, joining) <= LOOSE_LATIN;
}

/** Whether a line goes on with the paragraph before it. */
export function joins(line: Line, joining: Joining): boolean {
  const { paragraph, previous, layout, text } = joining;
  if (line.hashes > 0 || line.isTableRow || line.isBullet || line.isBold || paragraph.isTableRow)
    return false;
  if (LEADER.test(previous.text) || LEADER.test(line.text)) return false;
  if (NOTICE_TITLE.test(previous.text)) return false;
  if (STANDS_ALONE.test(line.text) && !isEndOfSentence(line, joining)) return false;
  if (CONTINUES.test(line.text) || (awaitsTitle(joining) && isShortTitle(line, joining))) return true;
  // Marks set a title off already; it goes on only where a bracket or quotation mark is still open.
  if (paragraph.hashes > 0 || previous.isBold) return hasOpenBracket(text) && !numberOf(line, joining);
  return layout.width === null ? joinsCut(line, joining) : joinsWrapped(line, joining);
}
