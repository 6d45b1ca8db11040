import type { Answer, AskRequest } from '../../answering/answer.ts';

/** A question with the answer it got, as long as it is remembered. */
export interface AnsweredQuestion {
  request: AskRequest;
  answer: Answer;
}

/** The last answers by id, so that feedback can be stored with what it is about; the oldest is dropped first. */
export class RecentAnswers {
  private readonly byId = new Map<string, AnsweredQuestion>();
  private readonly limit: number;

  /** @param limit how many answers are kept; an answer is some kilobytes. */
  constructor(limit = 2000) {
    this.limit = limit;
  }

  remember(entry: AnsweredQuestion): void {
    this.byId.set(entry.answer.id, entry);
    if (this.byId.size <= this.limit) return;
    const oldest = this.byId.keys().next();
    if (!oldest.done) this.byId.delete(oldest.value);
  }

  find(answerId: string): AnsweredQuestion | undefined {
    return this.byId.get(answerId);
  }
}
