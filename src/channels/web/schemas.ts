import { z } from '@hono/zod-openapi';
import { QUESTION_LIMIT, TURN_LIMIT, textFault } from '../text-rules.ts';

/** A text that people write: trimmed, well-formed, of bounded length. */
export function written(limit: number) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? '缺少此项' : '应为文字') })
    .trim()
    .superRefine((text, context) => {
      const fault = textFault(text, limit);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    })
    .openapi({ minLength: 1, maxLength: limit });
}

const list = <Item extends z.ZodType>(item: Item, limit: number) =>
  z.array(item, { error: '应为数组' }).max(limit, { error: `不能超过 ${limit} 项` });

const identifier = z.string({ error: '应为文字' }).max(200, { error: '不能超过 200 个字符' });

/** Body of POST /api/ask. */
export const AskBody = z
  .object(
    {
      question: written(QUESTION_LIMIT),
      history: list(
        z.object(
          {
            role: z.enum(['user', 'assistant'], { error: '应为 user 或 assistant' }),
            content: written(TURN_LIMIT),
          },
          { error: '应为对象' },
        ),
        20,
      ).optional(),
      conversationId: identifier.optional().openapi({ description: '只用于关联，服务端不保存对话' }),
      documentIds: list(identifier, 100)
        .optional()
        .openapi({ description: '只在这些文件中查找；空数组等于不限' }),
    },
    { error: '请求体应为 JSON 对象' },
  )
  .openapi('AskRequest');

/** Body of POST /api/feedback. */
export const FeedbackBody = z
  .object(
    {
      answerId: z
        .string({ error: '缺少此项，或不是文字' })
        .min(1, { error: '不能为空' })
        .max(200, { error: '过长' }),
      verdict: z.enum(['up', 'down'], { error: '应为 up 或 down' }),
      comment: z
        .string({ error: '应为文字' })
        .trim()
        .superRefine((text, context) => {
          const fault = text === '' ? null : textFault(text, 1000);
          if (fault !== null) context.addIssue({ code: 'custom', message: fault });
        })
        .optional(),
    },
    { error: '请求体应为 JSON 对象' },
  )
  .openapi('FeedbackRequest');

/** Query of GET /api/search. */
export const SearchQuery = z.object({
  q: written(QUESTION_LIMIT),
  limit: z
    .string()
    .regex(/^(?:[1-9]|[1-4]\d|50)$/, { error: '应为 1 到 50 的整数' })
    .transform(Number)
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 50, default: 10 }),
  documentId: identifier.optional(),
});

const Span = { start: z.int(), end: z.int() };

const CitationSchema = z
  .object({
    marker: z.int(),
    documentId: z.string(),
    documentTitle: z.string(),
    documentStatus: z.string(),
    clauseId: z.string(),
    path: z.array(z.string()),
    page: z.int().nullable(),
    quote: z.string(),
    ...Span,
  })
  .openapi('Citation');

export const AnswerSchema = z
  .object({
    id: z.string(),
    status: z.enum(['answered', 'not_found', 'out_of_scope', 'needs_clarification']),
    answer: z.string(),
    citations: z.array(CitationSchema),
    notices: z.array(z.object({ code: z.string(), text: z.string() })),
    suggestions: z.array(z.string()),
    mode: z.enum(['extractive', 'generative']),
    timings: z.record(z.string(), z.number()).openapi({ description: '各阶段的毫秒数' }),
    reading: z.string().openapi({ description: '问题是怎样理解的' }),
    usage: z
      .object({ promptTokens: z.int(), completionTokens: z.int(), cost: z.number().nullable() })
      .optional()
      .openapi({ description: '问过模型时：用掉的 token 和费用（元）' }),
    generation: z
      .object({
        proposed: z.int(),
        proven: z.int(),
        repaired: z.int(),
        dropped: z.int(),
        rejectedBy: z.record(z.string(), z.int()),
        fallback: z.string().nullable(),
      })
      .optional()
      .openapi({ description: '问过模型时：它的句子核对得怎样；fallback 是改用摘录回答的原因' }),
  })
  .openapi('Answer');

const documentFields = {
  id: z.string(),
  file: z.string(),
  title: z.string(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
  status: z.string(),
  period: z.object({ fromYear: z.int(), toYear: z.int() }).nullable(),
  region: z.string().nullable(),
  origin: z.string().nullable(),
  pages: z.int().nullable().openapi({ description: '页数；原文看不出分页时为 null' }),
  clauses: z.int(),
};

const DocumentSchema = z.object(documentFields).openapi('Document');

export const DocumentListSchema = z
  .object({
    documents: z.array(DocumentSchema),
    problems: z
      .array(z.object({ file: z.string(), message: z.string() }))
      .openapi({ description: '未能读入的文件' }),
  })
  .openapi('DocumentList');

export const DocumentDetailSchema = z
  .object({
    ...documentFields,
    outline: z.object({
      title: z.string(),
      headings: z.array(
        z.object({
          level: z.int(),
          title: z.string(),
          kind: z.enum(['numbered', 'run-in', 'label']),
          ...Span,
        }),
      ),
      clauses: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          path: z.array(z.string()),
          page: z.int().nullable(),
          ...Span,
        }),
      ),
    }),
  })
  .openapi('DocumentDetail');

const Neighbour = z.object({ id: z.string(), path: z.array(z.string()), text: z.string() }).nullable();

export const ClauseSchema = z
  .object({
    id: z.string(),
    documentId: z.string(),
    documentTitle: z.string(),
    documentStatus: z.string(),
    kind: z.string(),
    path: z.array(z.string()),
    text: z.string(),
    page: z.int().nullable(),
    responsibleUnits: z.array(z.string()),
    ...Span,
    previous: Neighbour,
    next: Neighbour,
  })
  .openapi('Clause');

export const SearchSchema = z
  .object({
    results: z.array(
      z.object({
        clauseId: z.string(),
        documentId: z.string(),
        path: z.array(z.string()),
        text: z.string(),
        score: z.number(),
        foundBy: z.array(z.enum(['lexical', 'vector'])),
      }),
    ),
  })
  .openapi('SearchResults');

export const FirstQuestionsSchema = z.object({ questions: z.array(z.string()) }).openapi('FirstQuestions');

export const FeedbackSchema = z.object({ id: z.string() }).openapi('FeedbackReceipt');

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    requestId: z.string(),
    field: z.string().optional(),
  })
  .openapi('Problem');
