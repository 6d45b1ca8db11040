/** A clause on its way through fusion. */
export interface FusedCandidate {
  ordinal: number;
  score: number;
  foundBy: ('lexical' | 'vector')[];
  similarity: number;
}

/**
 * Share of the vector index in the fused score. Lexical search is the stronger of the two on plans (see eval/LOG.md), so
 * scores are added rather than ranks, which would give both an equal voice.
 */
const VECTOR_SHARE = 0.35;

/** Merges both result lists: lexical score relative to its best, plus the cosine similarity at its share. */
export function fuse(
  lexical: { ordinal: number; score: number }[],
  near: { ordinal: number; distance: number }[],
): FusedCandidate[] {
  const best = lexical[0]?.score ?? 1;
  const candidates = new Map<number, FusedCandidate>();
  for (const { ordinal, score } of lexical) {
    candidates.set(ordinal, { ordinal, score: score / best, foundBy: ['lexical'], similarity: 0 });
  }
  for (const { ordinal, distance } of near) {
    const similarity = Math.max(0, 1 - distance);
    const candidate = candidates.get(ordinal) ?? { ordinal, score: 0, foundBy: [], similarity };
    candidate.similarity = similarity;
    candidate.score += VECTOR_SHARE * similarity;
    candidate.foundBy.push('vector');
    candidates.set(ordinal, candidate);
  }
  return [...candidates.values()].sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
}
