import type { Heading } from './clause.ts';
import type { FoundHeading } from './headings.ts';

/** A heading on the way from the top of the document to the current place. */
interface OpenHeading {
  rank: number;
  found: FoundHeading;
  index: number;
}

/** How much deeper than the heading above it an unnumbered heading of each kind stands. */
const LABEL_STEP = 3;
const RUN_IN_STEP = 4;

/**
 * Builds the tree of headings while the document is read from top to bottom. The family of the number decides the depth,
 * not Markdown levels, which contradict it in OCR output; headings without a number stand below the one they follow.
 */
export class HeadingTree {
  readonly headings: Heading[] = [];
  #open: OpenHeading[] = [];

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
    if (family !== '专栏') return rank;
    const parts = this.#open.filter((open) => open.found.marker && open.found.marker.family !== '专栏');
    return (parts.at(-1)?.rank ?? 0) + 1;
  }

  /** Labels stand beside labels, dashed run-ins beside dashed run-ins, bare Markdown headings beside their equals. */
  #isSibling(open: FoundHeading, found: FoundHeading): boolean {
    if (open.kind !== found.kind && !(open.hashes > 0 && open.hashes === found.hashes)) return false;
    if (found.kind === 'label') return open.kind === 'label';
    if (found.hashes > 0) return open.hashes === found.hashes;
    return open.marker === null && open.hashes === 0 && open.style === found.style;
  }
}
