import { type MappedText, mapText, sourceSpan } from '../language/mapped-text.ts';
import type { HeadingKind } from './clause.ts';
import { type Marker, readMarker } from './numbering.ts';
import type { Paragraph } from './paragraphs.ts';

/** A heading found at the start of a paragraph, before it is placed in the tree. */
export interface FoundHeading {
  kind: HeadingKind;
  marker: Marker | null;
  hashes: number;
  title: string;
  /** How the title is set off: on a line of its own, or from its paragraph by a stop, colon or dash. */
  style: 'line' | 'stop' | 'colon' | 'dash';
  /** Characters of the paragraph's text that the title takes; the rest of the paragraph is body. */
  length: number;
  start: number;
  end: number;
}

/** A paragraph as readable text, with what its start was recognised as. */
export interface ReadParagraph {
  paragraph: Paragraph;
  mapped: MappedText;
  heading: FoundHeading | null;
}

const MAX_TITLE = 60;
const MAX_RUN_IN = 30;
const MAX_BARE_RUN_IN = 20;
const MAX_LABEL = 8;
/** Labels every plan of this kind uses; others are learnt when they open at least two paragraphs. */
const COMMON_LABEL =
  /^(?:行动|工作|总体|主要|发展)?(?:目标|任务|举措|措施|要求|原则|内容|思路|重点)$|^具体举措$/u;
const UNIT_LABEL = /(?:责任|牵头|配合|主责|参与)(?:单位|部门|科室|主体)$/u;

/** Where a title written into its paragraph ends: before 。 or ：, or before a dash that no title continues after. */
const RUN_IN = /^([^。：:；！？—]{2,}?)(。|：|:|——)/u;

/** A whole sentence says something of somebody; a title names a matter. These words only sentences hold. */
const SENTENCE_WORDS = /(?:应当|不得|必须|可以|已经|尚未|亟待|仍然|存在|较为|以及其他|的，|了)/u;

function labels(texts: string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const match = /^([\p{Script=Han}]{2,8})[：:]/u.exec(text);
    if (match) counts.set(match[1]!, (counts.get(match[1]!) ?? 0) + 1);
  }
  const isLabel = ([name, count]: [string, number]) =>
    !UNIT_LABEL.test(name) && (count > 1 || COMMON_LABEL.test(name));
  return new Set([...counts].filter(isLabel).map(([name]) => name));
}

function isWholeTitle(rest: string): boolean {
  if (rest.length === 0 || rest.length > MAX_TITLE) return false;
  return !/[。；！？;，,、：:]$/u.test(rest) && !/[。；]/u.test(rest);
}

/** Length of the title that runs into the paragraph `rest`, or 0 where it opens with an ordinary sentence. */
function runInLength(rest: string, isNumbered: boolean): number {
  const match = RUN_IN.exec(rest);
  if (!match) return 0;
  const [, title, delimiter] = match as unknown as [string, string, string];
  if (delimiter === '——' && !/[\p{Script=Han}]$/u.test(title)) return 0;
  const isColon = delimiter === '：' || delimiter === ':';
  const longest = isNumbered && !isColon ? MAX_RUN_IN : MAX_BARE_RUN_IN;
  if (title.length > longest || SENTENCE_WORDS.test(title)) return 0;
  if (/[“‘（(《]/u.test(title) && title.split(/[“‘（(《]/u).length !== title.split(/[”’）)》]/u).length)
    return 0;
  if (!isNumbered && (/[，、,\d]/u.test(title) || isColon)) return 0;
  if (isNumbered && (title.match(/[，,]/gu)?.length ?? 0) > 1) return 0;
  const body = rest.slice(match[0].length);
  return body.length >= 4 ? title.length : 0;
}

interface Reading {
  labels: Set<string>;
  isOwnTitle: (text: string) => boolean;
  next: string | undefined;
}

/** A numbered line that is one short sentence is a title only where running text follows it. */
function isTitleWithStop(rest: string, next: string | undefined): boolean {
  if (!/^[^，。；：]{2,20}。$/u.test(rest) || SENTENCE_WORDS.test(rest)) return false;
  return next !== undefined && readMarker(next) === null && /[。；]/u.test(next);
}

function numberedLength(text: string, marker: Marker, next: string | undefined): number {
  const rest = text.slice(marker.length);
  if (marker.family === '附件' || marker.family === '专栏') return rest.length <= MAX_TITLE ? text.length : 0;
  if (/[：:]$/u.test(rest) && rest.length <= MAX_RUN_IN && !/[，。；]/u.test(rest)) return text.length - 1;
  if (isWholeTitle(rest)) return text.length;
  if (isTitleWithStop(rest, next)) return text.length - 1;
  const runIn = runInLength(rest, true);
  return runIn === 0 ? 0 : marker.length + runIn;
}

function styleOf(rest: string): FoundHeading['style'] {
  if (rest.length <= 1) return 'line';
  if (rest.startsWith('—')) return 'dash';
  return /^[：:]/u.test(rest) ? 'colon' : 'stop';
}

function findHeading(paragraph: Paragraph, mapped: MappedText, reading: Reading): FoundHeading | null {
  const { text } = mapped;
  const { hashes } = paragraph;
  if (paragraph.isTableRow || reading.isOwnTitle(text)) return null;
  const found = (kind: HeadingKind, marker: Marker | null, length: number): FoundHeading => ({
    kind,
    marker,
    hashes,
    title: text.slice(0, length),
    style: styleOf(text.slice(length)),
    length,
    ...sourceSpan(mapped, 0, length),
  });
  const marker = readMarker(text);
  if (marker) {
    if (marker.family === '条') return null;
    const length = numberedLength(text, marker, reading.next);
    return length > 0 ? found('numbered', marker, length) : null;
  }
  const label = /^([\p{Script=Han}]{2,8})(?:[：:]|$)/u.exec(text)?.[1];
  if (label && label.length <= MAX_LABEL && reading.labels.has(label))
    return found('label', null, label.length);
  if (hashes > 0 && isWholeTitle(text.replace(/[：:]$/u, ''))) {
    return found('run-in', null, text.replace(/[：:]$/u, '').length);
  }
  const length = runInLength(text, false);
  return length > 0 ? found('run-in', null, length) : null;
}

/** Reads each paragraph's text and the heading it opens with; `isOwnTitle` tells the document's own titles. */
export function readParagraphs(
  source: string,
  paragraphs: Paragraph[],
  isOwnTitle: (text: string) => boolean,
): ReadParagraph[] {
  const texts = paragraphs.map(({ start, end }) => mapText(source, start, end));
  const known = labels(texts.map(({ text }) => text));
  return paragraphs.map((paragraph, i) => {
    const reading = { labels: known, isOwnTitle, next: texts[i + 1]?.text };
    return { paragraph, mapped: texts[i]!, heading: findHeading(paragraph, texts[i]!, reading) };
  });
}
