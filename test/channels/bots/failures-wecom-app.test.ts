import { afterEach, describe, expect, it, vi } from 'vitest';
import { probeBots } from '../../../src/channels/bots/create-bots.ts';
import { LIMITS } from './fake-desk.ts';
import { wecomAppPlatform } from './platforms.ts';
import { createClock, createGate, createRunning } from './running.ts';

const running = createRunning();
afterEach(() => running.close());

const start = async (format?: 'markdown' | 'text') => {
  const platform = await running.platform(wecomAppPlatform(format));
  const clock = createClock();
  const service = await running.connect(platform, { now: clock.now });
  return { platform, service, clock, driver: platform.driverAt(service.url), ...platform };
};
const sends = ({ rest }: Awaited<ReturnType<typeof start>>) =>
  rest.calls.filter(({ path }) => path === '/cgi-bin/message/send');
/** About 6 KB in lines that can be told apart. */
const LONG = Array.from(
  { length: 60 },
  (_, i) => `第${i}项任务，推进学前教育优质普惠发展，完善保障机制[1]`,
).join('\n');

describe('failures of other bots, with the app of WeCom', () => {
  it('G1: a message that is sent again after five seconds is answered once', async () => {
    const { service, driver, seen } = await start();
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    for (let time = 0; time < 4; time++) {
      const { statuses, times } = await driver.send('u1', '学位', { msgId: '7001' });
      expect(statuses).toEqual([200]);
      expect(times[0]).toBeLessThan(1_000);
    }
    open();
    await seen.count(1);
    service.assistant.answer = { answer: '另一个回答[1]。' };
    await driver.send('u1', '占比');
    await seen.count(2);
    expect(seen.items[1]).toContain('另一个回答');
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['学位', '占比']);
  });

  it('G2: the answer of a slow model is pushed, not put into the reply to the callback', async () => {
    const { service, driver, seen, rest } = await start();
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    const { passiveReply, statuses } = await driver.send('u1', '学位');
    expect({ passiveReply, statuses }).toEqual({ passiveReply: null, statuses: [200] });
    expect(seen.items).toEqual([]);
    open();
    await seen.count(1);
    expect(rest.sent[0]).toMatchObject({ via: 'app', touser: 'u1' });
  });

  it('G3, I3.2: copies of a message that reach two processes are answered once', async () => {
    const { platform, service, driver, seen } = await start();
    const other = await running.start(platform, { dataDir: service.dataDir });
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    other.assistant.gate = gate;
    const second = platform.driverAt(other.url);
    const copies = [driver, second, driver, second].map((one) => one.send('u1', '学位', { msgId: '7003' }));
    for (const { statuses } of await Promise.all(copies)) expect(statuses).toEqual([200]);
    open();
    await seen.count(1);
    await second.send('u2', '占比', { msgId: '7004' });
    await seen.count(2);
    expect(seen.items).toHaveLength(2);
    expect(service.assistant.asked.length + other.assistant.asked.length).toBe(2);
  });

  it('G4: two events of one person in the same second are two, and one that comes again is one', async () => {
    const { driver, seen } = await start();
    const CreateTime = 1_700_000_000;
    await driver.event('u1', 'click', '文件', { CreateTime });
    await driver.event('u1', 'click', '帮助', { CreateTime });
    await driver.event('u1', 'click', '文件', { CreateTime });
    await seen.count(2);
    await driver.send('u1', '指标');
    await seen.count(3);
    const heads = seen.items.map((text) => text.split('\n')[0]);
    expect(heads).toEqual([
      '收录了 1 份文件：',
      expect.stringContaining('我只根据收录的规划文件回答'),
      expect.stringContaining('想看哪个主题'),
    ]);
  });

  it('G6: where the answer to a send is lost, the second copy is one that the platform drops', async () => {
    const { service, driver, seen, rest } = await start();
    await driver.send('u1', '帮助');
    await seen.count(1);
    rest.faults.loseAnswer = 1;
    await driver.send('u1', '学位');
    await vi.waitFor(() => expect(rest.state.duplicates).toHaveLength(1), { timeout: 5_000 });
    await driver.send('u1', '文件');
    await seen.count(3);
    expect(seen.items[1]).toContain('93%');
    expect(seen.items[2]).toContain('收录了 1 份文件');
    expect(service.assistant.asked).toHaveLength(1);
  });

  it('G7, I3.3: a long answer comes in parts of 2,048 bytes, in order, with nothing cut off', async () => {
    const { service, driver, seen, rest } = await start();
    service.assistant.answer = { answer: LONG, citations: [], suggestions: [] };
    await driver.send('u1', '有哪些任务');
    await seen.until((items) => items.join('').includes('第59项'));
    expect(rest.state.cuts).toEqual([]);
    expect(rest.state.dropped).toEqual([]);
    const said = seen.items.join('\n');
    const numbers = [...said.matchAll(/第(\d+)项任务，推进学前教育优质普惠发展，完善保障机制\[1\]/gu)];
    expect(numbers.map(([, number]) => Number(number))).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(seen.items.length).toBeGreaterThan(2);
  });

  it.each([
    ['by the setting of the app', 'text' as const],
    ['by the wish of the reader', 'markdown' as const],
  ])('G10: who reads in WeChat gets plain text: %s', async (_, format) => {
    const { service, driver, seen, rest } = await start(format);
    service.assistant.answer = { answer: '| 文件 | 内容 |\n| --- | --- |\n| 甲区 | 93%[1] |' };
    if (format === 'markdown') {
      await driver.send('u1', '学位');
      await seen.count(1);
      expect(rest.sent[0]!.msgtype).toBe('markdown');
      await driver.send('u1', '纯文字');
      await seen.count(2);
    }
    const before = seen.items.length;
    await driver.send('u1', '占比');
    await seen.count(before + 1);
    const { msgtype, content } = rest.sent[before]!;
    expect(msgtype).toBe('text');
    expect(content).toContain('【甲区】：93%[1]');
    expect(content).toMatch(/看原文：https:\/\/wengui\.example\.cn\/d\/mou/u);
    expect(content).not.toMatch(/\*\*|\]\(/u);
  });

  it('G13, I3.5: two processes fetch one token for 50 sends at once, and one more when it is refused', async () => {
    const { platform, service, driver, rest } = await start();
    const other = await running.start(platform, { dataDir: service.dataDir });
    const second = platform.driverAt(other.url);
    const askAll = async (name: string, count: number) => {
      const said = Array.from({ length: count }, (_, i) =>
        (i % 2 ? driver : second).send(`${name}${i}`, `问题${i}`),
      );
      for (const { statuses } of await Promise.all(said)) expect(statuses).toEqual([200]);
    };
    await askAll('a', 50);
    await rest.waitForSent(50);
    expect(rest.state.tokenCalls).toBe(1);
    rest.rotateToken();
    await askAll('b', 50);
    await rest.waitForSent(100);
    expect(rest.state.tokenCalls).toBe(2);
    rest.expireToken();
    await askAll('c', 10);
    await rest.waitForSent(110);
    expect(rest.state.tokenCalls).toBe(3);
    expect(new Set(rest.sent.map(({ touser }) => touser)).size).toBe(110);
  });

  it('G14: an address that is not trusted is named by the doctor, and a send refused for it is not repeated', async () => {
    const started = await start();
    const { platform, driver, seen, rest, clock, service } = started;
    rest.state.ipRefused = true;
    const settings = {
      publicUrl: null,
      limits: LIMITS,
      wecomBot: null,
      wecomApp: null,
      dingtalk: null,
      feishu: null,
    };
    const [finding] = await probeBots({ ...settings, ...platform.settings });
    expect(finding).toMatchObject({ works: false, detail: expect.stringContaining('60020') });
    expect(finding!.detail).toContain('可信 IP');

    await driver.send('u1', '学位');
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('可信 IP'));
    rest.state.ipRefused = false;
    clock.advance(600_000);
    await driver.send('u1', '占比');
    await seen.count(1);
    expect(sends(started)).toHaveLength(2);
  });
});

describe('the app of WeCom', () => {
  it.each([
    ['81013: nobody of those addressed is in scope', new Set<string>()],
    ['another member is in scope', new Set(['u2'])],
  ])('gives up on a member whom it may not write to: %s', async (_, known) => {
    const started = await start();
    const { driver, rest, service, seen, clock } = started;
    rest.state.knownUsers = known;
    await driver.send('u1', '学位');
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('不在应用可见范围内'));
    clock.advance(600_000);
    rest.state.knownUsers = null;
    await driver.send('u1', '占比');
    await seen.count(1);
    expect(sends(started)).toHaveLength(2);
  });

  it('says the same answer again when the same is asked again, as often as it is asked', async () => {
    const { driver, seen, rest } = await start();
    for (let time = 1; time <= 4; time++) await driver.send('u1', '帮助');
    await seen.count(4);
    expect(rest.state.duplicates).toEqual([]);
    expect(seen.items[1]).toMatch(/^（\d\d:\d\d:\d\d 再次回答/u);
    expect(seen.items[1]).toContain(seen.items[0]!);
  });

  it('sends once what a process sent before it died, by the duplicate check', async () => {
    const platform = await running.platform(wecomAppPlatform());
    const { rest, seen } = platform;
    const dataDir = await running.dataDir();
    const service = await running.connect(platform, { dataDir });
    const driver = platform.driverAt(service.url);
    await driver.send('u1', '帮助');
    await seen.count(1);
    // It stops between the send and the note of it: the answer to its call comes when it is gone.
    rest.faults.delayMs = 200;
    await driver.send('u1', '文件');
    const isSending = () => rest.calls.filter(({ path }) => path === '/cgi-bin/message/send').length === 2;
    await vi.waitFor(() => expect(isSending()).toBe(true));
    await service.close();
    rest.faults.delayMs = 0;
    const heir = await running.connect(platform, { dataDir });
    await seen.count(2);
    await vi.waitFor(() => expect(rest.state.duplicates).toHaveLength(1));
    await platform.driverAt(heir.url).send('u1', '指标');
    await seen.count(3);
    expect(seen.items[1]).toContain('收录了 1 份文件');
    expect(seen.items[2]).toContain('想看哪个主题');
  });

  it('welcomes once a day and takes the words of a menu for a question', async () => {
    const { driver, seen, service } = await start();
    await driver.event('u1', 'enter_agent');
    await driver.event('u1', 'enter_agent');
    await driver.event('u1', 'click', '学前教育的目标是什么');
    await seen.count(2);
    expect(seen.items.filter((text) => text.includes('直接提问'))).toHaveLength(1);
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['学前教育的目标是什么']);
  });
});
