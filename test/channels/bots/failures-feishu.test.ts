import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFeishuDriver } from '../../fakes/bots/feishu-driver.ts';
import { feishuPlatform } from './platforms.ts';
import { createClock, createRunning, untilPutOff } from './running.ts';

const running = createRunning();
afterEach(() => running.close());

const start = async () => {
  const platform = await running.platform(feishuPlatform());
  const clock = createClock();
  platform.rest.state.now = clock.now;
  const service = await running.connect(platform, { now: clock.now });
  return { ...platform, service, clock };
};
const isReply = ({ path }: { path: string }) => path.endsWith('/reply');

describe('Feishu', () => {
  it('G6: sends a page again under the same uuid where its answer was lost, and it is said once', async () => {
    const { rest, service, say, seen, clock } = await start();
    rest.faults.onPath = '/reply';
    rest.faults.loseAnswer = 1;
    await say({ text: '学位' });
    await untilPutOff(service, 1);
    clock.advance(10_000);
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('bot answered'));
    const uuids = rest.calls.filter(isReply).map(({ body }) => body.uuid);
    expect(uuids).toHaveLength(2);
    expect(new Set(uuids).size).toBe(1);
    expect(seen.items).toHaveLength(1);
    expect(rest.sent[0]).toMatchObject({ via: 'reply', msgtype: 'interactive' });
  });

  it('gives two pages and two messages uuids of their own', async () => {
    const { rest, service, say, seen } = await start();
    const lines = Array.from({ length: 400 }, (_, i) => `第${i}项任务，推进学前教育优质普惠发展[1]`);
    service.assistant.answer = { answer: lines.join('\n'), citations: [], suggestions: [] };
    await say({ text: '有哪些任务' });
    await seen.until((items) => items.join('').includes('第399项'));
    const pages = seen.items.length;
    await say({ text: '学位' });
    await seen.count(pages + 1);
    const uuids = rest.sent.map(({ uuid }) => uuid);
    expect(uuids.length).toBeGreaterThan(2);
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  it('renews a token that is refused once for 25 sends at once', async () => {
    const { rest, say, seen } = await start();
    await say({ text: '学位' });
    await seen.count(1);
    rest.expireTokens();
    await Promise.all(Array.from({ length: 25 }, (_, i) => say({ text: '学位', userId: `u${i}` })));
    await seen.count(26);
    expect(rest.state.tokenRequests).toBe(2);
  });

  it('reads a rich text with its title, line by line', async () => {
    const { service, rest, settings } = await start();
    const driver = createFeishuDriver({ url: `${service.url}/bots/feishu`, ...settings.feishu! });
    const post = (title: string, ...lines: string[]) => ({
      message_type: 'post',
      content: JSON.stringify({ title, content: lines.map((text) => [{ tag: 'text', text }]) }),
    });
    const ask = (other: ReturnType<typeof post>) =>
      driver.message({ openId: 'u1', chatId: 'p2p-u1', chatType: 'p2p', text: '', other });
    await ask(post('南开区', '学前教育', '目标是什么'));
    await ask(post('学位有多少'));
    await rest.waitForSent(2);
    expect(service.assistant.asked.map(({ question }) => question)).toEqual([
      '南开区\n学前教育\n目标是什么',
      '学位有多少',
    ]);
  });
});
