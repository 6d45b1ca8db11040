import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { findQuantities } from '../language/numerals.ts';

/** 哪三个, 四种“德”, 五对原则, 三级比赛: how many members the list asked for has. */
const ASKS_MEMBERS = /哪|什么|啥|分别|叫|列|各|给我|抄|说全|名称|名字|几个字|总结|概括|归纳|浓缩|提炼/u;
/** Measures of members of a list; 年, 名 and % measure something else. */
const MEMBER_UNIT = /^(?:个|项|种|类|大|条|对|级|方面|点|层|步|句|件|块|组)$/u;

/** How many members the list has that a question (search form) asks for; null where it does not say. */
export function membersAsked(topic: string): number | null {
  if (!ASKS_MEMBERS.test(topic)) return null;
  const own = /(?:[“‘「](?=\p{Script=Han}{2}[”’」])|哪(?=\p{Script=Han}同))([两二三四五六七八九十])/u.exec(
    topic,
  )?.[1];
  if (own) return parseChineseNumber(own);
  const pairs = /([两二三四五六七八九十])对(?!一)/u.exec(topic)?.[1];
  if (pairs) return parseChineseNumber(pairs);
  const counts = findQuantities(topic).filter(
    ({ kind, unit, value }) => kind === 'count' && MEMBER_UNIT.test(unit) && value >= 2 && value <= 20,
  );
  const sizes = new Set(counts.map(({ value }) => value));
  return sizes.size === 1 ? counts[0]!.value : null;
}
