import type { EvalAnswer } from '../answer-shape.ts';

/** Whether the answer declines: what an unanswerable question must get. */
export function isRefusal(status: EvalAnswer['status']): boolean {
  return status === 'not_found' || status === 'out_of_scope';
}

/** Whether the status is the one the case calls for. */
export function statusFits(answerable: boolean, status: EvalAnswer['status']): boolean {
  return answerable ? status === 'answered' : isRefusal(status);
}
