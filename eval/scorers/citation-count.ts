import type { CaseType } from '../case.ts';

const MANY: ReadonlySet<CaseType> = new Set(['list', 'cross-compare', 'reverse-unit']);

/** How many citations an answer of this type may have (contracts.md, section 3). */
export function maxCitations(type: CaseType): number {
  return MANY.has(type) ? 20 : 12;
}
