import { searchForm } from '../language/normalise.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { matchConcept } from '../retrieval/evidence.ts';
import { meetsNeed, type ValueNeed } from '../retrieval/needs.ts';

const OPENING = '（(《“「【';
const CLOSING = '）)》”」】';

/** Cuts a sentence at its commas and semicolons, never inside quotation marks or brackets. */
export function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (OPENING.includes(text[i]!)) depth++;
    else if (CLOSING.includes(text[i]!)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && '，,；;'.includes(text[i]!)) {
      segments.push(text.slice(start, i + 1));
      start = i + 1;
    }
  }
  if (start < text.length) segments.push(text.slice(start));
  return segments;
}

/** Removes the stop or comma that a sentence or segment ends with, and brackets it leaves open. */
export function withoutStop(text: string): string {
  return text.replace(/[。；;，,：:]+$/u, '');
}

/** What a sentence is trimmed for. */
export interface TrimFocus {
  concepts: Concept[];
  need: ValueNeed | null;
}

function relevance(segment: string, { concepts, need }: TrimFocus): number {
  const form = searchForm(segment);
  let sum = 0;
  for (const concept of concepts) sum += concept.weight * matchConcept(concept, form);
  return need !== null && meetsNeed(need, segment) ? sum + 3 : sum;
}

/**
 * Shortens a sentence to at most `limit` characters: the run of whole segments that speaks most of the question. A
 * sentence that fits stays whole, since its other words qualify what it says.
 */
export function trimSentence(text: string, focus: TrimFocus, limit: number): string {
  if (text.length <= limit) return withoutStop(text);
  const segments = segmentsOf(text);
  const scores = segments.map((segment) => relevance(segment, focus));
  let best = { from: 0, to: 1, score: -1 };
  for (let from = 0; from < segments.length; from++) {
    let length = 0;
    let score = 0;
    for (let to = from; to < segments.length; to++) {
      length += segments[to]!.length;
      if (length > limit && to > from) break;
      score += scores[to]!;
      // A little for every segment kept: context is worth having where it fits.
      const value = score + 0.05 * (to - from) - 0.01 * from;
      if (value > best.score) best = { from, to: to + 1, score: value };
    }
  }
  const kept = segments.slice(best.from, best.to).join('');
  return withoutStop(kept.length > limit * 2 ? `${kept.slice(0, limit)}…` : kept);
}
