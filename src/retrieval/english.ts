import type { PolicyIndex } from '../indexing/policy-index.ts';
import { holdsText } from './plain-source.ts';

/** One English word, or two with a blank between: home visit. */
const ENGLISH = /(?<![a-z“])[a-z]{3,}(?:[ -][a-z]{3,})?(?![a-z”])/gu;

/** The one wording of an English word in the lexicon that the documents hold; null for none, and where several may be meant. */
function wordingOf(english: string, { lexicon, documents }: PolicyIndex): string | null {
  if (holdsText(documents, english)) return null;
  const wordings = lexicon.alternatives(english).map(({ word }) => word);
  const held = wordings.filter((word) => /^\p{Script=Han}+$/u.test(word) && holdsText(documents, word));
  return held.length === 1 ? held[0]! : null;
}

/** Puts Chinese in place of the English words of a question (search form) that the lexicon knows: 搞 home visit 吗 → 搞家访吗. */
export function inChinese(form: string, index: PolicyIndex): string {
  return form.replace(ENGLISH, (english) => {
    const whole = wordingOf(english, index);
    if (whole !== null) return whole;
    return english.replace(/[a-z]+/gu, (word) => wordingOf(word, index) ?? word);
  });
}
