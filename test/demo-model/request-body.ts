import { z } from 'zod';
import { type ApiError, invalidRequest } from './api-error.ts';
import { strictSchemaFault } from './strict-schema.ts';

const PART = z.looseObject({ type: z.string(), text: z.string().optional() });
const MESSAGE = z.looseObject({
  role: z.enum(['system', 'assistant', 'user', 'function', 'tool', 'developer']),
  content: z.union([z.string(), z.array(PART)]).nullish(),
});
const JSON_SCHEMA = z.record(z.string(), z.unknown());
const TOOL = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({ name: z.string(), parameters: JSON_SCHEMA.optional() }),
});
const RESPONSE_FORMAT = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({
      name: z.string(),
      schema: JSON_SCHEMA.optional(),
      strict: z.boolean().nullish(),
    }),
  }),
]);
const AT_LEAST_ONE = z.int().min(1).nullish();

/** Parameters that OpenAI knows and that make no difference here. */
const IGNORED = Object.fromEntries(
  `audio frequency_penalty function_call functions logit_bias logprobs metadata modalities moderation
  parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention
  reasoning_effort safety_identifier seed service_tier store top_logprobs top_p user verbosity web_search_options`
    .split(/\s+/)
    .map((name) => [name, z.unknown().optional()]),
);

const CHAT_REQUEST = z.strictObject({
  ...IGNORED,
  model: z.string(),
  messages: z.array(MESSAGE).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  response_format: RESPONSE_FORMAT.nullish(),
  tools: z.array(TOOL).nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
    ])
    .nullish(),
  max_tokens: AT_LEAST_ONE,
  max_completion_tokens: AT_LEAST_ONE,
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  n: z.literal(1).nullish(),
});

/** A checked `POST /v1/chat/completions`. */
export type ChatRequest = z.infer<typeof CHAT_REQUEST>;
/** One message of it. */
export type ChatMessage = ChatRequest['messages'][number];
/** A function that the model may call. */
export type Tool = z.infer<typeof TOOL>;

const EMBEDDING_REQUEST = z.strictObject({
  model: z.string(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().min(1).max(4096).nullish(),
  user: z.string().optional(),
});

/** A checked `POST /v1/embeddings`. */
export type EmbeddingRequest = z.infer<typeof EMBEDDING_REQUEST>;

/** The body as a chat request, as strictly as OpenAI takes it. */
export function readChatRequest(body: unknown): ChatRequest {
  const request = check(CHAT_REQUEST, body);
  const fault = contradictionIn(request);
  if (fault) throw fault;
  return request;
}

/** The body as a request for vectors. */
export function readEmbeddingRequest(body: unknown): EmbeddingRequest {
  return check(EMBEDDING_REQUEST, body);
}

/** The words of a message, its parts put together. */
export function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text = '' }) => text).join('');
}

function check<T>(shape: z.ZodType<T>, body: unknown): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw notAnObject();
  if (!('model' in body)) throw invalidRequest('you must provide a model parameter');
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw faultOf(parsed.error.issues[0]!, body);
  return parsed.data;
}

/** 400 for a body that is not a JSON object. */
export function notAnObject(): ApiError {
  return invalidRequest(
    'We could not parse the JSON body of your request. (HINT: This likely means you are not sending a JSON object.)',
  );
}

/** messages[0].role, as OpenAI writes where a fault is. */
function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1);
}

function faultOf(issue: z.core.$ZodIssue, body: object): ApiError {
  const param = nameOf(issue.path);
  const given = issue.path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown>)?.[key],
    body,
  );
  if (issue.code === 'unrecognized_keys') {
    const name = nameOf([...issue.path, issue.keys[0]!]);
    return invalidRequest(`Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' });
  }
  if (given === undefined) {
    return invalidRequest(`Missing required parameter: '${param}'.`, {
      param,
      code: 'missing_required_parameter',
    });
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((value) => `'${String(value)}'`).join(', ');
    return invalidRequest(`Invalid value: '${String(given)}'. Supported values are: ${values}.`, {
      param,
      code: 'invalid_value',
    });
  }
  if (issue.code === 'too_small' && Array.isArray(given)) {
    return invalidRequest(`Invalid '${param}': empty array. Expected an array with minimum length 1.`, {
      param,
      code: 'empty_array',
    });
  }
  if (issue.code === 'too_small' && typeof given === 'number') {
    return invalidRequest(
      `Invalid '${param}': integer below minimum value. Expected a value >= ${issue.minimum}, but got ${given} instead.`,
      { param, code: 'integer_below_min_value' },
    );
  }
  return invalidRequest(`Invalid type for '${param}': ${issue.message}.`, { param, code: 'invalid_type' });
}

/** Parts that are fine each and not together. */
function contradictionIn(request: ChatRequest): ApiError | null {
  const { stream, stream_options, tools, tool_choice, response_format: format } = request;
  if (stream_options && !stream) {
    return invalidRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.", {
      param: 'stream_options',
    });
  }
  if (tool_choice && !tools?.length) {
    return invalidRequest("'tool_choice' is only allowed when 'tools' are specified.", {
      param: 'tool_choice',
    });
  }
  if (typeof tool_choice === 'object' && tool_choice) {
    const { name } = tool_choice.function;
    if (!tools!.some((tool) => tool.function.name === name)) {
      return invalidRequest(`Tool choice '${name}' not found in 'tools' parameter.`, {
        param: 'tool_choice',
      });
    }
  }
  if (format?.type === 'json_object' && !request.messages.some((message) => /json/i.test(textOf(message)))) {
    return invalidRequest(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      { param: 'messages' },
    );
  }
  return format?.type === 'json_schema' ? schemaFault(format.json_schema) : null;
}

function schemaFault(format: { name: string; schema?: unknown; strict?: boolean | null | undefined }) {
  const fault = format.strict ? strictSchemaFault(format.schema ?? {}) : null;
  return fault === null
    ? null
    : invalidRequest(`Invalid schema for response_format '${format.name}': ${fault}`, {
        param: 'response_format',
      });
}
