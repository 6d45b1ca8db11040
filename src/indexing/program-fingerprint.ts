import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The stages whose code decides what an index holds. */
const STAGES = ['documents', 'clauses', 'facts', 'language', 'indexing'];
let known: string | undefined;

/** Hash of the code that reads documents and builds the index: an update of it makes an index stale. About 5 ms, once. */
export function programFingerprint(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const stage of STAGES) {
    const folder = join(import.meta.dirname, '..', stage);
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith('.ts')) hash.update(`${stage}/${name}\0`).update(readFileSync(join(folder, name)));
    }
  }
  known = hash.digest('hex');
  return known;
}
