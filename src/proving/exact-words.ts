import { searchForm } from '../language/normalise.ts';
import type { Grounds } from './grounds.ts';

/** Words that change what a figure or a duty means; a statement may use only those that its cited words use. */
const CITED_ONLY = [
  // How far it reaches, and who sets it.
  /全市|全国|全省|全镇|全县|本市|本省|我国|国家级|省级|市级|区级|县级|校级|镇级/gu,
  // How often, and for whom each.
  /每(?:个|一|两|三|半)?(?:学期|学年|季度|月|周|日|天|年)|[生校班师人]均/gu,
  // How nearly, and from when.
  /不足|接近|将近|大约|仅有|仅|左右|累计|翻番|上下浮动|(?<=\d)余|(?<=\d)多|年底|年初|年中|春季|秋季|(?<=\d年)起/gu,
  // Which way it goes.
  /减少|降低|缩小|下降|撤并|压缩|增加到|减少到/gu,
  // What is done or in force already.
  /目前|现已|早已|去年|今年|上年|正在|已经|批准|颁布|审议|规划规定|依法/gu,
  // All of them, the first, the best.
  /所有|各所|各校|各学校|各幼儿园|各学段|每所|每个|每名|每位|全体|全面|一律|首创|首个|唯一|最高|最大|最好|最多|最早|提高到|提升到/gu,
  // Which value it is.
  /\p{Script=Han}{1,3}率|占比|规模/gu,
];
/** Words with an opposite that would read as well: a statement may use only the one that its cited words use. */
const OPPOSED =
  /校内|校外|课内|课外|线上|线下|免费|专职|兼职|不定期|定期|强制|自愿|公开|保密|上调|下调|放宽|收紧|优先|合并|分设|撤销|保留|集中|分散|全部|部分|个别|少数|多数|首次|再次|提前|推迟|延长|缩短|严格|灵活|统一|自主|主动|被动|直接|间接|长期|短期|近期|远期|城区|农村|上级|下级|事前|事后|课前|课后|入学|毕业|聘用|解聘|招收|清退|奖励|处罚|表扬|批评|鼓励|限制|集体|个人|内部|外部|公费|自费/gu;

/** Whom and what it is for: these may stand in the headings, too. */
const AROUND_TOO =
  /公办|民办|普惠性|小学|初中|高中|中职|高校|幼儿园|学前|教师|学生|家长|干部|校长|残疾儿童|随迁子女/gu;

/** The first word by which a statement means something else than its grounds; null where all its words are theirs. */
export function foreignWord(text: string, { cited, around, supports }: Grounds): string | null {
  const form = searchForm(text);
  for (const pattern of CITED_ONLY) {
    const foreign = (form.match(pattern) ?? []).find((word) => !cited.includes(word) && !endsIn(word, cited));
    if (foreign !== undefined) return foreign;
  }
  const stated = new Set(cited.match(OPPOSED) ?? []);
  // 校外 may stand in the heading alone, where the words under it say neither.
  const above = searchForm(supports.flatMap(({ clause }) => clause.path).join('\n'));
  const isAbove = (word: string) => above.includes(word) && ![...stated].some((other) => shares(word, other));
  const opposed = (form.match(OPPOSED) ?? []).find((word) => !stated.has(word) && !isAbove(word));
  if (opposed !== undefined) return opposed;
  return (
    (form.match(AROUND_TOO) ?? []).find((word) => !around.includes(word) && !cited.includes(word)) ?? null
  );
}

/** True for words of one pair: 校内 and 校外. */
const shares = (one: string, other: string) => one[0] === other[0] || one.at(-1) === other.at(-1);

/** The three characters before 率 may belong to the words before it: its own two are enough. */
function endsIn(word: string, cited: string): boolean {
  return word.length > 3 && word.endsWith('率') && cited.includes(word.slice(-3));
}
