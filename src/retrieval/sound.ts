import { pinyin } from 'pinyin-pro';
import { Glosses } from '../indexing/glosses.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { holdsText } from './plain-source.ts';

/** Words of the documents by how they sound: short ones with their tones, since so many sound alike. */
interface SoundIndex {
  withTones: Map<string, string>;
  withoutTones: Map<string, string>;
}

const SHORT = 2;
const LONGEST = 6;
const HAN = /^\p{Script=Han}+$/u;
const readings = new Map<string, { toned: string; plain: string }>();

/** The commonest reading of a character. Questions are typed by sound, so its tone is mostly the one that was meant. */
function readingOf(character: string): { toned: string; plain: string } {
  let known = readings.get(character);
  if (!known) {
    const toned = pinyin(character, { toneType: 'num' });
    known = { toned, plain: toned.replace(/\d/gu, '') };
    readings.set(character, known);
  }
  return known;
}

const soundOf = (word: string, kind: 'toned' | 'plain') =>
  [...word].map((character) => readingOf(character)[kind]).join(' ');

/** True for characters that are read alike, tones apart: 里 and 理. */
export const soundsLike = (one: string, other: string) => soundOf(one, 'plain') === soundOf(other, 'plain');

/** Words of one character that hold a sentence together (区里|想, 哪|边) are meant as they stand. */
const STANDS_ALONE = /[的了吗呢吧在是和与及等里想边哪那这要到能会就都也还再让给把被从对比个几多少没有不]/u;

const indexes = new WeakMap<PolicyIndex, SoundIndex>();

function soundIndex(index: PolicyIndex): SoundIndex {
  let known = indexes.get(index);
  if (!known) {
    known = { withTones: new Map(), withoutTones: new Map() };
    const words = index.lexical.terms().filter((term) => term.length <= LONGEST && HAN.test(term));
    const terms = index.lexicon.policyTerms.filter((term) => index.lexical.has(term));
    // Of words that sound alike the commonest is meant: it comes last and stays.
    const byIdf = [...words, ...terms].sort((a, b) => index.lexical.idf(b) - index.lexical.idf(a));
    for (const word of byIdf) {
      if (word.length === SHORT) known.withTones.set(soundOf(word, 'toned'), word);
      else if (word.length > SHORT) known.withoutTones.set(soundOf(word, 'plain'), word);
    }
    indexes.set(index, known);
  }
  return known;
}

/** True for a word that documents or dictionary know: it may be meant as it stands. */
function isWord(run: string, { documents }: PolicyIndex): boolean {
  return Glosses.shared().has(run) || holdsText(documents, run);
}

function meantBy(run: string, index: PolicyIndex): string | null {
  const { withTones, withoutTones } = soundIndex(index);
  const word =
    run.length === SHORT ? withTones.get(soundOf(run, 'toned')) : withoutTones.get(soundOf(run, 'plain'));
  if (word === undefined || word === run) return null;
  const wrong = [...run].filter((character, i) => character !== word[i]);
  const isTypo = wrong.length <= run.length / 2 && !wrong.some((character) => STANDS_ALONE.test(character));
  return isTypo ? word : null;
}

/**
 * Puts right words typed with a wrong character of the same sound (比利 → 比例, 双狮型 → 双师型): what neither the documents
 * nor the dictionary know as a word, alone or with the character on either side.
 */
export function correctSound(form: string, index: PolicyIndex): string {
  let corrected = form;
  for (let length = LONGEST; length >= SHORT; length--) {
    for (let from = 0; from + length <= corrected.length; from++) {
      const run = corrected.slice(from, from + length);
      const meant = HAN.test(run) ? meantBy(run, index) : null;
      if (meant === null || isWord(run, index)) continue;
      const edges = [
        corrected.slice(Math.max(0, from - 1), from + 1),
        corrected.slice(from + length - 1, from + length + 1),
      ];
      const isSplit = edges.some((edge) => edge.length === SHORT && HAN.test(edge) && isWord(edge, index));
      if (!isSplit) corrected = corrected.slice(0, from) + meant + corrected.slice(from + length);
    }
  }
  return corrected;
}

/** Names of the documents' districts written in Latin letters (nankai) put into characters. */
export function spellOutRegions(form: string, { documents }: Pick<PolicyIndex, 'documents'>): string {
  return documents.reduce((text, { region }) => {
    const short = region?.replace(/(?:新区|自治县|区|县|市|旗|镇)$/u, '') ?? '';
    if (short.length < SHORT || !HAN.test(short)) return text;
    const latin = soundOf(short, 'plain');
    const pattern = new RegExp(
      `(?<![a-z])${latin.replaceAll(' ', '[ -]?')}(?![a-z])(?: ?(?:district|qu)(?![a-z]))?`,
      'gu',
    );
    return text.replace(pattern, short);
  }, form);
}
