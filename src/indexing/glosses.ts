import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The committed table (see glosses/NOTICE.md): one line a word, `word<TAB>gloss gloss …`, sorted by word. */
export const GLOSS_TABLE = new URL('./glosses/cedict-glosses.tsv.gz', import.meta.url);

const LONGEST_WORD = 4;
/** Remembered look-ups; text repeats its words, so this saves the search without holding the table twice. */
const REMEMBERED_WORDS = 20_000;

/** English glosses of Chinese words: the bridge between words that mean the same and share no character. */
export class Glosses {
  /** Changes with the table, so that an index fitted with another one is noticed. */
  readonly fingerprint: string;
  readonly #text: string;
  readonly #starts: Uint32Array;
  readonly #remembered = new Map<string, readonly string[]>();
  static #shared: Glosses | undefined;

  /** `table` is the unpacked text; its lines must be sorted by word in code-unit order. */
  constructor(table: string) {
    this.fingerprint = createHash('sha256').update(table).digest('hex').slice(0, 16);
    this.#text = table;
    const starts: number[] = [];
    for (let at = 0; at < table.length; at = table.indexOf('\n', at) + 1) starts.push(at);
    this.#starts = Uint32Array.from(starts);
  }

  /** The committed table, unpacked once per process at first use. */
  static shared(): Glosses {
    Glosses.#shared ??= new Glosses(gunzipSync(readFileSync(GLOSS_TABLE)).toString('utf8'));
    return Glosses.#shared;
  }

  /** Glosses of a word; a word the dictionary lacks (教师队伍) has those of the longest words inside it. */
  of(word: string): readonly string[] {
    const remembered = this.#remembered.get(word);
    if (remembered) return remembered;
    const glosses = this.#lookUp(word) ?? this.#ofParts(word);
    if (this.#remembered.size >= REMEMBERED_WORDS) this.#remembered.clear();
    this.#remembered.set(word, glosses);
    return glosses;
  }

  /** True where the dictionary lists the word itself. */
  has(word: string): boolean {
    return this.#lookUp(word) !== undefined;
  }

  #ofParts(word: string): readonly string[] {
    const glosses = new Set<string>();
    for (let at = 0; at < word.length; ) {
      let length = Math.min(LONGEST_WORD, word.length - at, word.length - 1);
      let found: string[] | undefined;
      for (; length >= 2 && !found; length--) found = this.#lookUp(word.slice(at, at + length));
      for (const gloss of found ?? []) glosses.add(gloss);
      at += found ? length + 1 : 1;
    }
    return [...glosses];
  }

  #lookUp(word: string): string[] | undefined {
    if (word.length > LONGEST_WORD) return undefined;
    let low = 0;
    let high = this.#starts.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const start = this.#starts[middle]!;
      const tab = this.#text.indexOf('\t', start);
      const candidate = this.#text.slice(start, tab);
      if (candidate === word) return this.#text.slice(tab + 1, this.#text.indexOf('\n', tab)).split(' ');
      if (candidate < word) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}
