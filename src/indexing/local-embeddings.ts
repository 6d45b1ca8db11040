import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Embeddings } from '@langchain/core/embeddings';
import { z } from 'zod';
import { IndexStoreError } from '../errors.ts';
import { countFeatures, FeatureSpace, type TextReader } from './features.ts';
import { GlossVectors } from './gloss-vectors.ts';
import { Glosses } from './glosses.ts';
import { MEND } from './manifest.ts';
import type { Segmenter } from './segment.ts';
import { rightSingularVectors } from './truncated-svd.ts';

/** Length of the vectors where the corpus is large enough: measured on colloquial probes beside 128 and 256. */
const LOCAL_DIMENSION = 192;
const SEED = 20_231_123;
/** More texts than this hardly move the directions and cost time: the fit reads an even sample of them. */
const MOST_FITTED_TEXTS = 1_000;
/** Texts embedded between two turns of the event loop, so that a service stays alive while it rebuilds. */
const TEXTS_PER_TURN = 64;
const HEADER_FILE = 'local-embeddings.json';
const NUMBERS_FILE = 'local-embeddings.bin';

const Header = z.object({
  version: z.literal(1),
  fingerprint: z.string(),
  /** Fingerprints of the gloss tables the features were made with. */
  glosses: z.array(z.string()),
  dimension: z.number().int().positive(),
  /** Rows of the projection; 0 where the corpus had no words at all. */
  rows: z.number().int().nonnegative(),
  texts: z.number().int(),
  features: z.array(z.string()),
});
type Header = z.infer<typeof Header>;

interface Fitted {
  space: FeatureSpace;
  /** Feature space × dimension. */
  projection: Float32Array;
  dimension: number;
  glosses: string[];
}

/**
 * Embeddings without a model or a download: latent semantic analysis (Deerwester 1990) of words, character
 * bigrams, English glosses and dictionary word vectors, fitted on the corpus itself. Deterministic. A text of
 * which nothing is known gets the zero vector.
 */
export class LocalEmbeddings extends Embeddings {
  readonly dimension: number;
  /** Hash of everything a vector depends on but the text and the segmenter's dictionary. */
  readonly fingerprint: string;
  readonly #fitted: Fitted;

  private constructor(fitted: Fitted) {
    super({});
    this.#fitted = fitted;
    this.dimension = fitted.dimension;
    this.fingerprint = fingerprintOf(fitted);
  }

  /** Learns features and directions from the corpus (from an even sample of a large one). */
  static fit(options: {
    texts: readonly string[];
    segmenter: Pick<Segmenter, 'terms'>;
    /** At most; never more than there are texts. */
    dimension?: number;
    seed?: number;
  }): LocalEmbeddings {
    const reader = readerWith(options.segmenter);
    const counted = evenSample(options.texts, MOST_FITTED_TEXTS).map((text) => countFeatures(text, reader));
    const space = FeatureSpace.fit(counted, reader);
    const { vectors, rank } = rightSingularVectors({
      rows: counted.map((text) => space.weigh(text)),
      features: space.size,
      rank: options.dimension ?? LOCAL_DIMENSION,
      seed: options.seed ?? SEED,
    });
    const dimension = Math.max(rank, 1);
    return new LocalEmbeddings({ space, projection: vectors, dimension, glosses: tablesOf(reader) });
  }

  /** Reads what `save` wrote; an IndexStoreError naming the file where it is damaged or of other gloss tables. */
  static load(directory: string, segmenter: Pick<Segmenter, 'terms'>): LocalEmbeddings {
    const reader = readerWith(segmenter);
    const { header, numbers } = readFiles(directory);
    const glosses = tablesOf(reader);
    if (header.glosses.join() !== glosses.join()) {
      throw new IndexStoreError(`索引的 ${HEADER_FILE} 是用另一版释义表建立的：${MEND}`);
    }
    const count = header.features.length;
    const weights = new Float64Array(numbers, 0, count);
    const space = new FeatureSpace({ names: header.features, weights, texts: header.texts }, reader);
    const projection = new Float32Array(numbers, count * 8);
    const loaded = new LocalEmbeddings({ space, projection, dimension: header.dimension, glosses });
    if (loaded.fingerprint !== header.fingerprint) {
      throw new IndexStoreError(`索引的 ${HEADER_FILE} 与 ${NUMBERS_FILE} 不一致：${MEND}`);
    }
    return loaded;
  }

  /** Writes its two files into a directory that exists. */
  save(directory: string): void {
    const { space, projection, glosses, dimension } = this.#fitted;
    const header: Header = {
      version: 1,
      fingerprint: this.fingerprint,
      glosses,
      dimension,
      rows: projection.length / dimension,
      texts: space.texts,
      features: [...space.names],
    };
    writeFileSync(join(directory, HEADER_FILE), JSON.stringify(header));
    writeFileSync(
      join(directory, NUMBERS_FILE),
      Buffer.concat([bytesOf(space.weights), bytesOf(projection)]),
    );
  }

  /** A vector for each text, of length 1 or zero. */
  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const text of texts) {
      if (vectors.length % TEXTS_PER_TURN === TEXTS_PER_TURN - 1) await new Promise(setImmediate);
      vectors.push(this.#embed(text));
    }
    return vectors;
  }

  override async embedQuery(text: string): Promise<number[]> {
    return this.#embed(text);
  }

  #embed(text: string): number[] {
    const { space, projection, dimension } = this.#fitted;
    const vector = new Float64Array(dimension);
    if (projection.length === 0) return Array.from(vector);
    const { ids, weights } = space.read(text);
    for (let n = 0; n < ids.length; n++) {
      const from = ids[n]! * dimension;
      const weight = weights[n]!;
      for (let k = 0; k < dimension; k++) vector[k]! += weight * projection[from + k]!;
    }
    const length = Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
    return Array.from(vector, (entry) => (length > 0 ? entry / length : 0));
  }
}

function readerWith(segmenter: Pick<Segmenter, 'terms'>): TextReader {
  const glosses = Glosses.shared();
  return { segmenter, glosses, glossVectors: GlossVectors.shared(glosses) };
}

function tablesOf({ glosses, glossVectors }: TextReader): string[] {
  return [glosses.fingerprint, glossVectors.fingerprint];
}

/** Texts at even distances: no chance in it, and every part of the corpus has its share. */
function evenSample(texts: readonly string[], most: number): string[] {
  if (texts.length <= most) return [...texts];
  return Array.from({ length: most }, (_, n) => texts[Math.floor((n * texts.length) / most)]!);
}

function fingerprintOf({ space, projection, dimension, glosses }: Fitted): string {
  const hash = createHash('sha256').update(`local-1 ${dimension} ${space.texts} ${glosses.join(' ')}\n`);
  hash.update(space.names.join('\n')).update(bytesOf(space.weights)).update(bytesOf(projection));
  return `local-${hash.digest('hex').slice(0, 24)}`;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function readFiles(directory: string): { header: Header; numbers: ArrayBuffer } {
  try {
    const header = Header.parse(JSON.parse(readFileSync(join(directory, HEADER_FILE), 'utf8')));
    const numbers = readFileSync(join(directory, NUMBERS_FILE));
    const expected = header.features.length * 8 + header.rows * header.dimension * 4;
    if (numbers.length !== expected) throw new Error(`${numbers.length} bytes instead of ${expected}`);
    // Copied, as a Buffer may start at any byte and Float64Array may not.
    return { header, numbers: new Uint8Array(numbers).buffer };
  } catch (cause) {
    throw new IndexStoreError(`索引的 ${HEADER_FILE} 或 ${NUMBERS_FILE} 缺失或已损坏：${MEND}`, { cause });
  }
}
