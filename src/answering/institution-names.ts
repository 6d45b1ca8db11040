import type { Segmenter } from '../indexing/segment.ts';
import { searchForm } from '../language/normalise.ts';

/** Words that names of institutions end in. */
const SCHOOL = /^(?:完全)?(?:小学|中学|学校)$|^[一二三四五六七八九十]中$/u;
const COLLEGE = /(?:大学|学院|公司)$/u;
/** Kinds of school that go by one name: the school of a district for pupils with special needs. */
const ONE_OF_ITS_KIND = /(?:启智|培智|启聪|启明|聋人|盲人)学校/u;
/** What a name may hold between its proper part and its end: 天津外国语大学附属九年一贯制学校. */
const INNER = /^(?:一贯制|附属|附中|附小|实验|外国语|完全|第?\d+[年号]?)$/u;
/** Parts of speech of proper names in the dictionary: places, people, organisations. */
const PROPER = /^(?:ns|nr|nt|nz)/u;
/** One character before 小学 is mostly the end of a name (海光路小学), but not these. */
const GENERAL = /^[各全本该新老我名原旧多某每两所类区市县省国校]$/u;
/** 学校 is said of all sorts; the name of a place makes it one. */
const ENDS_PLACE = /^[镇街村庄道路屯营堡巷里]$/u;
/** 全市小学, 西青区中学: the schools of a place, not one of them. */
const WHOLE_PLACE = /[区市县省国]$/u;
/** A name has at most so many words. */
const LONGEST = 4;

/** True where the words before an ending make a name of it. */
function isNamed(words: string[], at: number, segmenter: Segmenter, places: string[]): boolean {
  const isCollege = COLLEGE.test(words[at]!);
  for (let i = at - 1; i >= 0 && i > at - LONGEST; i--) {
    const word = words[i]!;
    if (GENERAL.test(word)) return false;
    const isPlace = WHOLE_PLACE.test(word) && !isCollege && i === at - 1;
    if (isPlace) return false;
    // 海岛学校, 普通学校: beside 学校 itself even a word for a place names a sort of school.
    const isSort = words[at] === '学校' && i === at - 1;
    if (isSort ? ENDS_PLACE.test(word) : word.length === 1) return true;
    if (isSort && !INNER.test(word)) return false;
    if (PROPER.test(segmenter.tagOf(word)) || places.includes(word)) return true;
    if (/^第\d+$/u.test(word)) return true;
    if (!INNER.test(word) && !isCollege) return false;
  }
  return false;
}

/** True where `text` names a school, university or firm that fits `held`; `places` are the regions' short names. */
export function namesInstitution(
  text: string,
  held: RegExp,
  segmenter: Segmenter,
  places: string[],
): boolean {
  // Names do not go over a comma or a conjunction.
  return searchForm(text)
    .split(/[，,、；;。（）()“”"：:]|[与和及跟将把]/u)
    .some((part) => {
      if (held.test('学校') && ONE_OF_ITS_KIND.test(part)) return true;
      const words = segmenter.words(part);
      return words.some((word, at) => {
        if (!held.test(word) || !(SCHOOL.test(word) || COLLEGE.test(word))) return false;
        return segmenter.tagOf(word) === 'nt' || isNamed(words, at, segmenter, places);
      });
    });
}
