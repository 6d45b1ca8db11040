import type { Family, Marker } from './numbering.ts';

/** Depth of each family that this document places elsewhere than GB/T 9704 does. */
export type FamilyOrder = Map<Family, number>;

/** Families that stand above all others, or anywhere: their place is fixed. */
const FIXED = new Set<Family>(['附件', '专栏', '条', '编']);
/** An inner row must begin anew under so many outer numbers before the usual order is given up. */
const MIN_RESTARTS = 2;

interface Pair {
  outer: Family;
  inner: Family;
}

/**
 * How often `inner` runs from 1 between two consecutive numbers of `outer`: 1.（一）（二）2. shows 1. above （一）.
 */
function evidence(markers: Marker[], { outer, inner }: Pair): { spanned: number; restarts: number } {
  let spanned = 0;
  let restarts = 0;
  let last: Marker | null = null;
  let ran = false;
  for (const marker of markers) {
    if (marker.family === inner) {
      if (marker.ordinal === 1 && last) restarts++;
      ran = last !== null;
    } else if (marker.family === outer) {
      if (ran && last && marker.ordinal === last.ordinal + 1) spanned++;
      last = marker;
      ran = false;
    }
  }
  return { spanned, restarts };
}

/**
 * Learns where a document turns the usual order of two families round: the numbers of one count on across rows of the
 * other that start again from one.
 */
export function learnFamilyOrder(markers: Marker[]): FamilyOrder {
  const ranks = new Map<Family, number>();
  for (const { family, rank } of markers) if (!ranks.has(family)) ranks.set(family, Math.floor(rank));
  const families = [...ranks.keys()].filter((family) => !FIXED.has(family));
  const order: FamilyOrder = new Map();
  for (const outer of families) {
    for (const inner of families) {
      // The usual order already has `outer` above `inner`.
      if (ranks.get(outer)! <= ranks.get(inner)!) continue;
      const turned = evidence(markers, { outer, inner });
      const usual = evidence(markers, { outer: inner, inner: outer });
      if (turned.restarts < MIN_RESTARTS || turned.spanned === 0 || usual.spanned > 0) continue;
      order.set(outer, Math.min(order.get(outer) ?? Number.POSITIVE_INFINITY, ranks.get(inner)! - 1));
    }
  }
  return order;
}
