import { DWClient, type DWClientDownStream, TOPIC_ROBOT } from 'dingtalk-stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createDingtalkDriver } from '../../fakes/bots/dingtalk-driver.ts';
import { noFaults } from '../../fakes/bots/dingtalk-faults.ts';
import { dingtalkSign } from '../../fakes/bots/dingtalk-message.ts';
import { type DingtalkRest, startDingtalkRest } from '../../fakes/bots/dingtalk-rest.ts';
import { type RestCall, startLoopbackRest } from '../../fakes/bots/loopback-rest.ts';
import { callPlatform, tokenHeader } from '../../fakes/bots/platform-call.ts';

const SUBSCRIPTIONS = [{ type: 'CALLBACK', topic: TOPIC_ROBOT }];
const JSON_ONLY = { accept: 'application/json' };

let skippedMs = 0;
let ding: DingtalkRest;
const clients: DWClient[] = [];

beforeEach(async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  skippedMs = 0;
  ding = await startDingtalkRest({
    now: () => Date.now() + skippedMs,
    redelivery: { isOn: true, afterMs: 30, most: 3 },
  });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await ding.close();
  vi.restoreAllMocks();
});

const call = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  callPlatform(ding.base, { method, path, body, headers });

async function openTicket(): Promise<{ endpoint: string; ticket: string }> {
  const { appKey: clientId, appSecret: clientSecret } = ding.state;
  const request = { clientId, clientSecret, ua: 'test', subscriptions: SUBSCRIPTIONS };
  const { body } = await call('POST', '/v1.0/gateway/connections/open', request, JSON_ONLY);
  return body as { endpoint: string; ticket: string };
}

/** The official client, which has no setting for its hosts; `connect` of it would hide the error. */
class LoopbackClient extends DWClient {
  override async getEndpoint(): Promise<this> {
    const { endpoint, ticket } = await openTicket();
    (this as unknown as { dw_url: string }).dw_url = `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
    return this;
  }
}

async function connect(onMessage: (frame: DWClientDownStream, client: DWClient) => void): Promise<DWClient> {
  const { appKey: clientId, appSecret: clientSecret } = ding.state;
  const config = { clientId, clientSecret, keepAlive: false, autoReconnect: false, subscriptions: [] };
  const client = new LoopbackClient(config);
  client.registerCallbackListener(TOPIC_ROBOT, (frame) => onMessage(frame, client));
  await client.getEndpoint();
  await client._connect();
  clients.push(client);
  return client;
}

const ackOnly = (frame: DWClientDownStream, client: DWClient) =>
  client.socketCallBackResponse(frame.headers.messageId, null);

/** How the server answers a try to connect: 101 or the status of its refusal. */
function tryToConnect(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode!);
    });
    socket.on('error', reject);
  });
}

describe('signature', () => {
  it('is that of the samples in the documents', () => {
    expect(dingtalkSign(1577262236757, 'this is a secret')).toBe(
      'DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=',
    );
    expect(dingtalkSign(1577262236757, 'this is secret')).toBe(
      'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=',
    );
  });
});

describe('Stream mode', () => {
  it('serves the official client: message, ack, answer by sessionWebhook', async () => {
    await connect(async (frame, client) => {
      client.socketCallBackResponse(frame.headers.messageId, null);
      const { sessionWebhook, text, senderStaffId } = JSON.parse(frame.data);
      await call('POST', sessionWebhook, {
        msgtype: 'markdown',
        markdown: { title: '答', text: `收到${text.content} @${senderStaffId}` },
        at: { atUserIds: [senderStaffId] },
      });
    });
    const { messageId } = ding.socket.push({ userId: 'u1', text: '你好', groupId: 'cidG' });
    const [answer] = await ding.waitForSent(1);
    expect(answer).toEqual({
      via: 'session',
      to: 'cidG',
      msgtype: 'markdown',
      title: '答',
      text: '收到 你好 @u1',
      at: { atUserIds: ['u1'] },
    });
    const [ack] = await ding.socket.waitForAck(1);
    expect(ack).toMatchObject({ messageId, code: 200, data: { response: null } });
    await ding.socket.ping();
    expect(ding.socket.problems).toEqual([]);
  });

  it('gives a ticket for 90 seconds and one use', async () => {
    const { endpoint, ticket } = await openTicket();
    const url = `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
    expect(await tryToConnect(url)).toBe(101);
    expect(await tryToConnect(url)).toBe(401);
    const late = await openTicket();
    skippedMs = 90_000;
    expect(await tryToConnect(`${endpoint}?ticket=${encodeURIComponent(late.ticket)}`)).toBe(401);
    ding.socket.refuseUpgrade(1);
    const refused = await openTicket();
    expect(await tryToConnect(`${endpoint}?ticket=${encodeURIComponent(refused.ticket)}`)).toBe(403);
    expect(ding.socket.upgrades.entries.map(({ status }) => status)).toEqual([101, 401, 401, 403]);
    expect(ding.state.opensAtMs).toHaveLength(3);
  });

  it('wants the right secret, subscriptions and Accept', async () => {
    const path = '/v1.0/gateway/connections/open';
    const { appKey: clientId, appSecret: clientSecret } = ding.state;
    const good = { clientId, clientSecret, subscriptions: SUBSCRIPTIONS };
    const wrong = await call('POST', path, { ...good, clientSecret: 'no' }, JSON_ONLY);
    expect(wrong).toMatchObject({ status: 401, body: { code: 'authFailed' } });
    const none = await call('POST', path, { ...good, subscriptions: [] }, JSON_ONLY);
    expect(none.status).toBe(400);
    const xml = await fetch(`${ding.base}${path}`, { method: 'POST', body: JSON.stringify(good) });
    expect(await xml.text()).toMatch(/^<OpenConnectionResponse>/);
  });

  it('delivers nothing after the disconnect frame and closes later', async () => {
    const first = await connect(ackOnly);
    const [drained] = ding.socket.openConnections();
    ding.socket.disconnect();
    expect(ding.socket.push({ userId: 'u1', text: '丢了' }).sentTo).toEqual([]);
    await vi.waitFor(() => expect(first.connected).toBe(false));
    // The official client does nothing else: its socket stays open until the server closes it.
    expect(ding.socket.openConnections()).toEqual([drained]);
    await connect(ackOnly);
    const push = ding.socket.push({ userId: 'u1', text: '新连接' });
    expect(push.sentTo).toEqual([ding.socket.openConnections().at(-1)]);
    ding.socket.closeDrained();
    await ding.socket.waitForClosed();
    expect(ding.socket.openConnections()).toEqual(push.sentTo);
  });

  it('closes by itself after the time that was set', async () => {
    await ding.close();
    ding = await startDingtalkRest({ disconnectMs: 20 });
    await connect(ackOnly);
    await ding.socket.waitForReady(1);
    ding.socket.disconnect();
    await ding.socket.waitForClosed();
    expect(ding.socket.openConnections()).toEqual([]);
  });

  it('pushes again under the same id until there is an ack', async () => {
    const frames: string[] = [];
    await connect((frame, client) => {
      frames.push(frame.headers.messageId);
      if (frames.length === 3) ackOnly(frame, client);
    });
    const push = ding.socket.push({ userId: 'u1', text: '在吗' });
    await ding.socket.waitForAck(1);
    expect(frames).toEqual([push.messageId, push.messageId, push.messageId]);
    const again = ding.socket.pushAgain(push);
    expect(again).toMatchObject({ msgId: push.msgId });
    expect(again.messageId).not.toBe(push.messageId);
  });

  it('can be set to push once only, as the documents say', async () => {
    ding.socket.redelivery.isOn = false;
    const onMessage = vi.fn();
    await connect(onMessage);
    ding.socket.push({ userId: 'u1', text: '一次' });
    const marker = ding.socket.push({ userId: 'u1', text: '又一次' });
    // Longer than afterMs, as what must not come cannot be waited for.
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(onMessage).toHaveBeenCalledTimes(2);
    expect(marker.sentTo).toHaveLength(1);
  });

  it('chooses among the connections of an app', async () => {
    const heard = [vi.fn(ackOnly), vi.fn(ackOnly)];
    for (const listener of heard) await connect(listener);
    const messages = Array.from({ length: 40 }, (_, index) => ({ userId: 'u1', text: `第${index}条` }));
    for (const message of messages) ding.socket.push(message);
    await ding.socket.waitForAck(40);
    const counts = heard.map((listener) => listener.mock.calls.length);
    expect(counts[0]! + counts[1]!).toBe(40);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it('loses the messages of a zombie, whose socket still answers', async () => {
    const { endpoint, ticket } = await openTicket();
    const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`);
    await new Promise((resolve) => socket.once('open', resolve));
    const frames = vi.fn();
    socket.on('message', frames);
    ding.socket.silence('zombie');
    expect(ding.socket.push({ userId: 'u1', text: '听不到' }).sentTo).toHaveLength(1);
    socket.ping();
    await new Promise((resolve) => socket.once('pong', resolve));
    expect(frames).not.toHaveBeenCalled();
    ding.socket.silence('half-open');
    const pong = vi.fn();
    socket.on('pong', pong);
    socket.ping();
    // What must not come cannot be waited for.
    await new Promise((resolve) => setTimeout(resolve, 40));
    ding.socket.cut();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(pong).not.toHaveBeenCalled();
  });
});

describe('sending', () => {
  it('refuses an old sessionWebhook with a 200', async () => {
    const { data } = ding.socket.push({ userId: 'u1', text: '早' });
    expect(Number(data.sessionWebhookExpiredTime) - Number(data.createAt)).toBe(90 * 60_000);
    const text = { msgtype: 'text', text: { content: '晚了' } };
    skippedMs = 90 * 60_000;
    const late = await call('POST', String(data.sessionWebhook), text);
    expect(late).toEqual({ status: 200, body: { errcode: 300001, errmsg: 'session 不存在' } });
    expect(ding.sent).toEqual([]);
    skippedMs = 0;
    ding.state.auditedWord = '违规';
    const bad = await call('POST', String(data.sessionWebhook), {
      msgtype: 'text',
      text: { content: '违规词' },
    });
    expect(bad).toMatchObject({ status: 200, body: { errcode: 430102 } });
    ding.expireSessions();
    expect(await call('POST', String(data.sessionWebhook), text)).toEqual(late);
  });

  it('lists users who were not reached in a successful answer', async () => {
    ding.state.flowControlled.add('u2');
    ding.state.unknownStaff.add('u3');
    const path = '/v1.0/robot/oToMessages/batchSend';
    const message = {
      robotCode: ding.state.robotCode,
      msgKey: 'sampleMarkdown',
      msgParam: JSON.stringify({ title: '题', text: '文' }),
    };
    const token = await tokenHeader(ding);
    const reply = await call('POST', path, { ...message, userIds: ['u1', 'u2', 'u3'] }, token);
    expect(reply.body).toMatchObject({ flowControlledStaffIdList: ['u2'], invalidStaffIdList: ['u3'] });
    expect(ding.sent).toEqual([
      { via: 'single', to: 'u1', msgtype: 'sampleMarkdown', text: '文', title: '题', at: {} },
    ]);
    const tooMany = Array.from({ length: 21 }, (_, index) => `u${index}`);
    expect((await call('POST', path, { ...message, userIds: tooMany }, token)).status).toBe(400);
    ding.expireTokens();
    expect(await call('POST', path, { ...message, userIds: ['u1'] }, token)).toMatchObject({
      status: 400,
      body: { code: 'InvalidAuthentication' },
    });
    expect(ding.sent).toHaveLength(1);
  });

  it('takes at most 15,000 bytes for a group', async () => {
    const path = '/v1.0/robot/groupMessages/send';
    const send = async (content: string) => {
      const msgParam = JSON.stringify({ content });
      const to = { robotCode: ding.state.robotCode, openConversationId: 'cidG', msgKey: 'sampleText' };
      return call('POST', path, { ...to, msgParam }, await tokenHeader(ding));
    };
    const frame = Buffer.byteLength(JSON.stringify({ content: '' }));
    expect((await send('a'.repeat(15_000 - frame))).status).toBe(200);
    expect(await send('a'.repeat(15_001 - frame))).toMatchObject({
      status: 400,
      body: { code: 'invalidParameter.msgParam.tooLong' },
    });
    ding.faults.rateLimited = true;
    expect(await send('快')).toMatchObject({ body: { code: 'send.too.fast' } });
  });

  it('gives the legacy token too', async () => {
    const { appKey, appSecret } = ding.state;
    const ask = async (secret: string) =>
      (await fetch(`${ding.base}/gettoken?appkey=${appKey}&appsecret=${secret}`)).json();
    expect(await ask(appSecret)).toMatchObject({ errcode: 0, expires_in: 7200 });
    expect(await ask('no')).toMatchObject({ errcode: 40089 });
    expect(ding.state.tokenRequests).toBe(2);
  });
});

describe('HTTP mode', () => {
  it('signs what it posts, well or badly, and repeats it', async () => {
    const robot = await startLoopbackRest({
      faults: noFaults(),
      answer: () => ({ status: 200, body: { msgtype: 'empty' } }),
    });
    const { appSecret } = ding.state;
    const driver = createDingtalkDriver({ url: `${robot.base}/robot`, appSecret, rest: ding });
    const good = await driver.send({ userId: 'u1', text: '你好', msgId: 'm1' });
    expect(good).toMatchObject({ status: 200, body: { msgtype: 'empty' } });
    await driver.send({ userId: 'u1', text: '你好', msgId: 'm1' }, { sign: 'bad', ageMinutes: 61 });
    await driver.send({ userId: 'u1', text: '', withoutContent: true }, { sign: 'none' });
    await driver.replay(good);
    await driver.raw({ body: '{', headers: { sign: 'x' } });
    const [first, second, third, fourth, fifth] = robot.calls.entries as [
      RestCall,
      RestCall,
      RestCall,
      RestCall,
      RestCall,
    ];
    const isSigned = ({ headers }: RestCall) =>
      headers.sign === dingtalkSign(String(headers.timestamp), appSecret);
    expect([first, second, third].map(isSigned)).toEqual([true, false, false]);
    expect(ding.state.now() - Number(second.headers.timestamp)).toBeGreaterThan(3_600_000);
    expect(second.body.msgId).toBe(first.body.msgId);
    expect(third.body).toMatchObject({ errorCode: 20001 });
    expect(third.body.text).toBeUndefined();
    expect([fourth.raw, fourth.headers.sign]).toEqual([first.raw, first.headers.sign]);
    expect(fifth.raw).toBe('{');
    await robot.close();
    expect(await driver.replay(good)).toMatchObject({ status: 0 });
  });
});

describe('faults', () => {
  it('says whether something happened before it went wrong', async () => {
    const { data } = ding.socket.push({ userId: 'u1', text: '早' });
    const send = (content: string) =>
      call('POST', String(data.sessionWebhook), { msgtype: 'text', text: { content } });
    ding.faults.onPath = '/robot/sendBySession';
    ding.faults.dropConnection = 1;
    await expect(send('断')).rejects.toThrow('fetch failed');
    ding.faults.failWith5xx = 1;
    await expect(send('五百')).rejects.toThrow(SyntaxError);
    ding.faults.loseAnswer = 1;
    await expect(send('到了')).rejects.toThrow('fetch failed');
    ding.faults.delayMs = 20;
    expect((await send('好')).body).toMatchObject({ errcode: 0 });
    expect(ding.sent.map(({ text }) => text)).toEqual(['到了', '好']);
    expect(ding.calls).toHaveLength(4);
    await expect(ding.waitForSent(9, 10)).rejects.toThrow('sent: waited 10 ms in vain');
  });
});
