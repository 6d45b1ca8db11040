import { join } from 'node:path';
import type { DocumentProblem } from './documents/read-documents.ts';
import { readFacts } from './facts/document-facts.ts';
import { type Build, discardBuild, startBuild, writing } from './indexing/build-folders.ts';
import { inBatches, inOneStep, type ReportProgress } from './indexing/build-progress.ts';
import { type ClauseInPlace, clauseTerms, textToEmbed } from './indexing/clause-texts.ts';
import { cacheEmbeddings } from './indexing/embedding-cache.ts';
import { dictionaryDirectory, hashSources, saveIndex } from './indexing/index-store.ts';
import { learnTerms } from './indexing/learn-terms.ts';
import { type ClauseTerms, LexicalIndex } from './indexing/lexical-index.ts';
import { createLexicon, findLexiconDir, readLexiconFiles } from './indexing/lexicon.ts';
import { LocalEmbeddings } from './indexing/local-embeddings.ts';
import type { Embedder } from './indexing/policy-index.ts';
import { readCorpus } from './indexing/read-corpus.ts';
import { SEGMENTER_VERSION, Segmenter, writeDictionary } from './indexing/segment.ts';
import { VectorIndex } from './indexing/vector-index.ts';

export type { BuildProgress } from './indexing/build-progress.ts';

export interface BuildOptions {
  docsDir: string;
  indexDir: string;
  /** A service that embeds; without it embeddings are fitted on the documents themselves. */
  embedder?: Embedder;
  onProgress?: ReportProgress;
  /** Told, in a Chinese sentence, what went wrong without harming the index. */
  onWarning?: (message: string) => void;
}

export interface BuildReport {
  documents: number;
  clauses: number;
  /** Documents that could not be read; the others are in the index. */
  problems: DocumentProblem[];
  elapsedMs: number;
}

/** Folder below the index that keeps the vectors a service was asked for. */
const CACHE_FOLDER = 'embeddings';

async function buildLexical(clauses: ClauseInPlace[], segmenter: Segmenter, report: ReportProgress) {
  const terms: ClauseTerms[] = [];
  await inBatches(clauses, { stage: '切词', report }, (batch) => {
    for (const clause of batch) terms.push(clauseTerms(clause, segmenter));
  });
  return LexicalIndex.build(terms);
}

/** Vectors by the service where there is one, else by embeddings fitted on the clauses, which are then stored too. */
async function embedClauses(
  clauses: ClauseInPlace[],
  segmenter: Segmenter,
  options: BuildOptions & { report: ReportProgress },
) {
  const { embedder, indexDir, onWarning, report } = options;
  const texts = clauses.map(textToEmbed);
  report({ stage: '计算向量', done: 0, total: texts.length });
  const directory = join(indexDir, CACHE_FOLDER);
  const service =
    embedder && cacheEmbeddings(embedder, { directory, ...(onWarning ? { onProblem: onWarning } : {}) });
  const embeddings = service ? null : LocalEmbeddings.fit({ texts, segmenter });
  const vectors: number[][] = [];
  await inBatches(texts, { stage: '计算向量', report }, async (batch) => {
    vectors.push(...(await (embeddings ?? service!).embedDocuments(batch)));
  });
  return { embeddings, vectors, fingerprint: embeddings?.fingerprint ?? service!.fingerprint };
}

/** The whole document path: a folder of documents → clauses → words and vectors → a served index. */
async function writeBuild(
  build: Build,
  options: BuildOptions & { report: ReportProgress },
): Promise<Omit<BuildReport, 'elapsedMs'>> {
  const { docsDir, embedder, report } = options;
  const startedAt = performance.now();
  const sources = await hashSources(docsDir);
  const { documents, outlines, clauses, problems } = await readCorpus(docsDir, report);
  const texts = await readLexiconFiles(await findLexiconDir(docsDir));
  const lexicon = createLexicon(texts);
  const learnt = learnTerms(documents, outlines);
  const dictionary = await writing(build.indexDir, () =>
    writeDictionary(dictionaryDirectory(build), [...lexicon.policyTerms, ...learnt], lexicon.policyTerms),
  );
  const segmenter = new Segmenter(dictionary);
  const lexical = await buildLexical(clauses, segmenter, report);
  const { embeddings, vectors, fingerprint } = await embedClauses(clauses, segmenter, options);
  const vectorIndex = await inOneStep('建立索引', report, () => VectorIndex.build(vectors));
  const manifest = {
    buildMs: Math.round(performance.now() - startedAt),
    sources,
    counts: {
      documents: documents.length,
      clauses: clauses.length,
      sentences: clauses.reduce((sum, { clause }) => sum + clause.sentences.length, 0),
      terms: lexical.termCount,
      learntTerms: learnt.length,
    },
    segmenter: { version: SEGMENTER_VERSION, fingerprint: dictionary.fingerprint },
    lexicon: lexicon.fingerprint,
    embedder: {
      kind: embedder ? ('service' as const) : ('local' as const),
      dimension: vectorIndex.dimension,
      fingerprint,
    },
    problems,
  };
  const contents = {
    manifest,
    documents,
    outlines,
    facts: readFacts(documents, outlines, segmenter),
    lexicon: texts,
    lexical,
    vectors: vectorIndex,
    embeddings,
  };
  await inOneStep('写入', report, () => saveIndex(build, contents));
  return { documents: documents.length, clauses: clauses.length, problems };
}

/**
 * Builds the index of a documents folder beside the one that is served, then swaps it in. Documents that cannot be
 * read are reported; no documents at all, an unwritable index folder or a faulty lexicon line is an error.
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const startedAt = performance.now();
  const build = await startBuild(options.indexDir);
  try {
    const report = await writeBuild(build, { ...options, report: options.onProgress ?? (() => undefined) });
    return { ...report, elapsedMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    // The first error is the one to tell; what cannot be removed now, the next build clears away.
    await discardBuild(build).catch(() => undefined);
    throw error;
  }
}
