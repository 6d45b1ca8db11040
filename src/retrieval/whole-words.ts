import { Glosses } from '../indexing/glosses.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words of a question that dictionaries list and the segmenter's does not are at most this long. */
const LONGEST_JOINED = 3;
const HAN_WORD = /^\p{Script=Han}+$/u;

/** True for a word of everyday Chinese, or one that the documents or the staff's word lists use. */
function isWord(word: string, { segmenter, lexical }: Vocabulary): boolean {
  return lexical.has(word) || Glosses.shared().has(word) || segmenter.tagOf(word) !== 'x';
}

/** Characters left alone beside each other that are a word together (供|暖, 校|服), so that its lack is seen. */
function joinCharacters(words: string[], text: string, { holds }: Vocabulary): string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length; ) {
    let length = LONGEST_JOINED;
    for (; length > 1; length--) {
      const parts = words.slice(i, i + length);
      const whole = parts.join('');
      const areAlone = parts.length === length && parts.every((part) => part.length === 1);
      if (
        areAlone &&
        HAN_WORD.test(whole) &&
        text.includes(whole) &&
        Glosses.shared().has(whole) &&
        !holds(whole)
      )
        break;
    }
    joined.push(words.slice(i, i + length).join(''));
    i += length;
  }
  return joined;
}

/** Names that no dictionary lists have at least and at most so many characters: 管网漏损率. */
const HELD = { shortest: 3, longest: 6 };

/** Characters left alone in a row that the documents hold as one: a name of their field (漏损率). */
function joinHeld(words: string[], text: string, { holds }: Vocabulary): string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length; ) {
    let length = HELD.longest;
    for (; length >= HELD.shortest; length--) {
      const parts = words.slice(i, i + length);
      const whole = parts.join('');
      const areAlone =
        parts.length === length && parts.every((part) => part.length === 1 && HAN_WORD.test(part));
      if (areAlone && text.includes(whole) && holds(whole)) break;
    }
    const taken = length >= HELD.shortest ? length : 1;
    joined.push(words.slice(i, i + taken).join(''));
    i += taken;
  }
  return joined;
}

/** A compound that no document holds (校园安全, 外籍教师) falls into its halves where some document holds one of them. */
function splitCompound(word: string, vocabulary: Vocabulary): string[] {
  const isUnknown = word.length === 4 && HAN_WORD.test(word) && !vocabulary.holds(word);
  if (!isUnknown || vocabulary.lexicon.alternatives(word).length > 0) return [word];
  const halves = [word.slice(0, 2), word.slice(2)];
  const areWords = halves.every((half) => isWord(half, vocabulary));
  return areWords && halves.some((half) => vocabulary.lexical.has(half)) ? halves : [word];
}

/** Characters that make the name of a place, a body or a rule of the word before: 服务|区, 资源|库, 导师|制. */
const ENDS_NAME = /^[区园校制员站圈库群链卡码证岗团队营组会]$/u;

/** A word and the character that ends its name, parted by the segmenter, where the documents hold both as one. */
function joinEndings(words: string[], text: string, { holds }: Vocabulary): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const isEnding = before !== undefined && before.length === 2 && ENDS_NAME.test(word);
    if (isEnding && text.includes(before + word) && holds(before + word)) joined.push(joined.pop()! + word);
    else joined.push(word);
  }
  return joined;
}

/** The words of a question's text as a reader sees them: single characters joined, unknown compounds parted. */
export function wholeWords(words: string[], text: string, vocabulary: Vocabulary): string[] {
  const joined = joinEndings(
    joinCharacters(joinHeld(words, text, vocabulary), text, vocabulary),
    text,
    vocabulary,
  );
  return joined.flatMap((word) => splitCompound(word, vocabulary));
}
