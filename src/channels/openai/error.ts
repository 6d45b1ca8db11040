import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type HttpProblem, type ProblemStatus, problemCode } from '../web/problem.ts';

/** Body of every error answer under /v1, as the clients of OpenAI read it. */
export const ErrorSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .openapi('OpenAIError');

/** OpenAI's own words, where it has any: https://platform.openai.com/docs/guides/error-codes */
const CODES: Partial<Record<ProblemStatus, string>> = { 401: 'invalid_api_key', 429: 'rate_limit_exceeded' };

/** A problem in OpenAI's form. */
export function openAiError({ status, message, field }: HttpProblem): z.infer<typeof ErrorSchema> {
  const code =
    status === 404 && field === 'model' ? 'model_not_found' : (CODES[status] ?? problemCode(status));
  return { error: { message, type: typeOf(status), param: field ?? null, code } };
}

function typeOf(status: ProblemStatus): string {
  if (status === 401) return 'authentication_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** Writes a problem in OpenAI's form, with the status and headers that it has everywhere. */
export function openAiErrorResponse(c: Context, problem: HttpProblem): Response {
  return c.body(JSON.stringify(openAiError(problem)), problem.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...problem.headers,
  });
}
