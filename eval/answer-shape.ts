import { z } from 'zod';

/**
 * The answer as contracts.md section 2 promises it, checked at the evaluation's own door: an answer that does not
 * have this shape is a failed case, in process as over HTTP. Extra fields are welcome and dropped.
 */
const citationShape = z.object({
  marker: z.int().positive(),
  documentId: z.string().min(1),
  documentTitle: z.string(),
  documentStatus: z.string(),
  clauseId: z.string().min(1),
  path: z.array(z.string()),
  page: z.int().nullable(),
  quote: z.string(),
  start: z.int(),
  end: z.int(),
});

const answerShape = z.object({
  id: z.string(),
  status: z.enum(['answered', 'not_found', 'out_of_scope', 'needs_clarification']),
  answer: z.string(),
  citations: z.array(citationShape),
  notices: z.array(z.object({ code: z.string(), text: z.string() })),
  suggestions: z.array(z.string()),
  mode: z.enum(['extractive', 'generative']),
  timings: z.record(z.string(), z.number()),
  usage: z.object({ promptTokens: z.int(), completionTokens: z.int() }).optional(),
  generation: z
    .object({
      proposed: z.int(),
      proven: z.int(),
      repaired: z.int(),
      rejectedBy: z.record(z.string(), z.int()),
      fallback: z.string().nullable(),
    })
    .optional(),
});

export type EvalCitation = z.infer<typeof citationShape>;
export type EvalAnswer = z.infer<typeof answerShape>;

/** Checks something that calls itself an answer; throws naming the fields that break the contract. */
export function parseAnswer(value: unknown): EvalAnswer {
  const result = answerShape.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || '(整体)'}：${issue.message}`);
  throw new Error(`回答不符合接口约定：${faults.join('；')}`);
}
