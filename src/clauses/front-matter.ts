import type { PolicyDocument } from '../documents/document.ts';
import { stripMarks } from '../language/mapped-text.ts';
import type { Paragraph } from './paragraph.ts';

/** Paragraphs that stand before or between the parts and are none: titles, letterhead, the list of contents. */
export interface FrontMatter {
  /** The document's own titles and what is printed above them. */
  titles: Set<number>;
  /** The list of contents, whose lines look like headings. */
  contents: Set<number>;
}

const NOTICE_TITLE = /关于.{2,80}的(?:通知|公告|意见|决定|函|批复)$/u;
const STATUS = /\((?:公开)?(?:征求意见|讨论|送审)稿\)|\(草案\)/gu;
const LEADER = /(?:[.·．…]|\s)*\d{0,4}$/u;
/** An own title may be printed in so many paragraphs. */
const MAX_TITLE_PARAGRAPHS = 4;
/** Lines with leaders and page numbers that make a list of contents even without the word 目录. */
const MIN_LEADERS = 3;

function comparable(title: string): string {
  return stripMarks(title)
    .normalize('NFKC')
    .replace(STATUS, '')
    .replace(/[《》—–-]/gu, '');
}

function ownTitles(
  document: Pick<PolicyDocument, 'title' | 'evidence'>,
  paragraphs: Paragraph[],
  texts: string[],
  isNumbered: (i: number) => boolean,
): Set<number> {
  const own = comparable(document.title);
  const printed = document.evidence.title;
  const found = new Set<number>();
  paragraphs.forEach(({ start, end, hashes }, i) => {
    if (printed && start < printed.end && end > printed.start) found.add(i);
    if (printed && end <= printed.start) found.add(i);
    if (isNumbered(i)) return;
    if (NOTICE_TITLE.test(comparable(texts[i]!))) found.add(i);
    let joined = '';
    for (let length = 1; length <= MAX_TITLE_PARAGRAPHS && i + length <= texts.length; length++) {
      joined += comparable(texts[i + length - 1]!);
      if (joined !== own) continue;
      for (let k = 0; k < length; k++) found.add(i + k);
      break;
    }
    // A title may carry more than the metadata keep: 某某规划（2026—2030年）.
    if (hashes > 0 && own.length > 4 && comparable(texts[i]!).startsWith(own)) found.add(i);
  });
  return found;
}

/** A contents line without its leader and page number. */
function entryOf(text: string): string {
  return text.replace(LEADER, '');
}

function isLeaderLine(text: string): boolean {
  return /(?:[.·．]{3,}|…)\d{1,4}$/u.test(text);
}

/** The lines below 目录, up to the one with which the text itself begins: each is printed again further down. */
function contentsBelow(texts: string[], at: number): number[] {
  const found = [at];
  const first = entryOf(texts[at + 1] ?? '');
  for (let i = at + 1; i < texts.length; i++) {
    const entry = entryOf(texts[i]!);
    if (entry === '' || (i > at + 1 && texts[i] === first)) break;
    if (!isLeaderLine(texts[i]!) && !texts.slice(i + 1).some((text) => text.startsWith(entry))) break;
    found.push(i);
  }
  return found;
}

function contents(texts: string[]): Set<number> {
  const heading = texts.findIndex((text) => /^目[录次]$/u.test(text));
  const found = new Set(heading < 0 ? [] : contentsBelow(texts, heading));
  const leaders = texts.flatMap((text, i) => (isLeaderLine(text) ? [i] : []));
  if (leaders.length >= MIN_LEADERS) for (const i of leaders) found.add(i);
  return found;
}

/** Finds what of a document is neither heading nor text of a part. */
export function findFrontMatter(
  document: Pick<PolicyDocument, 'title' | 'evidence'>,
  paragraphs: Paragraph[],
  texts: string[],
  isNumbered: (i: number) => boolean,
): FrontMatter {
  return { titles: ownTitles(document, paragraphs, texts, isNumbered), contents: contents(texts) };
}
