import { bareTitle, headingPath } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';

/** A heading with what searching it needs, made once for an index. */
export interface IndexedHeading {
  document: PolicyDocument;
  heading: number;
  level: number;
  parent: number | null;
  isLabel: boolean;
  /** Its title without number, and the titles above it, in search form. */
  title: string;
  above: string;
}

interface HeadingIndex {
  byPair: Map<string, IndexedHeading[]>;
}

const indexes = new WeakMap<PolicyIndex, HeadingIndex>();

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}

function headingIndex(index: PolicyIndex): HeadingIndex {
  const known = indexes.get(index);
  if (known) return known;
  const byPair = new Map<string, IndexedHeading[]>();
  for (const document of index.documents) {
    const outline = index.outlines.get(document.id)!;
    outline.headings.forEach(({ level, parent, kind, ...heading }, i) => {
      const title = searchForm(bareTitle(heading));
      const above = searchForm(headingPath(outline, parent).join(' '));
      const indexed = { document, heading: i, level, parent, isLabel: kind === 'label', title, above };
      for (const pair of pairsOf(title)) {
        const list = byPair.get(pair);
        if (list) list.push(indexed);
        else byPair.set(pair, [indexed]);
      }
    });
  }
  const made = { byPair };
  indexes.set(index, made);
  return made;
}

/** Headings whose titles share a pair of characters with any of the words, in no order. */
export function headingsWith(words: Iterable<string>, index: PolicyIndex): Set<IndexedHeading> {
  const { byPair } = headingIndex(index);
  const found = new Set<IndexedHeading>();
  for (const word of words) {
    for (const pair of pairsOf(word)) for (const heading of byPair.get(pair) ?? []) found.add(heading);
  }
  return found;
}
