import type { CaseType } from '../case.ts';

const LONG: ReadonlySet<CaseType> = new Set([
  'list',
  'how',
  'summary',
  'problems',
  'past',
  'cross-compare',
  'reverse-unit',
  'follow-up',
]);

/**
 * Most characters an answer of this type may have (contracts.md, section 3). Counted on the raw answer, markers,
 * table marks and line breaks included: the strictest reading.
 */
export function maxAnswerLength(type: CaseType): number {
  if (type === 'definition') return 400;
  return LONG.has(type) ? 800 : 200;
}
