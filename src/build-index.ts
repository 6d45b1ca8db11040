import type { Clause, Outline } from './clauses/clause.ts';
import { splitClauses } from './clauses/split-clauses.ts';
import type { PolicyDocument } from './documents/document.ts';
import { type DocumentProblem, readDocuments } from './documents/read-documents.ts';
import { DocumentError } from './errors.ts';
import { type Build, discardBuild, startBuild, writing } from './indexing/build-folders.ts';
import { clauseTerms, textToEmbed } from './indexing/clause-texts.ts';
import { dictionaryDirectory, hashSources, saveIndex } from './indexing/index-store.ts';
import { learnTerms } from './indexing/learn-terms.ts';
import { LexicalIndex } from './indexing/lexical-index.ts';
import {
  createLexicon,
  findLexiconDir,
  type Lexicon,
  type LexiconTexts,
  readLexiconFiles,
} from './indexing/lexicon.ts';
import { LocalEmbeddings } from './indexing/local-embeddings.ts';
import type { Embedder } from './indexing/policy-index.ts';
import { SEGMENTER_VERSION, Segmenter, writeDictionary } from './indexing/segment.ts';
import { VectorIndex } from './indexing/vector-index.ts';

/** The steps of a build, in order, as people see them. */
export const BUILD_STAGES = ['读取文件', '划分条款', '切词', '计算向量', '建立索引', '写入'] as const;

/** How far a build has come: `done` of `total` in its present stage. */
export interface BuildProgress {
  stage: (typeof BUILD_STAGES)[number];
  done: number;
  total: number;
}

export interface BuildOptions {
  docsDir: string;
  indexDir: string;
  /** A service that embeds; without it embeddings are fitted on the documents themselves. */
  embedder?: Embedder;
  onProgress?: (progress: BuildProgress) => void;
}

export interface BuildReport {
  documents: number;
  clauses: number;
  /** Documents that could not be read; the others are in the index. */
  problems: DocumentProblem[];
  elapsedMs: number;
}

type Report = NonNullable<BuildOptions['onProgress']>;

/** Clauses between two progress reports; also the batch that a service is asked to embed. */
const BATCH = 256;

/** Documents of a folder with their outlines; what cannot be read or split becomes a problem. */
async function understandDocuments(docsDir: string, report: Report) {
  report({ stage: '读取文件', done: 0, total: 1 });
  const { documents: read, problems } = await readDocuments(docsDir);
  report({ stage: '读取文件', done: 1, total: 1 });
  const documents: PolicyDocument[] = [];
  const outlines: Outline[] = [];
  for (const [i, document] of read.entries()) {
    const outline = splitOrExplain(document, problems);
    if (outline) {
      documents.push(document);
      outlines.push(outline);
    }
    report({ stage: '划分条款', done: i + 1, total: read.length });
  }
  if (documents.length === 0) {
    const reasons = problems.map(({ file, message }) => `${file}：${message}`).join('；');
    throw new DocumentError(`文件夹“${docsDir}”里没有可用的 .txt 或 .md 文件。${reasons}`);
  }
  return { documents, outlines, problems };
}

function splitOrExplain(document: PolicyDocument, problems: DocumentProblem[]): Outline | null {
  try {
    const outline = splitClauses(document);
    if (outline.clauses.length > 0) return outline;
    problems.push({ file: document.file, message: `文件“${document.file}”里没有正文，只有标题或空行` });
  } catch (error) {
    // One document that cannot be split must not keep the others from being served; anything else is a fault of ours.
    if (!(error instanceof DocumentError)) throw error;
    problems.push({ file: document.file, message: error.message });
  }
  return null;
}

async function readLexicon(docsDir: string): Promise<{ texts: LexiconTexts; lexicon: Lexicon }> {
  const texts = await readLexiconFiles(await findLexiconDir(docsDir));
  return { texts, lexicon: createLexicon(texts) };
}

/** Calls `step` for batches of `items` and reports after each, giving the event loop a turn in between. */
async function inBatches<T>(
  items: T[],
  stage: BuildProgress['stage'],
  report: Report,
  step: (batch: T[]) => void | Promise<void>,
) {
  for (let from = 0; from < items.length; from += BATCH) {
    await step(items.slice(from, from + BATCH));
    report({ stage, done: Math.min(from + BATCH, items.length), total: items.length });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

interface ClauseInPlace {
  clause: Clause;
  outline: Outline;
  document: PolicyDocument;
}

async function buildLexical(
  clauses: ClauseInPlace[],
  segmenter: Segmenter,
  report: Report,
): Promise<LexicalIndex> {
  const terms: ReturnType<typeof clauseTerms>[] = [];
  await inBatches(clauses, '切词', report, (batch) => {
    for (const { clause, ...place } of batch) terms.push(clauseTerms(clause, { ...place, segmenter }));
  });
  return LexicalIndex.build(terms);
}

async function embedClauses(
  clauses: ClauseInPlace[],
  segmenter: Segmenter,
  options: { embedder?: Embedder; report: Report },
) {
  const { embedder, report } = options;
  const texts = clauses.map(({ clause, outline }) => textToEmbed(clause, outline));
  report({ stage: '计算向量', done: 0, total: texts.length });
  const embeddings = embedder ? null : LocalEmbeddings.fit({ texts, segmenter });
  const vectors: number[][] = [];
  await inBatches(texts, '计算向量', report, async (batch) => {
    vectors.push(...(await (embeddings ?? embedder!).embedDocuments(batch)));
  });
  return { embeddings, vectors };
}

/** The whole document path: a folder of documents → clauses → words and vectors → a served index. */
async function writeBuild(
  build: Build,
  options: BuildOptions,
  report: Report,
): Promise<Omit<BuildReport, 'elapsedMs'>> {
  const startedAt = performance.now();
  const { docsDir, embedder } = options;
  const sources = await hashSources(docsDir);
  const { documents, outlines, problems } = await understandDocuments(docsDir, report);
  const { texts, lexicon } = await readLexicon(docsDir);
  const learnt = learnTerms(documents, outlines);
  const dictionary = await writing(build.indexDir, () =>
    writeDictionary(dictionaryDirectory(build), [...lexicon.policyTerms, ...learnt], lexicon.policyTerms),
  );
  const segmenter = new Segmenter(dictionary);
  const clauses = outlines.flatMap((outline, i) =>
    outline.clauses.map((clause) => ({ clause, outline, document: documents[i]! })),
  );
  const lexical = await buildLexical(clauses, segmenter, report);
  const { embeddings, vectors } = await embedClauses(clauses, segmenter, {
    ...(embedder ? { embedder } : {}),
    report,
  });
  report({ stage: '建立索引', done: 0, total: 1 });
  const vectorIndex = VectorIndex.build(vectors);
  report({ stage: '建立索引', done: 1, total: 1 });
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
      fingerprint: embeddings?.fingerprint ?? embedder!.fingerprint,
    },
    problems,
  };
  report({ stage: '写入', done: 0, total: 1 });
  await saveIndex(build, {
    manifest,
    documents,
    outlines,
    lexicon: texts,
    lexical,
    vectors: vectorIndex,
    embeddings,
  });
  report({ stage: '写入', done: 1, total: 1 });
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
    const report = await writeBuild(build, options, options.onProgress ?? (() => undefined));
    return { ...report, elapsedMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    await discardBuild(build);
    throw error;
  }
}
