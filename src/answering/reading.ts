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

/** How the question was read, for people: 西青区 · 学前教育 · 数值. */
export function describeReading(question: Question): string {
  const regions = question.regions.named.length > 0 ? question.regions.named.join('、') : '全部文件';
  const topics = [...question.concepts]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_TOPICS)
    .sort((a, b) => question.concepts.indexOf(a) - question.concepts.indexOf(b));
  return [regions, topics.map(({ text }) => text).join(' '), KIND_NAMES[question.kind]]
    .filter(Boolean)
    .join(' · ');
}
