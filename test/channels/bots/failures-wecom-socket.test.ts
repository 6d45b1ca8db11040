import { afterEach, describe, expect, it, vi } from 'vitest';
import { FeedbackStore } from '../../../src/channels/feedback-store.ts';
import { wecomSocketPlatform } from './platforms.ts';
import { createClock, createGate, createRunning } from './running.ts';

const running = createRunning();
afterEach(() => running.close());

const start = async (times = {}) => {
  const platform = await running.platform(wecomSocketPlatform());
  const clock = createClock();
  const service = await running.connect(platform, {
    now: clock.now,
    times: { progressMs: 0, leaseEveryMs: 20, ...times },
  });
  return { ...platform, platform, service, clock };
};
const isReply = ({ cmd }: { cmd: string }) => cmd === 'aibot_respond_msg';

describe('failures of other bots, with the long connection of WeCom', () => {
  it('G9: an answer whose stream is over after six minutes is pushed (846608)', async () => {
    const { socket, platform, service } = await start();
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    await platform.say({ text: '学位', groupId: 'g1' });
    await socket.waitForFrames(isReply);
    socket.ageStreams();
    open();
    const [pushed] = await socket.waitForSends(1);
    expect(pushed).toMatchObject({ chatid: 'g1', msgtype: 'markdown' });
    expect(pushed!.content).toContain('《某某区教育发展规划》');
    expect(socket.frames.filter(({ ack }) => ack.errcode !== 0).map(({ ack }) => ack.errcode)).toEqual([
      846608,
    ]);
    expect(socket.sends).toHaveLength(1);
  });

  it('G17: what was asked before the connection was lost is pushed over the next one (846605)', async () => {
    const { socket, platform, service, seen } = await start();
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    await platform.say({ text: '学位' });
    await socket.waitForFrames(isReply);
    socket.dropAll();
    await socket.waitForSubscribed(2);
    open();
    const [pushed] = await socket.waitForSends(1);
    expect(pushed).toMatchObject({ chatid: 'u1', msgtype: 'markdown' });
    expect(pushed!.content).toContain('93%');
    service.assistant.gate = null;
    await platform.say({ text: '占比' });
    await seen.count(1);
    expect(socket.sends).toHaveLength(1);
    expect(socket.frames.every(({ ack }) => ack.errcode === 0)).toBe(true);
  });

  it('I3.6: put out by another program, it waits a minute, connects once, and goes on', async () => {
    const { socket, platform, service, clock, seen } = await start();
    socket.kick();
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('另一个程序'));
    expect(socket.opens).toHaveLength(1);
    clock.advance(61_000);
    await socket.waitForSubscribed(2);
    expect(socket.opens).toHaveLength(2);
    await platform.say({ text: '学位' });
    await seen.count(1);
    expect(service.assistant.asked).toHaveLength(1);
  });

  it('I3.6: an answer given into a dead connection is given once over the next one', async () => {
    const { socket, platform, service, seen } = await start({ heartbeatMs: 100 });
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    await platform.say({ text: '学位' });
    await socket.waitForFrames(isReply);
    socket.goHalfOpen();
    open();
    await socket.waitForSubscribed(2);
    const [pushed] = await socket.waitForSends(1);
    expect(pushed!.content).toContain('93%');
    service.assistant.gate = null;
    await platform.say({ text: '占比' });
    await seen.count(1);
    expect(socket.sends).toHaveLength(1);
    expect(socket.opens).toHaveLength(2);
  });

  it('one of two processes connects, and the other one when it ends', async () => {
    const platform = await running.platform(wecomSocketPlatform());
    const { socket, seen } = platform;
    const dataDir = await running.dataDir();
    const times = { leaseEveryMs: 20 };
    const first = await running.connect(platform, { dataDir, times });
    const other = await running.start(platform, { dataDir, times });
    await platform.say({ text: '学位' });
    await seen.count(1);
    expect(socket.opens).toHaveLength(1);
    await first.close();
    await socket.waitForSubscribed(2);
    await platform.say({ text: '占比' });
    await seen.count(2);
    expect([first, other].map(({ assistant }) => assistant.asked.length)).toEqual([1, 1]);
    expect(socket.opens).toHaveLength(2);
    expect(socket.sends).toEqual([]);
  });

  it('takes the connection of a process that died when its lease is over, and answers what that one was asked', async () => {
    const platform = await running.platform(wecomSocketPlatform());
    const { socket } = platform;
    const dataDir = await running.dataDir();
    const times = { leaseEveryMs: 20 };
    const died = await running.connect(platform, { dataDir, times: { ...times, leaseEveryMs: 600_000 } });
    died.assistant.gate = new Promise(() => {});
    await platform.say({ text: '学位' });
    await vi.waitFor(() => expect(died.assistant.asked).toHaveLength(1));
    const clock = createClock();
    clock.advance(16_000);
    const heir = await running.start(platform, { dataDir, times, now: clock.now });
    await socket.waitForSubscribed(2);
    const [pushed] = await socket.waitForSends(1);
    expect(pushed!.content).toContain('93%');
    expect(heir.assistant.asked.map(({ question }) => question)).toEqual(['学位']);
  });
});

describe('the long connection of WeCom', () => {
  it('welcomes who comes in', async () => {
    const { socket } = await start();
    expect(await socket.event({ userId: 'u1', eventtype: 'enter_chat' })).toMatchObject({
      msgtype: 'text',
      text: { content: expect.stringContaining('直接提问') },
    });
  });

  it('proposes questions on a card, and answers a click by a message of its own', async () => {
    const { socket, service } = await start();
    const { card, final } = await socket.message({ userId: 'u1', text: '学位' });
    expect(final).toContain('93%');
    const { button_list: buttons, task_id } = card as { button_list: { key: string }[]; task_id: string };
    const template_card_event = {
      card_type: 'button_interaction',
      event_key: buttons[0]!.key,
      task_id,
    };
    const clicked = socket.event({
      userId: 'u1',
      eventtype: 'template_card_event',
      fields: { template_card_event },
    });
    const [pushed] = await socket.waitForSends(1);
    expect(pushed).toMatchObject({ chatid: 'u1', msgtype: 'markdown' });
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['学位', '由谁负责落实？']);
    await clicked;
  });

  it('hands verdicts on', async () => {
    const { socket, service } = await start();
    const first = await socket.message({ userId: 'u1', text: '学位' });
    const second = await socket.message({ userId: 'u1', text: '占比' });
    const judge = (id: string | null, type: number) =>
      socket.event({
        userId: 'u1',
        eventtype: 'feedback_event',
        fields: { feedback_event: { id, type, content: '不对', inaccurate_reason_list: [2] } },
      });
    const store = new FeedbackStore(service.dataDir);
    await judge(first.feedbackId, 1);
    // Verdicts sent at once may be stored in either order.
    await vi.waitFor(async () => expect(await store.list()).toHaveLength(1));
    await judge(second.feedbackId, 2);
    await vi.waitFor(async () => expect(await store.list()).toHaveLength(2));
    const entries = await store.list();
    expect(entries.map(({ question, verdict, comment }) => [question, verdict, comment])).toEqual([
      ['学位', 'up', '不对'],
      ['占比', 'down', '不对'],
    ]);
  });

  it('shows an answer as it is written, in few frames, and its end whole', async () => {
    const { socket, service } = await start();
    socket.rate.perMinute = 30;
    service.assistant.deltas = Array.from({ length: 100 }, (_, i) => `第${i}段`);
    const { contents, final } = await socket.message({ userId: 'u1', text: '学位' });
    expect(contents.length).toBeLessThanOrEqual(5);
    expect(final).toContain('《某某区教育发展规划》');
  });
});
