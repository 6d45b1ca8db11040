/** Numbers in [0, 1), the same every time. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Vectors as recombined clauses have them: around centres at several distances, so that each has near duplicates,
 * kin and strangers. Queries lie near some of them.
 */
export function clusteredVectors(options: { count: number; clusters: number; dimension: number }) {
  const random = seededRandom(7);
  const gauss = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const near = (centre: readonly number[], spread: number) =>
    centre.map((entry) => entry + (spread * gauss()) / Math.sqrt(options.dimension));
  const origin = new Array<number>(options.dimension).fill(0);
  const centres = Array.from({ length: options.clusters }, () => near(origin, 1));
  const spreads = [0.01, 0.1, 0.5];
  const vectors = Array.from({ length: options.count }, (_, n) =>
    near(centres[n % centres.length]!, spreads[n % spreads.length]!),
  );
  const queries = Array.from({ length: 100 }, (_, n) => near(vectors[(n * 37) % vectors.length]!, 0.5));
  return { vectors, queries };
}
