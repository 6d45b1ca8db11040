import hnswlib from 'hnswlib-node';
import { IndexStoreError } from '../errors.ts';
import { MEND } from './manifest.ts';

/** Graph links per vector, candidates weighed while building, and while searching: see test/indexing. */
const LINKS = 24;
const BUILD_CANDIDATES = 200;
const SEARCH_CANDIDATES = 160;
const SEED = 100;

/** The nearest clauses by cosine distance (0 same direction, 1 nothing in common, 2 opposite). */
export class VectorIndex {
  readonly dimension: number;
  readonly #graph: hnswlib.HierarchicalNSW;

  private constructor(graph: hnswlib.HierarchicalNSW, dimension: number) {
    this.#graph = graph;
    this.dimension = dimension;
  }

  /** Vectors in order of the clauses they belong to: the position is the ordinal. */
  static build(vectors: readonly (number[] | Float32Array)[]): VectorIndex {
    const dimension = vectors[0]?.length ?? 1;
    const graph = new hnswlib.HierarchicalNSW('cosine', dimension);
    graph.initIndex({
      maxElements: Math.max(vectors.length, 1),
      m: LINKS,
      efConstruction: BUILD_CANDIDATES,
      randomSeed: SEED,
    });
    for (const [ordinal, vector] of vectors.entries()) graph.addPoint(Array.from(vector), ordinal);
    return new VectorIndex(graph, dimension);
  }

  static load(file: string, dimension: number): VectorIndex {
    const graph = new hnswlib.HierarchicalNSW('cosine', dimension);
    try {
      graph.readIndexSync(file);
    } catch (cause) {
      throw new IndexStoreError(`${file} ${MEND}`, { cause });
    }
    return new VectorIndex(graph, dimension);
  }

  get size(): number {
    return this.#graph.getCurrentCount();
  }

  save(file: string): void {
    this.#graph.writeIndexSync(file);
  }

  search(
    vector: number[],
    limit: number,
    accept?: (ordinal: number) => boolean,
  ): { ordinal: number; distance: number }[] {
    const wanted = Math.min(limit, this.size);
    if (wanted <= 0) return [];
    this.#graph.setEf(Math.max(SEARCH_CANDIDATES, wanted));
    const { neighbors, distances } = this.#graph.searchKnn(vector, wanted, accept);
    return neighbors.map((ordinal, n) => ({ ordinal, distance: distances[n]! }));
  }
}
