import type { Clause, Heading, Outline } from './clause.ts';
import { readMarker } from './numbering.ts';

/** An outline with its children at hand. */
export interface OutlineTree {
  outline: Outline;
  /** Positions of each heading's direct children, in order. */
  children: number[][];
  /** Positions of the headings that have no parent. */
  roots: number[];
}

const trees = new WeakMap<Outline, OutlineTree>();

/** The tree of an outline, made once. */
export function outlineTree(outline: Outline): OutlineTree {
  let tree = trees.get(outline);
  if (!tree) {
    const children: number[][] = outline.headings.map(() => []);
    const roots: number[] = [];
    outline.headings.forEach(({ parent }, i) => {
      (parent === null ? roots : children[parent]!).push(i);
    });
    tree = { outline, children, roots };
    trees.set(outline, tree);
  }
  return tree;
}

/** Titles from the outermost heading down to this one. */
export function headingPath(outline: Outline, heading: number | null): string[] {
  const path: string[] = [];
  for (let i = heading; i !== null; i = outline.headings[i]!.parent) path.unshift(outline.headings[i]!.title);
  return path;
}

/** True when `heading` is `ancestor` or stands below it. */
export function isWithin(outline: Outline, heading: number | null, ancestor: number): boolean {
  for (let i = heading; i !== null; i = outline.headings[i]!.parent) if (i === ancestor) return true;
  return false;
}

/** Clauses that stand under a heading or anything below it. Run-in titles own the paragraph they are written into. */
export function clausesUnder(outline: Outline, heading: number): Clause[] {
  return outline.clauses.filter((clause) => isWithin(outline, clause.heading, heading));
}

/** Children that divide a section: what a reader would count. Labels are looked through. */
export function sectionParts(tree: OutlineTree, heading: number): number[] {
  const { headings } = tree.outline;
  return tree.children[heading]!.flatMap((child) =>
    headings[child]!.kind === 'label' ? sectionParts(tree, child) : [child],
  );
}

/** What an annex or box is called by: its number is its name. */
const NAMED_BY_NUMBER = /^(?:附[件录表图]|专栏)|^附(?:[：:]|$)/u;
/** True for the title of an annex or a box. */
export const isAttached = (title: string): boolean => NAMED_BY_NUMBER.test(title);
/** `2 总则`, printed without white space; 2030年 is no number. */
const PLAIN_NUMBER = /^\d{1,2}(?=\p{Script=Han})(?![年月日个所名项次万亿])/u;

/** A heading's title without its number: （五）推进学前教育普及普惠发展 → 推进学前教育普及普惠发展. */
export function bareTitle({ title }: Pick<Heading, 'title'>): string {
  if (isAttached(title)) return title;
  const number = readMarker(title)?.length ?? PLAIN_NUMBER.exec(title)?.[0].length ?? 0;
  return title.slice(number).replace(/^[：:、.．]/u, '') || title;
}
