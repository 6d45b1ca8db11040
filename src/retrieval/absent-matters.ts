import type { PolicyDocument } from '../documents/document.ts';
import type { Matter } from '../indexing/matters.ts';
import { wordPlaces } from '../indexing/word-places.ts';
import { placesOf } from './plain-source.ts';
import type { Vocabulary } from './vocabulary.ts';

interface Place {
  start: number;
  end: number;
}

/** A name longer than this is made of words, which tell what stands in it: 教师|通勤|班车. */
const LONGEST_WORD = 4;

/** True where a word of the text runs over an end of the matter: 学校|服务 is not 校服. */
function isCut({ start, end }: Place, words: Place[]): boolean {
  return words.some((one) => {
    const overlaps = one.start < end && one.end > start;
    const isInside = one.start <= start && one.end >= end;
    const isWithin = one.start < start && one.end > end && one.end - one.start <= LONGEST_WORD;
    return overlaps && (isInside ? isWithin : one.start < start || one.end > end);
  });
}

const WRITTEN_ON = /[a-z0-9]/u;

/** True where a word in letters or digits goes on beyond the matter: stem in system. */
function goesOn(text: string, { start, end }: Place): boolean {
  const joins = (at: number) => WRITTEN_ON.test(text[at - 1] ?? '') && WRITTEN_ON.test(text[at] ?? '');
  return joins(start) || joins(end);
}

/** What a question is read with, and the documents that are searched for it. */
export interface Searched extends Vocabulary {
  searched: PolicyDocument[];
  /** True where one clause of them, with its headings, holds all these words. */
  holdsTogether: (words: string[]) => boolean;
}

/** Longer strings hardly ever stand where two words meet. */
const LONGEST_CUT = 2;
/** Characters on both sides of a string that tell how the text around it falls into words. */
const AROUND = 4;

/** True where the documents searched hold the word, and not only where two others meet: 学校服务 holds no 校服. */
function holds(word: string, vocabulary: Searched): boolean {
  if (!vocabulary.isSearched(word)) return false;
  if (word.length > LONGEST_CUT && !WRITTEN_ON.test(word)) return true;
  return placesOf(vocabulary.searched, word, AROUND).some(({ context, at }) => {
    const place = { start: at, end: at + word.length };
    return !goesOn(context, place) && !isCut(place, wordPlaces(context, vocabulary.segmenter));
  });
}

/** A matter this long may be told in parts: 课后服务|收费 under the title 规范课后服务, 没收|手机. */
const SHORTEST_IN_PARTS = 4;

function isToldInParts(word: string, { segmenter, holdsTogether }: Searched): boolean {
  if (word.length < SHORTEST_IN_PARTS) return false;
  const places = wordPlaces(word, segmenter).filter(({ end, start }) => end - start < word.length);
  const parts = places.filter(
    ({ start, end }, i) => !places.some((other, j) => j !== i && other.start <= start && other.end >= end),
  );
  const words = parts.map(({ start, end }) => word.slice(start, end));
  return words.join('') === word && words.every((part) => part.length >= 2) && holdsTogether(words);
}

/** True where the documents searched hold a wording of the matter, or what an everyday phrase around it means first of all. */
function isSaid({ word, wordings }: Matter, part: string, vocabulary: Searched): boolean {
  const { lexicon } = vocabulary;
  const synonyms = wordings.flatMap((one) => lexicon.alternatives(one).map((other) => other.word));
  const phrased = lexicon.phrasesIn(part).filter(({ phrase }) => phrase.includes(word));
  const meant = phrased.map(({ wording: [first] }) => first!);
  return (
    [...wordings, ...synonyms, ...meant].some((one) => holds(one, vocabulary)) ||
    isToldInParts(word, vocabulary)
  );
}

/** Concrete matters named in these parts of a question (search form) of which the documents searched hold no wording. */
export function absentMatters(parts: string[], vocabulary: Searched): string[] {
  const absent = parts.flatMap((part) => {
    let words: Place[] | undefined;
    const isWhole = (place: Place) => {
      words ??= wordPlaces(part, vocabulary.segmenter);
      return !goesOn(part, place) && !isCut(place, words);
    };
    return vocabulary.lexicon
      .mattersIn(part, isWhole)
      .filter((matter) => !isSaid(matter, part, vocabulary))
      .map(({ word }) => word);
  });
  return [...new Set(absent)];
}

/** 第三项暖心行动, 这个办法: told by its place, not by its name. */
const POINTS = /第|[这那哪几]/u;
/** A term whose meaning is asked for: 什么是|教联体, 教联体|是什么意思. */
const TERM_ASKED =
  /^(?:请问|那|问下)?(?:什么是|什么叫|何谓|啥是|啥叫)[“]?(\p{Script=Han}{2,8}?)[”]?[呢呀啊？?]*$|^(?:请问|那|问下)?[“]?(\p{Script=Han}{2,8}?)[”]?(?:是|指|叫)(?:的是)?(?:什么|啥)(?:意思|概念|东西)?[呢呀啊？?]*$/u;

/**
 * A term asked about that no dictionary knows, so that it falls into single characters, and that the documents searched
 * hold nowhere; null for any other.
 */
export function unknownTerm(topic: string, vocabulary: Searched): string | null {
  const match = TERM_ASKED.exec(topic.trim());
  const term = match?.[1] ?? match?.[2];
  if (term === undefined || POINTS.test(term) || vocabulary.isSearched(term)) return null;
  const words = vocabulary.segmenter.words(term);
  const isBroken = words.some((word, i) => word.length === 1 && words[i + 1]?.length === 1);
  return isBroken ? term : null;
}
