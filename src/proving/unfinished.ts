import type { PolicyIndex } from '../indexing/policy-index.ts';
import { wordPlaces } from '../indexing/word-places.ts';
import { searchForm } from '../language/normalise.ts';
import type { Grounds } from './grounds.ts';

const PAIRS = ['“”', '《》', '（）', '‘’', '「」', '【】'];

/** Words that ask for something to follow. */
const GOES_ON =
  /(?:达到|达|为|由|使|将|把|和|与|及|或|的|不少于|不低于|不超过|至少|控制在|包括|要求|以及|并|并且)$/u;

/** True for a sentence that announces what does not follow, or holds half of a pair of signs. */
export function isFragment(text: string): boolean {
  const count = (sign: string) => text.split(sign).length;
  return (
    /[：:]$/u.test(text) ||
    GOES_ON.test(text) ||
    PAIRS.some(([open, close]) => count(open!) !== count(close!))
  );
}

const PART = /[，,；;。：:]/u;
/** Fewer characters stand in a text by chance. */
const FEWEST_LAST = 4;
/** What comes next before the part of the sentence ends, with the figure that the sentence is about. */
const FIGURE_FOLLOWS = /^[^，,；;。：:、\n]{0,6}\d/u;

/** True where the text ends before what the cited words say there: ……毛入园率|达到93%, ……领导学|校. */
export function stopsShort(text: string, { cited }: Grounds, index: PolicyIndex): boolean {
  const last = searchForm(text.split(PART).at(-1)!);
  if (last.length < FEWEST_LAST) return false;
  const ends = placesOf(last, cited).map((at) => at + last.length);
  if (ends.length === 0) return false;
  return (
    ends.every((end) => FIGURE_FOLLOWS.test(cited.slice(end))) ||
    ends.every((end) => isInWord(cited, end, index))
  );
}

function placesOf(words: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
  return places;
}

/** True where `end` cuts a word so that what is left of it is none: 学|校, but not 教育|资源. */
function isInWord(
  cited: string,
  end: number,
  { segmenter, lexical }: Pick<PolicyIndex, 'segmenter' | 'lexical'>,
) {
  const before = cited
    .slice(0, end)
    .split(/[，,；;。：:、\n]/u)
    .at(-1)!;
  const behind = cited.slice(end).split(/[，,；;。：:、\n]/u)[0]!;
  const cut = wordPlaces(before + behind, segmenter).find(
    ({ start, end: until }) => start < before.length && until > before.length,
  );
  const left = cut && before.slice(cut.start);
  return left !== undefined && (left.length === 1 || !lexical.has(left));
}
