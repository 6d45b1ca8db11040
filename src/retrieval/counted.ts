import type { Segmenter } from '../indexing/segment.ts';

/** 几个工作日, 几个月: spans of time count no things. */
const COUNTER =
  '(?:来)?[个名所项家位门节处座支套批条间](?!工作日|月(?!饼)|小时|学期|学年|星期|百分点|学时|课时|季度)';
const BEHIND = new RegExp(
  `(?:多少|几)${COUNTER}(?:新|大(?!学|型)|小(?!学|型|班|区))?(\\p{Script=Han}{2,})`,
  'u',
);
const AHEAD = new RegExp(
  `(\\p{Script=Han}{2,}?)(?:现在|目前|一共|总共|总计)?(?:共|要|得|能|会|应)?(?:有|达到|达|建|是)?(?:多少|几)${COUNTER}`,
  'u',
);
/** Words that end a name on either side: 几所|普校|的|特教资源教室, 几家|幼儿园|是|国家…. */
const LINK = /[的是有要会能被把和与给在到]|增加|新增|扩大|扩充|提高|发展/u;
/** 让孩子动手的…: what a thing is for. */
const RELATIVE = /^(?:让|给|供|帮|为)[^的]*的/u;
/** What is done with the things counted: 实践基地|计划认定|多少家. */
const DONE_WITH = /^(?:计划|打算|准备|预计|拟|认定|评选|评定|评|新建|建设|建成|设立|设|招收|招|选派|派)$/u;
/** Parts of speech of the words that make up a name: 特殊教育 学校, 民办 幼儿园. */
const NAMES = /^(?:n|vn|an|[abjlix])/u;

/** What may stand between the name of a value and the word that asks for it: 巩固率|到2025年要达到|多少. */
const BEFORE_ASKING =
  /(?:到?(?:20)?\d{2}年(?:底|末)?|(?:定的|的)?(?:目标|指标|标准|比例)(?:值|数)?|现在|目前|大概|大约|一共|总共|总计|到底|究竟|具体|最[多少低高]|至[少多]|[要得应该能会可以有是为占定在达到的不超过低于少高控制提升降增加设个各又都得]|，|,)*$/u;
const ASKS_VALUE = /多少|百分之几|几成|多[大高]|几(?=[\p{Script=Han}])/u;

/** Names of values end so: 巩固率, 保费, 面额, 票价. */
const MEASURE = /^\p{Script=Han}+[率费额价薪龄]$|工资|房租|押金/u;

/** The name of the value that a question asks for, where it stands right before the asking word: 保费|大概多少. */
export function valueNamed(topic: string, segmenter: Segmenter): string | null {
  const at = topic.search(ASKS_VALUE);
  const ahead = at < 0 ? '' : topic.slice(0, at).replace(BEFORE_ASKING, '');
  const word = segmenter.words(/\p{Script=Han}{2,10}$/u.exec(ahead)?.[0] ?? '').at(-1) ?? '';
  return MEASURE.test(word) ? word : null;
}

/** The words of what a question counts, its head last: 几个老年大学分校, 特殊教育学校有几所. Empty where it counts nothing. */
export function countedWords(topic: string, segmenter: Segmenter): string[] {
  const isName = (word: string) => NAMES.test(segmenter.tagOf(word));
  const run = BEHIND.exec(topic)?.[1] ?? '';
  // 多少个让孩子动手的实践基地: what does something for somebody is told before the name.
  const pieces = run.split(LINK);
  const behind = segmenter.words((RELATIVE.test(run) ? pieces.at(-1) : pieces[0]) ?? '');
  const end = behind.findIndex((word) => !isName(word));
  const named = end < 0 ? behind : behind.slice(0, end);
  if (named.length > 0) return named;
  const before = AHEAD.exec(topic)?.[1]
    ?.split(LINK)
    .filter((piece) => piece.length > 1);
  const words = segmenter.words(before?.at(-1) ?? '');
  const ahead = words.slice(0, words.findLastIndex((word) => !DONE_WITH.test(word)) + 1);
  return ahead.slice(ahead.findLastIndex((word) => !isName(word)) + 1);
}
