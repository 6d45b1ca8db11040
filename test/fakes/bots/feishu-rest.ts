import { randomUUID } from 'node:crypto';
import { type Faults, noFaults } from './dingtalk-faults.ts';
import { createEventLog, type EventLog, type Wanted } from './event-log.ts';
import {
  type JsonObject,
  parseObject,
  type RestCall,
  type RestReply,
  startLoopbackRest,
} from './loopback-rest.ts';

/** A message that a user of Feishu can see. */
interface FeishuDelivered {
  via: 'reply' | 'chat';
  /** The id of the message that is answered, or of the receiver. */
  to: string;
  /** `message_id`, or the `receive_id_type` that was asked for. */
  toType: string;
  messageId: string;
  msgtype: string;
  /** All words that can be read, in their order. */
  text: string;
  content: JsonObject;
  uuid: string | undefined;
}

/** What a test can set and look at while the fake runs. */
export interface FeishuState {
  appId: string;
  appSecret: string;
  /** Milliseconds; a test that gives its own clock makes tokens and uuids old. */
  now: () => number;
  tokenMs: number;
  /** Token → until when. */
  tokens: Map<string, number>;
  tokenRequests: number;
  /** uuid → the answer that it got and until when it is kept. */
  uuids: Map<string, { reply: RestReply; expiresAtMs: number }>;
  sent: EventLog<FeishuDelivered>;
  faults: Faults;
}

/** Feishu's open platform on this machine. */
export interface FeishuRest {
  /** Without a slash at its end. */
  base: string;
  /** Every request, oldest first, those that a fault hit included. */
  calls: RestCall[];
  /** Every message that a user can see, oldest first. */
  sent: FeishuDelivered[];
  state: FeishuState;
  faults: Faults;
  /** Messages once there are so many, or those of a kind once there is one; fails after `ms`. */
  waitForSent(wanted: Wanted<FeishuDelivered>, ms?: number): Promise<FeishuDelivered[]>;
  waitForCalls(wanted: Wanted<RestCall>, ms?: number): Promise<RestCall[]>;
  /** Makes the tokens that were given out invalid before their time. */
  expireTokens(): void;
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const UUID_MS = 60 * MINUTE_MS;
const RENEWAL_MS = 30 * MINUTE_MS;
const TEXT_BYTES = 150 * 1024;
const RICH_BYTES = 30 * 1024;
const TOKEN_PATH = '/open-apis/auth/v3/tenant_access_token/internal';
const MESSAGES_PATH = '/open-apis/im/v1/messages';
const REPLY_PATH = /^\/open-apis\/im\/v1\/messages\/(?<id>[^/]+)\/reply$/;
const MESSAGE_TYPES = ['text', 'post', 'interactive', 'image', 'file', 'audio', 'media', 'sticker'];
const RECEIVER_TYPES = ['open_id', 'union_id', 'user_id', 'email', 'chat_id'];
/** What holds words in a rich text or a card. */
const WORD_FIELDS = new Set(['text', 'content', 'title']);

/** Starts the platform on a free port. */
export async function startFeishuRest(
  options: Partial<Pick<FeishuState, 'appId' | 'appSecret' | 'now' | 'tokenMs'>> = {},
): Promise<FeishuRest> {
  const state: FeishuState = {
    appId: 'cli_app',
    appSecret: 'feishu-app-secret',
    now: Date.now,
    tokenMs: 120 * MINUTE_MS,
    tokens: new Map(),
    tokenRequests: 0,
    uuids: new Map(),
    sent: createEventLog<FeishuDelivered>('sent'),
    faults: noFaults(),
    ...options,
  };
  const { faults, sent } = state;
  const server = await startLoopbackRest({ faults, answer: (call) => answer(call, state) });
  return {
    base: server.base,
    calls: server.calls.entries,
    sent: sent.entries,
    state,
    faults,
    waitForSent: sent.waitFor,
    waitForCalls: server.calls.waitFor,
    expireTokens: () => state.tokens.clear(),
    close: server.close,
  };
}

function answer(call: RestCall, state: FeishuState): RestReply {
  if (call.method !== 'POST') return refuse(404, 99991000, 'no such address');
  if (call.path === TOKEN_PATH) return giveToken(call, state);
  const id = REPLY_PATH.exec(call.path)?.groups?.id;
  if (call.path !== MESSAGES_PATH && !id) return refuse(404, 99991000, 'no such address');
  const problem = problemOfToken(call, state);
  if (problem) return problem;
  const { uuid } = call.body;
  const earlier = typeof uuid === 'string' ? state.uuids.get(uuid) : undefined;
  // Documented is only that one message is sent; that the first answer comes again is this fake's.
  if (earlier && earlier.expiresAtMs > state.now()) return earlier.reply;
  return sendMessage(call, state, id && decodeURIComponent(id));
}

/** The same token as long as it lives half an hour; then a new one, and the old one stays valid. */
function giveToken({ body }: RestCall, state: FeishuState): RestReply {
  state.tokenRequests++;
  if (body.app_id !== state.appId) return refuse(200, 10003, 'invalid param');
  if (body.app_secret !== state.appSecret) return refuse(200, 10014, 'app secret invalid');
  const isFresh = ([, expiresAtMs]: [string, number]) => expiresAtMs - state.now() >= RENEWAL_MS;
  const [token, expiresAtMs] = [...state.tokens].find(isFresh) ?? newToken(state);
  const expire = Math.floor((expiresAtMs - state.now()) / 1000);
  return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: token, expire } };
}

function newToken({ tokens, now, tokenMs }: FeishuState): [string, number] {
  const token = `t-${randomUUID()}`;
  tokens.set(token, now() + tokenMs);
  return [token, now() + tokenMs];
}

function problemOfToken({ headers }: RestCall, { tokens, now, faults }: FeishuState): RestReply | undefined {
  const token = /^Bearer (?<token>.+)$/.exec(headers.authorization ?? '')?.groups?.token;
  if (!token) return refuse(400, 99991661, 'Missing access token for authorization.');
  if ((tokens.get(token) ?? 0) <= now())
    return refuse(400, 99991663, 'Invalid access token for authorization. Please make a test attempt.');
  // Five messages a second to one user or group; a gateway that is asked too much says 429.
  if (faults.rateLimited) return refuse(400, 230020, 'This operation triggers the frequency limit.');
  return undefined;
}

function sendMessage(call: RestCall, state: FeishuState, repliesTo: string | undefined): RestReply {
  const { body, query } = call;
  const { msg_type: msgtype, content: raw, uuid } = body;
  const toType = repliesTo ? 'message_id' : (query.get('receive_id_type') ?? '');
  const to = repliesTo ?? body.receive_id;
  if (!repliesTo && !RECEIVER_TYPES.includes(toType)) return refuse(400, 99992402, 'field validation failed');
  const content = parseObject(raw);
  const problem = problemOfMessage(body, content);
  if (problem) return problem;
  if (typeof to !== 'string' || (repliesTo && !to.startsWith('om_')))
    return refuse(400, 230001, 'Your request contains an invalid request parameter.');
  const message: FeishuDelivered = {
    via: repliesTo ? 'reply' : 'chat',
    to,
    toType,
    messageId: `om_${randomUUID().replaceAll('-', '')}`,
    msgtype: String(msgtype),
    text: wordsOf(content).join('\n'),
    content: content!,
    uuid: typeof uuid === 'string' ? uuid : undefined,
  };
  state.sent.add(message);
  const reply = accepted(message, repliesTo);
  if (message.uuid) state.uuids.set(message.uuid, { reply, expiresAtMs: state.now() + UUID_MS });
  return reply;
}

function problemOfMessage(body: JsonObject, content: JsonObject | undefined): RestReply | undefined {
  const { msg_type: msgtype, content: raw, uuid } = body;
  const isKnown = MESSAGE_TYPES.includes(String(msgtype)) && content !== undefined;
  const hasGoodUuid = uuid === undefined || (typeof uuid === 'string' && uuid.length <= 50);
  if (!isKnown || !hasGoodUuid)
    return refuse(400, 230001, 'Your request contains an invalid request parameter.');
  const limit = msgtype === 'text' ? TEXT_BYTES : RICH_BYTES;
  if (Buffer.byteLength(String(raw)) > limit)
    return refuse(400, 230025, 'The length of the message content reaches its limit.');
  return undefined;
}

function accepted(message: FeishuDelivered, parentId: string | undefined): RestReply {
  const { messageId, msgtype, content } = message;
  const time = String(Date.now());
  return {
    status: 200,
    body: {
      code: 0,
      msg: 'success',
      data: {
        message_id: messageId,
        ...(parentId && { root_id: parentId, parent_id: parentId }),
        msg_type: msgtype,
        create_time: time,
        update_time: time,
        deleted: false,
        updated: false,
        body: { content: JSON.stringify(content) },
      },
    },
  };
}

/** The words within a message of any type. */
function wordsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' && WORD_FIELDS.has(name) ? [inner] : wordsOf(inner),
  );
}

function refuse(status: number, code: number, msg: string): RestReply {
  return { status, body: { code, msg } };
}
