import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Glosses } from './glosses.ts';

/** The committed vectors (see glosses/NOTICE.md), learnt from which glosses and characters share words. */
export const GLOSS_VECTORS = new URL('./glosses/cedict-vectors.bin.gz', import.meta.url);

/** Remembered word vectors: 512 bytes each. */
const REMEMBERED_WORDS = 10_000;

/** What a word is described by: its English glosses and its characters, which also serve unknown words. */
export function descriptionsOf(word: string, glosses: readonly string[]): string[] {
  return [...new Set([...glosses.map((gloss) => `g:${gloss}`), ...(word.match(/\p{Script=Han}/gu) ?? [])])];
}

/**
 * Word vectors made from a dictionary instead of a large corpus: words described alike lie close (孩子 child,
 * 娃 baby, 婴儿 infant), also where the indexed documents hold only one of them.
 */
export class GlossVectors {
  readonly dimension: number;
  readonly fingerprint: string;
  readonly #ids: Map<string, number>;
  /** One row of 8-bit numbers a description, and the number each row is multiplied by. */
  readonly #rows: Int8Array;
  readonly #scales: Float32Array;
  readonly #glosses: Glosses;
  readonly #remembered = new Map<string, Float32Array>();
  static #shared: GlossVectors | undefined;

  /** `packed` is what `pack` made. */
  constructor(packed: Uint8Array, glosses: Glosses) {
    const headerEnd = packed.indexOf(10);
    const header = JSON.parse(Buffer.from(packed.subarray(0, headerEnd)).toString('utf8')) as Header;
    const count = header.names.length;
    // Copied: a Buffer shares its memory with others and may start at any byte.
    const numbers = new Uint8Array(packed.subarray(headerEnd + 1)).buffer;
    this.dimension = header.dimension;
    this.fingerprint = createHash('sha256').update(packed).digest('hex').slice(0, 16);
    this.#ids = new Map(header.names.map((name, id) => [name, id]));
    this.#scales = new Float32Array(numbers, 0, count);
    this.#rows = new Int8Array(numbers, count * 4, count * header.dimension);
    this.#glosses = glosses;
  }

  /** The committed vectors, unpacked once per process at first use. */
  static shared(glosses: Glosses): GlossVectors {
    GlossVectors.#shared ??= new GlossVectors(gunzipSync(readFileSync(GLOSS_VECTORS)), glosses);
    return GlossVectors.#shared;
  }

  /** The word's vector, of length 1, or zero where nothing about the word is known. */
  of(word: string): Float32Array {
    const remembered = this.#remembered.get(word);
    if (remembered) return remembered;
    const vector = new Float32Array(this.dimension);
    for (const name of descriptionsOf(word, this.#glosses.of(word))) {
      const id = this.#ids.get(name);
      if (id === undefined) continue;
      const scale = this.#scales[id]!;
      const from = id * this.dimension;
      for (let k = 0; k < this.dimension; k++) vector[k]! += scale * this.#rows[from + k]!;
    }
    const length = Math.hypot(...vector);
    if (length > 0) for (let k = 0; k < this.dimension; k++) vector[k]! /= length;
    if (this.#remembered.size >= REMEMBERED_WORDS) this.#remembered.clear();
    this.#remembered.set(word, vector);
    return vector;
  }
}

interface Header {
  dimension: number;
  names: string[];
}

/** Packs vectors (names × dimension) into 8 bits a number, which measured the same as 32; compressed. */
export function pack(names: string[], vectors: Float32Array, dimension: number): Buffer {
  const scales = new Float32Array(names.length);
  const rows = new Int8Array(names.length * dimension);
  for (let id = 0; id < names.length; id++) {
    const row = vectors.subarray(id * dimension, (id + 1) * dimension);
    const scale = row.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0) / 127;
    scales[id] = scale;
    if (scale > 0)
      rows.set(
        row.map((entry) => Math.round(entry / scale)),
        id * dimension,
      );
  }
  const header: Header = { dimension, names };
  const parts = [
    Buffer.from(`${JSON.stringify(header)}\n`),
    Buffer.from(scales.buffer),
    Buffer.from(rows.buffer),
  ];
  return gzipSync(Buffer.concat(parts), { level: 9 });
}
