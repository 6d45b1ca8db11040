import { setTimeout as sleep } from 'node:timers/promises';
import type { BotStore, BucketRate } from './bot-store.ts';

/** Waits until a bucket, shared by all processes, allows one more call: what platforms drop without a word is not sent. */
export async function pace(
  store: BotStore,
  bucket: string,
  rate: BucketRate,
  now: () => number,
): Promise<void> {
  for (;;) {
    const wait = await store.takeToken(bucket, rate, now());
    if (wait === 0) return;
    await sleep(wait);
  }
}
