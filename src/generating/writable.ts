import type { Reply } from '../answering/answer-question.ts';
import type { QuestionKind } from '../retrieval/question-kind.ts';

/** Kinds whose answers are read off the structure: whole lists, places, standing, responsibilities. Prose adds nothing but risk. */
const STRUCTURED: ReadonlySet<QuestionKind> = new Set([
  'status',
  'location',
  'which-district',
  'responsible-unit',
  'reverse-unit',
]);
/** Lists that are counted, corrections, parts that were not found: their words are the product's own. */
const OWN_WORDS =
  /共 \d+ |分为 \d+ |另有 \d+ |文件写的|文件没有写到|其余文件没有|以原文为准|不一致|没有找到|没有.{1,12}的文件|责任单位/u;

/** True where a model may write the answer: it was found, and it is prose. */
export function isWritable({ status, draft }: Reply, kind: QuestionKind): boolean {
  if (status !== 'answered' || STRUCTURED.has(kind)) return false;
  return !draft.lines.some((line) => line.startsWith('|') || OWN_WORDS.test(line));
}

/** Characters that an answer may take: a value stands out in few words. */
export function roomFor(kind: QuestionKind): number {
  if (kind === 'number' || kind === 'time' || kind === 'yes-no' || kind === 'fact') return 180;
  return kind === 'definition' ? 360 : 640;
}
