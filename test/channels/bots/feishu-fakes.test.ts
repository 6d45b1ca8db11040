import { AESCipher, Client, EventDispatcher, generateChallenge, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { noFaults } from '../../fakes/bots/dingtalk-faults.ts';
import { createFeishuDriver, encryptFeishu } from '../../fakes/bots/feishu-driver.ts';
import { type FeishuRest, startFeishuRest } from '../../fakes/bots/feishu-rest.ts';
import { type LoopbackRest, type RestCall, startLoopbackRest } from '../../fakes/bots/loopback-rest.ts';

const ENCRYPT_KEY = 'test key';
const TOKEN = 'verification-token';
const QUIET = { loggerLevel: LoggerLevel.error };

describe('encryption', () => {
  it('is opened by the official SDK', () => {
    const cipher = new AESCipher(ENCRYPT_KEY);
    expect(cipher.decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=')).toBe('hello world');
    for (const text of ['hello world', '规划纲要'.repeat(100), ''])
      expect(cipher.decrypt(encryptFeishu(ENCRYPT_KEY, text))).toBe(text);
  });
});

describe('events', () => {
  let bot: LoopbackRest;
  let status = 200;
  const driverOf = (patienceMs = 1000) =>
    createFeishuDriver({
      url: `${bot.base}/event`,
      encryptKey: ENCRYPT_KEY,
      verificationToken: TOKEN,
      patienceMs,
    });
  const message = { openId: 'ou_1', chatId: 'oc_1', chatType: 'group', text: '目标是多少' } as const;
  const faults = noFaults();
  beforeAll(async () => {
    bot = await startLoopbackRest({ faults, answer: (call) => answer(call) });
  });
  beforeEach(() => {
    bot.calls.entries.length = 0;
    status = 200;
  });
  afterAll(() => bot.close());

  /** A bot that answers a challenge as the SDK does and everything else with `status`. */
  function answer({ body }: RestCall) {
    const { isChallenge, challenge } = generateChallenge(body, { encryptKey: ENCRYPT_KEY });
    return { status, body: isChallenge ? challenge : {} };
  }

  /** What a handler of the official SDK is given; nothing where the SDK refuses the push. */
  async function dispatched({ body, headers }: RestCall): Promise<unknown> {
    vi.spyOn(console, 'warn').mockReturnValue();
    const dispatcher = new EventDispatcher({
      encryptKey: ENCRYPT_KEY,
      verificationToken: TOKEN,
      ...QUIET,
    });
    const handler = vi.fn();
    dispatcher.register({ 'im.message.receive_v1': handler });
    await dispatcher.invoke(Object.assign(Object.create({ headers }), body));
    return handler.mock.calls[0]?.[0];
  }

  it('come signed and in the schema that the official SDK reads', async () => {
    const mentions = [{ name: '问规', openId: 'ou_bot' }];
    const { eventId, messageId, attempts } = await driverOf().message({ ...message, mentions });
    expect(attempts).toMatchObject([{ status: 200 }]);
    expect(await dispatched(bot.calls.entries[0]!)).toMatchObject({
      event_id: eventId,
      token: TOKEN,
      sender: { sender_id: { open_id: 'ou_1' } },
      message: {
        message_id: messageId,
        chat_type: 'group',
        content: '{"text":"@_user_1 目标是多少"}',
        mentions: [{ key: '@_user_1', name: '问规', id: { open_id: 'ou_bot' } }],
      },
    });
  });

  it('with a bad signature are refused by the official SDK', async () => {
    await driverOf().message(message, { sign: 'bad' });
    expect(await dispatched(bot.calls.entries[0]!)).toBeUndefined();
  });

  it('begin with a challenge that is encrypted and not signed', async () => {
    expect(await driverOf().challenge()).toMatchObject({ isAccepted: true });
    expect(bot.calls.entries[0]!.headers['x-lark-signature']).toBeUndefined();
    status = 401;
    expect(await driverOf().challenge()).toMatchObject({ isAccepted: false });
  });

  it('are pushed three times more where the answer is no 200', async () => {
    status = 500;
    const { eventId, attempts } = await driverOf().message({ ...message, eventId: 'event-1' });
    expect([eventId, attempts.length]).toEqual(['event-1', 4]);
    const signatures = bot.calls.entries.map(({ headers }) => headers['x-lark-signature']);
    expect(new Set(signatures).size).toBe(4);
    const events = await Promise.all(bot.calls.entries.map(dispatched));
    expect(events).toEqual(Array(4).fill(expect.objectContaining({ event_id: 'event-1' })));
  });

  it('are pushed again where the answer is late, and can be replayed', async () => {
    faults.delayMs = 150;
    const late = driverOf(100).message(message);
    await bot.calls.waitFor(1);
    faults.delayMs = 0;
    const { attempts } = await late;
    expect(attempts.map((attempt) => attempt.status)).toEqual([...Array(attempts.length - 1).fill(0), 200]);
    expect(attempts.length).toBeGreaterThan(1);
    expect(await driverOf().replay(attempts.at(-1)!)).toMatchObject({ status: 200 });
    const body = attempts.at(-1)!.request.body;
    expect(bot.calls.entries.filter(({ raw }) => raw === body)).toHaveLength(2);
  });
});

describe('REST', () => {
  let skippedMs = 0;
  let feishu: FeishuRest;
  beforeEach(async () => {
    skippedMs = 0;
    feishu = await startFeishuRest({ now: () => Date.now() + skippedMs });
    return () => feishu.close();
  });

  async function token(): Promise<string> {
    const { appId: app_id, appSecret: app_secret } = feishu.state;
    const response = await fetch(`${feishu.base}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: 'POST',
      body: JSON.stringify({ app_id, app_secret }),
    });
    return ((await response.json()) as { tenant_access_token: string }).tenant_access_token;
  }

  async function post(path: string, body: object, authorization: string) {
    const response = await fetch(`${feishu.base}/open-apis/im/v1/messages${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${authorization}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  const text = (words: string) => ({ msg_type: 'text', content: JSON.stringify({ text: words }) });

  it('serves the official client', async () => {
    const { appId, appSecret } = feishu.state;
    const client = new Client({ appId, appSecret, domain: feishu.base, ...QUIET });
    const reply = await client.im.message.reply({ path: { message_id: 'om_1' }, data: text('答') });
    expect(reply).toMatchObject({ code: 0, data: { parent_id: 'om_1' } });
    await client.im.message.create({
      params: { receive_id_type: 'chat_id' },
      data: {
        receive_id: 'oc_1',
        msg_type: 'interactive',
        content: JSON.stringify({ elements: [{ tag: 'markdown', content: '**答**' }] }),
      },
    });
    expect(await feishu.waitForSent(2)).toMatchObject([
      { via: 'reply', to: 'om_1', text: '答' },
      { via: 'chat', to: 'oc_1', toType: 'chat_id', text: '**答**' },
    ]);
    expect(feishu.state.tokenRequests).toBe(1);
  });

  it('delivers a uuid once an hour', async () => {
    const bearer = await token();
    const first = await post('/om_1/reply', { ...text('一次'), uuid: 'u-1' }, bearer);
    expect(await post('/om_1/reply', { ...text('一次'), uuid: 'u-1' }, bearer)).toEqual(first);
    expect(feishu.sent).toHaveLength(1);
    skippedMs = 60 * 60_000;
    await post('/om_1/reply', { ...text('又一次'), uuid: 'u-1' }, bearer);
    expect(feishu.sent).toHaveLength(2);
  });

  it('gives the same token until half an hour before its end', async () => {
    const first = await token();
    expect(await token()).toBe(first);
    skippedMs = 91 * 60_000;
    const second = await token();
    expect(second).not.toBe(first);
    expect((await post('/om_1/reply', text('旧的还行'), first)).status).toBe(200);
    feishu.expireTokens();
    expect(await post('/om_1/reply', text('不行'), second)).toMatchObject({
      status: 400,
      body: { code: 99991663 },
    });
    expect((await post('/om_1/reply', text('行'), await token())).status).toBe(200);
  });

  it.each([
    ['no receiver type', '', { ...text('x'), receive_id: 'oc_1' }, 99992402],
    ['content that is no string', '/om_1/reply', { msg_type: 'text', content: { text: 'x' } }, 230001],
    ['too long a text', '/om_1/reply', text('a'.repeat(151 * 1024)), 230025],
    ['too long a uuid', '/om_1/reply', { ...text('x'), uuid: 'u'.repeat(51) }, 230001],
  ])('refuses %s', async (_, path, body, code) => {
    expect(await post(path, body, await token())).toMatchObject({ status: 400, body: { code } });
    expect(feishu.sent).toEqual([]);
  });

  it('refuses who is too fast', async () => {
    feishu.faults.rateLimited = true;
    expect(await post('/om_1/reply', text('快'), await token())).toMatchObject({ body: { code: 230020 } });
  });
});
