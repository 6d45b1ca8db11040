import { afterEach, describe, expect, it, vi } from 'vitest';
import { dingtalkHttpPlatform } from './platforms.ts';
import { createClock, createGate, createRunning, untilPutOff } from './running.ts';

const running = createRunning();
afterEach(() => running.close());

/** DingTalk with a card set; every piece of an answer is shown where nothing else is said. */
const start = async (progressMs = 0) => {
  const platform = await running.platform(
    dingtalkHttpPlatform({ templateId: 'template.schema', variable: 'msgContent' }),
  );
  const clock = createClock();
  platform.rest.state.now = clock.now;
  const service = await running.connect(platform, { now: clock.now, times: { progressMs } });
  const { rest } = platform;
  const cards = () => [...rest.state.cards.values()];
  const writes = () => rest.calls.filter(({ path }) => path === '/v1.0/card/streaming');
  return { ...platform, platform, service, clock, cards, writes };
};
const isWhole = ({ status }: { status: string }) => status === 'final';

describe('an AI card of DingTalk', () => {
  it('is filled while the answer is written and closed with all of it, notices and grounds included', async () => {
    const { rest, platform, service, cards } = await start();
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    await platform.say({ text: '学位', userId: 'u1', groupId: 'cid-group' });
    await rest.waitForSent(({ text }) => text.includes('到2025年'));
    expect(cards()).toMatchObject([{ status: 'open', cardTemplateId: 'template.schema' }]);
    open();
    await rest.waitForSent(({ card }) => card !== undefined && isWhole(card));
    expect(rest.sent).toHaveLength(1);
    expect(rest.sent[0]).toMatchObject({ via: 'card', to: 'cid-group' });
    expect(rest.sent[0]!.text).toContain('《某某区教育发展规划》');
    expect(rest.sent[0]!.text).toContain('征求意见稿，不是正式印发的文件');
  });

  it('G18: is written at most once in a period, never for every piece, and always with the last words', async () => {
    const { rest, platform, service, writes } = await start(1_000);
    service.assistant.deltas = Array.from({ length: 200 }, (_, i) => `第${i}段`);
    await platform.say({ text: '学位' });
    await rest.waitForSent(({ card }) => card !== undefined && isWhole(card));
    expect(writes()).toHaveLength(1);
    expect(rest.sent).toHaveLength(1);
  });

  it('G18: refused as too fast again and again, it gives way to a message', async () => {
    const { rest, platform, seen, service, clock } = await start(60_000);
    rest.state.cardQps = 0;
    await platform.say({ text: '学位' });
    for (let refusals = 1; refusals <= 2; refusals++) {
      await untilPutOff(service, refusals);
      clock.advance(60_000);
    }
    await seen.count(1);
    expect(rest.sent[0]!.via).toBe('session');
    expect(seen.items[0]).toContain('93%');
    expect(service.assistant.asked).toHaveLength(1);
  });

  it('G19: without the permission to stream the answer comes as a message, and no card stays blank', async () => {
    const { rest, platform, service } = await start();
    rest.state.hasStreamingPermission = false;
    await platform.say({ text: '学位' });
    const [message] = await rest.waitForSent(({ via }) => via === 'session');
    expect(message).toMatchObject({ msgtype: 'markdown', to: 'u1' });
    expect(message!.text).toContain('93%');
    for (const { text } of rest.sent.filter(({ via }) => via === 'card')) expect(text).not.toBe('');
    expect(JSON.stringify(service.logged)).toContain('应用缺少权限');
  });

  it('is closed where nobody knows whether its last words arrived: writing them again changes nothing', async () => {
    const { rest, platform, clock, service } = await start(60_000);
    rest.faults.onPath = '/v1.0/card/streaming';
    rest.faults.dropConnection = 1;
    rest.faults.loseAnswer = 1;
    await platform.say({ text: '学位' });
    for (let failures = 1; failures <= 2; failures++) {
      await untilPutOff(service, failures);
      clock.advance(60_000);
    }
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('bot answered'));
    expect(rest.sent).toHaveLength(1);
    expect(rest.sent[0]!.card!.status).toBe('final');
    expect(rest.sent[0]!.text).toContain('93%');
    expect(rest.sent[0]!.card!.updates).toHaveLength(1);
  });

  it('is not used for what it cannot hold', async () => {
    const { rest, platform, service } = await start(60_000);
    service.assistant.answer = { answer: '教'.repeat(1_500) };
    await platform.say({ text: '学位' });
    const [message] = await rest.waitForSent(1);
    expect(message).toMatchObject({ via: 'session', msgtype: 'markdown' });
  });

  it('that was shown and cannot hold the whole answer is closed and says where it is', async () => {
    const { rest, platform, service, cards } = await start();
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    service.assistant.answer = { answer: `${'教'.repeat(1_500)}[1]。` };
    await platform.say({ text: '学位' });
    await rest.waitForSent(({ text }) => text.includes('到2025年'));
    open();
    const [message] = await rest.waitForSent(({ via }) => via === 'session');
    expect(message!.text).toContain('《某某区教育发展规划》');
    expect(cards()).toMatchObject([{ status: 'final', params: { msgContent: '回答在下面的消息里。' } }]);
  });

  it('gives way to a message where nobody knows again and again whether its words arrived', async () => {
    const { rest, platform, clock, service, cards } = await start(60_000);
    rest.faults.onPath = '/v1.0/card/streaming';
    rest.faults.dropConnection = Number.POSITIVE_INFINITY;
    await platform.say({ text: '学位' });
    for (let failures = 1; failures <= 2; failures++) {
      await untilPutOff(service, failures);
      clock.advance(60_000);
    }
    const [message] = await rest.waitForSent(({ via }) => via === 'session');
    expect(message!.text).toContain('93%');
    expect(cards()).toMatchObject([{ status: 'final', params: { msgContent: '回答在下面的消息里。' } }]);
  });
});
