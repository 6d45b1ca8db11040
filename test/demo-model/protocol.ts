import { randomUUID } from 'node:crypto';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { ChatRequest } from './request-body.ts';
import { textOf } from './request-body.ts';

/** What the model says in one answer, before it is put in OpenAI's form. */
export interface Reply {
  content: string | null;
  /** A function called in the place of words. */
  call: { id: string; name: string; arguments: string } | null;
  finish: 'stop' | 'length' | 'content_filter' | 'tool_calls';
}

/** An answer on its way out: null has no choices at all. */
export interface Outgoing {
  reply: Reply | null;
  request: ChatRequest;
  id: string;
  /** Seconds since 1970. */
  created: number;
}

type Delta = ChatCompletionChunk.Choice.Delta;

const CHARACTERS_OF_A_TOKEN = 1.5;
/** Characters of one chunk after another: tokens of Chinese are one to four long. */
const PIECE_SIZES = [2, 3, 1, 4];
const FINGERPRINT = 'fp_demo';

/** An identifier as OpenAI makes them: chatcmpl-… */
export function newId(prefix: string): string {
  return `${prefix}${randomUUID().replaceAll('-', '').slice(0, 29)}`;
}

/** An answer that is about to go out. */
export function outgoing(reply: Reply | null, request: ChatRequest): Outgoing {
  return { reply, request, id: newId('chatcmpl-'), created: Math.floor(Date.now() / 1000) };
}

/** How many tokens a text counts as. */
export function countTokens(text: string): number {
  return Math.ceil([...text].length / CHARACTERS_OF_A_TOKEN);
}

/** The beginning of a text that counts as so many tokens. */
export function firstTokens(text: string, count: number): string {
  return [...text].slice(0, Math.floor(count * CHARACTERS_OF_A_TOKEN)).join('');
}

/** What an answer is billed as. */
function usageOf({ reply, request }: Outgoing): CompletionUsage {
  const prompt = countTokens(request.messages.map(textOf).join('\n'));
  const completion = countTokens(reply?.call?.arguments ?? reply?.content ?? '');
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

/** The body of an answer that comes in one piece. */
export function completion(out: Outgoing): ChatCompletion {
  return {
    id: out.id,
    object: 'chat.completion',
    created: out.created,
    model: out.request.model,
    choices: out.reply ? [choiceOf(out.reply)] : [],
    usage: usageOf(out),
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
  };
}

function choiceOf({ content, call, finish }: Reply): ChatCompletion.Choice {
  const words = { role: 'assistant' as const, content, refusal: null, annotations: [] };
  const message = call
    ? { ...words, tool_calls: [{ id: call.id, type: 'function' as const, function: named(call) }] }
    : words;
  return { index: 0, message, logprobs: null, finish_reason: finish };
}

function named({ name, arguments: given }: { name: string; arguments: string }) {
  return { name, arguments: given };
}

/** The chunks of a streamed answer up to its last word. */
export function* openingChunks(
  out: Outgoing,
  sizes: readonly number[] = PIECE_SIZES,
): Generator<ChatCompletionChunk> {
  const { reply } = out;
  if (!reply) return;
  const { content, call } = reply;
  if (call) {
    const first = { index: 0, id: call.id, type: 'function' as const };
    const tool_calls = [{ ...first, function: { name: call.name, arguments: '' } }];
    yield chunk(out, { role: 'assistant', content: null, tool_calls, refusal: null });
    for (const piece of piecesOf(call.arguments, sizes))
      yield chunk(out, { tool_calls: [{ index: 0, function: { arguments: piece } }] });
    return;
  }
  yield chunk(out, { role: 'assistant', content: content === null ? null : '', refusal: null });
  for (const piece of piecesOf(content ?? '', sizes)) yield chunk(out, { content: piece });
}

/** The chunks that end a streamed answer: why it ended, then the usage where it was asked for. */
export function* closingChunks(out: Outgoing): Generator<ChatCompletionChunk> {
  if (out.reply) yield chunk(out, {}, out.reply.finish);
  else yield { ...chunk(out, {}), choices: [] };
  if (wantsUsage(out)) yield { ...chunk(out, {}), choices: [], usage: usageOf(out) };
}

function wantsUsage({ request }: Outgoing): boolean {
  return request.stream_options?.include_usage === true;
}

function chunk(out: Outgoing, delta: Delta, finish: Reply['finish'] | null = null): ChatCompletionChunk {
  return {
    id: out.id,
    object: 'chat.completion.chunk',
    created: out.created,
    model: out.request.model,
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    // Null in all chunks but the last where it was asked for, absent elsewhere.
    ...(wantsUsage(out) ? { usage: null } : {}),
  };
}

function* piecesOf(text: string, sizes: readonly number[]): Generator<string> {
  const characters = [...text];
  for (let from = 0, n = 0; from < characters.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield characters.slice(from, from + size).join('');
    from += size;
  }
}

/** One event of a stream. */
export function eventOf(data: object | string): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}
