import { Embeddings } from '@langchain/core/embeddings';
import type { OpenAIEmbeddings } from '@langchain/openai';
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll, type IPolicy } from 'cockatiel';
import { ModelError } from '../errors.ts';
import {
  type Attempt,
  explainFailure,
  isWorthRetrying,
  retryDelay,
  type ServiceNames,
} from './service-failure.ts';

/** An OpenAI-compatible embedding service and how patient to be with it. */
export interface OpenAiEmbedderOptions {
  /** Up to and including the version: https://…/v1. */
  baseUrl: string;
  apiKey: string;
  model: string;
  /** Asked of the service and checked; leave out where the model's own length is wanted. */
  dimension?: number;
  /** Texts in one request; 10 is the least limit of the known services. */
  batchSize?: number;
  /** Requests at a time. */
  concurrency?: number;
  timeoutMs?: number;
  /** For a question, which a person is waiting on. */
  queryTimeoutMs?: number;
  /** Further tries after a failure that may pass (429, 5xx, no connection, no answer). */
  retries?: number;
  /** Wait before the first retry; doubles each time, unless the service says how long. */
  retryDelayMs?: number;
  /** After so many questions that failed one after the other the service is left alone for a while. */
  breaker?: { failures: number; restMs: number };
}

const DEFAULTS = {
  batchSize: 10,
  concurrency: 4,
  timeoutMs: 30_000,
  queryTimeoutMs: 4_000,
  retries: 4,
  retryDelayMs: 500,
  breaker: { failures: 3, restMs: 30_000 },
};
const NAMES: ServiceNames = {
  service: '向量服务',
  url: 'EMBEDDING_BASE_URL',
  key: 'EMBEDDING_API_KEY',
  model: 'EMBEDDING_MODEL',
  others: ['EMBEDDING_DIMENSION'],
};
/** A person waiting is better served by an answer from words alone than by a third try. */
const QUERY_RETRIES = 1;
const QUERY_WAIT_MS = 500;

/** Embeddings of a service. The client is loaded at the first request: it costs 0.4 s and 40 MB. */
export class OpenAiEmbedder extends Embeddings {
  /** Equal fingerprints give comparable vectors. */
  readonly fingerprint: string;
  readonly #options: OpenAiEmbedderOptions & typeof DEFAULTS;
  readonly #clients = new Map<number, Promise<OpenAIEmbeddings>>();
  /** Spares people who ask the wait for a service that is down; the building of an index waits. */
  readonly #breaker: IPolicy;
  /** As set, else as the first answer had it. */
  #dimension: number | undefined;

  constructor(options: OpenAiEmbedderOptions) {
    super({});
    this.#options = { ...DEFAULTS, ...options };
    this.#dimension = options.dimension;
    const { failures, restMs } = this.#options.breaker;
    this.#breaker = circuitBreaker(handleAll, {
      halfOpenAfter: restMs,
      breaker: new ConsecutiveBreaker(failures),
    });
    const { host, pathname } = new URL(options.baseUrl);
    this.fingerprint = [host + pathname, options.model, options.dimension ?? 'auto'].join(' ');
  }

  /** One vector for each text; a ModelError naming the setting to look at when the service fails for good. */
  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const { batchSize, concurrency, timeoutMs, retries } = this.#options;
    const batches: string[][] = [];
    for (let from = 0; from < texts.length; from += batchSize)
      batches.push(texts.slice(from, from + batchSize));
    const results: number[][][] = [];
    const queue = batches.entries();
    let hasFailed = false;
    const work = async () => {
      for (const [position, batch] of queue) {
        if (hasFailed) return;
        results[position] = await this.#embedPatiently(batch, { timeoutMs, retries });
      }
    };
    await Promise.all(
      Array.from({ length: concurrency }, () =>
        work().catch((error) => {
          // The other workers stop asking a service that has failed for good.
          hasFailed = true;
          throw error;
        }),
      ),
    );
    return results.flat();
  }

  /** The vector of a question; gives up sooner than `embedDocuments`. */
  override async embedQuery(text: string): Promise<number[]> {
    const { queryTimeoutMs, retries } = this.#options;
    const patience = {
      timeoutMs: queryTimeoutMs,
      retries: Math.min(retries, QUERY_RETRIES),
      longestWaitMs: QUERY_WAIT_MS,
    };
    try {
      const [vector] = await this.#breaker.execute(() => this.#embedPatiently([text], patience));
      return vector!;
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new ModelError('向量服务连续出错，暂停使用，稍后自动再试');
      throw error;
    }
  }

  async #embedPatiently(
    texts: string[],
    patience: { timeoutMs: number; retries: number; longestWaitMs?: number },
  ): Promise<number[][]> {
    const client = await this.#client(patience.timeoutMs);
    for (let tries = 1; ; tries++) {
      const attempt: Attempt = {
        tries,
        timeoutMs: patience.timeoutMs,
        apiKey: this.#options.apiKey,
        names: NAMES,
      };
      try {
        const vectors = await client.embedDocuments(texts);
        this.#check(vectors, texts.length);
        return vectors;
      } catch (error) {
        if (error instanceof ModelError) throw error;
        if (tries > patience.retries || !isWorthRetrying(error)) throw explainFailure(error, attempt);
        await new Promise((resolve) =>
          setTimeout(
            resolve,
            Math.min(
              retryDelay(error, attempt, this.#options.retryDelayMs),
              patience.longestWaitMs ?? Infinity,
            ),
          ),
        );
      }
    }
  }

  #check(vectors: number[][], expected: number): void {
    if (vectors.length !== expected) {
      throw new ModelError(
        `向量服务对 ${expected} 段文字返回了 ${vectors.length} 个向量：请检查 EMBEDDING_MODEL。`,
      );
    }
    for (const vector of vectors) {
      if (!Array.isArray(vector) || !vector.every(Number.isFinite)) {
        throw new ModelError('向量服务返回的不是数字：请检查 EMBEDDING_BASE_URL 和 EMBEDDING_MODEL。');
      }
      this.#dimension ??= vector.length;
      if (vector.length !== this.#dimension) {
        const { dimension } = this.#options;
        const wanted =
          dimension === undefined ? `先前是 ${this.#dimension} 维` : `EMBEDDING_DIMENSION 是 ${dimension}`;
        throw new ModelError(
          `向量服务返回了 ${vector.length} 维的向量，而${wanted}：请改正或去掉 EMBEDDING_DIMENSION，再运行 npm run index。`,
        );
      }
    }
  }

  #client(timeoutMs: number): Promise<OpenAIEmbeddings> {
    const known = this.#clients.get(timeoutMs);
    if (known) return known;
    const client = this.#createClient(timeoutMs);
    this.#clients.set(timeoutMs, client);
    return client;
  }

  async #createClient(timeoutMs: number): Promise<OpenAIEmbeddings> {
    const { OpenAIEmbeddings } = await import('@langchain/openai');
    const { baseUrl, apiKey, model, dimension, batchSize, concurrency } = this.#options;
    return new OpenAIEmbeddings({
      model,
      // A service without keys takes any; an empty one would make the client read OPENAI_API_KEY instead.
      apiKey: apiKey || 'none',
      batchSize,
      // Its own default of 2 would hold the workers above back.
      maxConcurrency: concurrency,
      timeout: timeoutMs,
      // Retried here: LangChain gives up at once on a 429 without Retry-After and does not wait for one with it.
      maxRetries: 0,
      stripNewLines: false,
      // Not left to the client, which asks for base64 and garbles the plain numbers that many servers send anyway.
      encodingFormat: 'float',
      ...(dimension === undefined ? {} : { dimensions: dimension }),
      // Null keeps it from reading OPENAI_ORGANIZATION and OPENAI_PROJECT_ID, which belong to another service.
      // What the client prints where OPENAI_LOG is set holds questions.
      configuration: { baseURL: baseUrl, organization: null, project: null, logLevel: 'off' },
    });
  }
}

/** Embeddings of any OpenAI-compatible service; nothing is sent or loaded before the first text. */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): OpenAiEmbedder {
  return new OpenAiEmbedder(options);
}
