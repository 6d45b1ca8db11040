/** A hit counts if it is no farther than the exact tenth plus this, so that ties do not count as misses. */
const TOLERANCE = 1e-5;

/** Cosine distance (1 − cos) of two vectors of one dimension; 1 where either has no length. */
export function cosineDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    squareA += a[i]! * a[i]!;
    squareB += b[i]! * b[i]!;
  }
  return squareA === 0 || squareB === 0 ? 1 : 1 - dot / Math.sqrt(squareA * squareB);
}

/** Float32 against double arithmetic differs by about 1e-6; more than this means that the vectors are not the index's. */
const AGREEMENT = 1e-3;

/**
 * Throws where the index reports other distances than the vectors at hand give: then ordinals and vectors are not
 * paired as the index pairs them, and a recall computed from them would say nothing about the index.
 */
export function assertSameVectors(options: {
  vectors: ArrayLike<number>[];
  query: ArrayLike<number>;
  hits: { ordinal: number; distance: number }[];
}): void {
  for (const { ordinal, distance } of options.hits) {
    const own = cosineDistance(options.vectors[ordinal] ?? [], options.query);
    if (Math.abs(own - distance) <= AGREEMENT) continue;
    throw new Error(
      `recall 无法测量：第 ${ordinal} 条的距离，索引说 ${distance}，按读出的向量是 ${own}；请检查 eval/bench/stored-vectors.ts`,
    );
  }
}

/** Share of the `limit` nearest that `found` (ordinals) holds, judged by distance against every vector there is. */
export function recallByDistance(options: {
  vectors: ArrayLike<number>[];
  query: ArrayLike<number>;
  found: number[];
  limit: number;
}): number {
  const { vectors, query, found, limit } = options;
  const distances = vectors.map((vector) => cosineDistance(vector, query));
  const wanted = Math.min(limit, vectors.length);
  const farthest = [...distances].sort((a, b) => a - b)[wanted - 1];
  if (farthest === undefined) return 1;
  const near = new Set(
    found.slice(0, limit).filter((ordinal) => distances[ordinal]! <= farthest + TOLERANCE),
  );
  return near.size / wanted;
}
