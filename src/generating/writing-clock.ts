import { ModelError } from '../errors.ts';

/** How long may pass from the question to the first statement and to the end of the answer. */
interface Limits {
  firstStatementMs: number;
  answerMs: number;
}

/** Ends the writing when the first statement or the whole answer is late, or the person has left. */
export class WritingClock {
  readonly #control = new AbortController();
  readonly signal: AbortSignal;
  readonly #first: NodeJS.Timeout;
  readonly #all: NodeJS.Timeout;

  /** `askedAt`, by `performance.now()`: the time spent on finding is gone already. */
  constructor({ firstStatementMs, answerMs }: Limits, askedAt: number, left: AbortSignal) {
    this.signal = AbortSignal.any([left, this.#control.signal]);
    const gone = performance.now() - askedAt;
    const runOut = () => this.#control.abort(new ModelError('模型服务没有按时回答'));
    this.#first = setTimeout(runOut, Math.max(0, firstStatementMs - gone));
    this.#all = setTimeout(runOut, Math.max(0, answerMs - gone));
  }

  firstIsThere(): void {
    clearTimeout(this.#first);
  }

  get hasRunOut(): boolean {
    return this.#control.signal.aborted;
  }

  stop(): void {
    clearTimeout(this.#first);
    clearTimeout(this.#all);
  }
}
