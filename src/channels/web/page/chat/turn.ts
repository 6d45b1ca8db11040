import type { Answer } from '../../../../answering/answer.ts';
import { visibleText } from '../visible-text.ts';

/** Why a question has no answer yet, and what can be done about it. */
export interface TurnFault {
  /** `key`: a key is needed; `lost`: no connection; `limit`: too many questions; `stopped`: by the reader. */
  kind: 'key' | 'lost' | 'limit' | 'stopped' | 'refused';
  message: string;
  /** When it may be asked again, in milliseconds since 1970; 0 for at once. */
  retryAt: number;
}

/** A question with what has come of it. Turns are never changed, only replaced, so that unchanged ones are not drawn anew. */
export interface Turn {
  id: string;
  question: string;
  /** The words received so far, which count for nothing until the answer is whole. */
  words: string;
  answer: Answer | null;
  fault: TurnFault | null;
  /** When it was asked, while it is under way; 0 otherwise. */
  askedAt: number;
  verdict: 'up' | 'down' | null;
}

/** A turn that was not asked yet. */
export function newTurn(question: string): Turn {
  const none = { words: '', answer: null, fault: null, askedAt: 0, verdict: null };
  return { id: newId(), question: visibleText(question), ...none };
}

/** An id that no other turn or conversation of this browser has (`crypto.randomUUID` needs https and Chrome 92). */
export function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}
