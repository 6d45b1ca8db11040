import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HttpProblem } from './problem.ts';

/**
 * Largest body, in bytes: 20 turns of 4,000 code points fit in every sane encoding (4 bytes each, or a \uXXXX
 * escape of 6 for what Chinese text is made of).
 */
const BODY_LIMIT = 1024 * 1024;

/** Refuses a body over BODY_LIMIT with 413, whether or not it announces its length. */
export const limitedBody: MiddlewareHandler = bodyLimit({
  maxSize: BODY_LIMIT,
  onError: () => {
    throw new HttpProblem(413, `请求体不能超过 ${BODY_LIMIT / 1024} KB`);
  },
});

const JSON_TYPE = /^application\/(?:[a-z.-]+\+)?json\s*(?:;|$)/i;

/** Refuses what is not JSON in UTF-8: 415 for another content type, 400 for bytes or text that do not parse. */
export const jsonBody: MiddlewareHandler = async function jsonBody(c, next) {
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
    throw new HttpProblem(415, '请求体应为 JSON，请带上 Content-Type: application/json');
  }
  const bytes = await c.req.arrayBuffer();
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof TypeError ? '请求体不是 UTF-8 编码的文字' : '请求体不是合法的 JSON';
    throw new HttpProblem(400, reason, { field: 'body', cause: error });
  }
  await next();
};
