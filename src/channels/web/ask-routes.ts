import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { streamSSE } from 'hono/streaming';
import type { Logger } from 'pino';
import type { AskRequest } from '../../answering/answer.ts';
import type { PolicyAssistant } from '../channel.ts';
import { type AnswerQuestion, refuseUnknownDocuments } from './answer-question.ts';
import { jsonBody } from './json-body.ts';
import { problemCode, toProblem } from './problem.ts';
import { problems } from './responses.ts';
import { AnswerSchema, AskBody } from './schemas.ts';
import { createWebApp, type WebEnv } from './web-app.ts';

const askRoute = createRoute({
  method: 'post',
  path: '/ask',
  summary: '提问',
  description:
    '带 Accept: text/event-stream 时以事件流回答：若干 delta {text}，然后 answer（完整回答，以它为准）；出错时为 error {code, message}。',
  middleware: [jsonBody] as const,
  request: { body: { required: true, content: { 'application/json': { schema: AskBody } } } },
  responses: {
    200: {
      description: '回答',
      content: {
        'application/json': { schema: AnswerSchema },
        'text/event-stream': { schema: { type: 'string' } },
      },
    },
    ...problems(400, 401, 413, 415, 429, 503),
  },
});

/** POST /api/ask, as JSON or as a stream of events. */
export function createAskRoutes(parts: {
  assistant: PolicyAssistant;
  answerQuestion: AnswerQuestion;
  logger: Logger;
  stopping: AbortSignal;
}): OpenAPIHono<WebEnv> {
  const { assistant, answerQuestion, logger, stopping } = parts;
  const app = createWebApp();
  app.openapi(askRoute, async (c) => {
    const request = c.req.valid('json') as AskRequest;
    refuseUnknownDocuments(assistant.index(), request.documentIds);
    const types = ['application/json', 'text/event-stream'];
    if (
      accepts(c, { header: 'Accept', supports: types, default: 'application/json' }) === 'text/event-stream'
    ) {
      return streamAnswer(c, request) as never;
    }
    const signal = AbortSignal.any([c.req.raw.signal, stopping]);
    return c.json(await answerQuestion(request, { requestId: c.get('requestId'), signal }), 200);
  });

  function streamAnswer(c: Context<WebEnv>, request: AskRequest): Response {
    const requestId = c.get('requestId');
    const closed = new AbortController();
    const signal = AbortSignal.any([c.req.raw.signal, stopping, closed.signal]);
    // Proxies such as nginx would otherwise hold the words back until the answer is complete.
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      stream.onAbort(() => closed.abort());
      const send = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) });
      let sent: Promise<void> = Promise.resolve();
      let isSilent = true;
      const onDelta = (text: string) => {
        isSilent = false;
        sent = sent.then(() => send('delta', { text }));
      };
      try {
        const answer = await answerQuestion(request, { requestId, signal, onDelta });
        if (isSilent && answer.answer !== '') onDelta(answer.answer);
        await sent;
        await send('answer', answer);
      } catch (error) {
        if (closed.signal.aborted) return;
        const problem = toProblem(error);
        if (problem.status >= 500) logger.error({ requestId, err: error }, 'stream failed');
        await sent;
        await send('error', { code: problemCode(problem.status), message: problem.message });
      }
    });
  }
  return app;
}
