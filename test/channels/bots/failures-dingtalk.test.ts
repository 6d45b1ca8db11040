import { afterEach, describe, expect, it, vi } from 'vitest';
import { dingtalkHttpPlatform, dingtalkStreamPlatform } from './platforms.ts';
import { createClock, createGate, createRunning, untilPutOff } from './running.ts';

const running = createRunning();
afterEach(() => running.close());

const startHttp = async () => {
  const platform = await running.platform(dingtalkHttpPlatform());
  const clock = createClock();
  platform.rest.state.now = clock.now;
  const service = await running.connect(platform, { now: clock.now });
  return { ...platform, platform, service, clock };
};
const startStream = async (times = {}) => {
  const platform = await running.platform(dingtalkStreamPlatform());
  const service = await running.connect(platform, { times: { firstBackoffMs: 20, ...times } });
  return { ...platform, platform, service, socket: platform.rest.socket };
};
const pathsOf = ({ rest }: Awaited<ReturnType<typeof startHttp>>) => rest.calls.map(({ path }) => path);

describe('failures of other bots, with DingTalk', () => {
  it('G5: a message is acknowledged before it is answered, and one that comes again is not answered again', async () => {
    const { rest, socket, service, seen } = await startStream();
    socket.redelivery.afterMs = 20;
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    const message = socket.push({ userId: 'u1', text: '学位' });
    await socket.waitForAck(1);
    expect(seen.items).toEqual([]);
    // As other frames, as a server does that missed the acknowledgement.
    socket.pushAgain(message);
    socket.pushAgain(message);
    await socket.waitForAck(3);
    open();
    await seen.count(1);
    socket.push({ userId: 'u1', text: '占比' });
    await seen.count(2);
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['学位', '占比']);
    expect(rest.sent).toHaveLength(2);
  });

  it('G6: a message whose answer is lost is not said a second time, by no other way either', async () => {
    const started = await startHttp();
    const { rest, platform, seen, service } = started;
    rest.faults.loseAnswer = 1;
    await platform.say({ text: '学位' });
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('delivery uncertain'));
    service.assistant.answer = { answer: '另一个回答[1]。' };
    await platform.say({ text: '占比' });
    await seen.count(2);
    expect(seen.items[0]).toContain('93%');
    expect(seen.items[1]).toContain('另一个回答');
    expect(pathsOf(started)).toEqual(['/robot/sendBySession', '/robot/sendBySession']);
  });

  it('G15, I3.6: refused connections are tried again one by one, each after a longer wait', async () => {
    const platform = await running.platform(dingtalkStreamPlatform());
    const { rest } = platform;
    rest.socket.refuseUpgrade(5);
    const service = await running.connect(platform, { times: { firstBackoffMs: 20 } });
    await rest.socket.waitForReady(1);
    const opens = rest.state.opensAtMs;
    expect(opens).toHaveLength(6);
    expect(rest.socket.upgrades.entries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 101]);
    const waits = opens.slice(1).map((at, i) => at - opens[i]!);
    waits.forEach((wait, i) => {
      expect(wait).toBeGreaterThanOrEqual(20 * 2 ** i);
    });
    rest.socket.push({ userId: 'u1', text: '学位' });
    await platform.seen.count(1);
    expect(service.assistant.asked).toHaveLength(1);
  });

  it('G16: a connection that is to end is replaced at once, and what comes after it is answered once', async () => {
    const { rest, socket, service, seen } = await startStream({ firstBackoffMs: 60_000 });
    await socket.ping();
    const [first] = socket.openConnections();
    socket.disconnect();
    // Said twice, as a server under way may: still one new connection.
    socket.disconnect();
    await socket.waitForReady(1);
    expect(rest.state.opensAtMs).toHaveLength(2);
    const message = socket.push({ userId: 'u1', text: '学位' });
    await seen.count(1);
    expect(message.sentTo).toHaveLength(1);
    expect(message.sentTo[0]).not.toBe(first);
    socket.closeDrained();
    await socket.waitForClosed();
    socket.push({ userId: 'u1', text: '占比' });
    await seen.count(2);
    expect(service.assistant.asked).toHaveLength(2);
    expect(rest.state.opensAtMs).toHaveLength(2);
  });
});

describe('DingTalk', () => {
  it('G16: a connection that is to end as soon as it is there is replaced, too', async () => {
    const { rest, socket, service, seen } = await startStream();
    socket.disconnect();
    await socket.waitForReady(1);
    socket.push({ userId: 'u1', text: '学位' });
    await seen.count(1);
    expect(service.assistant.asked).toHaveLength(1);
    expect(rest.state.opensAtMs).toHaveLength(2);
  });

  it.each([
    ['single', undefined, '/v1.0/robot/oToMessages/batchSend'],
    ['group', 'cid-group', '/v1.0/robot/groupMessages/send'],
  ])('I3.7: an address for answers that is over is replaced, in a %s chat', async (_, groupId, path) => {
    const started = await startHttp();
    const { rest, platform, service, seen, clock } = started;
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    const said = { text: '学位', userId: 'u1', ...(groupId !== undefined && { groupId }) };
    await platform.say(said);
    // Over by its time, within the answer's own.
    clock.advance(rest.state.sessionMs);
    open();
    await seen.count(1);
    expect(pathsOf(started)).toEqual(['/v1.0/oauth2/accessToken', path]);
    service.assistant.gate = null;
    // Over before its time.
    rest.calls.length = 0;
    rest.faults.delayMs = 0;
    const { gate: second, open: openSecond } = createGate();
    service.assistant.gate = second;
    await platform.say(said);
    rest.expireSessions();
    openSecond();
    await seen.count(2);
    expect(pathsOf(started)).toEqual(['/robot/sendBySession', path]);
    expect(rest.sent.map(({ to }) => to)).toEqual([groupId ?? 'u1', groupId ?? 'u1']);
  });

  it('a member who is sent too much already gets the answer later; an unknown one is given up', async () => {
    const started = await startHttp();
    const { rest, platform, seen, clock, service } = started;
    rest.state.sessionMs = 0;
    rest.state.flowControlled.add('u1');
    await platform.say({ text: '学位', userId: 'u1' });
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('被限流'));
    rest.state.flowControlled.clear();
    clock.advance(60_000);
    await seen.count(1);
    expect(rest.sent[0]).toMatchObject({ via: 'single', to: 'u1' });
    rest.state.unknownStaff.add('u2');
    await platform.say({ text: '学位', userId: 'u2' });
    await vi.waitFor(() => expect(JSON.stringify(service.logged)).toContain('收信人无效'));
  });

  it('an answer waits where nobody knows whether a token was given: nothing of it was sent', async () => {
    const { rest, platform, seen, clock, service } = await startHttp();
    rest.state.sessionMs = 0;
    rest.faults.onPath = '/v1.0/oauth2/accessToken';
    rest.faults.loseAnswer = 1;
    await platform.say({ text: '学位', userId: 'u1' });
    await untilPutOff(service, 1);
    clock.advance(60_000);
    await seen.count(1);
    expect(rest.sent[0]).toMatchObject({ via: 'single', to: 'u1' });
  });

  it('I3.3: a long answer comes in parts of the size that is set, in order', async () => {
    const { platform, service, seen } = await startHttp();
    const lines = Array.from({ length: 200 }, (_, i) => `第${i}项任务，推进学前教育优质普惠发展[1]`);
    service.assistant.answer = { answer: lines.join('\n'), citations: [], suggestions: [] };
    await platform.say({ text: '有哪些任务' });
    await seen.until((items) => items.join('').includes('第199项'));
    for (const text of seen.items) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(6_500);
    const numbers = [...seen.items.join('\n').matchAll(/第(\d+)项任务/gu)].map(([, number]) =>
      Number(number),
    );
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(seen.items.length).toBeGreaterThan(1);
  });

  it.each([
    ['to the address of the message', 5_400_000],
    ['by the proactive interface', 0],
  ])('says so in other words where the audit refuses an answer, once: %s', async (_, sessionMs) => {
    const started = await startHttp();
    const { rest, platform, seen, service } = started;
    rest.state.sessionMs = sessionMs;
    rest.state.auditedWord = '普惠性幼儿园';
    await platform.say({ text: '学位' });
    await seen.count(1);
    expect(seen.items[0]).toContain('没有通过');
    const sends = pathsOf(started).filter((path) => path !== '/v1.0/oauth2/accessToken');
    expect(sends).toHaveLength(2);
    await platform.say({ text: '帮助' });
    await seen.count(2);
    expect(service.assistant.asked).toHaveLength(1);
  });

  it('a token that is refused is fetched once more for 25 sends at once', async () => {
    const { rest, platform, seen } = await startHttp();
    rest.state.sessionMs = 0;
    const askAll = (name: string) =>
      Promise.all(
        Array.from({ length: 25 }, (_, i) => platform.say({ text: '学位', userId: `${name}${i}` })),
      );
    await askAll('a');
    await seen.count(25);
    expect(rest.state.tokenRequests).toBe(1);
    rest.expireTokens();
    await askAll('b');
    await seen.count(50);
    expect(rest.state.tokenRequests).toBe(2);
  });

  it('I3.6: a connection that is dead without a word is opened again; messages after it are answered once', async () => {
    const { socket, service, seen, rest } = await startStream({ pingMs: 60 });
    socket.push({ userId: 'u1', text: '学位' });
    await seen.count(1);
    socket.silence('half-open');
    await rest.socket.upgrades.waitFor(2);
    await socket.waitForReady(1);
    await vi.waitFor(() => {
      const { sentTo, isAcked } = socket.push({ userId: 'u1', text: '占比', msgId: 'after' });
      expect(sentTo).toHaveLength(1);
      expect(isAcked).toBe(false);
      expect(service.assistant.asked.length).toBeGreaterThan(1);
    });
    await seen.count(2);
    expect(service.assistant.asked).toHaveLength(2);
    expect(rest.state.opensAtMs).toHaveLength(2);
  });

  it('opens again after a connection was cut, and answers a message that comes again without an acknowledgement once', async () => {
    const { socket, service, seen, rest } = await startStream();
    socket.redelivery.afterMs = 30;
    socket.cut();
    await rest.socket.upgrades.waitFor(2);
    await socket.waitForReady(1);
    const message = socket.push({ userId: 'u1', text: '学位' });
    await seen.count(1);
    socket.pushAgain(message);
    await socket.waitForAck(2);
    socket.push({ userId: 'u1', text: '占比' });
    await seen.count(2);
    expect(service.assistant.asked).toHaveLength(2);
    expect(socket.problems).toEqual([]);
  });

  it('two processes, each with a connection, answer each message once', async () => {
    const { platform, socket, service, seen } = await startStream();
    const other = await running.start(platform, { dataDir: service.dataDir });
    await socket.waitForReady(2);
    for (let i = 0; i < 6; i++) {
      const message = socket.push({ userId: `u${i}`, text: '学位' });
      socket.pushAgain(message);
    }
    await seen.count(6);
    await socket.waitForAck(12);
    socket.push({ userId: 'last', text: '占比' });
    await seen.count(7);
    expect(service.assistant.asked.length + other.assistant.asked.length).toBe(7);
  });

  it('leaves no connection behind when it ends, also none that drains', async () => {
    const { platform, socket } = await startStream();
    const other = await running.start(platform);
    await socket.waitForReady(2);
    await socket.ping();
    socket.disconnect();
    await socket.waitForReady(2);
    expect(socket.openConnections()).toHaveLength(4);
    await other.close();
    await vi.waitFor(() => expect(socket.openConnections()).toHaveLength(2));
  });
});
