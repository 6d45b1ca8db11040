import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createBotDriver } from '../../fakes/bots/wecom-bot-driver.ts';
import { type ChildService, startChild } from './child-service.ts';
import { LIMITS } from './fake-desk.ts';
import { type FakePlatform, PLATFORMS } from './platforms.ts';

/** What is demanded of an acknowledgement. */
const ACK_P99_MS = 200;
/** Messages under way at once while acknowledgements are timed: the client shares this machine's processors. */
const AT_ONCE = 3;
const MESSAGES = 200;
const PEOPLE = 50;
/** As the product's own settings are; four questions a person stay below them, so that nothing need be raised. */
const USUAL = { ...LIMITS, perUser: 10, perGroup: 30 };

const HTTP = PLATFORMS.filter(({ name }) =>
  ['wecom-bot', 'wecom-app', 'dingtalk-http', 'feishu'].includes(name),
);

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function serve(platform: FakePlatform, answerMs: number): Promise<ChildService> {
  open.push(() => platform.close());
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'wengui-load-'));
  open.push(() => rm(dataDir, { recursive: true, force: true }));
  const settings = { ...platform.settings, limits: USUAL };
  const service = await startChild({ settings, dataDir, answerMs, times: {} });
  open.push(() => service.kill());
  await platform.connect(service.url);
  return service;
}

/** Does it for every number below `count`, so many at once. */
async function inTurns(count: number, atOnce: number, act: (i: number) => Promise<void>): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => i).values();
  const worker = async () => {
    for (const i of numbers) await act(i);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function percentile(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!;
}

/** Of WeCom's bot the first reply is the acknowledgement; the end of its stream is not waited for. */
function impatientBot(platform: FakePlatform, url: string): FakePlatform['say'] {
  const { token, aesKey } = platform.settings.wecomBot!.callback!;
  const driver = createBotDriver({ url: `${url}/bots/wecom-bot`, token, aesKey, pollMs: 1, limitMs: 1 });
  return async ({ text, userId = 'u1' }) => {
    const { statuses, times } = await driver.ask({ text, userId });
    return { statuses, ackMs: times[0] ?? null };
  };
}

describe.each(HTTP)('$name', ({ name, start }) => {
  it('acknowledges within 200 ms while the model takes 30 s', async () => {
    const platform = await start();
    const { url } = await serve(platform, 30_000);
    const say = name === 'wecom-bot' ? impatientBot(platform, url) : platform.say;
    const times: number[] = [];
    await inTurns(MESSAGES, AT_ONCE, async (i) => {
      const { statuses, ackMs } = await say({ text: `问题${i}`, userId: `u${i}` });
      expect(statuses).toEqual([200]);
      times.push(ackMs!);
    });
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => Math.round(percentile(times, share)));
    console.log(`${name}: acknowledged in ${p50} ms (p50), ${p99} ms (p99), ${most} ms at most`);
    expect(platform.seen.items).toEqual([]);
    expect(p99).toBeLessThanOrEqual(ACK_P99_MS);
  });

  it('takes 200 messages of 50 people at once without a failure and answers them all', async () => {
    const platform = await start();
    const service = await serve(platform, 20);
    const acks: number[] = [];
    const say = async (i: number) => {
      const { statuses, ackMs } = await platform.say({ text: `问题${i}。`, userId: `u${i % PEOPLE}` });
      expect(statuses).toEqual([200]);
      acks.push(ackMs!);
    };
    const started = performance.now();
    // WeCom's bot lets nobody have more than three questions in progress.
    const atFirst = name === 'wecom-bot' ? 3 * PEOPLE : MESSAGES;
    const first = Array.from({ length: atFirst }, (_, i) => say(i));
    const others = Array.from({ length: MESSAGES - atFirst }, async (_, k) => {
      await Promise.all([0, 1, 2].map((turn) => first[k + turn * PEOPLE]));
      await say(atFirst + k);
    });
    await Promise.all([...first, ...others]);
    const answered = () =>
      new Set(platform.seen.items.flatMap((words) => /关于“(问题\d+。)”/u.exec(words)?.[1] ?? []));
    await platform.seen.until(() => answered().size === MESSAGES);
    const tookS = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${name}: ${MESSAGES} at once, acknowledged in ${Math.round(Math.max(...acks))} ms at most, all answered after ${tookS} s`,
    );
    expect(platform.seen.items).toHaveLength(MESSAGES);
    expect(await service.stop()).toEqual({});
  });
});
