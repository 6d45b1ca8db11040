import type { AskRequest, Notice } from '../answering/answer.ts';
import type { Reply } from '../answering/answer-question.ts';
import type { Draft, Findings } from '../answering/draft.ts';
import { refuse } from '../answering/refuse.ts';
import { type GuardFault, guardFigures } from './number-guard.ts';

/** Everything a person said up to now, the question last. */
function saidBy({ question, history = [] }: Pick<AskRequest, 'question' | 'history'>): string {
  return [...history.map(({ content }) => content), question].join('\n');
}

type Asked = Pick<AskRequest, 'question' | 'history'>;

function faultsIn(draft: Draft, request: Asked, findings: Findings): GuardFault[] {
  return guardFigures(draft.lines.join('\n'), draft.cited.citations, {
    index: findings.index,
    asked: saidBy(request),
    today: findings.today,
  });
}

/** True where an answer's citations state all its figures and titles. */
export function isBorneOut(draft: Draft, request: Asked, findings: Findings): boolean {
  return faultsIn(draft, request, findings).length === 0;
}

/**
 * Lets an answer through whose figures and titles its citations state. Another one is not given: a refusal with the nearest
 * clauses takes its place, and a notice says what could not be proven.
 */
export function guardReply(
  { status, draft }: Reply,
  request: Asked,
  findings: Findings,
): Reply & { notices: Notice[] } {
  if (status !== 'answered') return { status, draft, notices: [] };
  const faults = faultsIn(draft, request, findings);
  if (faults.length === 0) return { status, draft, notices: [] };
  const words = [...new Set(faults.map((fault) => `“${fault.words}”`))].join('、');
  const text = `拟好的回答里有${words}与所引原文对不上，没有给出，请直接查看原文。`;
  return { status: 'not_found', draft: refuse(findings), notices: [{ code: 'figures_unproven', text }] };
}
