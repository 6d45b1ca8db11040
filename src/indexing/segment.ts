import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodejieba from 'nodejieba';
import { z } from 'zod';
import { IndexStoreError } from '../errors.ts';
import { FUNCTION_WORDS } from '../language/function-words.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/numerals.ts';

/** The words a text is cut with, as files: stored with the index, so that question and clause are cut alike. */
export interface SegmenterDictionary {
  /** Folder that holds the files nodejieba reads. */
  directory: string;
  /** Words with a Chinese numeral that count nothing (一贯制, 三全育人): kept from being read as quantities. */
  numeralWords: string[];
  /** Equal for equal dictionaries: tells whether the one in memory can be kept. */
  fingerprint: string;
}

/** Changes when cutting changes, so that an older index is rebuilt. */
export const SEGMENTER_VERSION = 'jieba-2';

/** Rarer words of the stock dictionary cost memory (348,000 words: 240 MB) and are mostly names. */
const RAREST_STOCK_WORD = 50;
/** Above what any chance product of single characters reaches, below common words. */
const TERM_FREQUENCY = 500;
const LONGEST_SHORT_WORD = 4;
/** Districts and counties are kept however rare: a question about another district must be seen to be one. */
const DISTRICT = /^\p{Script=Han}{2,4}[区县]$/u;
const PLACE_TAGS = new Set(['ns', 'nr', 'nt', 'nz']);
const CACHE_LIMIT = 4096;

const HAN_ONLY = /^\p{Script=Han}{2,}$/u;
const HAS_NUMERAL = /[一二三四五六七八九十两零百千万]/u;
const PIECE = /\p{Script=Han}+|[a-z0-9]+(?:[+._-][a-z0-9]+)*/gu;
const NO_BIGRAM = new Set('的了吗呢吧在是和与及等');

const NUMERAL_WORDS_FILE = 'numeral-words.json';
const Stored = z.object({ numeralWords: z.array(z.string()), fingerprint: z.string() });

/** The package's types leave out where its own dictionary lies. */
const { DEFAULT_DICT } = nodejieba as unknown as { DEFAULT_DICT: string };

async function stockWords(): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  for (const line of (await readFile(DEFAULT_DICT, 'utf8')).split('\n')) {
    const [word, frequency, tag] = line.split(' ');
    if (!word) continue;
    const isDistrict =
      (DISTRICT.test(word) && PLACE_TAGS.has(tag ?? '')) || (tag === 'ns' && word.length <= 3);
    if (isDistrict || Number(frequency) >= RAREST_STOCK_WORD) kept.set(word, line);
  }
  return kept;
}

/** Writes the dictionary of an index: the common words of jieba and `terms` (policy vocabulary, learnt words). */
export async function writeDictionary(
  directory: string,
  terms: Iterable<string>,
  numeralTerms: Iterable<string> = [],
): Promise<SegmenterDictionary> {
  const words = await stockWords();
  for (const term of [...terms].map(searchForm).filter((term) => HAN_ONLY.test(term))) {
    const frequency = Math.max(TERM_FREQUENCY, Number(words.get(term)?.split(' ')[1] ?? 0));
    words.set(term, `${term} ${frequency} n`);
  }
  const numeralWords = [...new Set([...numeralTerms].map(searchForm))].filter(
    (term) => HAN_ONLY.test(term) && HAS_NUMERAL.test(term),
  );
  const text = `${[...words.values()].join('\n')}\n`;
  const fingerprint = createHash('sha256')
    .update(SEGMENTER_VERSION)
    .update(text)
    .update(numeralWords.join())
    .digest('hex');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'words.utf8'), text);
  // nodejieba insists on all five files; the ones below serve only its keyword extraction, which is not used.
  await writeFile(join(directory, 'user.utf8'), '');
  await writeFile(join(directory, 'idf.utf8'), '教育 1.0\n');
  await writeFile(join(directory, 'stop.utf8'), '的\n');
  await writeFile(join(directory, NUMERAL_WORDS_FILE), JSON.stringify({ numeralWords, fingerprint }));
  return { directory, numeralWords, fingerprint };
}

/** Reads what `writeDictionary` wrote. */
export async function readDictionary(directory: string): Promise<SegmenterDictionary> {
  const file = join(directory, NUMERAL_WORDS_FILE);
  try {
    return { directory, ...Stored.parse(JSON.parse(await readFile(file, 'utf8'))) };
  } catch (cause) {
    throw new IndexStoreError(`索引的词典无法读取（${file}）：请运行 npm run index 重建索引。`, { cause });
  }
}

// nodejieba holds one dictionary per process: remember which, and reload when another segmenter speaks.
let loadedFingerprint = '';

function useDictionary({ directory, fingerprint }: SegmenterDictionary): void {
  if (loadedFingerprint === fingerprint) return;
  const file = (name: string) => join(directory, name);
  nodejieba.load({
    dict: file('words.utf8'),
    userDict: file('user.utf8'),
    idfDict: file('idf.utf8'),
    stopWordDict: file('stop.utf8'),
  });
  loadedFingerprint = fingerprint;
}

interface Cut {
  words: string[];
  terms: string[];
}

/** Cuts Chinese text to words, always with its own dictionary, whichever others live in the process. */
export class Segmenter {
  readonly dictionary: SegmenterDictionary;
  readonly #numeralWords: RegExp | null;
  #recent = new Map<string, Cut>();
  #older = new Map<string, Cut>();

  constructor(dictionary: SegmenterDictionary) {
    this.dictionary = dictionary;
    const longestFirst = [...dictionary.numeralWords].sort((a, b) => b.length - a.length);
    this.#numeralWords = longestFirst.length > 0 ? new RegExp(longestFirst.join('|'), 'gu') : null;
  }

  /**
   * The words that mean something, in search form and in order: numbers canonical and whole (百分之九十三 → 93%),
   * punctuation and function words dropped. A word of five characters or more is followed by its parts.
   */
  words(text: string): string[] {
    return [...this.#cut(text).words];
  }

  /**
   * What the lexical index holds of a text: its words, both ends of its ranges, and every pair of neighbouring
   * characters (marked `·`), which finds words that no dictionary knows.
   */
  terms(text: string): string[] {
    return [...this.#cut(text).terms];
  }

  /** Part of speech that jieba gives a word (n, v, d …); `x` for a word it cuts further. */
  tagOf(word: string): string {
    useDictionary(this.dictionary);
    const tagged = nodejieba.tag(word);
    return tagged.length === 1 ? tagged[0]!.tag : 'x';
  }

  #cut(text: string): Cut {
    const known = this.#recent.get(text) ?? this.#older.get(text);
    if (known) return known;
    const cut = this.#cutForm(searchForm(text));
    if (this.#recent.size >= CACHE_LIMIT) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(text, cut);
    return cut;
  }

  #cutForm(form: string): Cut {
    const pieces: (string | Quantity)[] = [];
    let from = 0;
    for (const quantity of this.#quantities(form)) {
      pieces.push(...(form.slice(from, quantity.start).match(PIECE) ?? []), quantity);
      from = quantity.end;
    }
    pieces.push(...(form.slice(from).match(PIECE) ?? []));

    const runs = pieces.filter((piece): piece is string => typeof piece === 'string' && piece > '\u2e80');
    const cutRuns = this.#cutRuns(runs);
    const words: string[] = [];
    const extras: string[] = [];
    for (const piece of pieces) {
      if (typeof piece !== 'string') {
        words.push(piece.canonical);
        if (piece.upper !== undefined)
          extras.push(`${piece.value}${piece.unit}`, `${piece.upper}${piece.unit}`);
      } else if (piece > '\u2e80') {
        words.push(...cutRuns.shift()!);
        extras.push(...bigrams(piece));
      } else words.push(piece);
    }
    return { words, terms: [...words, ...extras] };
  }

  #quantities(form: string): Quantity[] {
    const quantities = findQuantities(form);
    if (quantities.length === 0 || !this.#numeralWords) return quantities;
    const words = [...form.matchAll(this.#numeralWords)].map(
      (word) => [word.index, word.index + word[0].length] as const,
    );
    return quantities.filter(({ start, end }) => !words.some(([from, to]) => start < to && from < end));
  }

  /** One call into nodejieba for all runs of a text: the call costs more than the cutting. */
  #cutRuns(runs: string[]): string[][] {
    if (runs.length === 0) return [];
    useDictionary(this.dictionary);
    const cut: string[][] = [[]];
    for (const word of nodejieba.cut(runs.join('\n'))) {
      if (word === '\n') cut.push([]);
      else if (!FUNCTION_WORDS.has(word)) cut.at(-1)!.push(word, ...partsOf(word));
    }
    return cut;
  }
}

/** The words within a long word, the largest first, each followed by its own: 校外培训机构 → 校外培训, 机构. */
function partsOf(word: string): string[] {
  if (word.length <= LONGEST_SHORT_WORD) return [];
  const parts: string[] = nodejieba.cutSmall(word, word.length - 1);
  return parts
    .filter((part) => part.length > 1 && !FUNCTION_WORDS.has(part))
    .flatMap((part) => [part, ...partsOf(part)]);
}

function bigrams(run: string): string[] {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < run.length; i++) {
    if (!NO_BIGRAM.has(run[i]!) && !NO_BIGRAM.has(run[i + 1]!)) pairs.push(`·${run[i]}${run[i + 1]}`);
  }
  return pairs;
}
