import { type ProblemStatus, problemCode } from './problem.ts';
import { ProblemSchema } from './schemas.ts';

type ProblemResponse = {
  description: string;
  content: { 'application/problem+json': { schema: typeof ProblemSchema } };
};

/** The error answers of a route for its OpenAPI description. */
export function problems<Status extends ProblemStatus>(
  ...statuses: Status[]
): Record<Status, ProblemResponse> {
  const content = { 'application/problem+json': { schema: ProblemSchema } };
  const entries = statuses.map((status) => [status, { description: problemCode(status), content }] as const);
  return Object.fromEntries(entries) as Record<Status, ProblemResponse>;
}
