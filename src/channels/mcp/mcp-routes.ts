import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { PolicyAssistant } from '../channel.ts';
import type { AnswerQuestion } from '../web/answer-question.ts';
import { jsonBody } from '../web/json-body.ts';
import type { WebEnv } from '../web/web-app.ts';
import { isForeignOrigin } from './origin.ts';

/** /mcp: the streamable HTTP transport of MCP, without sessions. The SDK is loaded by the first message. */
export function createMcpRoutes(parts: {
  assistant: PolicyAssistant;
  answerQuestion: AnswerQuestion;
  logger: Logger;
  stopping: AbortSignal;
  needsKey: boolean;
}): Hono<WebEnv> {
  const { assistant, answerQuestion, logger, stopping, needsKey } = parts;
  const app = new Hono<WebEnv>();
  app.use(async function refuseForeignOrigin(c, next) {
    if (isForeignOrigin(c.req.header('origin'), c.req.header('host') ?? new URL(c.req.url).host, needsKey)) {
      return rpcError(c, 403, '不接受来自其他网站页面的请求');
    }
    await next();
  });
  app.post('/', jsonBody, async (c) => {
    const message: unknown = await c.req.json();
    // The protocol gave batches up in 2025-06-18, and the rate limit counts requests.
    if (Array.isArray(message)) return rpcError(c, 400, '一次只能发一条消息');
    const { answerOverHttp } = await import('./over-http.ts');
    const requestId = c.get('requestId');
    return await answerOverHttp(c.req.raw, message, {
      ...{ assistant, logger, signal: AbortSignal.any([c.req.raw.signal, stopping]) },
      ask: (request, { signal }) => answerQuestion(request, { requestId, signal }),
    });
  });
  // GET would open a stream for the server's own messages and DELETE end a session: here are neither.
  app.all('/', (c) => {
    c.header('Allow', 'POST');
    return rpcError(c, 405, '没有会话和服务端消息，只接受 POST');
  });
  return app;
}

/** An error of the transport, in the form that MCP clients read. */
function rpcError(c: Context, status: 400 | 403 | 405, message: string): Response {
  return c.json({ jsonrpc: '2.0', error: { code: -32000, message }, id: null }, status);
}
