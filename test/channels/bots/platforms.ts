import type { BotSettings } from '../../../src/channels/bots/bot-settings.ts';
import type { DingtalkSettings } from '../../../src/channels/dingtalk/config.ts';
import { createDingtalkDriver } from '../../fakes/bots/dingtalk-driver.ts';
import { startDingtalkRest } from '../../fakes/bots/dingtalk-rest.ts';
import { createFeishuDriver } from '../../fakes/bots/feishu-driver.ts';
import { startFeishuRest } from '../../fakes/bots/feishu-rest.ts';
import { createAppDriver } from '../../fakes/bots/wecom-app-driver.ts';
import { createBotDriver } from '../../fakes/bots/wecom-bot-driver.ts';
import { startBotSocket } from '../../fakes/bots/wecom-bot-socket.ts';
import { startWecomRest } from '../../fakes/bots/wecom-rest.ts';
import { Happenings } from './fake-desk.ts';

/** What somebody writes on a platform. */
interface Said {
  text: string;
  userId?: string;
  /** A group, in which the bot was mentioned. */
  groupId?: string;
  /** The platform's id of the message; the same again is the same message delivered twice. */
  id?: string;
}

/** How a message was taken. */
interface Taken {
  /** HTTP statuses, one for each time it was posted; empty over a connection. */
  statuses: (number | null)[];
  /** Milliseconds until the acknowledgement; null where none can be measured. */
  ackMs: number | null;
}

/** One fake platform, as every test of the contract uses it. */
export interface FakePlatform {
  name: string;
  /** What the product is configured with. */
  settings: Partial<BotSettings>;
  /** Tells the platform where the product is. */
  connect(url: string): Promise<void>;
  say(said: Said): Promise<Taken>;
  /** A message that holds no words. */
  sayPicture(): Promise<Taken>;
  /** What people got to see, oldest first. */
  seen: Happenings<string>;
  /** Where answers are pushed: how long that takes, and how often it was tried. */
  outbox?: { slowDown(ms: number): void; tries(): number };
  close(): Promise<void>;
}

/** The outbox of a fake whose calls go to these paths. */
function outboxOf(
  { faults, calls }: { faults: { delayMs: number; onPath?: string }; calls: { path: string }[] },
  onPath: string,
): NonNullable<FakePlatform['outbox']> {
  return {
    slowDown(ms) {
      if (faults.onPath !== undefined) faults.onPath = onPath;
      faults.delayMs = ms;
    },
    tries: () => calls.filter(({ path }) => path.includes(onPath)).length,
  };
}

export const WECOM_KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const CORP = { corpId: 'wxcorp', secret: 'app-secret', agentId: 1000002 };
const NONE: Taken = { statuses: [], ackMs: null };

/** Shows what a fake delivered, as it is delivered; ends when the fake is closed. */
function follow<Sent>(
  waitForSent: (count: number, ms: number) => Promise<Sent[]>,
  wordsOf: (sent: Sent) => string,
): Happenings<string> {
  const seen = new Happenings<string>();
  const watch = async () => {
    for (let known = 0; ; ) {
      const sent = await waitForSent(known + 1, 600_000).catch(() => null);
      if (sent === null) return;
      for (; known < sent.length; known++) seen.add(wordsOf(sent[known]!));
    }
  };
  void watch();
  return seen;
}

/** A platform whose callbacks a test may drive itself, `driverAt` any of several processes. */
type Driven<Rest, Driver> = FakePlatform & { rest: Rest; driverAt(url: string): Driver };

/** WeCom's self-built app. */
export async function wecomAppPlatform(
  format: 'markdown' | 'text' = 'markdown',
): Promise<Driven<Awaited<ReturnType<typeof startWecomRest>>, ReturnType<typeof createAppDriver>>> {
  const rest = await startWecomRest(CORP);
  const seen = follow(rest.waitForSent, ({ content }) => content);
  let driver: ReturnType<typeof createAppDriver>;
  const driverAt = (url: string) => createAppDriver({ url: `${url}/bots/wecom-app`, ...WECOM_KEYS, ...CORP });
  const taken = async (delivery: ReturnType<typeof driver.send>): Promise<Taken> => {
    const { statuses, times } = await delivery;
    return { statuses, ackMs: times.at(-1)! };
  };
  return {
    name: 'wecom-app',
    settings: { wecomApp: { ...CORP, ...WECOM_KEYS, format, apiBase: rest.base } },
    rest,
    seen,
    driverAt,
    outbox: outboxOf(rest, '/message/send'),
    async connect(url) {
      driver = driverAt(url);
      await driver.verify();
    },
    say: ({ text, userId = 'u1', id }) =>
      taken(driver.send(userId, text, id === undefined ? {} : { msgId: id })),
    sayPicture: () =>
      taken(driver.send('u1', '', { fields: { MsgType: 'image', PicUrl: 'http://p', MediaId: 'm' } })),
    close: () => rest.close(),
  };
}

/** WeCom's bot by callback; WeCom asks for a stream for `limitMs`. */
export async function wecomBotPlatform(
  limitMs = 360_000,
): Promise<Driven<Awaited<ReturnType<typeof startWecomRest>>, ReturnType<typeof createBotDriver>>> {
  const rest = await startWecomRest(CORP);
  const seen = new Happenings<string>();
  let driver: ReturnType<typeof createBotDriver>;
  const driverAt = (url: string) =>
    createBotDriver({
      url: `${url}/bots/wecom-bot`,
      ...WECOM_KEYS,
      pollMs: 30,
      limitMs,
      makeResponseUrl: rest.makeResponseUrl,
    });
  const ask = async (question: Parameters<typeof driver.ask>[0]): Promise<Taken> => {
    const { statuses, times, final } = await driver.ask(question);
    if (final !== null) seen.add(final);
    return { statuses, ackMs: times[0] ?? null };
  };
  return {
    name: 'wecom-bot',
    settings: { wecomBot: { displayName: '问规', callback: WECOM_KEYS, connection: null } },
    rest,
    seen,
    driverAt,
    async connect(url) {
      driver = driverAt(url);
      await driver.verify();
    },
    say: ({ text, userId = 'u1', groupId, id }) =>
      ask({
        userId,
        text: groupId === undefined ? text : `@问规 ${text}`,
        ...(groupId !== undefined && { chatId: groupId }),
        ...(id !== undefined && { msgid: id }),
      }),
    sayPicture: () =>
      ask({ userId: 'u1', text: '', fields: { msgtype: 'image', image: { url: 'http://p' } } }),
    close: () => rest.close(),
  };
}

/** WeCom's bot over its long connection. */
export async function wecomSocketPlatform(): Promise<
  FakePlatform & { socket: Awaited<ReturnType<typeof startBotSocket>> }
> {
  const bot = { botId: 'bot1', secret: 'bot-secret' };
  const socket = await startBotSocket({ ...bot, eventTimeoutMs: 300 });
  // Tests write faster than people do.
  socket.rate.perMinute = Number.POSITIVE_INFINITY;
  const seen = new Happenings<string>();
  const write = (message: Parameters<typeof socket.message>[0]) => {
    socket.message(message).then(
      ({ final }) => {
        if (final !== null) seen.add(final);
      },
      // A message that comes a second time is not answered a second time.
      () => undefined,
    );
    return Promise.resolve(NONE);
  };
  return {
    name: 'wecom-socket',
    settings: { wecomBot: { displayName: '问规', callback: null, connection: { ...bot, url: socket.url } } },
    socket,
    seen,
    connect: () => socket.waitForSubscribed(1),
    say: ({ text, userId = 'u1', groupId, id }) =>
      write({
        userId,
        text: groupId === undefined ? text : `@问规 ${text}`,
        ...(groupId !== undefined && { chatId: groupId }),
        ...(id !== undefined && { msgid: id }),
      }),
    sayPicture: () =>
      write({ userId: 'u1', text: '', fields: { msgtype: 'image', image: { url: 'http://p' } } }),
    close: () => socket.close(),
  };
}

function dingtalkSettingsOf(
  rest: Awaited<ReturnType<typeof startDingtalkRest>>,
  mode: 'stream' | 'http',
  card: DingtalkSettings['card'] = null,
): Partial<BotSettings> {
  const { appKey, appSecret, robotCode } = rest.state;
  return {
    dingtalk: {
      ...{
        clientId: appKey,
        clientSecret: appSecret,
        robotCode,
        mode,
        displayName: '问规',
        corpIds: [],
        card,
      },
      ...{ apiBase: rest.base, oapiBase: rest.base },
    },
  };
}

/** DingTalk's HTTP mode. */
export async function dingtalkHttpPlatform(
  card: DingtalkSettings['card'] = null,
): Promise<Driven<Awaited<ReturnType<typeof startDingtalkRest>>, ReturnType<typeof createDingtalkDriver>>> {
  const rest = await startDingtalkRest();
  let driver: ReturnType<typeof createDingtalkDriver>;
  const driverAt = (url: string) =>
    createDingtalkDriver({ url: `${url}/bots/dingtalk`, appSecret: rest.state.appSecret, rest });
  const send = async (message: Parameters<typeof driver.send>[0]): Promise<Taken> => {
    const { status, tookMs } = await driver.send(message);
    return { statuses: [status], ackMs: tookMs };
  };
  return {
    name: 'dingtalk-http',
    settings: dingtalkSettingsOf(rest, 'http', card),
    rest,
    driverAt,
    seen: follow(rest.waitForSent, ({ text }) => text),
    outbox: outboxOf(rest, '/robot/sendBySession'),
    async connect(url) {
      driver = driverAt(url);
    },
    say: ({ text, userId = 'u1', groupId, id }) =>
      send({
        userId,
        text,
        ...(groupId !== undefined && { groupId }),
        ...(id !== undefined && { msgId: id }),
      }),
    sayPicture: () =>
      send({
        userId: 'u1',
        text: '',
        withoutContent: true,
        fields: { msgtype: 'picture', content: { downloadCode: 'd' } },
      }),
    close: () => rest.close(),
  };
}

/** DingTalk's Stream mode. */
export async function dingtalkStreamPlatform(): Promise<
  FakePlatform & { rest: Awaited<ReturnType<typeof startDingtalkRest>> }
> {
  const rest = await startDingtalkRest();
  const push = async (message: Parameters<typeof rest.socket.push>[0]) => {
    rest.socket.push(message);
    return NONE;
  };
  return {
    name: 'dingtalk-stream',
    settings: dingtalkSettingsOf(rest, 'stream'),
    rest,
    seen: follow(rest.waitForSent, ({ text }) => text),
    connect: () => rest.socket.waitForReady(1),
    say: ({ text, userId = 'u1', groupId, id }) =>
      push({
        userId,
        text,
        ...(groupId !== undefined && { groupId }),
        ...(id !== undefined && { msgId: id }),
      }),
    sayPicture: () =>
      push({
        userId: 'u1',
        text: '',
        withoutContent: true,
        fields: { msgtype: 'picture', content: { downloadCode: 'd' } },
      }),
    close: () => rest.close(),
  };
}

/** Feishu. */
export async function feishuPlatform(): Promise<
  FakePlatform & { rest: Awaited<ReturnType<typeof startFeishuRest>> }
> {
  const rest = await startFeishuRest();
  const keys = { encryptKey: 'encrypt-key', verificationToken: 'verification-token' };
  const { appId, appSecret } = rest.state;
  const seen = follow(rest.waitForSent, ({ text }) => text);
  let driver: ReturnType<typeof createFeishuDriver>;
  const send = async (message: Parameters<typeof driver.message>[0]): Promise<Taken> => {
    const { attempts } = await driver.message(message);
    return { statuses: attempts.map(({ status }) => status), ackMs: attempts.at(-1)!.tookMs };
  };
  return {
    name: 'feishu',
    settings: { feishu: { appId, appSecret, ...keys, displayName: '问规', apiBase: rest.base } },
    rest,
    seen,
    outbox: outboxOf(rest, '/reply'),
    async connect(url) {
      driver = createFeishuDriver({ url: `${url}/bots/feishu`, ...keys, appId });
      if (!(await driver.challenge()).isAccepted) throw new Error('the address was not accepted');
    },
    say: ({ text, userId = 'u1', groupId, id }) =>
      send({
        openId: userId,
        chatId: groupId ?? `p2p-${userId}`,
        chatType: groupId === undefined ? 'p2p' : 'group',
        text,
        ...(groupId !== undefined && { mentions: [{ name: '问规', openId: 'bot' }] }),
        ...(id !== undefined && { messageId: `om_${id}` }),
      }),
    sayPicture: () =>
      send({
        openId: 'u1',
        chatId: 'p2p-u1',
        chatType: 'p2p',
        text: '',
        other: { message_type: 'image', content: '{"image_key":"k"}' },
      }),
    close: () => rest.close(),
  };
}

/** Every platform under one contract. */
export const PLATFORMS: { name: string; start: () => Promise<FakePlatform>; hasGroups: boolean }[] = [
  { name: 'wecom-bot', start: () => wecomBotPlatform(), hasGroups: true },
  { name: 'wecom-socket', start: wecomSocketPlatform, hasGroups: true },
  { name: 'wecom-app', start: () => wecomAppPlatform(), hasGroups: false },
  { name: 'dingtalk-http', start: () => dingtalkHttpPlatform(), hasGroups: true },
  { name: 'dingtalk-stream', start: dingtalkStreamPlatform, hasGroups: true },
  { name: 'feishu', start: feishuPlatform, hasGroups: true },
];
