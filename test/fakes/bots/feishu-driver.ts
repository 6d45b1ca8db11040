import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { type BotExchange, type BotRequest, postToBot } from './bot-post.ts';

/** A message of a user. */
interface FeishuMessage {
  openId: string;
  chatId: string;
  chatType: 'p2p' | 'group';
  text: string;
  /** Who is @-ed, the robot included; what is not yet in the text is put before it. */
  mentions?: { name: string; openId: string }[];
  eventId?: string;
  messageId?: string;
  /** In place of a text: the type and content of another message. */
  other?: { message_type: string; content: string };
}

/** A message and every push of it. */
interface FeishuEvent {
  eventId: string;
  messageId: string;
  /** Oldest first; more than one where the first was not answered with 200 in time. */
  attempts: BotExchange[];
}

/** What is wrong with a push. */
interface FeishuFlaws {
  /** `bad` is made with another key, `none` has no headers. */
  sign?: 'good' | 'bad' | 'none';
  /** The verification token inside is another one. */
  hasWrongToken?: boolean;
}

/** Feishu as it calls the address for events. */
export interface FeishuDriver {
  /** Saves the address: true where the challenge comes back within a second. */
  challenge(flaws?: FeishuFlaws): Promise<BotExchange & { isAccepted: boolean }>;
  message(message: FeishuMessage, flaws?: FeishuFlaws): Promise<FeishuEvent>;
  /** Posts any body with any headers. */
  raw(request: BotRequest): Promise<BotExchange>;
  /** Posts the same bytes with the same headers. */
  replay(attempt: BotExchange): Promise<BotExchange>;
  /** The body and headers of a signed event of any kind. */
  seal(plain: unknown, flaws?: FeishuFlaws): BotRequest;
}

/** How the driver is made. */
export interface FeishuDriverOptions {
  url: string;
  encryptKey: string;
  verificationToken: string;
  appId?: string;
  /** Milliseconds after which a push counts as failed. */
  patienceMs?: number;
  /** Milliseconds before each further push; the real ones are 15 s, 5 min, 1 h and 6 h. */
  pushAgainAfterMs?: number[];
}

const EVENT_MS = 3000;
const CHALLENGE_MS = 1000;

/** `base64(iv | AES-256-CBC)` with the key's sha256, as `AESCipher` of the official SDK opens it. */
export function encryptFeishu(encryptKey: string, plain: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** `sha256_hex(timestamp + nonce + encryptKey + body)`. */
function signFeishu(parts: { timestamp: string; nonce: string; encryptKey: string; body: string }) {
  const { timestamp, nonce, encryptKey, body } = parts;
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey + body)
    .digest('hex');
}

/** Makes a platform that knows one address. */
export function createFeishuDriver(options: FeishuDriverOptions): FeishuDriver {
  const { url, patienceMs = EVENT_MS } = options;
  const seal: FeishuDriver['seal'] = (plain, flaws = {}) => sealEvent(options, plain, flaws);
  const raw = (request: BotRequest) => postToBot(url, request, patienceMs);
  return {
    seal,
    raw,
    replay: ({ request }) => raw(request),
    async challenge(flaws = {}) {
      const challenge = randomUUID();
      const plain = { challenge, token: tokenFor(options, flaws), type: 'url_verification' };
      // A real challenge is encrypted and not signed: github.com/larksuite/oapi-sdk-python/issues/79.
      const attempt = await raw(seal(plain, { sign: 'none', ...flaws }));
      const isAccepted =
        attempt.status === 200 && attempt.body?.challenge === challenge && attempt.tookMs < CHALLENGE_MS;
      return { ...attempt, isAccepted };
    },
    message: (message, flaws = {}) =>
      pushMessage(options, message, (plain) => raw(seal(plain, flaws)), flaws),
  };
}

async function pushMessage(
  options: FeishuDriverOptions,
  message: FeishuMessage,
  pushOnce: (plain: unknown) => Promise<BotExchange>,
  flaws: FeishuFlaws,
): Promise<FeishuEvent> {
  const { eventId = randomUUID(), messageId = `om_${randomUUID().replaceAll('-', '')}` } = message;
  const plain = {
    schema: '2.0',
    header: {
      event_id: eventId,
      event_type: 'im.message.receive_v1',
      create_time: String(Date.now()),
      token: tokenFor(options, flaws),
      app_id: options.appId ?? 'cli_app',
      tenant_key: 'tenant',
    },
    event: eventOf(message, messageId),
  };
  const attempts = [await pushOnce(plain)];
  for (const waitMs of options.pushAgainAfterMs ?? [10, 10, 10]) {
    if (attempts.at(-1)!.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    attempts.push(await pushOnce(plain));
  }
  return { eventId, messageId, attempts };
}

function eventOf(message: FeishuMessage, messageId: string) {
  const { openId, chatId, chatType, text, mentions = [] } = message;
  const people = mentions.map(({ name, openId: open_id }, index) => ({
    key: `@_user_${index + 1}`,
    id: idsOf(open_id),
    name,
    tenant_key: 'tenant',
  }));
  const missing = people.filter(({ key }) => !text.includes(key)).map(({ key }) => `${key} `);
  return {
    sender: { sender_id: idsOf(openId), sender_type: 'user', tenant_key: 'tenant' },
    message: {
      message_id: messageId,
      create_time: String(Date.now()),
      update_time: String(Date.now()),
      chat_id: chatId,
      chat_type: chatType,
      message_type: 'text',
      content: JSON.stringify({ text: missing.join('') + text }),
      ...message.other,
      ...(people.length > 0 && { mentions: people }),
    },
  };
}

function idsOf(open_id: string) {
  return { open_id, user_id: `user-${open_id}`, union_id: `on_${open_id}` };
}

function tokenFor({ verificationToken }: FeishuDriverOptions, { hasWrongToken }: FeishuFlaws): string {
  return hasWrongToken ? `${verificationToken}x` : verificationToken;
}

function sealEvent(
  { encryptKey }: FeishuDriverOptions,
  plain: unknown,
  { sign = 'good' }: FeishuFlaws,
): BotRequest {
  const body = JSON.stringify({ encrypt: encryptFeishu(encryptKey, JSON.stringify(plain)) });
  if (sign === 'none') return { body, headers: {} };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(8).toString('hex');
  const key = sign === 'bad' ? `${encryptKey}x` : encryptKey;
  const headers = {
    'X-Lark-Request-Timestamp': timestamp,
    'X-Lark-Request-Nonce': nonce,
    'X-Lark-Signature': signFeishu({ timestamp, nonce, encryptKey: key, body }),
  };
  return { body, headers };
}
