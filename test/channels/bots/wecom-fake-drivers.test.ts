import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WecomCrypto } from '@wecom/aibot-node-sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { createAppDriver } from '../../fakes/bots/wecom-app-driver.ts';
import { type BotDriverOptions, createBotDriver } from '../../fakes/bots/wecom-bot-driver.ts';
import { readXml, writeXml } from '../../fakes/bots/wecom-crypto.ts';

const TOKEN = 'QDG6eK';
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const CORP_ID = 'wx5823bf96d3bd56c7';

const toClose: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of toClose.splice(0)) one.close();
});

/** What a stand-in for a bot gets and gives; `status` 0 never answers. */
type Handler = (plain: string, query: URLSearchParams) => { status?: number; body: string };

/** A bot that decrypts with the SDK's crypto, which is not the one the fakes use. */
async function startStandIn(receiveId: string, handle: Handler): Promise<string> {
  const crypto = new WecomCrypto(TOKEN, AES_KEY, receiveId);
  const server = createServer(async (request, response) => {
    const query = new URL(request.url!, 'http://127.0.0.1').searchParams;
    const encrypted = query.get('echostr') ?? encryptedIn(await read(request));
    const stamp = [query.get('timestamp')!, query.get('nonce')!, encrypted] as const;
    if (!crypto.verifySignature(query.get('msg_signature')!, ...stamp)) {
      response.writeHead(403).end();
      return;
    }
    const { status = 200, body } = handle(crypto.decrypt(encrypted), query);
    if (status > 0) response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  toClose.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}

function encryptedIn(body: string): string {
  return body.startsWith('<') ? readXml(body).Encrypt! : JSON.parse(body).encrypt;
}

describe('the driver of a self-built app', () => {
  const settings = { token: TOKEN, aesKey: AES_KEY, corpId: CORP_ID, agentId: 1, timeoutMs: 400 };
  const crypto = new WecomCrypto(TOKEN, AES_KEY, CORP_ID);
  function passive(fields: Record<string, string | number>): string {
    const { encrypt: Encrypt, signature: MsgSignature } = crypto.encrypt(
      writeXml(fields),
      '1700000000',
      'n1',
    );
    return writeXml({ Encrypt, MsgSignature, TimeStamp: 1700000000, Nonce: 'n1' });
  }

  it('verifies the address, and refuses an echo with a newline', async () => {
    const url = await startStandIn(CORP_ID, (plain) => ({ body: plain }));
    expect((await createAppDriver({ ...settings, url }).verify()).tookMs).toBeLessThan(1000);
    const sloppy = await startStandIn(CORP_ID, (plain) => ({ body: `${plain}\n` }));
    await expect(createAppDriver({ ...settings, url: sloppy }).verify()).rejects.toThrow('\\n');
  });

  it('sends a message again with its MsgId and a fresh envelope until it is taken', async () => {
    const seen: string[] = [];
    const nonces = new Set<string>();
    const url = await startStandIn(CORP_ID, (plain, query) => {
      nonces.add(query.get('nonce')!);
      seen.push(readXml(plain).MsgId!);
      return { status: [0, 500, 200][seen.length - 1] ?? 200, body: '' };
    });
    const { statuses, msgId, passiveReply } = await createAppDriver({ ...settings, url }).send('u1', '你好');
    expect(statuses).toEqual([null, 500, 200]);
    expect(seen).toEqual([msgId, msgId, msgId]);
    expect(nonces.size).toBe(3);
    expect(passiveReply).toBeNull();
    const broken = await startStandIn(CORP_ID, () => ({ status: 502, body: '' }));
    const lost = await createAppDriver({ ...settings, url: broken }).send('u1', '你好');
    expect(lost.statuses).toEqual([502, 502, 502, 502]);
  });

  it('reads a passive reply and refuses one that breaks a rule', async () => {
    const right = { ToUserName: 'u1', FromUserName: CORP_ID, CreateTime: 1700000000, MsgType: 'text' };
    const replies = [
      { ...right, Content: '字'.repeat(683) },
      { ...right, ToUserName: CORP_ID, FromUserName: 'u1', Content: '好' },
      { ...right, MsgType: 'markdown', Content: '好' },
    ];
    const url = await startStandIn(CORP_ID, () => ({ body: passive(replies.shift()!) }));
    const driver = createAppDriver({ ...settings, url });
    const { passiveReply } = await driver.send('u1', '你好');
    expect(passiveReply).toMatchObject({ msgType: 'text', content: '字'.repeat(682), lostBytes: 3 });
    await expect(driver.send('u1', '你好')).rejects.toThrow(`the reply is for ${CORP_ID}`);
    await expect(driver.send('u1', '你好')).rejects.toThrow('cannot be markdown');
  });

  it('tells events, replays bytes and sends broken envelopes', async () => {
    const seen: Record<string, string>[] = [];
    const url = await startStandIn(CORP_ID, (plain) => {
      seen.push(readXml(plain));
      return { body: '' };
    });
    const driver = createAppDriver({ ...settings, url });
    const { lastRequest } = await driver.event('u1', 'enter_agent');
    expect((await driver.replay(lastRequest)).status).toBe(200);
    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({ MsgType: 'event', Event: 'enter_agent', FromUserName: 'u1' });
    expect(seen[0]).not.toHaveProperty('MsgId');
    expect((await driver.raw(undefined, (query) => query.set('msg_signature', 'x'))).status).toBe(403);
  });
});

describe('the driver of an aibot', () => {
  const crypto = new WecomCrypto(TOKEN, AES_KEY, '');
  const settings = { token: TOKEN, aesKey: AES_KEY, pollMs: 5 };
  type Message = { msgid: string; msgtype: string; event?: { eventtype: string }; stream?: { id: string } };
  async function start(reply: (message: Message) => object | null, changes: Partial<BotDriverOptions> = {}) {
    const url = await startStandIn('', (plain, query) => {
      if (query.has('echostr')) return { body: plain };
      const message = reply(JSON.parse(plain));
      if (!message) return { body: '' };
      const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!];
      const { encrypt, signature } = crypto.encrypt(JSON.stringify(message), timestamp, nonce);
      return {
        body: JSON.stringify({ encrypt, msgsignature: signature, timestamp: Number(timestamp), nonce }),
      };
    });
    return createBotDriver({ ...settings, url, ...changes });
  }
  const stream = (content: string, finish: boolean, more: object = {}) => ({
    msgtype: 'stream',
    stream: { id: 's1', finish, content, ...more },
  });

  it('verifies the address and follows a stream to its end', async () => {
    const texts = ['一', '一二', '一二', '一二三'];
    const driver = await start(({ msgtype }) => {
      const content = texts.shift()!;
      return stream(content, texts.length === 0, msgtype === 'text' ? { feedback: { id: 'f1' } } : {});
    });
    await driver.verify();
    const answer = await driver.ask({ userId: 'u1', chatId: 'g1', text: '你好' });
    expect(answer).toMatchObject({ contents: ['一', '一二', '一二三'], final: '一二三', feedbackId: 'f1' });
    expect(answer).toMatchObject({ polls: 3, statuses: [200], timedOut: false });
    expect(answer.times).toHaveLength(4);
  });

  it('gives up on a stream without an end, and refuses a fourth message of a user', async () => {
    const driver = await start(() => stream('等', false), { limitMs: 100 });
    const asked = ['1', '2', '3', '4'].map((text) => driver.ask({ userId: 'u1', text }));
    const answers = await Promise.all(asked);
    expect(answers.map(({ refused, timedOut }) => [refused, timedOut])).toEqual([
      ...Array(3).fill([false, true]),
      [true, false],
    ]);
    expect(driver.violations).toHaveLength(1);
    const long = await start(() => stream('字'.repeat(6827), true));
    await expect(long.ask({ userId: 'u1', text: '你好' })).rejects.toThrow('20481 bytes');
    const plain = await start(() => ({ msgtype: 'text', text: { content: '好' } }));
    await expect(plain.ask({ userId: 'u1', text: '你好' })).rejects.toThrow('cannot be answered with text');
  });

  it('tells events once and checks what answers them', async () => {
    const welcome = { msgtype: 'text', text: { content: '欢迎' } };
    const update = { response_type: 'update_template_card', template_card: { task_id: 't1' } };
    const driver = await start(({ event }) => {
      if (event!.eventtype === 'enter_chat') return welcome;
      return event!.eventtype === 'feedback_event' ? null : update;
    });
    expect(await driver.enterChat('u1')).toMatchObject({ dropped: false, reply: welcome });
    expect(await driver.feedback('f1', 2, [2])).toMatchObject({ dropped: false, reply: null });
    const click = { event_key: 'up', userId: 'u1' };
    expect(await driver.cardEvent({ ...click, task_id: 't1' })).toMatchObject({ reply: update });
    await expect(driver.cardEvent({ ...click, task_id: 't2' })).rejects.toThrow('task_id');
  });
});
