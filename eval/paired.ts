import { type Asker, evaluate } from './asker.ts';
import type { CaseResult } from './score-case.ts';

/** A written answer that fails where the extractive one passes, and why it fails. */
export interface Worse {
  id: string;
  reasons: string[];
}

/**
 * The cases that fail written by a model and pass without one. Only those that failed are asked again: of the others no answer
 * can be better. Null where the asker cannot answer without its model.
 */
export async function findWorse(
  { withoutModel, ...asker }: Asker,
  results: CaseResult[],
): Promise<Worse[] | null> {
  if (!withoutModel) return null;
  const failed = results.filter(({ passed }) => !passed);
  const { results: extractive } = await evaluate(
    { ...asker, ask: withoutModel },
    failed.map((result) => result.case),
  );
  return failed.filter((_, i) => extractive[i]!.passed).map(({ case: { id }, reasons }) => ({ id, reasons }));
}

/** No written answer may be worse than the one without a model: a line for people where one is. */
export function missedByModel(worse: Worse[]): string[] {
  return worse.length === 0 ? [] : [`由模型撰写反而变差 ${worse.length} 题，应为 0`];
}

/** How many written answers are worse, and which, for people. */
export function formatWorse(worse: Worse[], cases: number): string {
  const listed = worse.map(({ id, reasons }) => `\n  ${id}：${reasons.join('；')}`).join('');
  return `不用模型能通过、由模型撰写却未通过：${worse.length}/${cases} 题${listed}`;
}
