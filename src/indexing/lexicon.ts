import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';
import { searchForm } from '../language/normalise.ts';
import { type MatterFinder, matterFinder } from './matters.ts';

/** The files of a lexicon folder, in the order that makes its fingerprint. */
const LEXICON_FILES = [
  'policy-terms.txt',
  'synonyms.txt',
  'colloquial.txt',
  'topics.txt',
  'talk.txt',
  'matters.txt',
  'everyday.txt',
] as const;

/** Weight of a word that means the same, and of one that a one-way line (`甲 -> 乙`) leads to. */
const EQUAL_WEIGHT = 0.8;
const RELATED_WEIGHT = 0.5;
/** Farthest apart that the two halves of a phrase with a gap (`孩子…谁接`) may stand, in characters. */
const WIDEST_GAP = 8;
/** A lexicon line longer than this is a mistake (a pasted paragraph), not vocabulary. */
const LONGEST_WORD = 30;

/** The contents of a lexicon's files by name; a missing one is empty. */
export type LexiconTexts = Partial<Record<(typeof LEXICON_FILES)[number], string>>;

/** Another word for a word. */
interface Alternative {
  word: string;
  /** 1 for the word itself; less the farther its meaning is. */
  weight: number;
}

/** A matter that plans are compared by, with the words that tell it. */
export interface Topic {
  name: string;
  /** In search form. */
  words: string[];
}

/** The vocabulary that staff edit: policy terms, equal words, everyday phrases. */
export interface Lexicon {
  /** Other words for `word` (search form), nearest first, without itself. */
  alternatives(word: string): Alternative[];
  /** `text` followed by the policy wording of every everyday phrase in it: 上幼儿园难 → …，学前教育，学位. For search only. */
  rewrite(text: string): string;
  /** The everyday phrases in `text` (search form), each with its policy wording. */
  phrasesIn(text: string): { phrase: string; wording: string[] }[];
  /** Everything the segmenter must keep whole: policy terms and the words of the other files, but what everyday words lead to. */
  policyTerms: string[];
  /** True for a word (search form) that people ask and talk with and that names no matter: 要点, 角色, 放在. */
  isTalk(word: string): boolean;
  /** The concrete matters that a text (search form) names: 食堂, 溺水. */
  mattersIn: MatterFinder;
  /** What tables and comparisons are grouped by, in order. */
  topics: Topic[];
  /** Equal for equal contents. */
  fingerprint: string;
}

interface Line {
  text: string;
  /** For errors: the file's name and the line's number. */
  place: string;
}

/** The lines of a lexicon file that say something; `#` opens a comment. */
function linesOf(file: string, contents: string): Line[] {
  return contents
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((raw, i) => ({ text: raw.replace(/#.*$/, '').trim(), place: `${file} 第 ${i + 1} 行` }))
    .filter(({ text }) => text !== '');
}

function wordOf(raw: string, { place, text }: Line): string {
  const word = searchForm(raw);
  if (word === '')
    throw new ConfigError(`词库文件 ${place} 有空的词（“${text}”）：请删去多余的分隔符或补上词语。`);
  if (word.length > LONGEST_WORD) {
    throw new ConfigError(`词库文件 ${place} 的词超过 ${LONGEST_WORD} 个字：请每行只写词语，用逗号分开。`);
  }
  return word;
}

const wordsOf = (list: string, line: Line) => list.split(/[,，、]/).map((raw) => wordOf(raw, line));

/** policy-terms.txt and talk.txt: one word a line, or several parted by commas. */
function parseWords(file: string, contents: string): string[] {
  return linesOf(file, contents).flatMap((line) => wordsOf(line.text, line));
}

/** matters.txt: one matter a line, every wording of it parted by commas. */
function parseMatters(file: string, contents: string): string[][] {
  return linesOf(file, contents).map((line) => wordsOf(line.text, line));
}

/** synonyms.txt: `甲, 乙, 丙` are equal; `甲 -> 乙, 丙` leads from 甲 to 乙 and 丙 only. */
function parseSynonyms(lines: Line[]): Map<string, Alternative[]> {
  const found = new Map<string, Map<string, number>>();
  const add = (from: string, to: string, weight: number) => {
    if (from === to) return;
    const known = found.get(from) ?? new Map<string, number>();
    known.set(to, Math.max(weight, known.get(to) ?? 0));
    found.set(from, known);
  };
  for (const line of lines) {
    const [left, right, ...more] = line.text.split('->') as [string, ...string[]];
    if (more.length > 0) throw new ConfigError(`词库文件 ${line.place} 有两个“->”：一行只能写一个方向。`);
    const from = wordsOf(left, line);
    if (right !== undefined) {
      for (const word of from) for (const to of wordsOf(right, line)) add(word, to, RELATED_WEIGHT);
      continue;
    }
    if (from.length < 2)
      throw new ConfigError(`词库文件 ${line.place} 只有一个词：同义词一行至少两个，用逗号分开。`);
    for (const word of from) for (const to of from) add(word, to, EQUAL_WEIGHT);
  }
  const nearestFirst = (known: Map<string, number>) =>
    [...known].map(([word, weight]) => ({ word, weight })).sort((a, b) => b.weight - a.weight);
  return new Map([...found].map(([word, known]) => [word, nearestFirst(known)]));
}

/** Each word of `first` with what the second says of it, too, behind its own. */
function joined(
  first: Map<string, Alternative[]>,
  second: Map<string, Alternative[]>,
): [string, Alternative[]][] {
  return [...first].map(([word, own]) => {
    const known = new Set(own.map((one) => one.word));
    return [word, [...own, ...(second.get(word) ?? []).filter((one) => !known.has(one.word))]];
  });
}

interface Phrase {
  pattern: RegExp;
  /** What the phrase begins with: looked for first, since few of many phrases stand in a question. */
  opening: string;
  length: number;
  wording: string[];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** colloquial.txt: `everyday phrase, another => policy words`; `…` in a phrase stands for up to eight characters. */
function parseColloquial(lines: Line[]): Phrase[] {
  const phrases: Phrase[] = [];
  for (const line of lines) {
    const [left, right, ...more] = line.text.split('=>') as [string, ...string[]];
    if (right === undefined || more.length > 0) {
      throw new ConfigError(
        `词库文件 ${line.place} 应写成“口语说法 => 文件用语”：这一行${right ? '有两个' : '没有'}“=>”。`,
      );
    }
    const wording = right
      .trim()
      .split(/[\s,，、]+/)
      .map((raw) => wordOf(raw, line));
    for (const raw of left.split(/[,，、]/)) {
      const parts = raw.split(/…+|\.{3,}/).map((part) => wordOf(part, line));
      const pattern = new RegExp(parts.map(escaped).join(`[^，。？！；,?!;]{0,${WIDEST_GAP}}?`), 'u');
      phrases.push({ pattern, opening: parts[0]!, length: parts.join('').length, wording });
    }
  }
  return phrases.sort((a, b) => b.length - a.length);
}

/** topics.txt: `主题: 词, 词`. */
function parseTopics(file: string, contents: string): Topic[] {
  return linesOf(file, contents).map((line) => {
    const [name = '', words, ...more] = line.text.split(/[:：]/);
    if (words === undefined || more.length > 0 || name.trim() === '')
      throw new ConfigError(`词库文件 ${line.place} 应写成“主题: 词, 词”。`);
    return { name: name.trim(), words: wordsOf(words, line) };
  });
}

/** Builds a lexicon from the texts of its files (a missing file is an empty one). */
export function createLexicon(contents: LexiconTexts): Lexicon {
  const [termsFile, synonymsFile, colloquialFile, topicsFile, talkFile, mattersFile, everydayFile] =
    LEXICON_FILES;
  const terms = parseWords(termsFile, contents[termsFile] ?? '');
  const talk = new Set(parseWords(talkFile, contents[talkFile] ?? ''));
  const official = parseSynonyms(linesOf(synonymsFile, contents[synonymsFile] ?? ''));
  const spoken = parseColloquial(linesOf(colloquialFile, contents[colloquialFile] ?? ''));
  const everyday = linesOf(everydayFile, contents[everydayFile] ?? '');
  const isPhrase = ({ text }: Line) => text.includes('=>');
  const words = parseSynonyms(everyday.filter((line) => !isPhrase(line)));
  const synonyms = new Map([...words, ...joined(official, words)]);
  const phrases = [...spoken, ...parseColloquial(everyday.filter(isPhrase))];
  const hash = createHash('sha256');
  for (const file of LEXICON_FILES) hash.update(`${file}\0${contents[file] ?? ''}\0`);
  return {
    alternatives: (word) => synonyms.get(word) ?? [],
    rewrite: (text) => {
      const form = searchForm(text);
      const wording = phrases
        .filter(({ pattern, opening }) => form.includes(opening) && pattern.test(form))
        .flatMap((phrase) => phrase.wording);
      return wording.length === 0 ? text : [text, ...new Set(wording)].join('，');
    },
    phrasesIn: (text) =>
      phrases.flatMap(({ pattern, opening, wording }) => {
        const phrase = text.includes(opening) ? pattern.exec(text)?.[0] : undefined;
        return phrase === undefined ? [] : [{ phrase, wording }];
      }),
    policyTerms: [
      ...new Set([
        ...terms,
        ...synonyms.keys(),
        ...[...official.values()].flatMap((others) => others.map(({ word }) => word)),
        ...spoken.flatMap(({ wording }) => wording),
      ]),
    ],
    isTalk: (word) => talk.has(word),
    mattersIn: matterFinder(parseMatters(mattersFile, contents[mattersFile] ?? '')),
    topics: parseTopics(topicsFile, contents[topicsFile] ?? ''),
    fingerprint: hash.digest('hex'),
  };
}

/** Reads the texts of a lexicon folder; a file that is not there counts as empty. */
export async function readLexiconFiles(
  directory: string,
): Promise<Record<(typeof LEXICON_FILES)[number], string>> {
  const read = async (file: string) => {
    try {
      return await readFile(join(directory, file), 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw new ConfigError(`词库文件 ${file} 无法读取：请检查它是否为文本文件、是否有读取权限。`, { cause });
    }
  };
  const texts = await Promise.all(LEXICON_FILES.map(read));
  return Object.fromEntries(LEXICON_FILES.map((file, i) => [file, texts[i]!])) as Record<
    (typeof LEXICON_FILES)[number],
    string
  >;
}

/** Loads the lexicon of a folder; a faulty line is a ConfigError that names file and line. */
export async function loadLexicon(directory: string): Promise<Lexicon> {
  return createLexicon(await readLexiconFiles(directory));
}

/** The lexicon that comes with the product, for folders without their own. */
const BUNDLED_LEXICON = join(import.meta.dirname, '..', '..', 'seeds', 'lexicon');

/** The lexicon folder that applies to a documents folder: its own `lexicon/`, else the bundled one. */
export async function findLexiconDir(docsDir: string): Promise<string> {
  const own = join(docsDir, 'lexicon');
  const found = await stat(own).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return found?.isDirectory() ? own : BUNDLED_LEXICON;
}
