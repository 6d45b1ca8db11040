import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../src/channels/bots/sqlite-store.ts';
import { startRoundRobin } from '../../fakes/round-robin.ts';
import { startChild } from './child-service.ts';
import { LIMITS } from './fake-desk.ts';
import { type FakePlatform, PLATFORMS } from './platforms.ts';
import { makeStorm, type StormPost, seededRandom } from './storm.ts';

/** Jobs that a worker has in hand at once: what a kill may leave between sending and noting it. */
const IN_HAND = 64;
/** Messages: Feishu takes 15 a second, so that fewer are enough there. */
const COUNTS: Record<string, number> = { 'wecom-app': 1_000, 'dingtalk-http': 1_000, feishu: 300 };
/** Posts of a platform under way at once. */
const AT_ONCE = 12;
/** A platform takes this long for a message, so that many are on their way when a process is killed. */
const SEND_MS = 150;

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** What a platform saw of its storm. */
interface Outcome {
  posted: number;
  acknowledged: Set<string>;
  statuses: Record<string, number>;
}

/** Posts a storm; a message that was not acknowledged is posted again, as the platform does or its user. */
async function rage(platform: FakePlatform, posts: StormPost[], onPosted: () => void): Promise<Outcome> {
  const outcome: Outcome = { posted: 0, acknowledged: new Set(), statuses: {} };
  const postOnce = async ({ message }: StormPost) => {
    outcome.posted++;
    const { statuses } = await platform.say(message);
    for (const status of statuses) outcome.statuses[`${status}`] = (outcome.statuses[`${status}`] ?? 0) + 1;
    const isTaken = statuses.includes(200);
    if (isTaken) outcome.acknowledged.add(message.text);
    return isTaken;
  };
  const post = async (one: StormPost) => {
    const twins = await Promise.all(one.kind === 'twin' ? [postOnce(one), postOnce(one)] : [postOnce(one)]);
    let isTaken = twins.includes(true);
    if (one.kind === 'again') isTaken = (await postOnce(one)) || isTaken;
    for (let tries = 0; !isTaken && tries < 3; tries++) isTaken = await postOnce(one);
    onPosted();
  };
  const left = posts.values();
  const sender = async () => {
    for (const one of left) await post(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return outcome;
}

/** How often each message was answered, by its words. */
function answersTo(posts: StormPost[], seen: string[]): Map<string, number> {
  const counts = new Map(posts.map(({ message }) => [message.text, 0]));
  for (const words of seen) {
    const text = /关于“(问题[^”]*)”/u.exec(words)?.[1];
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

it('answers every acknowledged message of a storm over two processes of which one is killed', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'wengui-storm-'));
  open.push(() => rm(dataDir, { recursive: true, force: true }));
  const platforms = await Promise.all(
    PLATFORMS.filter(({ name }) => name in COUNTS).map(({ start }) => start()),
  );
  for (const platform of platforms) open.push(() => platform.close());
  const settings = {
    ...Object.assign({}, ...platforms.map((platform) => platform.settings)),
    // Three floods at once, and what the killed process had in hand waits until its hold is over.
    limits: { ...LIMITS, waitingInAll: 10_000 },
  };
  const parts = { settings, dataDir, answerMs: 20, times: { holdMs: 3_000, lookMs: 50 } };
  const [doomed, survivor] = await Promise.all([startChild(parts), startChild(parts)]);
  const balancer = await startRoundRobin([doomed.url, survivor.url]);
  open.push(() => balancer.close());
  for (const platform of platforms) {
    await platform.connect(balancer.url);
    platform.outbox!.slowDown(SEND_MS);
  }

  const random = seededRandom(6);
  const storms = platforms.map(({ name }) => makeStorm(name, COUNTS[name]!, random));
  const total = storms.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  let killed: Promise<void> | null = null;
  const started = performance.now();
  const outcomes = await Promise.all(
    platforms.map((platform, i) =>
      rage(platform, storms[i]!, () => {
        if (++done >= total / 2) killed ??= doomed.kill();
      }),
    ),
  );
  await killed;
  const postedMs = performance.now() - started;
  const store = openSqliteStore(path.join(dataDir, 'bots.sqlite'));
  open.push(async () => store.close());
  const tookMs: number[] = [];
  await Promise.all(
    platforms.map(async ({ seen }, i) => {
      await seen.until((items) => {
        const counts = answersTo(storms[i]!, items);
        return [...outcomes[i]!.acknowledged].every((text) => counts.get(text)! > 0);
      });
      tookMs[i] = performance.now() - started;
    }),
  );
  // Until then a second answer may come.
  await vi.waitUntil(async () => (await store.countWaiting()) === 0, { timeout: 60_000, interval: 50 });
  const troubles = await survivor.stop();

  const told = platforms.map(({ name, seen, outbox }, i) => {
    const counts = [...answersTo(storms[i]!, seen.items).values()];
    const { posted, acknowledged, statuses } = outcomes[i]!;
    return {
      name,
      messages: storms[i]!.length,
      posted,
      statuses: JSON.stringify(statuses),
      acknowledged: acknowledged.size,
      answered: counts.filter((count) => count > 0).length,
      sends: outbox!.tries(),
      seen: seen.items.length,
      secondAnswers: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
      allAnsweredS: Math.round(tookMs[i]! / 100) / 10,
    };
  });
  console.table(told);
  console.log({ postedS: Math.round(postedMs / 100) / 10, troubles });
  for (const { name, messages, acknowledged, answered, secondAnswers } of told) {
    expect(acknowledged, name).toBe(messages);
    expect(answered, name).toBe(messages);
    expect(secondAnswers, name).toBeLessThanOrEqual(name === 'dingtalk-http' ? IN_HAND : 0);
  }
});
