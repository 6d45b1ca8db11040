import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { create, insertMultiple, search } from '@orama/orama';
import { createTokenizer } from '@orama/tokenizers/mandarin';
import MiniSearch from 'minisearch';
import jieba from 'nodejieba';
import { decodeText } from '../../src/documents/decode.ts';
import { readSuites } from '../case.ts';
import { type Latency, measureEvidence, measureLatency, type SearchFigures } from './evidence.ts';
import { serveTask } from './in-child.ts';

/** One stock engine measured. */
export interface StockEngine {
  chunks: number;
  buildMs: number;
  latency: Latency;
  evidence: SearchFigures | null;
}

export interface StockFigures {
  orama: StockEngine;
  minisearch: StockEngine;
}

type Search = (question: string) => Promise<string[]>;

const LIMIT = 10;

async function readChunks(docsDir: string): Promise<string[]> {
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 500, chunkOverlap: 50 });
  const files = (await readdir(docsDir)).filter((file) => /\.(txt|md)$/.test(file)).sort();
  const chunks: string[] = [];
  for (const file of files) {
    const text = decodeText(await readFile(join(docsDir, file)), file);
    chunks.push(...(await splitter.splitText(text)));
  }
  return chunks;
}

async function buildOrama(chunks: string[]): Promise<Search> {
  const database = create({ schema: { text: 'string' }, components: { tokenizer: createTokenizer() } });
  await insertMultiple(
    database,
    chunks.map((text) => ({ text })),
  );
  return async (term) => {
    const { hits } = await search(database, { term, limit: LIMIT });
    return hits.map((hit) => hit.document.text);
  };
}

async function buildMiniSearch(chunks: string[]): Promise<Search> {
  const isWord = (word: string) => /[\p{L}\p{N}]/u.test(word);
  const engine = new MiniSearch({
    fields: ['text'],
    tokenize: (text) => jieba.cutForSearch(text).filter(isWord),
  });
  engine.addAll(chunks.map((text, id) => ({ id, text })));
  return async (query) =>
    engine
      .search(query)
      .slice(0, LIMIT)
      .map((result) => chunks[result.id as number]!);
}

serveTask<StockFigures>(async ({ docsDir, questions, suites }) => {
  const cases = suites.length === 0 ? [] : (await readSuites(suites)).filter((one) => one.answerable);
  // jieba loads its dictionary at first use; that is start-up, not indexing.
  jieba.cut('教育');
  const measure = async (build: (chunks: string[]) => Promise<Search>): Promise<StockEngine> => {
    const startedAt = performance.now();
    const chunks = await readChunks(docsDir);
    const find = await build(chunks);
    const buildMs = performance.now() - startedAt;
    const evidence = cases.length === 0 ? null : await measureEvidence(cases, find);
    return { chunks: chunks.length, buildMs, latency: await measureLatency(questions, find), evidence };
  };
  return { orama: await measure(buildOrama), minisearch: await measure(buildMiniSearch) };
});
