import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import hnswlib from 'hnswlib-node';
import type { VectorIndex } from '../../src/indexing/vector-index.ts';

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
    return Array.from({ length: graph.getCurrentCount() }, (_, ordinal) =>
      Float32Array.from(graph.getPoint(ordinal)),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
