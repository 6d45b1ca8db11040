import type { PolicyIndex } from '../indexing/policy-index.ts';
import { type PlacedWord, wordPlaces } from '../indexing/word-places.ts';
import { FUNCTION_WORDS } from '../language/function-words.ts';
import { searchForm } from '../language/normalise.ts';
import type { Grounds } from './grounds.ts';

/** Words between these belong to one part of a sentence. */
const PART = /[，,；;：:。！？\n]/u;
/** What may stand between two words of one phrase. */
const LINK = /^的?$/u;

/** When, how and how many stand beside any word: adverbs, times, numbers, pronouns. */
const OUTSIDE = /^(?:d|t|m|r|p|c|u|q)/u;

const NOUN = /^n/u;

/** Verbs of every plan, and words of time, which go with any noun; the dictionary of the documents takes some for nouns. */
const GOES_WITH_ANY =
  /^每|^(?:建立|健全|完善|推进|推动|开展|实施|加强|落实|组织|探索|构建|打造|形成|促进|发挥|坚持|强化|深化|优化|支持|鼓励|引导|采取|需要|实行|实现|确保|纳入|作为|列入|自主|统筹|进行|做好|设立|设置|配备)$/u;

function contentWords(part: string, { segmenter }: PolicyIndex): PlacedWord[] {
  return wordPlaces(part, segmenter).filter(({ word }) => {
    const isHan = /^\p{Script=Han}{2,}$/u.test(word);
    return isHan && !FUNCTION_WORDS.has(word) && !GOES_WITH_ANY.test(word);
  });
}

/** Things that are listed. */
const ITEM = /[，,；;：:。！？、\n]/u;

/**
 * True where a list has the first word with another second and the second with another first: 甲校美术 of 甲校生物、乙校美术. Of
 * 小学、中学学位 both words before are with what follows.
 */
function isOfOthers(first: string, second: string, items: string[]): boolean {
  const withFirst = items.filter((item) => item.includes(first));
  const withSecond = items.filter((item) => item.includes(second));
  return (
    !withFirst.some((item) => item.includes(second) || item.endsWith(first)) &&
    withSecond.length > 0 &&
    !withSecond.some((item) => item.startsWith(second))
  );
}

/**
 * Two words side by side in a statement that its cited words hold, but nowhere in one part of a sentence: 教师|考核 where they
 * speak of 师德考核 and, elsewhere, of 教师档案. Null where there are none.
 */
export function newPair(text: string, { cited }: Grounds, index: PolicyIndex): string | null {
  const sources = cited.split(PART);
  const items = cited.split(ITEM);
  for (const part of searchForm(text).split(PART)) {
    const words = contentWords(part, index);
    for (const [i, second] of words.entries()) {
      const first = words[i - 1];
      // Who does it all is told in the first part and understood in the others.
      if (
        !first ||
        first.start === 0 ||
        [first, second].some(({ word }) => OUTSIDE.test(index.segmenter.tagOf(word)))
      )
        continue;
      if (!LINK.test(part.slice(first.end, second.start))) continue;
      if (!cited.includes(first.word) || !cited.includes(second.word)) continue;
      const together = sources.some((source) => source.includes(first.word) && source.includes(second.word));
      const areNouns = [first, second].every(({ word }) => NOUN.test(index.segmenter.tagOf(word)));
      if (!together || (areNouns && isOfOthers(first.word, second.word, items)))
        return part.slice(first.start, second.end);
    }
  }
  return null;
}
