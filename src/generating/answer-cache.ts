import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Answer, AskRequest } from '../answering/answer.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';

/** Written answers to identical questions against the same index, model and prompts; the oldest are forgotten. */
export class AnswerCache {
  readonly #answers: LRUCache<string, Answer>;
  readonly #fingerprint: string;

  /** `fingerprint`: of model and prompts; `most`: answers kept. */
  constructor(fingerprint: string, most: number) {
    this.#fingerprint = fingerprint;
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
    const parts = [this.#fingerprint, manifest, question.trim(), turns, [...documentIds].sort()];
    return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
  }
}
