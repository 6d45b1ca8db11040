import { createCipheriv } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AccessTokens } from '../../../src/channels/bots/access-tokens.ts';
import { withoutMention } from '../../../src/channels/bots/mentions.ts';
import { openSqliteStore } from '../../../src/channels/bots/sqlite-store.ts';
import {
  decryptWecom,
  encryptWecom,
  signWecom,
  WecomCryptoError,
} from '../../../src/channels/bots/wecom-crypto.ts';
import { readConfig } from '../../../src/config.ts';
import { createFakeAssistant } from '../../fakes/policy-assistant.ts';
import { type Delivered, Happenings, startDesk } from './fake-desk.ts';
import {
  dingtalkHttpPlatform,
  type FakePlatform,
  feishuPlatform,
  PLATFORMS,
  WECOM_KEYS,
  wecomAppPlatform,
  wecomBotPlatform,
} from './platforms.ts';
import { createGate, createRunning } from './running.ts';

const running = createRunning();
const desks: ReturnType<typeof startDesk>[] = [];
afterEach(async () => {
  await Promise.all(desks.splice(0).map(({ worker }) => worker.stop(0)));
  await running.close();
});
const startWorker = (parts: Parameters<typeof startDesk>[0]) => {
  const desk = startDesk(parts);
  desks.push(desk);
  return desk;
};

describe('failures of other bots, whatever the platform', () => {
  it.each([
    ['@Policy  Bot 学位', 'Policy Bot', '@Policy  Bot 学位'],
    ['@Policy Bot 学位', 'Policy Bot', '学位'],
    ['＠问规 ＠问规 学位', '问规', '学位'],
    ['@张三 @问规 学位', '问规', '@张三 学位'],
    ['请写信 a@问规.cn', '问规', '请写信 a@问规.cn'],
    ['见 https://wengui.example.cn/@问规', '问规', '见 https://wengui.example.cn/@问规'],
  ])('G11, I3.9: of the mention in %s nothing else goes', (said, name, text) => {
    expect(withoutMention(said, name)).toBe(text);
  });

  it.each(PLATFORMS.filter(({ hasGroups }) => hasGroups))(
    'G12, I3.8: two members of a group, and the same one alone, share no history: $name',
    async ({ start }) => {
      const platform: FakePlatform = await running.platform(start());
      const { assistant } = await running.connect(platform);
      const asked = [
        { userId: 'a', groupId: 'g1' },
        { userId: 'b', groupId: 'g1' },
        { userId: 'a', groupId: 'g2' },
        { userId: 'a' },
      ];
      for (const [i, who] of asked.entries()) {
        await platform.say({ text: `问题${i}`, ...who });
        await platform.seen.count(i + 1);
      }
      expect(assistant.asked.map(({ history }) => history)).toEqual([[], [], [], []]);
      await platform.say({ text: '接着问', userId: 'b', groupId: 'g1' });
      await platform.seen.count(5);
      expect(assistant.asked[4]!.history!.map(({ content }) => content)[0]).toBe('问题1');
    },
  );

  it('G13: a process that gets its turn when another has just fetched the token fetches none', async () => {
    const store = openSqliteStore(':memory:');
    let fetched = 0;
    const tokens = new AccessTokens({
      name: 'x',
      owner: 'second',
      now: Date.now,
      store: {
        ...bound(store),
        // The other process has written its token and gone between our look and our turn.
        async lease(...args) {
          await store.setValue('token:x', 'theirs', Date.now() + 60_000);
          return store.lease(...args);
        },
      },
      fetchToken: async () => ({ token: `ours-${++fetched}`, expiresInS: 7_200 }),
    });
    expect(await tokens.get()).toBe('theirs');
    expect(fetched).toBe(0);
    store.close();
  });

  it('G20: an answer that comes after its time is neither said nor written into the history', async () => {
    const { gate, open } = createGate();
    const late = createFakeAssistant();
    // A model that does not stop when it is told to.
    late.ask = async (request) => {
      late.asked.push(request);
      if (request.question === '慢') await gate;
      return createFakeAssistant().ask(request);
    };
    const { say, delivered, store } = startWorker({ ask: late.ask, times: { answerMs: 50 } });
    await say('慢');
    await delivered.count(1);
    expect(delivered.items[0]!.text).toContain('规定时间');
    open();
    await say('快');
    await delivered.count(2);
    expect(late.asked[1]!.history).toEqual([]);
    await vi.waitFor(async () => expect(await store.history('c', 0)).toHaveLength(2));
    expect((await store.history('c', 0))[0]!.content).toBe('快');
    expect(delivered.items).toHaveLength(2);
  });

  it('G20: a process that was thought dead and comes back says nothing and writes nothing', async () => {
    const store = openSqliteStore(':memory:');
    const delivered = new Happenings<Delivered>();
    const { gate, open } = createGate();
    const fake = createFakeAssistant();
    const answerOf = (answer: string) => async () => ({
      ...(await fake.ask({ question: '' })),
      ...{ answer, citations: [], notices: [], suggestions: [] },
    });
    let isStill = false;
    // It stands still: nobody hears of it while it works.
    const still = startWorker({
      delivered,
      times: { holdMs: 60 },
      store: { ...bound(store), renewJob: async () => false },
      lane: { canDeliver: () => !isStill },
      ask: async () => {
        isStill = true;
        await gate;
        return answerOf('迟到的回答')();
      },
    });
    await still.say('学位');
    await vi.waitFor(() => expect(isStill).toBe(true));
    const heir = startWorker({ store, delivered, ask: answerOf('接手的回答') });
    await delivered.count(1);
    open();
    // Lets it end what it is at.
    await still.worker.stop(5_000);
    await heir.worker.stop(5_000);
    expect(delivered.items.map(({ text }) => text)).toEqual(['接手的回答']);
    const history = await store.history('c', 0);
    expect(history.map(({ content }) => content)).toEqual(['学位', '接手的回答']);
  });
});

/** The methods of a store as fields, so that a test can put others in their place. */
function bound(store: ReturnType<typeof openSqliteStore>): ReturnType<typeof openSqliteStore> {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(store)) as (keyof typeof store)[];
  return Object.fromEntries(
    names.map((name) => [name, (store[name] as (...args: unknown[]) => unknown).bind(store)]),
  ) as unknown as typeof store;
}

describe('I3.1: callbacks that are not the platform’s', () => {
  const keys = { ...WECOM_KEYS, receiveId: 'wxcorp' };

  it.each([0, 33, 255])('a padding of %d is refused', (count) => {
    const key = Buffer.from(`${keys.aesKey}=`, 'base64');
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const plain = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 0, 0, 0]), Buffer.from('wxcorp')]);
    const padded = Buffer.concat([plain, Buffer.alloc(96 - plain.length, count)]);
    const encrypted = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
    expect(() => decryptWecom(keys, encrypted)).toThrow(WecomCryptoError);
  });

  it('another receive id and a text that is cut are refused', () => {
    const encrypted = encryptWecom(keys, '你好');
    expect(() => decryptWecom({ ...keys, receiveId: 'wxother' }, encrypted)).toThrow(WecomCryptoError);
    expect(() => decryptWecom({ ...keys, receiveId: '' }, encrypted)).toThrow(WecomCryptoError);
    for (const length of [4, 20, 43, encrypted.length - 24])
      expect(() => decryptWecom(keys, encrypted.slice(0, length)), String(length)).toThrow(WecomCryptoError);
  });

  it.each([
    ['wecom-app', wecomAppPlatform],
    ['wecom-bot', wecomBotPlatform],
    ['dingtalk', dingtalkHttpPlatform],
    ['feishu', feishuPlatform],
  ] as [string, () => Promise<FakePlatform>][])(
    '%s refuses a body of 2 MiB, one without a signature, and one with another’s',
    async (name, make) => {
      const platform = await running.platform(make());
      const service = await running.connect(platform);
      const encrypted = encryptWecom(keys, '你好');
      const signature = signWecom('another', '1', '2', encrypted);
      const query = `msg_signature=${signature}&timestamp=1&nonce=2`;
      const bodies: [string, string][] = [
        ['', 'x'.repeat(2 * 1024 * 1024)],
        ['', JSON.stringify({ encrypt: encrypted })],
        [query, JSON.stringify({ encrypt: encrypted })],
        [query, `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`],
        [query, '{}'],
      ];
      for (const [search, body] of bodies) {
        const { status } = await fetch(`${service.url}/bots/${name}?${search}`, {
          method: 'POST',
          body,
          // A body that is refused by its length is not read to its end, and its connection not used again.
          headers: { connection: 'close' },
        });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
      expect(service.assistant.asked).toEqual([]);
    },
  );
});

describe('settings of chat platforms', () => {
  it.each([
    [{ WECOM_BOT_TOKEN: 'a' }, '企业微信智能机器人（回调）的设置不全，还缺 WECOM_BOT_AES_KEY'],
    [{ WECOM_BOT_ID: 'a' }, '企业微信智能机器人（长连接）的设置不全，还缺 WECOM_BOT_SECRET'],
    [
      { WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1' },
      '企业微信自建应用的设置不全，还缺 WECOM_APP_SECRET、WECOM_APP_TOKEN、WECOM_APP_AES_KEY',
    ],
    [{ DINGTALK_CLIENT_ID: 'a' }, '钉钉机器人的设置不全，还缺 DINGTALK_CLIENT_SECRET'],
    [{ DINGTALK_CARD_TEMPLATE: 'a' }, '还缺 DINGTALK_CLIENT_ID、DINGTALK_CLIENT_SECRET'],
    [{ FEISHU_APP_ID: 'a', FEISHU_APP_SECRET: 'b' }, '还缺 FEISHU_ENCRYPT_KEY、FEISHU_VERIFICATION_TOKEN'],
  ])('%j: one line says what is missing', (environment, words) => {
    expect(messageOf(environment)).toContain(words);
    expect(messageOf(environment)).not.toContain('\n');
  });

  it.each([
    ['WECOM_BOT_AES_KEY', 'secret-but-short'],
    ['WECOM_AGENT_ID', 'secret-agent'],
    ['WECOM_AIBOT_WS_URL', 'https://secret.example'],
    ['DINGTALK_MODE', 'secret-mode'],
    ['WECOM_APP_FORMAT', 'secret-format'],
    ['PUBLIC_URL', 'secret-url'],
    ['PUBLIC_URL', 'https://secret.example/?page=1'],
    ['BOT_USER_PER_MINUTE', '-1'],
    ['FEISHU_API_BASE', 'ftp://secret.example'],
  ])('%s=%s is refused by its name, without its value', (name, value) => {
    expect(messageOf({ [name]: value })).toContain(name);
    expect(messageOf({ [name]: value })).not.toContain(value);
  });

  it('part ids at commas of either width: with one the list would let nobody in', () => {
    const { bots } = readConfig({
      ...{ BOT_USERS: 'zhangsan，lisi, wangwu', DINGTALK_CORP_IDS: 'ding1、ding2' },
      ...{ DINGTALK_CLIENT_ID: 'a', DINGTALK_CLIENT_SECRET: 'b' },
    });
    expect(bots.limits.allowedUsers).toEqual(['zhangsan', 'lisi', 'wangwu']);
    expect(bots.dingtalk!.corpIds).toEqual(['ding1', 'ding2']);
  });

  it('are none where nothing is set', () => {
    const { bots } = readConfig({});
    expect([bots.wecomBot, bots.wecomApp, bots.dingtalk, bots.feishu]).toEqual([null, null, null, null]);
  });
});

function messageOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect((error as Error).name).toBe('ConfigError');
    return (error as Error).message;
  }
  return 'nothing was refused';
}
