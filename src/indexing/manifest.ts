import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { IndexStoreError } from '../errors.ts';

/** Changes with the layout of a build: an index of another version is rebuilt, never guessed at. */
export const FORMAT_VERSION = 9;

/** What every refusal of an index ends with. */
export const MEND = '请运行 npm run index 重建索引。';

const MANIFEST_FILE = 'manifest.json';

const Problem = z.object({ file: z.string(), message: z.string() });

const ManifestShape = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Hash of the code that made it. */
  program: z.string(),
  /** Folder name of the build. */
  build: z.string(),
  /** ISO time at which the build ended. */
  builtAt: z.string(),
  buildMs: z.number(),
  /** SHA-256 of every file of the documents folder, by file name. */
  sources: z.record(z.string(), z.string()),
  counts: z.object({
    documents: z.number().int(),
    clauses: z.number().int(),
    sentences: z.number().int(),
    terms: z.number().int(),
    learntTerms: z.number().int(),
  }),
  /** Version of the cutting rules and hash of the dictionary. */
  segmenter: z.object({ version: z.string(), fingerprint: z.string() }),
  /** Hash of the lexicon files. */
  lexicon: z.string(),
  /** `kind` local: fitted on these documents; service: asked for every question, so it must be the same one. */
  embedder: z.object({
    kind: z.enum(['local', 'service']),
    dimension: z.number().int(),
    fingerprint: z.string(),
  }),
  /** Documents that could not be read, and why. */
  problems: z.array(Problem),
});

/** What an index was built from and with: its recipe. */
export type Manifest = z.infer<typeof ManifestShape>;

/** Reads the manifest of a build folder; an IndexStoreError where it is missing, broken or of another version. */
export async function readManifest(directory: string): Promise<Manifest> {
  const file = join(directory, MANIFEST_FILE);
  let stored: unknown;
  try {
    stored = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new IndexStoreError(`索引不完整，无法读取 ${MANIFEST_FILE}：${MEND}`, { cause });
  }
  const version = z.object({ formatVersion: z.number() }).safeParse(stored).data?.formatVersion;
  if (version !== undefined && version !== FORMAT_VERSION) {
    throw new IndexStoreError(`索引的格式版本是 ${version}，程序需要 ${FORMAT_VERSION}：${MEND}`);
  }
  const manifest = ManifestShape.safeParse(stored);
  if (manifest.success) return manifest.data;
  const fields = manifest.error.issues.map(({ path }) => path.join('.')).join('、');
  throw new IndexStoreError(`索引的 ${MANIFEST_FILE} 有误（${fields}）：${MEND}`, { cause: manifest.error });
}

/** The manifest as it is written. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(ManifestShape.parse(manifest), null, 2)}\n`;
}
