import type { Question } from '../retrieval/question.ts';
import type { QuestionKind } from '../retrieval/question-kind.ts';

/** What each kind of question is called, for people. */
export const KIND_NAMES: Record<QuestionKind, string> = {
  status: '文件本身',
  location: '出处',
  'which-district': '哪个区',
  'responsible-unit': '责任单位',
  'reverse-unit': '单位职责',
  definition: '含义',
  problems: '问题与不足',
  past: '已有工作',
  summary: '概要',
  list: '清单',
  number: '数值',
  time: '时间与频次',
  how: '举措',
  'yes-no': '是否',
  fact: '原文',
};

const MAX_TOPICS = 4;

/** Words with which people ask whether: nothing else is to be told that it was read so. */
const ASKS_WHETHER =
  /[吗么嘛吧]|是否|能否|可否|有无|(.)[不没]\1|(?:对|行|算|用|有)(?:不|没)(?:对|行|算|用|有)|没[？?]?$|还是/u;
/** 有什么不同 sets things beside each other; it is read as definitions are, and asks for none. */
const ASKS_DIFFERENCE = /(?:不一样|不同|区别|差别|差异)/u;

/** What the kind of a question is called where its words ask for that; '' where the label would puzzle. */
function kindName({ kind, text }: Question): string {
  if (kind === 'yes-no' && !ASKS_WHETHER.test(text)) return '';
  if (kind === 'definition' && ASKS_DIFFERENCE.test(text)) return '';
  return KIND_NAMES[kind];
}

/** How the question was read, for people: 西青区 · 学前教育 · 数值. */
export function describeReading(question: Question): string {
  const regions = question.regions.named.length > 0 ? question.regions.named.join('、') : '全部文件';
  const topics = [...question.concepts]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_TOPICS)
    .sort((a, b) => question.concepts.indexOf(a) - question.concepts.indexOf(b));
  return [regions, topics.map(({ text }) => text).join(' '), kindName(question)].filter(Boolean).join(' · ');
}
