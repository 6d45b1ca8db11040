import type { MappedText } from '../language/mapped-text.ts';
import type { ClauseKind } from './clause.ts';
import type { FamilyOrder } from './family-order.ts';
import { HeadingTree } from './heading-tree.ts';
import type { ReadParagraph } from './headings.ts';
import { opensUnitList } from './responsible-units.ts';

/** Body text waiting to become a clause: one paragraph, or several that belong together. */
export interface Draft {
  kind: ClauseKind;
  path: string[];
  heading: number | null;
  mapped: MappedText;
  /** Text positions at which a joined paragraph begins: no sentence runs across them. */
  seams: number[];
}

/** What separates a run-in title from its text. */
export const DELIMITER = /^(?:[。：:]|——|—)+/u;

function tail({ text, offsets }: MappedText, from: number): MappedText {
  return { text: text.slice(from), offsets: offsets.slice(from) };
}

type Continuation = 'table-row' | 'article' | 'contents' | 'page-number' | 'text';

/** Collects the body paragraphs of a document under their headings. */
export class DraftCollector {
  readonly tree: HeadingTree;
  readonly drafts: Draft[] = [];
  /** 第X条 as printed, while its article is open. */
  #article: string | null = null;
  /** What the last paragraph was, null right behind a heading. */
  #last: Continuation | null = null;
  #hasBoxTable = false;

  constructor(order: FamilyOrder) {
    this.tree = new HeadingTree(order);
  }

  read(read: ReadParagraph): void {
    this.#closeBox(read);
    if (read.heading) this.#addHeading(read);
    else this.#addBody(read);
  }

  #addHeading({ heading, mapped, seams }: ReadParagraph): void {
    this.tree.add(heading!);
    this.#article = null;
    this.#last = null;
    this.#hasBoxTable = false;
    const rest = tail(mapped, heading!.length);
    if (rest.text.replace(DELIMITER, '') === '') this.#extendHeading(rest);
    else
      this.#add(
        'text',
        rest,
        seams.map((seam) => seam - heading!.length),
      );
    // Without a number nothing says that later paragraphs still belong to a title written into this one.
    if (heading!.kind === 'run-in' && heading!.style === 'stop') this.tree.close();
  }

  /** A stop or colon with nothing behind it belongs to the heading, so that headings and clauses hold every character. */
  #extendHeading(rest: MappedText): void {
    if (rest.offsets.length > 0) this.tree.headings.at(-1)!.end = rest.offsets.at(-1)! + 1;
  }

  #addBody(read: ReadParagraph): void {
    const { paragraph, mapped, seams, marker } = read;
    const isArticle = marker?.family === '条' && !read.isContents;
    const now: Continuation = paragraph.isTableRow
      ? 'table-row'
      : paragraph.lines[0]!.isPageNumber
        ? 'page-number'
        : read.isContents
          ? 'contents'
          : isArticle || read.isInArticle
            ? 'article'
            : 'text';
    if (isArticle) this.#article = mapped.text.slice(0, marker.length);
    if (this.#joins(now, isArticle, mapped.text)) this.#append(mapped, seams);
    else if (now === 'contents' || now === 'page-number') this.#add('front', mapped, seams);
    else if (now === 'text') this.#add('text', mapped, seams);
    else this.#add(now, mapped, seams);
    if (now === 'table-row') this.#hasBoxTable = true;
  }

  #joins(now: Continuation, opensArticle: boolean, text: string): boolean {
    if (this.#last === null || opensArticle) return false;
    if (now !== 'text') return now === this.#last;
    return this.#last === 'text' && opensUnitList(text);
  }

  #append(mapped: MappedText, seams: number[]): void {
    const draft = this.drafts.at(-1)!;
    const length = draft.mapped.text.length;
    draft.seams.push(length, ...seams.map((seam) => seam + length));
    draft.mapped = {
      text: draft.mapped.text + mapped.text,
      offsets: [...draft.mapped.offsets, ...mapped.offsets],
    };
  }

  #add(kind: ClauseKind, mapped: MappedText, seams: number[]): void {
    const path = this.#article === null ? this.tree.path : [...this.tree.path, this.#article];
    this.drafts.push({
      kind,
      path,
      heading: this.tree.current,
      mapped,
      seams: seams.filter((seam) => seam > 0),
    });
    this.#last = kind === 'front' ? (/\p{L}/u.test(mapped.text) ? 'contents' : 'page-number') : kind;
  }

  /** A box ends with its table (and the notes below it); what comes then belongs to the part around it. */
  #closeBox({ paragraph, mapped }: ReadParagraph): void {
    if (!this.#hasBoxTable || paragraph.isTableRow || paragraph.lines[0]!.isPageNumber) return;
    if (/^(?:注|说明|备注|资料来源)[：:]?/u.test(mapped.text)) return;
    this.tree.closeBox();
    this.#hasBoxTable = false;
    this.#last = null;
  }
}
