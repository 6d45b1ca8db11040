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

/** 哪几种教学, 哪三种教育: what each member is called. */
const MEMBERS_CALLED =
  /哪(?:几|些|[两二三四五六七八九十])?(?:个|种|类|项|样|门|大)(\p{Script=Han}{2,4}?)(?:模式|方式|形式)?(?=$|[？?，,。]|呢|吗|结合|相结合)/u;

/** True where a sentence lists members that are called what the question asks for: 翻转课堂教学、项目教学 → 哪几种教学. */
export function listsMembersCalled(topic: string, text: string): boolean {
  const name = MEMBERS_CALLED.exec(topic)?.[1];
  if (name === undefined) return false;
  // 数控、汽修、保育等7个专业: members told with what they are and how many.
  if (
    new RegExp(
      `、[^，。；]{2,40}(?:等)?(?:\\d+|[两二三四五六七八九十]+)(?:个|种|类|项|门|大)${name}`,
      'u',
    ).test(text)
  )
    return true;
  return text
    .split(/[，。；：！？,;]/u)
    .some(
      (run) =>
        run.split(/[、和与及]/u).filter((member) => new RegExp(`.${name}(?:$|等)`, 'u').test(member)).length >
        1,
    );
}

/** What a list is of, by the words it is asked for with and those it is announced with. */
const SORTS_OF_LIST = [
  {
    asked: /(?:哪些|什么|啥|哪几[类种个]?|哪类)(?:样的)?(?:人|学生|孩子|对象|家庭|群体)/u,
    announced: /人员|对象|人选|学生|儿童|家庭|群体|教师/u,
  },
  { asked: /(?:哪些|什么|啥|哪几个?)(?:条件|资格|门槛)/u, announced: /条件|资格|要求/u },
  { asked: /(?:哪些|什么|啥|哪几[样种个]?)(?:材料|证件|东西|手续)/u, announced: /材料|证明|资料|文件/u },
  { asked: /(?:哪些|什么|啥|哪几[条项个]?)原则/u, announced: /原则/u },
  { asked: /(?:哪些|什么|啥|哪几[步个道]?)(?:程序|步骤|流程|环节)|哪几步/u, announced: /程序|步骤|流程/u },
  {
    asked:
      /不(?:让|许|能|准|得|可以|给|予|发|算|补|收)|[拿领享报申评][取受]?不(?:到|了|上)|没(?:有)?(?:资格|份)|禁止/u,
    announced: /不得|不予|禁止|严禁|下列行为|下列情形/u,
  },
];

/** True where the question asks for a sort of list by name and this announces one: 哪些人拿不到, 有下列情形之一的，不予发放：. */
export function isSortAsked(topic: string, lead: string): boolean {
  return SORTS_OF_LIST.some((sort) => sort.asked.test(topic) && sort.announced.test(lead));
}

/** False for the announcement of a list of another sort: 坚持以下原则 where it is asked which people. */
export function announcesSort(topic: string, lead: string): boolean {
  const asked = SORTS_OF_LIST.filter((sort) => sort.asked.test(topic));
  return asked.length === 0 || asked.some((sort) => sort.announced.test(lead));
}
