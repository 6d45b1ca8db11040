import { z } from '@hono/zod-openapi';
import { QUESTION_LIMIT, TURN_LIMIT } from '../text-rules.ts';
import { written } from './schemas.ts';

/** Earlier turns that count, as for POST /api/ask. */
const MOST_TURNS = 20;

/** Query of GET /api/hit-test and of its page; `history` is an earlier question and may be given several times. */
export const HitTestQuery = z.object({
  q: written(QUESTION_LIMIT),
  history: z
    .union([z.string(), z.array(z.string())])
    .transform((turns) => [turns].flat().filter((turn) => turn.trim() !== ''))
    .pipe(z.array(written(TURN_LIMIT)).max(MOST_TURNS, { error: `不能超过 ${MOST_TURNS} 项` }))
    .optional()
    .openapi({ type: 'array', items: { type: 'string' }, description: '前面问过的话，可重复' }),
});

const Place = {
  documentId: z.string(),
  documentTitle: z.string(),
  clauseId: z.string(),
  path: z.array(z.string()),
  text: z.string(),
  start: z.int(),
  end: z.int(),
  score: z.number(),
};

const words = z.array(z.string());

const ReadingSchema = z.object({
  text: z.string().openapi({ description: '去掉指令、补全追问之后的问题' }),
  kind: z.string(),
  kindName: z.string(),
  need: z
    .object({ kind: z.string(), unit: z.string().nullable() })
    .nullable()
    .openapi({ description: '要的是哪类数值' }),
  districts: z.object({ named: words, foreign: words, mentioned: words }),
  documents: z.array(z.object({ id: z.string(), title: z.string() })),
  concepts: z.array(
    z.object({
      text: z.string(),
      weight: z.number(),
      isKnown: z.boolean().openapi({ description: '文件里有这个词或它的同义词' }),
      isQuoted: z.boolean(),
      alternatives: z
        .array(z.object({ word: z.string(), weight: z.number() }))
        .openapi({ description: '词库给出的同义词' }),
    }),
  ),
  context: words,
  excluded: words,
  absent: words,
  hadInstructions: z.boolean(),
  isUnclear: z.boolean(),
});

/** What GET /api/hit-test answers. */
export const HitTestSchema = z
  .object({
    question: ReadingSchema,
    corrections: z.array(z.object({ from: z.string(), to: z.string(), by: z.enum(['sound', 'spelling']) })),
    phrases: z.array(z.object({ phrase: z.string(), wording: words })),
    clauses: z.array(
      z.object({
        ...Place,
        similarity: z.number(),
        foundBy: z.array(z.enum(['lexical', 'vector'])),
      }),
    ),
    sentences: z.array(
      z.object({
        ...Place,
        documentStatus: z.string(),
        confidence: z.number(),
        coverage: z.number(),
        missing: words,
        meetsNeed: z.boolean(),
        valueIsNear: z.boolean(),
        meetsYears: z.boolean(),
      }),
    ),
    confidence: z.number().nullable(),
    threshold: z.number(),
    insufficiency: z
      .enum([
        'nothing-found',
        'not-covered',
        'value-missing',
        'name-missing',
        'year-missing',
        'strange-subject',
      ])
      .nullable()
      .openapi({ description: '最好的一句为什么不能作答；能作答时为 null' }),
    answer: z.object({
      status: z.string(),
      text: z.string(),
      citations: z.int(),
      milliseconds: z.number(),
    }),
    case: z
      .object({
        ...{ id: z.string(), type: z.string(), doc: z.string(), question: z.string(), history: words },
        ...{ answerable: z.boolean(), must_include: z.array(words), must_not_include: words },
        gold: z.array(z.object({ doc: z.string(), quote: z.string(), path: z.string() })),
        note: z.string(),
      })
      .openapi({ description: '评测题的一行，must_include 待补' }),
  })
  .openapi('HitTest');
