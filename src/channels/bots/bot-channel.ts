import type { Hono } from 'hono';
import type { BotMessage, BotReply } from './bot-message.ts';
import type { BotStore, Job } from './bot-store.ts';
import type { ReplyStyle } from './reply-style.ts';

/** One line of `doctor` on a channel. */
export interface ChannelFinding {
  name: string;
  works: boolean;
  detail: string;
}

/** A way for messages to come in and answers to go out. */
export interface Lane {
  name: string;
  style: ReplyStyle;
  /** False while this process cannot deliver (another one holds the connection); its jobs then wait or go to others. */
  canDeliver(): boolean;
  /** Shows all of the answer's words so far, where the platform can; a call may be skipped. */
  showProgress?(job: Job, text: string): Promise<void>;
  /**
   * Delivers one page of a reply.
   * @throws DeliveryError telling what is to be done.
   */
  deliver(job: Job, reply: BotReply, page: number): Promise<void>;
  /** True where sending the same page again has no effect, so that an uncertain send may be repeated. */
  isIdempotent: boolean;
}

/** A chat platform: verifies and decodes what comes in (routes, sockets), encodes and delivers what goes out (lanes). */
export interface BotChannel {
  /** Chinese, for people. */
  name: string;
  lanes: Lane[];
  /** Joined at `/bots`; null where nothing comes in over HTTP. */
  routes: Hono | null;
  /** Opens connections; returns at once. */
  start(): void;
  stop(): Promise<void>;
  /** Asks the platform whether the settings are right. */
  probe(): Promise<ChannelFinding[]>;
}

/** Periods of the channels, in milliseconds. */
export interface ChannelTimes {
  /** Longest wait for WeCom to come for the end of a stream. */
  fetchMs: number;
  /** Between two tries for the lease of WeCom's long connection. */
  leaseEveryMs: number;
  /** Between two signs of life on WeCom's long connection. */
  heartbeatMs: number;
  /** Between two pings on DingTalk's connection; silent for two of them, it is dead. */
  pingMs: number;
  /** Before DingTalk's connection is opened again for the first time; then doubled. */
  firstBackoffMs: number;
}

export const CHANNEL_TIMES: ChannelTimes = {
  fetchMs: 10_000,
  leaseEveryMs: 5_000,
  heartbeatMs: 30_000,
  pingMs: 30_000,
  firstBackoffMs: 1_000,
};

/** What became of a message at the door. */
export type Acceptance = 'accepted' | 'known' | 'refused';

/** What a channel is made with. */
export interface BotDesk {
  store: BotStore;
  /**
   * Keeps a decoded message before it is acknowledged.
   * `refused`: not from somebody who may ask; nothing is answered.
   */
  accept(message: BotMessage): Promise<Acceptance>;
  /** A verdict on an answer that the platform reports. */
  feedback(answerId: string, verdict: 'up' | 'down', comment: string | null): Promise<void>;
  /** The clock. */
  now(): number;
  log(level: 'info' | 'warn' | 'error', fields: Record<string, unknown>, message: string): void;
}

/**
 * Why a page could not be delivered.
 * `later`: it did not arrive and may be tried again; `never`: it will not arrive; `unknown`: it may have arrived.
 */
export class DeliveryError extends Error {
  override name = 'DeliveryError';

  constructor(
    readonly outcome: 'later' | 'never' | 'unknown',
    message: string,
    /** Milliseconds until a further try makes sense. */
    readonly waitMs = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The line of `doctor` on a channel whose settings are right where an access token can be had. */
export async function probeToken(name: string, checkToken: () => Promise<void>): Promise<ChannelFinding[]> {
  try {
    await checkToken();
    return [{ name, works: true, detail: '访问凭证可以取得' }];
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return [{ name, works: false, detail: error.message }];
  }
}
