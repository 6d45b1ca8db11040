import { numeralsOf } from '../facts/coinage-numerals.ts';
import type { CoinageUse } from '../facts/coinages.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';

/** A use of a coinage with the document that makes it. */
export interface PlacedUse extends CoinageUse {
  documentId: string;
}

const coined = new WeakMap<PolicyIndex, Map<string, PlacedUse[]>>();

/** Names that any of the documents puts in quotation marks (search form), each with its uses in all of them, in order. */
export function coinagesOf(index: PolicyIndex): ReadonlyMap<string, readonly PlacedUse[]> {
  let known = coined.get(index);
  if (!known) {
    known = new Map();
    for (const [documentId, { coinages }] of index.facts) {
      for (const { name, uses } of coinages) {
        const placed = known.get(name) ?? [];
        placed.push(...uses.map((use) => ({ ...use, documentId })));
        known.set(name, placed);
      }
    }
    coined.set(index, known);
  }
  return known;
}

/** 三级 and 两个 are coinages in quotation marks only. */
const PLAIN_COUNT = /^[\d一二两三四五六七八九十]+[个级项种类条次位门步层]$/u;
const QUOTED_NAME = (name: string) => new RegExp(`[“‘「]${name}[”’」]`, 'u');

/** Coinages of the documents that a question names without quotation marks: those one cannot take for plain words. */
export function coinagesNamed(topic: string, index: PolicyIndex): string[] {
  const named = [...coinagesOf(index).keys()].filter(
    (coinage) =>
      topic.includes(coinage) &&
      (coinage.length >= 3 || numeralsOf(coinage).length > 0) &&
      (!PLAIN_COUNT.test(coinage) || QUOTED_NAME(coinage).test(topic)),
  );
  return named.filter((coinage) => !named.some((other) => other !== coinage && other.includes(coinage)));
}
