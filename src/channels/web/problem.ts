import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { IndexStoreError, ModelError, RequestError } from '../../errors.ts';

/** RFC 9457 body of every error answer; `field` and `requestId` are ours. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  requestId: string;
  field?: string;
}

const TITLES = {
  400: '请求有误',
  401: '需要访问密钥',
  404: '没有找到',
  413: '请求体过大',
  415: '不支持的内容类型',
  429: '请求过于频繁',
  500: '内部错误',
  503: '暂时无法服务',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** An error answer decided at a door: what the caller did and what to do, in Chinese. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly status: ProblemStatus;
  readonly field: string | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: ProblemStatus,
    detail: string,
    extra: { field?: string; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, { cause: extra.cause });
    this.status = status;
    this.field = extra.field;
    this.headers = extra.headers ?? {};
  }
}

/** The 400 for what zod refused: the first fault, with the name of its field. */
export function invalidRequest(error: z.core.$ZodError): HttpProblem {
  const issue = error.issues[0];
  const field = (issue?.path ?? []).reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
  if (field === '') return new HttpProblem(400, '请求体应为 JSON 对象', { field: 'body' });
  return new HttpProblem(400, `${field}：${issue?.message ?? '有误'}`, { field });
}

/** What any thrown value means to a caller; faults of ours keep their words for the log only. */
export function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof RequestError) {
    return new HttpProblem(400, `${error.field}：${error.message}`, { field: error.field, cause: error });
  }
  if (error instanceof HTTPException && error.status in TITLES && error.status !== 500) {
    return new HttpProblem(error.status as ProblemStatus, '请求无法处理，请检查格式', { cause: error });
  }
  if (error instanceof IndexStoreError || error instanceof ModelError) {
    const detail =
      error instanceof ModelError ? '模型服务暂时不可用，请稍后再试' : '索引尚未就绪，请稍后再试';
    return new HttpProblem(503, detail, { headers: { 'Retry-After': '5' }, cause: error });
  }
  return new HttpProblem(500, '服务内部出错，已记入日志；请带上 requestId 联系管理员', { cause: error });
}

/** Short machine-readable name of a problem, also the `code` of a stream's error event. */
export function problemCode(status: ProblemStatus): string {
  const codes: Record<ProblemStatus, string> = {
    400: 'invalid_request',
    401: 'unauthorized',
    404: 'not_found',
    413: 'body_too_large',
    415: 'unsupported_media_type',
    429: 'too_many_requests',
    500: 'internal',
    503: 'unavailable',
  };
  return codes[status];
}

/** Writes a problem as application/problem+json. */
export function problemResponse(c: Context, problem: HttpProblem): Response {
  const body: ProblemBody = {
    type: `urn:wengui:problem:${problemCode(problem.status)}`,
    title: TITLES[problem.status],
    status: problem.status,
    detail: problem.message,
    instance: c.req.path,
    requestId: String(c.get('requestId') ?? ''),
    ...(problem.field === undefined ? {} : { field: problem.field }),
  };
  return c.body(JSON.stringify(body), problem.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...problem.headers,
  });
}
