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

function wordingsOf(text: string, { lexicon }: Vocabulary): string[] {
  return [text, ...lexicon.alternatives(text).map(({ word }) => word)];
}

/** True where a word falls into two that the documents searched hold or say otherwise: 校园|安全. */
function isCompound(word: string, vocabulary: Vocabulary): boolean {
  if (word.length > LONGEST_COMPOUND) return false;
  return Array.from({ length: word.length - 1 }, (_, i) => i + 1).some((at) => {
    const parts = [word.slice(0, at), word.slice(at)].filter((part) => part.length > 1 || AFFIX.test(part));
    const isSaid = (part: string) => wordingsOf(part, vocabulary).some((one) => vocabulary.isSearched(one));
    return parts.length === 2 && parts.every(isSaid);
  });
}

/**
 * True where the documents searched hold the word or one that means it, or both parts of such a compound; `said` is
 * what the everyday phrase around it means.
 */
export function isSpokenOf(text: string, vocabulary: Vocabulary, said: string[] = []): boolean {
  const wordings = [...wordingsOf(text, vocabulary), ...said];
  return (
    wordings.some((word) => vocabulary.isSearched(word)) ||
    wordings.some((word) => isCompound(word, vocabulary))
  );
}
