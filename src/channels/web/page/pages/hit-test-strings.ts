import type { HitTest } from './hit-test-result.ts';

/** Every visible text of the hit test. */
export const hitTestStrings = {
  title: '检索测试',
  lead: '给维护文件和词库的人：看一个问题怎样被理解、找到了哪些条款、每句话怎样计分，以及为什么拒答。',
  question: '问题',
  questionHint: '如 西青区普惠性幼儿园覆盖率要达到多少？',
  history: '前一问（选填）',
  historyHint: '追问时填前面问过的话',
  test: '测试',
  verdict: '结论',
  answer: '回答',
  noAnswer: '没有可用的句子。',
  confidence: (value: number, threshold: number) =>
    `最好的一句把握 ${percent(value)}（低于 ${percent(threshold)} 拒答）`,
  citations: (count: number) => `引文 ${count} 处`,
  elapsed: (milliseconds: number) => `用时 ${milliseconds.toFixed(1)} 毫秒`,
  makeCase: '做成评测题',
  caseLead: '一行 JSONL：核对 type、answerable 和 gold，补上 must_include，再存进 eval/cases/ 里的文件。',
  copy: '复制这一行',
  copied: '已复制',
  save: '存为文件',
  reading: '怎样理解',
  readAs: '读作',
  kind: '问的是',
  need: '要的数值',
  districts: '区县',
  foreign: (names: string) => `${names}（没有它的文件）`,
  everyDistrict: '没有点名',
  searched: '查找的文件',
  corrections: '纠正的字',
  bySound: '同音',
  bySpelling: '错字',
  phrases: '口语说法',
  context: '从前一问带来',
  excluded: '不要的',
  absent: '没有写到',
  none: '无',
  instructions: '去掉了对系统下的指令',
  concept: '事项',
  weight: '权重',
  known: '文件里',
  isKnown: '有',
  isUnknown: '没有',
  quoted: '须原样出现',
  synonyms: '词库同义词',
  noConcepts: '没有读出可以查找的事项。',
  sentences: '句子怎样计分',
  sentence: '句子',
  place: '位置',
  coverage: '说到',
  missing: '没说到',
  value: '数值',
  year: '年份',
  sure: '把握',
  fits: '合',
  farValue: '不挨着',
  misses: '不合',
  clauses: '找到的条款',
  clause: '条款',
  score: '得分',
  similarity: '相似度',
  foundBy: '找到的办法',
  ways: { lexical: '词', vector: '向量' },
  statuses: {
    answered: '有回答',
    not_found: '文件中没有找到',
    out_of_scope: '不在可以回答的范围',
    needs_clarification: '需要再说明',
  } as Record<string, string>,
  needs: {
    percent: '百分比',
    money: '金额',
    count: '数量',
    date: '日期或年份',
    frequency: '频次',
    contact: '联系方式',
    'document-number': '文号',
    place: '地名',
    clock: '钟点',
    person: '人名',
    institution: '机构名称',
    title: '标题',
  } as Record<string, string>,
} as const;

/** A share as people write it. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

const quoted = (names: string[]) => names.map((name) => `“${name}”`).join('、');

/** What the question wants as a value, in words. */
export function needText({ need }: HitTest['question']): string {
  if (need === null) return hitTestStrings.none;
  const name = hitTestStrings.needs[need.kind] ?? need.kind;
  return need.unit === null ? name : `${name}（${need.unit}）`;
}

/** Why the best sentence does not answer. */
function shortfall({ question, sentences, confidence, threshold, insufficiency }: HitTest): string {
  const missing = sentences[0]?.missing ?? [];
  switch (insufficiency) {
    case null:
      return '最好的一句可以作答。';
    case 'nothing-found':
      return question.concepts.length === 0
        ? '没有从问题里读出可以查找的事项。'
        : '没有找到和问题有关的句子。';
    case 'value-missing':
      return `最好的一句没有给出所问的${question.need === null ? '数值' : needText(question)}，或者那个数值说的是别的事项。`;
    case 'name-missing':
      return `最好的一句没有提到问题点名的${missing.length === 0 ? '名称' : quoted(missing)}；相近的名称不能代替。`;
    case 'year-missing':
      return '最好的一句说的不是所问的年份。';
    case 'strange-subject':
      if (question.absent.length > 0)
        return `问到的具体事项（${quoted(question.absent)}）在检索的文件里没有出现，也没有词库 matters.txt 里同一行的任何说法；如果文件换了说法，可以把它补进那一行。`;
      return `问题的主要事项${missing.length === 0 ? '' : `（${quoted(missing)}）`}在检索的文件里没有出现，也没有意思相同的说法；如果文件换了说法，可以把它写进词库的同义词。`;
    case 'not-covered':
      return (confidence ?? 0) < threshold
        ? `最好的一句没有说到问题的主要事项${missing.length === 0 ? '' : `（缺 ${quoted(missing)}）`}，把握低于门槛。`
        : '最好的一句和问题只有次要的词相同。';
  }
}

/** What became of the question and why, in one or two sentences. */
export function verdictText(hits: HitTest): string {
  const { question, answer, insufficiency } = hits;
  const { foreign, named } = question.districts;
  if (answer.status === 'out_of_scope')
    return question.hadInstructions
      ? '没有剩下可以对照文件的问题（对系统下的指令不算问题）。'
      : '问题里没有可以对照文件的事项。';
  if (answer.status === 'needs_clarification') return '问题用“它”“这个”指代，而前面没有说过指什么。';
  if (answer.status !== 'answered' && foreign.length > 0 && named.length === 0)
    return `问的是${foreign.join('、')}，现有文件里没有它的文件。`;
  if (answer.status === 'answered' && insufficiency !== null)
    return `${shortfall(hits)}但这个问题不靠单独一句回答（如清单、概要、对比、文件本身），所以仍有回答。`;
  if (answer.status !== 'answered' && insufficiency === null)
    return '最好的一句通过了判断，但没有一种回答办法成立，或者核对数字时撤回了回答。';
  return shortfall(hits);
}
