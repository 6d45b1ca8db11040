import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import hnswlib from 'hnswlib-node';
import { z } from 'zod';
import type { VectorIndex } from '../../src/indexing/vector-index.ts';

/** The part of the file beside the graph that says which of its vectors each ordinal has: equal ones share one. */
const layoutShape = z.object({ nodes: z.array(z.int().nonnegative()) });

/**
 * The vectors that a vector index holds, by ordinal. Read with hnswlib itself from a saved copy, so that the exact
 * search which recall is measured against owes nothing to the product's own code.
 */
export async function readStoredVectors(vectors: VectorIndex): Promise<Float32Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wengui-vectors-'));
  try {
    const file = join(folder, 'vectors.hnsw');
    vectors.save(file);
    const graph = new hnswlib.HierarchicalNSW('cosine', vectors.dimension);
    graph.readIndexSync(file);
    const { nodes } = layoutShape.parse(JSON.parse(await readFile(`${file}.json`, 'utf8')));
    const points = Array.from({ length: graph.getCurrentCount() }, (_, node) =>
      Float32Array.from(graph.getPoint(node)),
    );
    return nodes.map((node) => points[node]!);
  } finally {
    await rm(folder, { recursive: true });
  }
}
