import type { LexicalIndex } from '../indexing/lexical-index.ts';
import type { Lexicon } from '../indexing/lexicon.ts';
import type { Segmenter } from '../indexing/segment.ts';

/** What the words of a question are read with. */
export interface Vocabulary {
  segmenter: Segmenter;
  lexicon: Lexicon;
  lexical: LexicalIndex;
  /** True where some document's text holds this string (search form). */
  holds(text: string): boolean;
  /** True where a document that is searched for this question does. */
  isSearched(text: string): boolean;
}

/** Longer words are names, not compounds. */
const LONGEST_COMPOUND = 6;
/** A character that makes another word of the same matter: 老年|人, 总|人口. */
const AFFIX = /^[人者员性化类型级总各全新本们]$/u;

/** True where the documents searched hold the word or one that means it; of a compound, both its parts (校园|安全). */
export function isSpokenOf(text: string, vocabulary: Vocabulary): boolean {
  const words = [text, ...vocabulary.lexicon.alternatives(text).map(({ word }) => word)];
  if (words.some((word) => vocabulary.isSearched(word))) return true;
  if (text.length > LONGEST_COMPOUND) return false;
  return Array.from({ length: text.length - 1 }, (_, i) => i + 1).some((at) => {
    const parts = [text.slice(0, at), text.slice(at)].filter((part) => part.length > 1 || AFFIX.test(part));
    return parts.length === 2 && parts.every((part) => isSpokenOf(part, vocabulary));
  });
}
