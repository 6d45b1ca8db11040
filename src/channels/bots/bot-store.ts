import type { AskRequest } from '../../answering/answer.ts';
import type { FeedbackEntry } from '../feedback-store.ts';
import type { BotMessage, BotReply, Exchange } from './bot-message.ts';

/** A message that is to be answered. */
export interface Job {
  id: number;
  message: BotMessage;
  /** The answer once it is made; what was not sent of it is sent by whoever takes the job next. */
  reply: BotReply | null;
  /** Pages of the reply that were sent. */
  sent: number;
  /** How often it was taken up, this time included. */
  attempts: number;
}

/** A streamed message that the platform fetches. */
export interface StreamState {
  content: string;
  isFinished: boolean;
  /** True once the platform was handed the finished message. */
  isFetched: boolean;
}

/** What a verdict is about. */
export type AnswerRecord = Omit<FeedbackEntry, 'id' | 'at' | 'verdict' | 'comment'>;

/** How a bucket fills: `burst` at most, `perMinute` tokens a minute. */
export interface BucketRate {
  burst: number;
  perMinute: number;
}

/**
 * What bots must remember beyond one process. Every call is one step that happens whole or not at all, whichever process
 * asks; times are milliseconds since 1970 and come from the caller. A shared database can stand behind it.
 */
export interface BotStore {
  /** Keeps a message as a job; false where its lane has its key already. */
  addJob(message: BotMessage, reply?: BotReply): Promise<boolean>;
  hasJob(lane: string, key: string): Promise<boolean>;
  /** Unfinished jobs: of a conversation, or all. */
  countWaiting(conversation?: string): Promise<number>;
  /**
   * Takes the oldest job of these lanes that is due, that no living owner holds, and that no earlier job of its conversation
   * stands before; it is the owner's until `until`.
   */
  claimJob(owner: string, lanes: string[], times: { now: number; until: number }): Promise<Job | null>;
  /** Holds a job longer; false where it is no longer the owner's, who must then leave it alone. */
  renewJob(id: number, owner: string, until: number): Promise<boolean>;
  /** Keeps the answer before its first page is sent; false as above. */
  saveReply(id: number, owner: string, reply: BotReply): Promise<boolean>;
  /** Counts one more page as sent; false as above. */
  markSent(id: number, owner: string): Promise<boolean>;
  /** Gives a job back, to be taken up at `notBefore`. */
  postponeJob(id: number, owner: string, notBefore: number): Promise<boolean>;
  /** Ends a job, with the turn it adds to its conversation; false (and no turn) where it is no longer the owner's. */
  finishJob(
    id: number,
    owner: string,
    end: { outcome: 'sent' | 'failed'; now: number; turn: Exchange | null },
  ): Promise<boolean>;

  /** Turns of a conversation since `since`, oldest first. */
  history(conversation: string, since: number): Promise<NonNullable<AskRequest['history']>>;
  /** Forgets the turns and the kept pages of a conversation. */
  forget(conversation: string): Promise<void>;
  /** Keeps what “继续” shows next; an empty list keeps nothing. */
  keepRest(conversation: string, pages: string[], until: number): Promise<void>;
  rest(conversation: string, now: number): Promise<string[]>;

  rememberAnswer(record: AnswerRecord, until: number): Promise<void>;
  findAnswer(answerId: string, now: number): Promise<AnswerRecord | null>;

  /** Shows the words of a stream so far; one that is finished stays as it is. */
  saveStream(id: string, state: { content: string; isFinished: boolean }, until: number): Promise<void>;
  stream(id: string, now: number): Promise<StreamState | null>;
  markFetched(id: string): Promise<void>;

  /** A preference or access token by name. */
  value(name: string, now: number): Promise<string | null>;
  /** Sets it; with `unless`, only where it does not hold another value than this one (null: none). */
  setValue(name: string, value: string, until: number, unless?: string | null): Promise<boolean>;
  clearValue(name: string, value: string): Promise<void>;

  /** Takes or holds a lease; false while another living owner has it. */
  lease(name: string, owner: string, times: { now: number; until: number }): Promise<boolean>;
  releaseLease(name: string, owner: string): Promise<void>;
  /** Gives back every job and lease of an owner that ends. */
  releaseOwner(owner: string): Promise<void>;

  /** Takes a token from a bucket; 0, or the milliseconds until there is one (and none is taken). */
  takeToken(bucket: string, rate: BucketRate, now: number): Promise<number>;
  /** Drops what is over: finished jobs older than `finishedBefore`, and whatever has an end before `now`. */
  sweep(times: { now: number; finishedBefore: number; turnsBefore: number }): Promise<void>;
  close(): void;
}
