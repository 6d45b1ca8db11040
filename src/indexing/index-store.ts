import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outline } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { DocumentError, IndexStoreError } from '../errors.ts';
import type { DocumentFacts } from '../facts/document-facts.ts';
import {
  type Build,
  buildDirectory,
  publishBuild,
  readPointer,
  readPointerSync,
  writing,
} from './build-folders.ts';
import { LexicalIndex } from './lexical-index.ts';
import { createLexicon, findLexiconDir, type LexiconTexts, loadLexicon } from './lexicon.ts';
import { LocalEmbeddings } from './local-embeddings.ts';
import { FORMAT_VERSION, type Manifest, MEND, manifestText, readManifest } from './manifest.ts';
import type { Embedder, PolicyIndex } from './policy-index.ts';
import { programFingerprint } from './program-fingerprint.ts';
import { readDictionary, SEGMENTER_VERSION, Segmenter } from './segment.ts';
import { VectorIndex } from './vector-index.ts';

/*
 * A build:  manifest.json          what it was made from and with, written last
 *           documents/0.json …     each document with its outline, clauses and facts;  documents/0.txt … its text,
 *           documents/0.shown.txt … as it is shown, where that is not the same
 *           lexicon.json           the lexicon as it was;  dictionary/  what nodejieba reads
 *           lexical.bin, vectors.bin, embedder/  (the last only for local embeddings)
 */
const FILES = {
  documents: 'documents',
  lexicon: 'lexicon.json',
  dictionary: 'dictionary',
  lexical: 'lexical.bin',
  vectors: 'vectors.bin',
  embedder: 'embedder',
  manifest: 'manifest.json',
} as const;

/** What a build is made of. */
export interface IndexContents {
  manifest: Omit<Manifest, 'build' | 'builtAt' | 'formatVersion' | 'program'>;
  documents: PolicyDocument[];
  /** One for each document, in the same order. */
  outlines: Outline[];
  /** What each document says that can be listed, in the same order. */
  facts: DocumentFacts[];
  lexicon: LexiconTexts;
  lexical: LexicalIndex;
  vectors: VectorIndex;
  /** The fitted local embeddings; null where a service embeds. */
  embeddings: LocalEmbeddings | null;
}

/** A document as stored beside its text; `length` tells whether that text is whole. */
interface StoredDocument {
  document: Omit<PolicyDocument, 'source' | 'shown'>;
  outline: Outline;
  facts: DocumentFacts;
  length: number;
  /** What is shown of it is not the text itself, and lies beside it. */
  isEdited: boolean;
}

/** Where the segmenter's dictionary of a build lies. */
export function dictionaryDirectory(build: Pick<Build, 'directory'>): string {
  return join(build.directory, FILES.dictionary);
}

async function writeDocuments(
  directory: string,
  { documents, outlines, facts }: Pick<IndexContents, 'documents' | 'outlines' | 'facts'>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [i, { source, shown, ...document }] of documents.entries()) {
    const stored: StoredDocument = {
      document,
      outline: outlines[i]!,
      facts: facts[i]!,
      length: source.length,
      isEdited: shown !== source,
    };
    await writeFile(join(directory, `${i}.json`), JSON.stringify(stored));
    await writeFile(join(directory, `${i}.txt`), source);
    if (stored.isEdited) await writeFile(join(directory, `${i}.shown.txt`), shown);
  }
}

/** Writes a build completely and makes it the served one; until then the old index serves. */
export async function saveIndex(build: Build, contents: IndexContents): Promise<void> {
  const file = (name: string) => join(build.directory, name);
  await writing(build.indexDir, async () => {
    await writeDocuments(file(FILES.documents), contents);
    await writeFile(file(FILES.lexicon), JSON.stringify(contents.lexicon));
    await writeFile(file(FILES.lexical), contents.lexical.toBuffer());
    contents.vectors.save(file(FILES.vectors));
    await mkdir(file(FILES.embedder), { recursive: true });
    contents.embeddings?.save(file(FILES.embedder));
    const made = {
      formatVersion: FORMAT_VERSION,
      program: programFingerprint(),
      build: build.id,
      builtAt: new Date().toISOString(),
    } as const;
    await writeFile(file(FILES.manifest), manifestText({ ...contents.manifest, ...made }));
  });
  await publishBuild(build);
}

async function readDocumentAt(
  directory: string,
  i: number,
): Promise<{ document: PolicyDocument; outline: Outline; facts: DocumentFacts }> {
  const { document, outline, facts, length, isEdited }: StoredDocument = JSON.parse(
    await readFile(join(directory, `${i}.json`), 'utf8'),
  );
  const source = await readFile(join(directory, `${i}.txt`), 'utf8');
  const shown = isEdited ? await readFile(join(directory, `${i}.shown.txt`), 'utf8') : source;
  // Every citation points into these texts: one character less would shift them all.
  if (source.length !== length || shown.length !== length)
    throw new Error(`${document.file}: ${source.length} and ${shown.length} characters, not ${length}`);
  return { document: { ...document, source, shown }, outline, facts };
}

function checkRecipe(manifest: Manifest, embedder: Embedder | undefined): void {
  const { kind, fingerprint } = manifest.embedder;
  if (manifest.segmenter.version !== SEGMENTER_VERSION) {
    throw new IndexStoreError(`索引是用另一版切词规则（${manifest.segmenter.version}）建的：${MEND}`);
  }
  if (kind === 'local' && embedder) {
    throw new IndexStoreError(`索引用的是本地向量，而设置了向量服务（EMBEDDING_BASE_URL）：${MEND}`);
  }
  if (kind === 'service' && embedder?.fingerprint !== fingerprint) {
    throw new IndexStoreError(`索引的向量来自 ${fingerprint}，与现在的 EMBEDDING_* 设置不同：${MEND}`);
  }
}

async function readBuild(directory: string, embedder: Embedder | undefined): Promise<PolicyIndex> {
  const manifest = await readManifest(directory);
  checkRecipe(manifest, embedder);
  const file = (name: string) => join(directory, name);
  const positions = Array.from({ length: manifest.counts.documents }, (_, i) => i);
  const stored = await Promise.all(positions.map((i) => readDocumentAt(file(FILES.documents), i)));
  const clauses = stored.flatMap(({ outline }) => outline.clauses);
  const segmenter = new Segmenter(await readDictionary(file(FILES.dictionary)));
  const lexical = LexicalIndex.fromBuffer(await readFile(file(FILES.lexical)));
  const vectors = VectorIndex.load(file(FILES.vectors), manifest.embedder.dimension);
  if (segmenter.dictionary.fingerprint !== manifest.segmenter.fingerprint)
    throw new Error('dictionary of another build');
  if (lexical.size !== clauses.length || vectors.size !== clauses.length) {
    throw new Error(
      `${clauses.length} clauses, ${lexical.size} in the lexical and ${vectors.size} in the vector index`,
    );
  }
  // Loads the dictionary now rather than within the first question.
  segmenter.words('切词');
  const questions = embedder ?? LocalEmbeddings.load(file(FILES.embedder), segmenter);
  return {
    manifest,
    documents: stored.map(({ document }) => document),
    outlines: new Map(stored.map(({ outline }) => [outline.documentId, outline])),
    facts: new Map(stored.map(({ outline, facts }) => [outline.documentId, facts])),
    clauses,
    lexicon: createLexicon(JSON.parse(await readFile(file(FILES.lexicon), 'utf8'))),
    segmenter,
    lexical,
    vectors,
    embedQuery: (text) => questions.embedQuery(text),
    problems: manifest.problems,
  };
}

/**
 * Opens the served build of an index folder. `embedder` must be the service the index was built with, if it was.
 * An IndexStoreError that names the command to run where the index is missing, broken or made by something else.
 */
export async function openIndex(
  indexDir: string,
  options: { embedder?: Embedder } = {},
): Promise<PolicyIndex> {
  const build = await readPointer(indexDir);
  if (build === null) throw new IndexStoreError(`索引文件夹“${indexDir}”里还没有索引：${MEND}`);
  try {
    return await readBuild(buildDirectory(indexDir, build), options.embedder);
  } catch (cause) {
    // Cleared away while it was read, because newer ones were published: the newest is the one to open.
    if ((await readPointer(indexDir)) !== build) return openIndex(indexDir, options);
    if (cause instanceof IndexStoreError) throw cause;
    throw new IndexStoreError(`索引已损坏（${(cause as Error).message}）：${MEND}`, { cause });
  }
}

/** What an index would be built from. */
export interface IndexSources {
  docsDir: string;
  indexDir: string;
  embedder?: Embedder;
}

/** SHA-256 of every file of a documents folder that may be a document or describes them, by name. */
export async function hashSources(docsDir: string): Promise<Record<string, string>> {
  const entries = await readdir(docsDir, { withFileTypes: true }).catch((cause) => {
    throw new DocumentError(`找不到文件夹“${docsDir}”：请用 DOCS_DIR 或 --docs 指定存放文件的文件夹。`, {
      cause,
    });
  });
  const names = entries
    .filter((entry) => entry.isFile() && !/^(?:\.|~\$)/.test(entry.name))
    .map(({ name }) => name);
  const hashes: Record<string, string> = {};
  for (const name of names.sort()) {
    hashes[name] = createHash('sha256')
      .update(await readFile(join(docsDir, name)))
      .digest('hex');
  }
  return hashes;
}

function changedSource(before: Record<string, string>, now: Record<string, string>): string | null {
  for (const name of Object.keys(now)) {
    if (before[name] === undefined) return `新增了文件“${name}”`;
    if (before[name] !== now[name]) return `文件“${name}”有改动`;
  }
  const removed = Object.keys(before).find((name) => now[name] === undefined);
  return removed === undefined ? null : `文件“${removed}”已删除`;
}

/** Why the index must be rebuilt, in one Chinese phrase; null where it is up to date. */
export async function staleReason({ docsDir, indexDir, embedder }: IndexSources): Promise<string | null> {
  const build = await readPointer(indexDir).catch(brokenAsReason);
  if (build === null) return '还没有索引';
  if (typeof build !== 'string') return build.reason;
  const manifest = await readManifest(buildDirectory(indexDir, build)).catch(brokenAsReason);
  if ('reason' in manifest) return manifest.reason;
  try {
    checkRecipe(manifest, embedder);
  } catch (error) {
    return brokenAsReason(error).reason;
  }
  if (manifest.program !== programFingerprint()) return '程序有更新';
  const changed = changedSource(manifest.sources, await hashSources(docsDir));
  if (changed !== null) return changed;
  const lexicon = await loadLexicon(await findLexiconDir(docsDir));
  return lexicon.fingerprint === manifest.lexicon ? null : '词库有改动';
}

/** An index that cannot be read is a reason to rebuild, not an error. */
function brokenAsReason(error: unknown): { reason: string } {
  if (!(error instanceof IndexStoreError)) throw error;
  return { reason: error.message.replace(MEND, '').replace(/：$/, '') };
}

/** How a watched index is looked after. */
export interface WatchOptions {
  embedder?: Embedder;
  /** Build (`manifest.build`) that is served already; without it, the one that is current when watching begins. */
  served?: string;
  /** Milliseconds between two looks; one small file is read each time. */
  intervalMs?: number;
  /** Told when a new index cannot be opened; the old one goes on serving, and the next build is tried again. */
  onError?: (error: unknown) => void;
}

/**
 * Calls `onNew` with every index that is published after this call. Polls, because file events do not reach through
 * network and container mounts. Returns what stops it; the process may end while it watches.
 */
export function watchIndex(
  indexDir: string,
  onNew: (index: PolicyIndex) => void,
  { embedder, served, intervalMs = 1000, onError = () => undefined }: WatchOptions = {},
): () => void {
  let seen = served ?? readPointerSync(indexDir);
  let stopped = false;
  const look = async () => {
    const current = await readPointer(indexDir);
    if (current === null || current === seen || stopped) return;
    seen = current;
    const index = await openIndex(indexDir, embedder ? { embedder } : {});
    seen = index.manifest.build;
    if (!stopped) onNew(index);
  };
  const schedule = () => {
    const timer = setTimeout(
      () =>
        look()
          .catch(onError)
          .finally(() => !stopped && schedule()),
      intervalMs,
    );
    timer.unref();
  };
  schedule();
  return () => {
    stopped = true;
  };
}
