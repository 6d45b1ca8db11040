import type { Heading } from './clause.ts';
import type { FamilyOrder } from './family-order.ts';
import type { FoundHeading } from './found-heading.ts';

/** A heading on the way from the top of the document to the current place. */
interface OpenHeading {
  rank: number;
  found: FoundHeading;
  index: number;
}

/** How much deeper than the heading above it an unnumbered heading of each kind stands. */
const LABEL_STEP = 3;
const RUN_IN_STEP = 4;
/** A box stands right below the part it is printed in. */
const BOX_STEP = 1;

/**
 * Builds the tree of headings while the document is read from top to bottom. The family of the number decides the depth,
 * not Markdown levels, which contradict it in OCR output; headings without a number stand below the one they follow.
 */
export class HeadingTree {
  readonly headings: Heading[] = [];
  readonly #order: FamilyOrder;
  #open: OpenHeading[] = [];

  constructor(order: FamilyOrder) {
    this.#order = order;
  }

  /** Position of the innermost open heading, null before the first. */
  get current(): number | null {
    return this.#open.at(-1)?.index ?? null;
  }

  /** Titles from the outermost open heading to the innermost. */
  get path(): string[] {
    return this.#open.map(({ index }) => this.headings[index]!.title);
  }

  /** Places a heading and makes it the innermost. */
  add(found: FoundHeading): void {
    if (this.#countsOnOutsideBox(found)) this.closeBox();
    this.#closeUnnumbered(found);
    const rank = this.#rankOf(found);
    while (this.#open.length > 0 && this.#open.at(-1)!.rank >= rank) this.#open.pop();
    const parent = this.current;
    const { kind, title, start, end } = found;
    this.#open.push({ rank, found, index: this.headings.length });
    this.headings.push({ level: this.#open.length, title, kind, start, end, parent });
  }

  /** Ends the innermost heading: what follows belongs to the one above it. */
  close(): void {
    this.#open.pop();
  }

  /** Ends the box (专栏) that is open, with all that is in it. */
  closeBox(): void {
    const box = this.#open.findIndex(({ found }) => found.marker?.family === '专栏');
    if (box >= 0) this.#open = this.#open.slice(0, box);
  }

  /** （二） in a box without a （一） counts on outside it. */
  #countsOnOutsideBox({ marker }: FoundHeading): boolean {
    if (!marker || marker.ordinal === 1 || marker.family === '专栏') return false;
    const box = this.#open.findIndex(({ found }) => found.marker?.family === '专栏');
    return box >= 0 && !this.#open.slice(box).some(({ found }) => found.marker?.family === marker.family);
  }

  /** A Markdown heading without a number has only its level to say what is not below it: ## 前言, ## 一、总则. */
  #closeUnnumbered({ kind, hashes }: FoundHeading): void {
    if (hashes === 0 || kind === 'label') return;
    const at = this.#open.findIndex(
      ({ found }) => found.kind === 'run-in' && found.hashes > 0 && found.hashes >= hashes,
    );
    if (at >= 0) this.#open = this.#open.slice(0, at);
  }

  #rankOf(found: FoundHeading): number {
    if (found.marker) return this.#numberedRank(found);
    const sibling = this.#open.find((open) => this.#isSibling(open.found, found));
    if (sibling) return sibling.rank;
    const step = found.kind === 'label' ? LABEL_STEP : RUN_IN_STEP;
    const above = this.#open.filter((open) => found.kind !== 'label' || open.found.kind !== 'run-in');
    return (above.at(-1)?.rank ?? 0) + step;
  }

  #numberedRank({ marker }: FoundHeading): number {
    const { family, rank } = marker!;
    if (family !== '专栏') return this.#order.get(family) ?? rank;
    const box = this.#open.find(({ found }) => found.marker?.family === '专栏');
    if (box) return box.rank;
    const parts = this.#open.filter(({ found }) => found.marker);
    // A box belongs to the part around it, not to the last of the items that run into their paragraphs.
    const around = parts.filter(({ found }) => found.style === 'line').at(-1) ?? parts.at(-1);
    return (around?.rank ?? 0) + BOX_STEP;
  }

  /** Labels stand beside labels, dashed run-ins beside dashed run-ins, bare Markdown headings beside their equals. */
  #isSibling(open: FoundHeading, found: FoundHeading): boolean {
    if (open.kind !== found.kind && !(open.hashes > 0 && open.hashes === found.hashes)) return false;
    // A label that is open already opens again only further down: 具体举措 of a part within 具体举措 of the whole.
    if (found.kind === 'label') return open.kind === 'label' && open.title !== found.title;
    if (found.hashes > 0) return open.hashes === found.hashes;
    return open.marker === null && open.hashes === 0 && open.style === found.style;
  }
}
