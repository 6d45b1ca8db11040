import { createHash } from 'node:crypto';

/** Half of the cases to tune on, half kept apart. */
export type Split = 'dev' | 'held';

/** The half a case belongs to: a hash of its id, so that it stays there however suites grow or are reordered. */
export function splitOf(id: string): Split {
  return createHash('sha256').update(id).digest()[0]! < 128 ? 'dev' : 'held';
}
