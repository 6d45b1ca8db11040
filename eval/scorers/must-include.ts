import type { EvalCase } from '../case.ts';
import { comparable, comparableAnswer } from './normalise.ts';

const DIGIT = /[0-9]/;

/** Whether `text` holds `wanted`; where `wanted` begins or ends with a digit it must not touch another digit there. */
function holds(text: string, wanted: string): boolean {
  if (wanted === '') return false;
  const guardStart = DIGIT.test(wanted[0]!);
  const guardEnd = DIGIT.test(wanted.at(-1)!);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const touchesBefore = guardStart && DIGIT.test(text[at - 1] ?? '');
    const touchesAfter = guardEnd && DIGIT.test(text[at + wanted.length] ?? '');
    if (!touchesBefore && !touchesAfter) return true;
  }
  return false;
}

/** The `must_include` groups of which the answer holds no string at all. */
export function missingGroups(groups: EvalCase['must_include'], answer: string): string[][] {
  const text = comparableAnswer(answer);
  return groups.filter((group) => !group.some((wanted) => holds(text, comparable(wanted))));
}
