import { randomUUID } from 'node:crypto';
import type { Answer, AskRequest } from '../../../src/answering/answer.ts';
import { type AcceptLimits, acceptMessage } from '../../../src/channels/bots/accept.ts';
import type { BotDesk, Lane } from '../../../src/channels/bots/bot-channel.ts';
import type { BotMessage } from '../../../src/channels/bots/bot-message.ts';
import type { BotStore } from '../../../src/channels/bots/bot-store.ts';
import { openSqliteStore } from '../../../src/channels/bots/sqlite-store.ts';
import { BotWorker, WORKER_TIMES, type WorkerTimes } from '../../../src/channels/bots/worker.ts';
import { createFakeAssistant } from '../../fakes/policy-assistant.ts';
import { messageOf } from './bot-store-contract.ts';

export const LIMITS: AcceptLimits = {
  perUser: 100,
  perGroup: 100,
  waitingInConversation: 5,
  waitingInAll: 1_000,
  allowedUsers: [],
};

/** A delivered page: to whom, and its words. */
export interface Delivered {
  conversation: string;
  text: string;
}

/** Resolves once `isThere` holds; looks whenever something happens. */
export class Happenings<Item> {
  readonly items: Item[] = [];
  #waiting: { isThere: (items: Item[]) => boolean; resolve: () => void }[] = [];

  add(item: Item): void {
    this.items.push(item);
    for (const { isThere, resolve } of this.#waiting) if (isThere(this.items)) resolve();
  }

  until(isThere: (items: Item[]) => boolean): Promise<void> {
    if (isThere(this.items)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ isThere, resolve }));
  }

  count(n: number): Promise<void> {
    return this.until(({ length }) => length >= n);
  }
}

/** One process of a bot: a worker with one lane that records what it delivers. */
export function startDesk(
  parts: {
    store?: BotStore;
    limits?: Partial<AcceptLimits>;
    times?: Partial<WorkerTimes>;
    ask?: (request: AskRequest, options: { signal: AbortSignal }) => Promise<Answer>;
    deliver?: (text: string, attempt: number) => Promise<void>;
    lane?: Partial<Lane>;
    otherLanes?: Lane[];
    delivered?: Happenings<Delivered>;
  } = {},
) {
  const store = parts.store ?? openSqliteStore(':memory:');
  const delivered = parts.delivered ?? new Happenings<Delivered>();
  const logs: string[] = [];
  let attempts = 0;
  const lane: Lane = {
    name: 'a',
    style: { markup: 'plain', hasTables: false, hasLists: true, pageBytes: 2_000, pagesAtOnce: 3 },
    isIdempotent: false,
    canDeliver: () => true,
    async deliver({ message }, { pages }, page) {
      await parts.deliver?.(pages[page]!, ++attempts);
      delivered.add({ conversation: message.conversation, text: pages[page]! });
    },
    ...parts.lane,
  };
  const desk: BotDesk = {
    store,
    now: Date.now,
    accept: (message) =>
      acceptMessage(message, {
        store,
        limits: { ...LIMITS, ...parts.limits },
        now: Date.now(),
        wake: () => worker.wake(),
      }),
    feedback: async () => undefined,
    log: (level, fields, message) => logs.push(`${level} ${message} ${JSON.stringify(fields)}`),
  };
  const assistant = createFakeAssistant();
  const worker = new BotWorker({
    desk,
    lanes: [lane, ...(parts.otherLanes ?? [])],
    assistant,
    ask: parts.ask ?? ((request, options) => assistant.ask(request, options)),
    isReady: () => true,
    publicUrl: null,
    owner: randomUUID(),
    times: { ...WORKER_TIMES, lookMs: 20, ...parts.times },
  });
  worker.start();
  const say = (text: string, part: Partial<BotMessage> = {}) =>
    desk.accept(messageOf({ key: randomUUID(), receivedAt: Date.now(), ...part, text }));
  return { desk, worker, store, delivered, logs, say };
}
