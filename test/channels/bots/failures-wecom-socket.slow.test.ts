import { afterEach, expect, it, vi } from 'vitest';
import { wecomSocketPlatform } from './platforms.ts';
import { createRunning } from './running.ts';

// The official client waits seconds between two tries, and nothing shortens them.
const running = createRunning();
afterEach(() => running.close());

it('I3.6: refused upgrades are tried again one by one, and messages after them are answered once', async () => {
  const platform = await running.platform(wecomSocketPlatform());
  platform.socket.refuseUpgrade(2);
  const service = await running.connect(platform, { times: { leaseEveryMs: 20 } });
  const { opens } = platform.socket;
  expect(opens.map(({ status }) => status)).toEqual([403, 403, 101]);
  expect(opens[1]!.at - opens[0]!.at).toBeGreaterThanOrEqual(900);
  expect(opens[2]!.at - opens[1]!.at).toBeGreaterThanOrEqual(1_800);
  await platform.say({ text: '学位' });
  await platform.seen.count(1);
  expect(service.assistant.asked).toHaveLength(1);
});

it('gives up for a while with a wrong secret, after three more tries', async () => {
  const platform = await running.platform(wecomSocketPlatform());
  const { wecomBot } = platform.settings;
  const connection = { ...wecomBot!.connection!, secret: 'wrong' };
  const service = await running.start(
    { ...platform, settings: { wecomBot: { ...wecomBot!, connection } } },
    { times: { leaseEveryMs: 20 } },
  );
  await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('BotID 或 Secret 不对'), {
    timeout: 15_000,
  });
  expect(platform.socket.opens.length).toBeLessThanOrEqual(4);
  expect(JSON.stringify(service.logged)).not.toContain('wrong');
});
