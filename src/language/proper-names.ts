/** Kinds of proper name that a question may get wrong. */
export type NameKind = '高校' | '学校' | '区县' | '人' | '会议';

/** A proper name in a text, in the text's own form. */
export interface ProperName {
  name: string;
  kind: NameKind;
}

/** Congresses of the Party and plenary sessions: 党的十九大, 十九届五中全会. */
const MEETING =
  /(?<=党的)[一二三四五六七八九十]{1,3}大(?![类个项批力])|[一二三四五六七八九十]{1,3}届[一二三四五六七八九]中全会/gu;

/** What cuts a text to words; tags are jieba's parts of speech. */
interface Words {
  words(text: string): string[];
  tagOf(word: string): string;
}

const COLLEGE = /(?:大学|学院)$/u;
const SCHOOL = /(?:中学|小学|幼儿园|[一二三四五六七八九十]中)$/u;
const DISTRICT = /^\p{Script=Han}{2,3}[区县]$/u;
/** Parts of speech of proper names in the dictionary: places, people, organisations. */
const PROPER = /^(?:ns|nr|nt|nz)/u;
/** What a name may hold behind its proper part: 天津外国语大学附属实验小学. */
const INNER =
  /^(?:附属|实验|外国语|师范|科技|工业|理工|医科|农业|财经|政法|交通|体育|音乐|美术|第?[\d一二三四五六七八九十]+)$/u;
/** Common surnames, from general knowledge; a rarer one is not seen to be a name. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤';
const SURNAME = new RegExp(`^[${SURNAMES}]`, 'u');
/** 静海区小学: the schools of a place, not one of them. */
const WHOLE_PLACE = /[区市县省国]$/u;
/** Words of a name have at most so many parts. */
const LONGEST = 4;

/** The name that ends here, from its proper part on; null where it has none: 普通中学 is a sort of school. */
function named(words: string[], at: number, tags: Words): string | null {
  if (tags.tagOf(words[at]!) === 'nt') return words[at]!;
  for (let from = at - 1; from >= 0 && at - from < LONGEST; from--) {
    const word = words[from]!;
    if (PROPER.test(tags.tagOf(word)) && !WHOLE_PLACE.test(word)) return words.slice(from, at + 1).join('');
    if (!INNER.test(word)) return null;
  }
  return null;
}

/** A person: a word that the dictionary knows for one, or a surname and one or two characters that are no words. */
function personAt(words: string[], at: number, tags: Words): string | null {
  const word = words[at]!;
  if (!SURNAME.test(word)) return null;
  const tag = tags.tagOf(word);
  if (word.length > 1) return word.length <= 3 && /^(?:nr|t$)/u.test(tag) ? word : null;
  let name = word;
  for (const next of words.slice(at + 1, at + 3)) {
    if (!/^\p{Script=Han}$/u.test(next)) break;
    name += next;
  }
  return name.length >= 3 ? name : null;
}

/** The universities, schools, districts, people and meetings that a text (search form) names. */
export function properNames(text: string, tags: Words): ProperName[] {
  const found: ProperName[] = [];
  const add = (name: string | null, kind: NameKind) => {
    if (name !== null && !found.some((other) => other.name === name)) found.push({ name, kind });
  };
  for (const [name] of text.matchAll(MEETING)) add(name, '会议');
  for (const part of text.split(/[^\p{Script=Han}\d]+|[与和及跟同将把在]/u)) {
    const words = tags.words(part);
    words.forEach((word, at) => {
      const ending = COLLEGE.test(word) ? '高校' : SCHOOL.test(word) ? '学校' : null;
      if (ending !== null) add(named(words, at, tags), ending);
      else if (DISTRICT.test(word) && tags.tagOf(word) === 'ns') add(word, '区县');
      else add(personAt(words, at, tags), '人');
    });
  }
  return found;
}
