import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { coinagesOf } from './coinages.ts';
import { holdsText } from './plain-source.ts';
import { soundsLike } from './sound.ts';

/** Shorter terms differ from too many words in one character. */
const SHORTEST = 4;
const LONGEST = 8;
const ANY = '\u0000';

/** Two words that stand together in so many titles are a name. */
const OFTEN = 3;

/** Names that titles share: 攻坚行动. */
function sharedNames(index: PolicyIndex): string[] {
  const counts = new Map<string, number>();
  for (const { headings } of index.outlines.values()) {
    for (const { title } of headings) {
      const words = index.segmenter.words(searchForm(title));
      words.forEach((word, i) => {
        const next = words[i + 1] ?? '';
        const name = next.length > 1 && word.length > 1 ? word + next : word;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      });
    }
  }
  return [...counts].filter(([, count]) => count >= OFTEN).map(([name]) => name);
}

const patterns = new WeakMap<PolicyIndex, Map<string, string>>();

/** A term with one character left open. */
const opened = (term: string, at: number) => term.slice(0, at) + ANY + term.slice(at + 1);

/** The terms of lexicon and documents that the documents hold, each with every single character left open. */
function patternsOf(index: PolicyIndex): Map<string, string> {
  let known = patterns.get(index);
  if (!known) {
    known = new Map();
    for (const term of new Set([
      ...index.lexicon.policyTerms,
      ...coinagesOf(index).keys(),
      ...sharedNames(index),
    ])) {
      const fits = term.length >= SHORTEST && term.length <= LONGEST && /^\p{Script=Han}+$/u.test(term);
      if (!fits || !holdsText(index.documents, term)) continue;
      for (let at = 1; at < term.length; at++) known.set(opened(term, at), term);
    }
    patterns.set(index, known);
  }
  return known;
}

const QUOTED = /(?<=[“"‘'「])(\p{Script=Han}{3,8})(?=[”"’'」])/gu;
/** Another numeral makes another name: “三个机制”. */
const NUMERAL = /[一二两三四五六七八九十百千万\d]/u;

function differsInOne(name: string, other: string): boolean {
  if (name.length !== other.length) return false;
  const wrong = [...name].flatMap((character, i) => (character === other[i] ? [] : [character + other[i]!]));
  return wrong.length === 1 && !NUMERAL.test(wrong[0]!);
}

/** Puts right a name in quotation marks that no document holds, where one of theirs differs in a single character. */
function correctNames(form: string, index: PolicyIndex): string {
  return form.replace(QUOTED, (name) => {
    if (holdsText(index.documents, name)) return name;
    const near = [...coinagesOf(index).keys()].filter((other) => differsInOne(name, other));
    return near.length === 1 ? near[0]! : name;
  });
}

/** Puts right the terms of the documents that are written wrong: names in quotation marks, and others. */
export function correctSpelling(form: string, index: PolicyIndex): string {
  return correctTerms(correctNames(form, index), index);
}

/** Puts right a term of the documents in which one character is wrong (随班旧读): such a run no document holds. */
function correctTerms(form: string, index: PolicyIndex): string {
  const known = patternsOf(index);
  for (let length = LONGEST; length >= SHORTEST; length--) {
    for (let from = 0; from + length <= form.length; from++) {
      const run = form.slice(from, from + length);
      if (!/^\p{Script=Han}+$/u.test(run)) continue;
      // The first character may belong to the word before.
      for (let at = 1; at < length; at++) {
        const term = known.get(opened(run, at));
        if (term === undefined || term === run || isSound(run, at, index)) continue;
        if (PLACE.test(run[at]!) && !soundsLike(run[at]!, term[at]!)) continue;
        return correctTerms(form.slice(0, from) + term + form.slice(from + length), index);
      }
    }
  }
  return form;
}

const FUNCTION = /[的了吗呢吧在是和与及等个几多有没要区都或各]/u;
/** 学校里设: where something is, unless it sounds like what is meant (护里型). */
const PLACE = /[里外内上下]/u;

/** True where the character in question may be meant: a function word, or part of a word that documents or lexicon know. */
function isSound(run: string, at: number, index: PolicyIndex): boolean {
  if (FUNCTION.test(run[at]!) || holdsText(index.documents, run)) return true;
  const terms = termsOf(index);
  const isTerm = (from: number, to: number) => to - from > 1 && terms.has(run.slice(from, to));
  for (let from = 0; from <= at; from++)
    for (let to = at + 1; to <= run.length; to++) if (isTerm(from, to)) return true;
  // 中小学都: a whole term with a word behind it.
  if (at === run.length - 1 && Array.from({ length: at }, (_, i) => i + 1).some((to) => isTerm(0, to)))
    return true;
  const pairs = [run.slice(at - 1, at + 1), run.slice(at, at + 2)];
  return pairs.some((pair) => pair.length === 2 && index.lexical.has(`·${pair}`));
}

const termSets = new WeakMap<PolicyIndex, Set<string>>();

function termsOf(index: PolicyIndex): Set<string> {
  const known = termSets.get(index) ?? new Set(index.lexicon.policyTerms);
  termSets.set(index, known);
  return known;
}
