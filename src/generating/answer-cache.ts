import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Answer, AskRequest } from '../answering/answer.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';

/** Written answers to identical questions of a day against the same index, model and prompts; the oldest are forgotten. */
export class AnswerCache {
  readonly #answers: LRUCache<string, Answer>;
  readonly #fingerprint: string;
  readonly #now: () => Date;

  /** `fingerprint`: of model and prompts; `most`: answers kept; `now`: by tomorrow a plan period may be over. */
  constructor(fingerprint: string, most: number, now: () => Date = () => new Date()) {
    this.#fingerprint = fingerprint;
    this.#now = now;
    this.#answers = new LRUCache({ max: Math.max(1, most) });
  }

  get(request: AskRequest, index: PolicyIndex): Answer | undefined {
    return this.#answers.get(this.#key(request, index));
  }

  set(request: AskRequest, index: PolicyIndex, answer: Answer): void {
    this.#answers.set(this.#key(request, index), answer);
  }

  #key({ question, history = [], documentIds = [] }: AskRequest, { manifest }: PolicyIndex): string {
    const turns = history.map(({ role, content }) => [role, content]);
    const day = this.#now().toDateString();
    const parts = [this.#fingerprint, day, manifest, question.trim(), turns, [...documentIds].sort()];
    return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
  }
}
