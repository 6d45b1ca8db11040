import { ModelError } from '../errors.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { untilAborted } from '../models/until-aborted.ts';

/**
 * The vectors of what one request looks for. A service that failed once, or is late for the person who waits, is not waited for
 * again: a question of several parts would wait as often as it has parts.
 */
export class QueryVectors {
  readonly #late: AbortSignal | undefined;
  #failure: ModelError | null = null;

  /** `waitMs`: for all vectors of the request together; left out, as long as the service itself is waited for. */
  constructor(waitMs?: number) {
    this.#late = waitMs === undefined ? undefined : AbortSignal.timeout(waitMs);
  }

  /**
   * The vector of `text`.
   * @throws ModelError where the service fails, has failed before or is late.
   */
  async of(text: string, index: Pick<PolicyIndex, 'embedQuery'>): Promise<number[]> {
    if (this.#failure !== null) throw this.#failure;
    try {
      const call = index.embedQuery(text);
      return await (this.#late ? untilAborted(call, this.#late) : call);
    } catch (error) {
      const isLate = this.#late?.aborted && error === this.#late.reason;
      if (isLate) this.#failure = new ModelError('向量服务没有按时回答', { cause: error });
      else if (error instanceof ModelError) this.#failure = error;
      throw isLate ? this.#failure : error;
    }
  }
}
