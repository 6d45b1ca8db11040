import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { AnswerQuestion } from '../web/answer-question.ts';
import { jsonBody } from '../web/json-body.ts';
import { HttpProblem, type ProblemStatus, problemCode } from '../web/problem.ts';
import { AnswerSchema } from '../web/schemas.ts';
import { createWebApp, type WebEnv } from '../web/web-app.ts';
import { chatCompletion, completionHead, MODEL } from './chat-completion.ts';
import { askRequestOf, ChatBody } from './chat-request.ts';
import { streamCompletion } from './chat-stream.ts';
import { ErrorSchema } from './error.ts';

const CompletionSchema = z
  .object({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.int(),
    model: z.string(),
    choices: z.array(z.looseObject({ message: z.looseObject({ role: z.string(), content: z.string() }) })),
    usage: z.record(z.string(), z.int()).openapi({ description: '估计数' }),
    ...AnswerSchema.pick({ citations: true, notices: true }).shape,
    wengui: AnswerSchema.pick({ id: true, status: true, mode: true }),
  })
  .openapi('ChatCompletion');

const ModelSchema = z
  .object({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })
  .openapi('Model');

const ModelListSchema = z.object({ object: z.literal('list'), data: z.array(ModelSchema) });

const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});

function errors(...statuses: ProblemStatus[]) {
  return Object.fromEntries(statuses.map((status) => [status, json(problemCode(status), ErrorSchema)]));
}

const chatRoute = createRoute({
  method: 'post',
  path: '/chat/completions',
  summary: '提问（OpenAI 格式）',
  description:
    'message.content 是回答、提示和引用；stream 为 true 时是若干 chat.completion.chunk，最后一个带 citations。',
  middleware: [jsonBody] as const,
  request: { body: { required: true, content: { 'application/json': { schema: ChatBody } } } },
  responses: {
    200: {
      description: '回答',
      content: {
        'application/json': { schema: CompletionSchema },
        'text/event-stream': { schema: { type: 'string' } },
      },
    },
    ...errors(400, 401, 404, 413, 415, 429, 503),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/models',
  summary: '模型列表（OpenAI 格式）',
  responses: { 200: json('模型', ModelListSchema), ...errors(401, 429, 503) },
});

const modelRoute = createRoute({
  method: 'get',
  path: '/models/{model}',
  summary: '一个模型（OpenAI 格式）',
  request: { params: z.object({ model: z.string() }) },
  responses: { 200: json('模型', ModelSchema), ...errors(401, 404, 429, 503) },
});

/** POST /chat/completions, GET /models, /models/:id in OpenAI's form, so that programs can use 问规 as a model. */
export function createModelRoutes(parts: {
  answerQuestion: AnswerQuestion;
  logger: Logger;
  stopping: AbortSignal;
}): OpenAPIHono<WebEnv> {
  const { answerQuestion, stopping } = parts;
  const { created } = completionHead();
  const model = { id: MODEL, object: 'model' as const, created, owned_by: 'wengui' };
  const app = createWebApp();
  app.openapi(chatRoute, async (c) => {
    const body = c.req.valid('json');
    refuseOtherModel(body.model);
    const request = askRequestOf(body.messages);
    if (body.stream) {
      const includesUsage = body.stream_options?.include_usage ?? false;
      return streamCompletion(c, request, { ...parts, includesUsage }) as never;
    }
    const signal = AbortSignal.any([c.req.raw.signal, stopping]);
    const answer = await answerQuestion(request, { requestId: c.get('requestId'), signal });
    return c.json(chatCompletion(completionHead(), request, answer), 200);
  });
  app.openapi(listRoute, (c) => c.json({ object: 'list' as const, data: [model] }, 200));
  app.openapi(modelRoute, (c) => {
    refuseOtherModel(c.req.valid('param').model);
    return c.json(model, 200);
  });
  return app;
}

/** @throws HttpProblem 404 */
function refuseOtherModel(name: string): void {
  if (name !== MODEL) throw new HttpProblem(404, `没有这个模型；可用的模型是 ${MODEL}`, { field: 'model' });
}
