import { setTimeout as pause } from 'node:timers/promises';
import type { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IPolicy,
  wrap,
} from 'cockatiel';
import type { ConfigurableModel } from 'langchain/chat_models/universal';
import { ModelError } from '../errors.ts';
import { type Ability, abilityToGiveUp } from './abilities.ts';
import {
  type Attempt,
  CutError,
  EmptyError,
  explainFailure,
  isRefusal,
  isWorthRetrying,
  retryDelay,
  type ServiceNames,
} from './service-failure.ts';
import { untilAborted } from './until-aborted.ts';

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

/** Who hears a call, and what ends it before its time. */
interface Listener {
  signal: AbortSignal;
  onText: (text: string) => void;
  /** Hears what a call cost (tokens estimated) that broke off after it had begun to speak. */
  onLost?: (result: ChatResult) => void;
}

/** A call that failed after it had streamed something: trying again would say it twice. */
class SpokenFailure extends Error {}

/** A chat model behind an OpenAI-compatible endpoint. The client is loaded at the first call. */
export class ChatService {
  readonly model: string;
  readonly #options: ChatOptions;
  readonly #policy: IPolicy;
  /** By whether usage counts are asked for while streaming. */
  readonly #clients = new Map<boolean, Promise<ConfigurableModel>>();
  /** What the service turned out not to know. */
  #lacking: ReadonlySet<Ability> = new Set();

  constructor(options: ChatOptions) {
    this.model = options.model;
    this.#options = options;
    const { failures, restMs } = options.breaker ?? { failures: 5, restMs: 30_000 };
    this.#policy = wrap(
      bulkhead(options.concurrency, options.concurrency),
      // A person who left and a request that was refused say nothing of the service's health.
      circuitBreaker(
        handleWhen((error) => !isAbort(error) && !isRefusal(error) && !(error instanceof Left)),
        { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failures) },
      ),
    );
  }

  /**
   * Says `messages` to the model; `onText` hears its words as they come. Ends with what the call cost.
   * @throws ModelError naming the setting to look at; the signal's reason where the call was aborted.
   */
  async say(messages: ChatMessage[], listener: Listener): Promise<ChatResult> {
    const { signal } = listener;
    const tried = { count: 0 };
    try {
      const call = this.#policy.execute(
        () => this.#sayPatiently(messages, listener, tried).catch((error) => throwAsLeft(error, signal)),
        signal,
      );
      return await untilAborted(call, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BrokenCircuitError)
        throw new ModelError('模型服务连续出错，暂停使用，稍后自动再试');
      if (error instanceof BulkheadRejectedError)
        throw new ModelError('模型服务正忙，请求已排满（CHAT_CONCURRENCY）');
      throw explainFailure(
        error instanceof SpokenFailure ? error.cause : error,
        this.#attempt(Math.max(1, tried.count)),
      );
    }
  }

  #attempt(tries: number): Attempt {
    const { timeoutMs, apiKey } = this.#options;
    return { tries, timeoutMs, apiKey, names: NAMES };
  }

  /** Tries again what may pass, unless something was streamed already. */
  async #sayPatiently(
    messages: ChatMessage[],
    listener: Listener,
    tried: { count: number },
  ): Promise<ChatResult> {
    const { retries, retryDelayMs = 500 } = this.#options;
    const { signal } = listener;
    for (;;) {
      // It may have waited for its turn.
      signal.throwIfAborted();
      tried.count++;
      try {
        return await this.#sayOnce(messages, listener);
      } catch (error) {
        if (tried.count > retries || error instanceof SpokenFailure || !isWorthRetrying(error)) throw error;
        const delay = retryDelay(error, this.#attempt(tried.count), retryDelayMs);
        await pause(delay, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }

  /** One try; where the service refuses the call itself, again without what it may not know. What helped is remembered. */
  async #sayOnce(messages: ChatMessage[], { signal, onText, onLost }: Listener): Promise<ChatResult> {
    let heard = 0;
    const hear = (text: string) => {
      heard += text.length;
      onText(text);
    };
    let lacking = this.#lacking;
    for (;;) {
      try {
        const result = await this.#call(messages, lacking, { signal, onText: hear });
        this.#lacking = lacking;
        return counted(result, messages, heard);
      } catch (error) {
        // What was said until then is paid for all the same.
        if (heard > 0)
          onLost?.(counted({ promptTokens: 0, completionTokens: 0, finishReason: null }, messages, heard));
        signal.throwIfAborted();
        if (heard > 0) throw new SpokenFailure('failed while speaking', { cause: error });
        const ability = abilityToGiveUp(error, lacking);
        if (ability === null) throw error;
        lacking = new Set([...lacking, ability]);
      }
    }
  }

  async #call(
    messages: ChatMessage[],
    lacking: ReadonlySet<Ability>,
    { signal, onText }: Listener,
  ): Promise<ChatResult> {
    const client = await this.#client(!lacking.has('usage'));
    const sent = (lacking.has('system') ? withoutSystem(messages) : messages).map(
      ({ role, content }) => [role, content] as [string, string],
    );
    const result: ChatResult = { promptTokens: 0, completionTokens: 0, finishReason: null };
    if (lacking.has('stream')) {
      const message = await client.invoke(sent, { signal });
      onText(message.text);
      return tally(result, message);
    }
    let isEmpty = true;
    for await (const chunk of await client.stream(sent, { signal })) {
      isEmpty &&= chunk.text === '';
      onText(chunk.text);
      tally(result, chunk);
    }
    signal.throwIfAborted();
    // What ends without saying why it ends was cut.
    if (result.finishReason === null) throw isEmpty ? new EmptyError() : new CutError();
    return result;
  }

  #client(countsUsage: boolean): Promise<ConfigurableModel> {
    const known = this.#clients.get(countsUsage) ?? this.#createClient(countsUsage);
    this.#clients.set(countsUsage, known);
    return known;
  }

  async #createClient(countsUsage: boolean): Promise<ConfigurableModel> {
    const { initChatModel } = await import('langchain/chat_models/universal');
    const { baseUrl, apiKey, model, maxTokens, timeoutMs, callbacks } = this.#options;
    return initChatModel(model, {
      // Said, or it would be guessed from the name: qwen2.5:7b is a model of an OpenAI-compatible service all the same.
      modelProvider: 'openai',
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
      // The client would print what it cannot read: words of questions and answers.
      configuration: { baseURL: baseUrl, organization: null, project: null, logLevel: 'off' },
    });
  }
}

/** Characters of a token, roughly, in Chinese text. */
const CHARACTERS_PER_TOKEN = 1.5;

/** The result with its tokens estimated where the service does not count them: a budget must bite there, too. */
function counted(result: ChatResult, messages: ChatMessage[], heard: number): ChatResult {
  if (result.promptTokens > 0 || result.completionTokens > 0) return result;
  const said = messages.reduce((sum, { content }) => sum + content.length, 0);
  return {
    ...result,
    promptTokens: Math.ceil(said / CHARACTERS_PER_TOKEN),
    completionTokens: Math.ceil(heard / CHARACTERS_PER_TOKEN),
  };
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

/** The person left; whatever the signal's reason is, it says nothing of the service. */
class Left extends Error {}

/** Told apart from our own clock, whose reason is a ModelError: a service that is late has failed. */
function throwAsLeft(error: unknown, signal: AbortSignal): never {
  if (signal.aborted && !(signal.reason instanceof ModelError)) throw new Left('left', { cause: error });
  throw error;
}

function isAbort(error: unknown): boolean {
  return (error as { name?: unknown }).name === 'AbortError';
}
