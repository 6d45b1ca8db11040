import type { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { ChatOpenAI } from '@langchain/openai';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel';
import { ModelError } from '../errors.ts';
import {
  type Attempt,
  explainFailure,
  isWorthRetrying,
  retryDelay,
  type ServiceNames,
} from './service-failure.ts';

/** One message of a conversation with a model. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What a call cost and how it ended. */
export interface ChatResult {
  promptTokens: number;
  completionTokens: number;
  /** stop, length, content_filter … as the service says; null where it does not. */
  finishReason: string | null;
}

/** An OpenAI-compatible chat service and how patient to be with it. */
export interface ChatOptions {
  /** Up to and including the version: https://…/v1. */
  baseUrl: string;
  apiKey: string;
  model: string;
  maxTokens: number;
  /** For one call, first to last token. */
  timeoutMs: number;
  /** Calls at a time; as many again may wait. */
  concurrency: number;
  /** Further tries after a failure that may pass, where nothing was streamed yet. */
  retries: number;
  /** Wait before the first retry; doubles each time, with jitter, unless the service says how long. */
  retryDelayMs?: number;
  /** Failures in a row after which the service is left alone, and for how long. */
  breaker?: { failures: number; restMs: number };
  /** Told of every call, for tracing. */
  callbacks?: BaseCallbackHandler[];
}

const NAMES: ServiceNames = {
  service: '模型服务',
  url: 'OPENAI_BASE_URL',
  key: 'OPENAI_API_KEY',
  model: 'CHAT_MODEL',
  others: ['CHAT_MAX_TOKENS'],
};

/** What a service may not know, given up one after another when it refuses a call: usage counts, streaming, a system role. */
const ABILITIES = ['usage', 'stream', 'system'] as const;

/** A call that failed after it had streamed something: trying again would say it twice. */
class CutStream extends Error {}

/** A chat model behind an OpenAI-compatible endpoint. The client is loaded at the first call. */
export class ChatService {
  readonly model: string;
  readonly #options: ChatOptions;
  readonly #policy: IPolicy;
  /** By whether usage counts are asked for while streaming. */
  readonly #clients = new Map<boolean, Promise<ChatOpenAI>>();
  /** How many of ABILITIES the service turned out to lack. */
  #lacking = 0;

  constructor(options: ChatOptions) {
    this.model = options.model;
    this.#options = options;
    const { failures, restMs } = options.breaker ?? { failures: 5, restMs: 30_000 };
    const isOurs = (error: unknown) => !isAbort(error) && !(error instanceof BulkheadRejectedError);
    this.#policy = wrap(
      bulkhead(options.concurrency, options.concurrency),
      circuitBreaker(handleWhen(isOurs), {
        halfOpenAfter: restMs,
        breaker: new ConsecutiveBreaker(failures),
      }),
      retry(
        handleWhen((error) => !(error instanceof CutStream) && isWorthRetrying(error)),
        { maxAttempts: options.retries, backoff: new DelegateBackoff((context) => this.#delay(context)) },
      ),
    );
  }

  /**
   * Says `messages` to the model; `onText` hears its words as they come. Ends with what the call cost.
   * @throws ModelError naming the setting to look at; the signal's reason where the call was aborted.
   */
  async say(
    messages: ChatMessage[],
    { signal, onText }: { signal: AbortSignal; onText: (text: string) => void },
  ): Promise<ChatResult> {
    let tries = 0;
    try {
      return await this.#policy.execute(() => {
        tries++;
        return this.#sayOnce(messages, { signal, onText });
      }, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BrokenCircuitError)
        throw new ModelError('模型服务连续出错，暂停使用，稍后自动再试');
      if (error instanceof BulkheadRejectedError)
        throw new ModelError('模型服务正忙，请求已排满（CHAT_CONCURRENCY）');
      throw explainFailure(error instanceof CutStream ? error.cause : error, this.#attempt(tries));
    }
  }

  #attempt(tries: number): Attempt {
    const { timeoutMs, apiKey } = this.#options;
    return { tries, timeoutMs, apiKey, names: NAMES };
  }

  #delay({ attempt, result }: { attempt: number; result: unknown }): number {
    const error = (result as { error?: unknown }).error;
    const wait = retryDelay(error, this.#attempt(attempt), this.#options.retryDelayMs ?? 500);
    // Jitter, so that callers who failed together do not come back together.
    return wait * (0.75 + Math.random() / 2);
  }

  /** One try; where the service refuses the call itself, again without what it may not know. */
  async #sayOnce(
    messages: ChatMessage[],
    { signal, onText }: { signal: AbortSignal; onText: (text: string) => void },
  ): Promise<ChatResult> {
    let hasStreamed = false;
    const hear = (text: string) => {
      hasStreamed ||= text !== '';
      onText(text);
    };
    for (;;) {
      try {
        return await this.#call(messages, signal, hear);
      } catch (error) {
        signal.throwIfAborted();
        if (hasStreamed) throw new CutStream('stream cut', { cause: error });
        const { status } = error as { status?: unknown };
        if ((status !== 400 && status !== 422) || this.#lacking >= ABILITIES.length) throw error;
        this.#lacking++;
      }
    }
  }

  #has(ability: (typeof ABILITIES)[number]): boolean {
    return ABILITIES.indexOf(ability) >= this.#lacking;
  }

  async #call(
    messages: ChatMessage[],
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<ChatResult> {
    const client = await this.#client(this.#has('usage'));
    const sent = (this.#has('system') ? messages : withoutSystem(messages)).map(
      ({ role, content }) => [role, content] as [string, string],
    );
    const result: ChatResult = { promptTokens: 0, completionTokens: 0, finishReason: null };
    if (!this.#has('stream')) {
      const message = await client.invoke(sent, { signal });
      onText(message.text);
      return tally(result, message);
    }
    for await (const chunk of await client.stream(sent, { signal })) {
      onText(chunk.text);
      tally(result, chunk);
    }
    signal.throwIfAborted();
    // What ends without saying why it ends was cut.
    if (result.finishReason === null) throw new Error('Connection error: the stream ended in the middle');
    return result;
  }

  #client(countsUsage: boolean): Promise<ChatOpenAI> {
    const known = this.#clients.get(countsUsage) ?? this.#createClient(countsUsage);
    this.#clients.set(countsUsage, known);
    return known;
  }

  async #createClient(countsUsage: boolean): Promise<ChatOpenAI> {
    const { ChatOpenAI } = await import('@langchain/openai');
    const { baseUrl, apiKey, model, maxTokens, timeoutMs, callbacks } = this.#options;
    return new ChatOpenAI({
      model,
      // A service without keys takes any; an empty one would make the client read OPENAI_API_KEY instead.
      apiKey: apiKey || 'none',
      temperature: 0,
      maxTokens,
      timeout: timeoutMs,
      // Retried here, where it is known whether anything was streamed.
      maxRetries: 0,
      useResponsesApi: false,
      streamUsage: countsUsage,
      ...(callbacks && { callbacks }),
      configuration: { baseURL: baseUrl, organization: null, project: null },
    });
  }
}

interface Tallied {
  usage_metadata?: { input_tokens: number; output_tokens: number } | undefined;
  response_metadata?: Record<string, unknown>;
}

function tally(
  result: ChatResult,
  { usage_metadata: usage, response_metadata: metadata }: Tallied,
): ChatResult {
  if (usage) {
    result.promptTokens = usage.input_tokens;
    result.completionTokens = usage.output_tokens;
  }
  const reason = metadata?.finish_reason;
  if (typeof reason === 'string') result.finishReason = reason;
  return result;
}

/** The system's words put before the first of the user's, for models that know no system role. */
function withoutSystem(messages: ChatMessage[]): ChatMessage[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  return others.map((message, i) =>
    i === 0 ? { ...message, content: [...system, message.content].join('\n\n') } : message,
  );
}

function isAbort(error: unknown): boolean {
  return (error as { name?: unknown }).name === 'AbortError';
}
