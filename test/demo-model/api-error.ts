/** A request that is answered with an error, in the form that OpenAI gives errors. */
export class ApiError extends Error {
  override name = 'ApiError' as const;
  readonly status: number;
  readonly headers: Record<string, string>;
  /** What is sent. */
  readonly body: { error: { message: string; type: string; param: string | null; code: string | null } };

  constructor(status: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.status = status;
    this.headers = details.headers ?? {};
    const { type = 'invalid_request_error', param = null, code = null } = details;
    this.body = { error: { message, type, param, code } };
  }
}

interface ErrorDetails {
  type?: string;
  /** The part of the request that is at fault: messages[0].role. */
  param?: string;
  code?: string;
  headers?: Record<string, string>;
}

/** 400 for a part of the body that is missing, of the wrong type or not to be had. */
export function invalidRequest(message: string, details: { param?: string; code?: string } = {}): ApiError {
  return new ApiError(400, message, details);
}

/** 404 for a model that is not served here. */
export function unknownModel(model: string): ApiError {
  return new ApiError(404, `The model \`${model}\` does not exist or you do not have access to it.`, {
    code: 'model_not_found',
  });
}

/** 404 for an address that is not part of the API. */
export function unknownAddress(method: string, path: string): ApiError {
  return new ApiError(404, `Unknown request URL: ${method} ${path}. Please check the URL for typos.`, {
    code: 'unknown_url',
  });
}

/** 401. Many services repeat the key they were given, so that whoever shows the message gives it away. */
export function wrongKey(key: string): ApiError {
  return new ApiError(401, `Incorrect API key provided: ${key}.`, { code: 'invalid_api_key' });
}

/** 429 with the second to wait for. */
export function rateLimited(model: string): ApiError {
  return new ApiError(429, `Rate limit reached for ${model} on requests per min (RPM): Limit 3, Used 3.`, {
    type: 'requests',
    code: 'rate_limit_exceeded',
    headers: { 'retry-after': '1' },
  });
}

/** 500: the service itself is at fault. */
export function serverFault(): ApiError {
  return new ApiError(500, 'The server had an error while processing your request. Sorry about that!', {
    type: 'server_error',
  });
}

/** 503: too busy, worth another try. */
export function overloaded(): ApiError {
  return new ApiError(503, 'The engine is currently overloaded, please try again later.', {
    type: 'server_error',
  });
}
