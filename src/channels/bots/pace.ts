import { setTimeout as sleep } from 'node:timers/promises';
import type { BotStore, BucketRate } from './bot-store.ts';

/** The last in the queue before each bucket, by store. */
const queues = new WeakMap<BotStore, Map<string, Promise<void>>>();

/**
 * Waits until a bucket, shared by all processes, allows one more call: what platforms drop without a word is not sent. In a
 * process those who wait queue up, and only the first asks the store: hundreds who ask at once would lock it for everybody.
 */
export function pace(store: BotStore, bucket: string, rate: BucketRate, now: () => number): Promise<void> {
  const queue = queues.get(store) ?? new Map<string, Promise<void>>();
  queues.set(store, queue);
  const turn = (queue.get(bucket) ?? Promise.resolve()).then(() => takeOne(store, bucket, rate, now));
  // Who fails is told himself; the next has his turn all the same.
  const over = turn
    .catch(() => undefined)
    .then(() => {
      if (queue.get(bucket) === over) queue.delete(bucket);
    });
  queue.set(bucket, over);
  return turn;
}

async function takeOne(store: BotStore, bucket: string, rate: BucketRate, now: () => number): Promise<void> {
  for (;;) {
    const wait = await store.takeToken(bucket, rate, now());
    if (wait === 0) return;
    await sleep(wait);
  }
}
