import type { PolicyDocument } from '../documents/document.ts';
import { readableSource } from '../documents/readable-source.ts';
import { type MappedText, sourceSpan } from '../language/mapped-text.ts';
import { findAnnexMentions } from './annexes.ts';
import { findArticleBodies } from './articles.ts';
import type { HeadingKind } from './clause.ts';
import type { ReadNumber } from './document-numbering.ts';
import type { FoundHeading } from './found-heading.ts';
import { findFrontMatter } from './front-matter.ts';
import { judgeRows } from './item-rows.ts';
import { labelLength, learnLabels } from './labels.ts';
import type { Marker } from './numbering.ts';
import { mapParagraph, type Paragraph } from './paragraph.ts';
import { opensUnitList } from './responsible-units.ts';
import { bareRunInLength, isWholeTitle, numberedLength, styleOf } from './titles.ts';

/** A paragraph as readable text, with what its start was recognised as. */
export interface ReadParagraph {
  paragraph: Paragraph;
  mapped: MappedText;
  /** Text positions that no sentence may run across: where a page number was left out. */
  seams: number[];
  marker: Marker | null;
  heading: FoundHeading | null;
  /** Line of the list of contents. */
  isContents: boolean;
  /** Belongs to the article (第X条) opened before it. */
  isInArticle: boolean;
}

/** Bold lines count as headings of a level below the deepest that Markdown has. */
const BOLD_LEVEL = 7;

function foundHeading(
  { paragraph, mapped }: Pick<ReadParagraph, 'paragraph' | 'mapped'>,
  {
    kind,
    marker = null,
    from = 0,
    length,
  }: { kind: HeadingKind; marker?: Marker | null; from?: number; length: number },
): FoundHeading {
  const isBold = paragraph.lines.length === 1 && paragraph.lines[0]!.isBold;
  return {
    kind,
    marker,
    hashes: paragraph.hashes || (isBold ? BOLD_LEVEL : 0),
    // Converters to Markdown write 1\\. so that it makes no list.
    title: mapped.text.slice(from, length).replaceAll('\\', ''),
    style: styleOf(mapped.text.slice(length)),
    length,
    ...sourceSpan(mapped, 0, length),
  };
}

/** The heading a paragraph without a number opens with. */
function unnumberedHeading(read: ReadParagraph, labels: Set<string>): FoundHeading | null {
  const { text } = read.mapped;
  const { hashes, lines } = read.paragraph;
  // **责任单位：区教育局、区财政局**: printed bold, it is still the list of units.
  if (opensUnitList(text)) return null;
  const label = labelLength(text, labels);
  if (label > 0) return foundHeading(read, { kind: 'label', length: label });
  const bare = text.replace(/[：:]$/u, '');
  if (hashes > 0 && isWholeTitle(bare)) return foundHeading(read, { kind: 'run-in', length: bare.length });
  const isBold = lines.length === 1 && lines[0]!.isBold;
  if (isBold && isWholeTitle(text)) return foundHeading(read, { kind: 'run-in', length: text.length });
  if (lines[0]!.isBullet) return null;
  // ——坚持人民至上。…: the dash is a bullet, not part of the title.
  const from = /^—*/u.exec(text)![0].length;
  const length = bareRunInLength(text.slice(from));
  return length > 0 ? foundHeading(read, { kind: 'run-in', from, length: from + length }) : null;
}

function numberedHeading(read: ReadParagraph, next: ReadParagraph | undefined): FoundHeading | null {
  const { marker, mapped } = read;
  if (!marker || marker.family === '条') return null;
  const following = next && { text: next.mapped.text, marker: next.marker };
  const length = numberedLength({ text: mapped.text, marker, next: following });
  return length > 0 ? foundHeading(read, { kind: 'numbered', marker, length }) : null;
}

/** Lets the rows of numbered paragraphs decide where a single one was misjudged. */
function applyRows(reads: ReadParagraph[], isPlain: (i: number) => boolean): void {
  const items = reads.map(({ mapped: { text }, marker, heading }, i) => ({
    text,
    marker: isPlain(i) || marker?.family === '条' ? null : marker,
    heading,
    announces: /[：:]$/u.test(text),
  }));
  const { demoted, promoted } = judgeRows(items);
  for (const i of demoted) reads[i]!.heading = null;
  for (const [i, length] of promoted) {
    const read = reads[i]!;
    read.heading = foundHeading(read, { kind: 'numbered', marker: read.marker, length });
  }
}

/** Reads each paragraph's text and the heading it opens with. */
export function readParagraphs(
  document: Pick<PolicyDocument, 'source' | 'title' | 'evidence'>,
  paragraphs: Paragraph[],
  readNumber: ReadNumber,
): ReadParagraph[] {
  const readable = readableSource(document.source);
  const reads: ReadParagraph[] = paragraphs.map((paragraph) => {
    const { mapped, seams } = mapParagraph(readable, paragraph);
    const isNumberless = paragraph.isTableRow || paragraph.lines[0]!.isPageNumber;
    const marker = isNumberless ? null : readNumber(mapped.text, paragraph.lines[0]!.opening);
    return { paragraph, mapped, seams, marker, heading: null, isContents: false, isInArticle: false };
  });
  const texts = reads.map(({ mapped }) => mapped.text);
  const front = findFrontMatter(document, paragraphs, texts, (i) => reads[i]!.marker !== null);
  const lines = reads.map(({ marker, paragraph }, i) => ({
    text: texts[i]!,
    marker: front.contents.has(i) ? null : marker,
    hashes: front.contents.has(i) ? 0 : paragraph.hashes,
  }));
  const inArticle = findArticleBodies(lines);
  const mentions = findAnnexMentions(lines);
  const isPlain = (i: number) => {
    const { isTableRow, lines: printed } = paragraphs[i]!;
    const isFront = front.titles.has(i) || front.contents.has(i);
    return isFront || isTableRow || printed[0]!.isPageNumber || inArticle[i]! || mentions.has(i);
  };
  const labels = learnLabels(texts);
  reads.forEach((read, i) => {
    read.isContents = front.contents.has(i);
    read.isInArticle = inArticle[i]!;
    if (isPlain(i)) return;
    read.heading = read.marker ? numberedHeading(read, reads[i + 1]) : unnumberedHeading(read, labels);
  });
  applyRows(reads, isPlain);
  return reads;
}
