import { randomInt } from 'node:crypto';
import {
  type BodyMutator,
  type CallbackAnswer,
  type CallbackRequest,
  mutate,
  postCallback,
  postUntilTaken,
  type QueryMutator,
  requestOf,
  verifyCallback,
} from './callback-post.ts';
import { cutAtBytes } from './platform-limits.ts';
import {
  type CallbackSecret,
  readXmlReply,
  type Stamp,
  writeXml,
  type XmlFields,
  xmlEnvelope,
} from './wecom-crypto.ts';

/** Where the app listens and what it was given in the console. */
export interface AppDriverOptions {
  url: string;
  token: string;
  aesKey: string;
  corpId: string;
  agentId: number;
  /** How long an answer may take before the connection is cut; WeCom waits 5000. */
  timeoutMs?: number;
}

/** A passive reply that passed all checks. */
interface PassiveReply {
  msgType: string;
  /** Null where it is no text. As the user sees it: cut at 2048 bytes. */
  content: string | null;
  /** Bytes that the cut took away. */
  lostBytes: number;
  fields: Record<string, string>;
}

/** How a message or an event was taken. */
interface AppDelivery {
  /** '' for an event. */
  msgId: string;
  /** One for each time it was posted; null where nothing came in time. */
  statuses: (number | null)[];
  /** Milliseconds that each answer took. */
  times: number[];
  passiveReply: PassiveReply | null;
  /** The last one posted, for `replay`. */
  lastRequest: CallbackRequest;
}

/** What a message may be sent with. */
interface AppSendOptions {
  msgId?: string;
  /** How often it is sent again where it was not taken; 3 where left out. */
  retries?: number;
  /** In place of a text: the fields of another message type, MsgType among them. */
  fields?: XmlFields;
  /** Seconds since 1970. */
  createTime?: number;
}

/** WeCom, as a self-built app sees it. */
export interface AppDriver {
  /** Saves the address in the console; throws where it would be refused. */
  verify(): Promise<{ echo: string; tookMs: number }>;
  /** A user writes; throws where a passive reply breaks a rule. */
  send(userId: string, text: string, options?: AppSendOptions): Promise<AppDelivery>;
  /** A user does something. */
  event(userId: string, event: string, eventKey?: string, extra?: XmlFields): Promise<AppDelivery>;
  /** A proper text message whose envelope is changed before it is sent, once. */
  raw(changeBody?: BodyMutator, changeQuery?: QueryMutator, stamp?: Partial<Stamp>): Promise<CallbackAnswer>;
  /** The same bytes to the same address. */
  replay(request: CallbackRequest): Promise<CallbackAnswer>;
}

/** https://developer.work.weixin.qq.com/document/path/90238: cut after 5 s, sent again three times. */
const TIMEOUT_MS = 5000;
const RETRIES = 3;
const TEXT_BYTES = 2048;
/** https://developer.work.weixin.qq.com/document/path/90241: markdown is not among them. */
const PASSIVE_TYPES = new Set([
  'text',
  'image',
  'voice',
  'video',
  'news',
  'update_button',
  'update_template_card',
]);
/** The events that may be answered with a message at all. */
const ANSWERABLE = new Set([
  'subscribe',
  'enter_agent',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_waitmsg',
  'template_card_menu_event',
  'template_card_event',
]);

/** Makes the platform's side of one self-built app. */
export function createAppDriver(options: AppDriverOptions): AppDriver {
  const { url, corpId, agentId, timeoutMs = TIMEOUT_MS } = options;
  const secret: CallbackSecret = { token: options.token, aesKey: options.aesKey, receiveId: corpId };
  const request = (fields: XmlFields) =>
    requestOf(url, xmlEnvelope(secret, { xml: writeXml(fields), agentId }));
  const deliver = async (fields: XmlFields, retries: number): Promise<AppDelivery> => {
    const answers = await postUntilTaken(() => request(fields), { timeoutMs, retries });
    const last = answers.at(-1)!;
    return {
      msgId: String(fields.MsgId ?? ''),
      statuses: answers.map(({ status }) => status),
      times: answers.map(({ tookMs }) => tookMs),
      passiveReply: readPassiveReply(last, fields, secret),
      lastRequest: last.request,
    };
  };
  const from = (userId: string, createTime = Math.floor(Date.now() / 1000)) => ({
    ToUserName: corpId,
    FromUserName: userId,
    CreateTime: createTime,
  });
  const messageFrom = (userId: string, text: string, send: AppSendOptions = {}): XmlFields => ({
    ...from(userId, send.createTime),
    ...(send.fields ?? { MsgType: 'text', Content: text }),
    // As text: it has 64 bits. WeCom writes it bare, which makes no difference once it is parsed.
    MsgId: send.msgId ?? newMsgId(),
    AgentID: agentId,
  });
  return {
    verify: () => verifyCallback(url, secret),
    send: (userId, text, send = {}) => deliver(messageFrom(userId, text, send), send.retries ?? RETRIES),
    event(userId, event, eventKey = '', extra = {}) {
      const what = { MsgType: 'event', AgentID: agentId, Event: event, EventKey: eventKey };
      return deliver({ ...from(userId), ...what, ...extra }, RETRIES);
    },
    raw(changeBody, changeQuery, stamp) {
      const xml = writeXml(messageFrom('raw-user', '你好'));
      const envelope = xmlEnvelope(secret, { xml, agentId }, stamp);
      return postCallback(requestOf(url, mutate(envelope, changeBody, changeQuery)), timeoutMs);
    },
    replay: (last) => postCallback(last, timeoutMs),
  };
}

/** Nineteen digits, as WeCom's are: beyond what a number holds. */
function newMsgId(): string {
  return `${randomInt(4e9, 9e9)}${String(randomInt(1e9)).padStart(9, '0')}`;
}

function readPassiveReply(
  { status, body }: CallbackAnswer,
  sent: XmlFields,
  secret: CallbackSecret,
): PassiveReply | null {
  // `success` is what older documents ask for; it is taken like an empty body.
  if (status !== 200 || body === '' || body === 'success') return null;
  const fields = readXmlReply(secret, body);
  if (fields.ToUserName !== sent.FromUserName) throw new Error(`the reply is for ${fields.ToUserName}`);
  if (fields.FromUserName !== secret.receiveId) throw new Error(`the reply is from ${fields.FromUserName}`);
  if (!/^\d{10}$/.test(fields.CreateTime ?? '')) throw new Error(`its CreateTime is ${fields.CreateTime}`);
  const msgType = fields.MsgType ?? '';
  if (!PASSIVE_TYPES.has(msgType)) throw new Error(`a passive reply cannot be ${msgType}`);
  if (sent.MsgType === 'event' && !ANSWERABLE.has(String(sent.Event)))
    throw new Error(`the event ${sent.Event} cannot be answered`);
  if (msgType !== 'text') return { msgType, content: null, lostBytes: 0, fields };
  const full = fields.Content ?? '';
  const content = cutAtBytes(full, TEXT_BYTES);
  const lostBytes = Buffer.byteLength(full) - Buffer.byteLength(content);
  return { msgType, content, lostBytes, fields };
}
