import type { EvalAnswer } from '../answer-shape.ts';

/**
 * What is wrong with the [n] of an answer: citations are numbered 1, 2, … in order of first use, each is used and
 * each marker resolves (contracts.md, section 2). Reported beside the pass rule, which does not name it.
 */
export function markerFault(answer: Pick<EvalAnswer, 'answer' | 'citations'>): string | null {
  const used: number[] = [];
  for (const [, digits] of answer.answer.matchAll(/\[(\d+)\]/g)) {
    if (!used.includes(Number(digits))) used.push(Number(digits));
  }
  const given = answer.citations.map((citation) => citation.marker);
  const dangling = used.filter((marker) => !given.includes(marker));
  if (dangling.length > 0) return `编号 [${dangling.join('][')}] 没有对应的引文`;
  const idle = given.filter((marker) => !used.includes(marker));
  if (idle.length > 0) return `引文 [${idle.join('][')}] 在回答中没有用到`;
  if (given.some((marker, i) => marker !== i + 1)) return `引文编号为 ${given.join('、')}，应从 1 起连续`;
  if (used.some((marker, i) => marker !== i + 1))
    return `编号按 ${used.join('、')} 的次序首次出现，应为 1、2、3…`;
  return null;
}
