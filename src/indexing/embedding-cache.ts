import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Embedder } from './policy-index.ts';

/** About 25,000 vectors of 2,048 numbers. */
const MOST_BYTES = 200_000_000;
/** Files kept, one an embedder: enough to try another model and come back. */
const MOST_FILES = 3;
const NAME = /^embeddings-[0-9a-f]{16}\.bin$/;
const KEY_BYTES = 16;
const CHECKSUM_BYTES = 4;
const MAGIC = 'wengui-embeddings-1';

/** Where and how vectors are kept. */
export interface CacheOptions {
  /** Folder of the cache, made where missing; safe to delete at any time. */
  directory: string;
  /** Size at which the oldest vectors are dropped, looked at when a build begins. */
  mostBytes?: number;
  /** Told in one Chinese sentence that the cache is damaged or cannot be written; work goes on without it. */
  onProblem?: (message: string) => void;
}

/*
 * A file:  wengui-embeddings-1 <dimension>\n   then records of
 *          key (16 bytes of SHA-256 of the text) | crc32 of key and vector | vector (float32, little endian)
 * Only ever appended to, so that a build killed half way has paid for nothing twice; a cut-off end is dropped.
 */

/**
 * The same embedder, asking its service only for texts it has not embedded before. Vectors are kept by hash of the
 * text, in one file for each embedder fingerprint.
 */
export function cacheEmbeddings(embedder: Embedder, options: CacheOptions): Embedder {
  const cache = new CacheFile(embedder.fingerprint, options);
  return {
    fingerprint: embedder.fingerprint,
    embedQuery: (text) => embedder.embedQuery(text),
    async embedDocuments(texts) {
      const missing = [...new Set(texts)].filter((text) => !cache.get(text));
      const embedded = missing.length > 0 ? await embedder.embedDocuments(missing) : [];
      if (!cache.fits(embedded)) {
        cache.clear('服务换了模型，向量的长度变了');
        return embedder.embedDocuments(texts);
      }
      const fresh = new Map(missing.map((text, position) => [text, embedded[position]!]));
      cache.add(fresh);
      return texts.map((text) => fresh.get(text) ?? Array.from(cache.get(text)!));
    },
  };
}

class CacheFile {
  readonly #file: string;
  readonly #options: CacheOptions;
  readonly #vectors = new Map<string, Float32Array>();
  #dimension = 0;
  #isWritable = true;

  constructor(fingerprint: string, options: CacheOptions) {
    const name = `embeddings-${createHash('sha256').update(fingerprint).digest('hex').slice(0, 16)}.bin`;
    this.#file = join(options.directory, name);
    this.#options = options;
    this.#tryTo('写入', () => mkdirSync(options.directory, { recursive: true }));
    this.#tryTo('清理', () => dropOldFiles(options.directory, name));
    this.#tryTo('读取', () => this.#read());
  }

  get(text: string): Float32Array | undefined {
    return this.#vectors.get(keyOf(text));
  }

  /** Whether the vectors are as long as the kept ones. */
  fits(vectors: readonly (readonly number[])[]): boolean {
    return this.#vectors.size === 0 || vectors.every(({ length }) => length === this.#dimension);
  }

  clear(reason: string): void {
    this.#vectors.clear();
    this.#tryTo('写入', () => rmSync(this.#file, { force: true }));
    this.#options.onProblem?.(`向量缓存 ${this.#file} 已清空：${reason}。`);
  }

  add(fresh: ReadonlyMap<string, readonly number[]>): void {
    const records: Buffer[] = [];
    for (const [text, vector] of fresh) {
      const numbers = Float32Array.from(vector);
      this.#dimension = vector.length;
      this.#vectors.set(keyOf(text), numbers);
      records.push(recordOf(keyOf(text), numbers));
    }
    if (records.length === 0 || !this.#isWritable) return;
    this.#tryTo('写入', () => {
      const isNew = statSync(this.#file, { throwIfNoEntry: false }) === undefined;
      if (isNew) records.unshift(headerOf(this.#dimension));
      appendFileSync(this.#file, Buffer.concat(records));
    });
  }

  #read(): void {
    if (statSync(this.#file, { throwIfNoEntry: false }) === undefined) return;
    const bytes = readFileSync(this.#file);
    const [, dimension] = /^wengui-embeddings-1 (\d{1,5})\n/.exec(bytes.toString('latin1', 0, 40)) ?? [];
    if (dimension === undefined) {
      rmSync(this.#file);
      throw new Error('不是向量缓存');
    }
    this.#dimension = Number(dimension);
    const recordBytes = KEY_BYTES + CHECKSUM_BYTES + this.#dimension * 4;
    const start = headerOf(this.#dimension).length;
    const whole: Buffer[] = [];
    let at = start;
    for (; at + recordBytes <= bytes.length; at += recordBytes) {
      const record = bytes.subarray(at, at + recordBytes);
      if (checksumOf(record) === record.readUInt32LE(KEY_BYTES)) whole.push(record);
    }
    const isDamaged = start + whole.length * recordBytes !== bytes.length;
    const room = Math.floor((this.#options.mostBytes ?? MOST_BYTES) / recordBytes);
    const kept = whole.length > room ? whole.slice(-Math.ceil(room / 2)) : whole;
    for (const record of kept) this.#vectors.set(record.toString('latin1', 0, KEY_BYTES), vectorOf(record));
    if (isDamaged || kept.length < whole.length) this.#rewrite(kept);
    if (isDamaged) throw new Error(`有损坏的记录，已略去，余 ${kept.length} 条`);
  }

  #rewrite(records: readonly Buffer[]): void {
    const beside = `${this.#file}.${process.pid}`;
    writeFileSync(beside, Buffer.concat([headerOf(this.#dimension), ...records]));
    renameSync(beside, this.#file);
  }

  /** The cache only saves time: whatever fails with it is told, and the work goes on without. */
  #tryTo(what: '读取' | '写入' | '清理', action: () => void): void {
    try {
      action();
    } catch (error) {
      if (what === '写入') this.#isWritable = false;
      this.#options.onProblem?.(
        `向量缓存 ${this.#file} 无法${what}（${(error as Error).message}），不影响建立索引。`,
      );
    }
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest().toString('latin1', 0, KEY_BYTES);
}

function headerOf(dimension: number): Buffer {
  return Buffer.from(`${MAGIC} ${dimension}\n`);
}

function recordOf(key: string, vector: Float32Array): Buffer {
  const record = Buffer.alloc(KEY_BYTES + CHECKSUM_BYTES + vector.byteLength);
  record.write(key, 0, 'latin1');
  for (const [k, entry] of vector.entries()) record.writeFloatLE(entry, KEY_BYTES + CHECKSUM_BYTES + k * 4);
  record.writeUInt32LE(checksumOf(record), KEY_BYTES);
  return record;
}

function checksumOf(record: Buffer): number {
  return crc32(record.subarray(KEY_BYTES + CHECKSUM_BYTES), crc32(record.subarray(0, KEY_BYTES)));
}

function vectorOf(record: Buffer): Float32Array {
  // Copied: records start at any byte, Float32Array only at every fourth.
  return new Float32Array(new Uint8Array(record.subarray(KEY_BYTES + CHECKSUM_BYTES)).buffer);
}

function dropOldFiles(directory: string, current: string): void {
  const others = readdirSync(directory)
    .filter((name) => NAME.test(name) && name !== current)
    .map((name) => ({ name, changed: statSync(join(directory, name)).mtimeMs }))
    .sort((a, b) => b.changed - a.changed);
  for (const { name } of others.slice(MOST_FILES - 1)) rmSync(join(directory, name), { force: true });
}
