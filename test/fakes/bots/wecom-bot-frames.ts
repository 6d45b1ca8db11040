import { type JsonObject, objectAt, textAt } from './loopback-server.ts';
import { isOverRate, type RateLimit } from './platform-limits.ts';
import { type CollectedReply, newCollected, takeReply } from './wecom-bot-reply.ts';

// What the long connection takes from a bot and what it turns down:
// https://developer.work.weixin.qq.com/document/path/101463

/** A frame as the bot sends it. */
export interface BotFrame {
  cmd: string;
  reqId: string;
  body: JsonObject;
}

/** What a frame is told. */
export interface FrameAck {
  errcode: number;
  errmsg: string;
}

/** A message that the bot sent of its own accord. */
export interface PushedMessage {
  chatid: string;
  msgtype: string;
  /** The text of markdown; the JSON of anything else. */
  content: string;
  body: JsonObject;
  /** Milliseconds since 1970, on the fake's clock. */
  at: number;
}

/** A message or an event that the bot may answer. */
export interface OpenCallback {
  reqId: string;
  /** The connection that it went out on: it may be answered on no other. */
  connection: object;
  /** `message`, or the type of an event. */
  kind: string;
  /** The group, or the user who wrote alone. */
  chat: string;
  /** Milliseconds since 1970, on the fake's clock. */
  openedAt: number;
  /** When the first frame of the stream came; null before that. */
  streamStartedAt: number | null;
  collected: CollectedReply;
  /** The welcome, or the card's update; null before that. */
  eventReply: JsonObject | null;
  /** Told when the answer is whole. */
  settle(): void;
}

/** How many messages a chat takes: 30 and 1000 on the platform. */
export interface ChatRate extends RateLimit {
  /** Whether a stream's later frames count: the documents do not say. */
  countsStreamFrames: boolean;
}

/** What judging a frame takes. */
export interface FrameDesk {
  /** By req_id. */
  callbacks: Map<string, OpenCallback>;
  rate: ChatRate;
  /** Chats that were written from: only those may be pushed to. */
  knownChats: Set<string>;
  /** When each chat was written to. */
  times: Map<string, number[]>;
  /** Milliseconds since 1970, on the fake's clock. */
  now(): number;
  /** Told of each message that the bot sends of its own accord. */
  onPush(message: PushedMessage): void;
}

const OK: FrameAck = { errcode: 0, errmsg: 'ok' };
const STREAM_MS = 6 * 60_000;
const REPLY_MS = 24 * 3_600_000;
const EVENT_MS = 5000;
const CONTENT_BYTES = 20_480;
const EVENT_COMMANDS: Record<string, string> = {
  aibot_respond_welcome_msg: 'enter_chat',
  aibot_respond_update_msg: 'template_card_event',
};

/** Nothing open yet, with the platform's limits. */
export function createFrameDesk(now: FrameDesk['now'], onPush: FrameDesk['onPush']): FrameDesk {
  const rate = { perMinute: 30, perHour: 1000, countsStreamFrames: true };
  return { callbacks: new Map(), rate, knownChats: new Set(), times: new Map(), now, onPush };
}

/** Remembers what goes out, so that it can be answered. */
export function openCallback(
  desk: FrameDesk,
  sent: Pick<OpenCallback, 'reqId' | 'connection' | 'kind' | 'chat' | 'settle'>,
): OpenCallback {
  const fresh = { streamStartedAt: null, collected: newCollected(), eventReply: null };
  const callback: OpenCallback = { ...sent, ...fresh, openedAt: desk.now() };
  desk.callbacks.set(callback.reqId, callback);
  return callback;
}

/** Takes a frame of the subscribed connection, or turns it down. */
export function judgeFrame(desk: FrameDesk, frame: BotFrame, connection: object): FrameAck {
  if (frame.cmd === 'aibot_send_msg') return takePush(desk, frame.body);
  const event = EVENT_COMMANDS[frame.cmd];
  if (!event && frame.cmd !== 'aibot_respond_msg') return refuse(40008, `unknown cmd ${frame.cmd}`);
  const callback = desk.callbacks.get(frame.reqId);
  if (callback?.connection !== connection) return refuse(846605, 'invalid req_id');
  return event ? takeEventReply(desk, callback, { event, frame }) : takeMessageReply(desk, callback, frame);
}

function isOver({ times, rate, now }: FrameDesk, chat: string): boolean {
  return isOverRate(times, { receiver: chat, now: now(), limit: rate });
}

function takePush(desk: FrameDesk, body: JsonObject): FrameAck {
  const chatid = textAt(body, 'chatid') ?? '';
  const msgtype = textAt(body, 'msgtype') ?? '';
  // No number is documented for a chat that the bot may not write to.
  if (!desk.knownChats.has(chatid)) return refuse(40003, 'nobody wrote from that chat');
  if (msgtype !== 'markdown' && msgtype !== 'template_card') return refuse(40008, 'invalid message type');
  const text = textAt(body.markdown, 'content');
  if (msgtype === 'markdown' && !text) return refuse(44004, 'empty content');
  if (text && Buffer.byteLength(text) > CONTENT_BYTES) return refuse(40058, 'markdown.content is too long');
  if (isOver(desk, chatid)) return refuse(45009, 'api freq out of limit');
  const content = text ?? JSON.stringify(body[msgtype] ?? null);
  desk.onPush({ chatid, msgtype, content, body, at: desk.now() });
  return OK;
}

function takeEventReply(
  { now }: FrameDesk,
  callback: OpenCallback,
  { event, frame }: { event: string; frame: BotFrame },
): FrameAck {
  const isLate = now() - callback.openedAt > EVENT_MS;
  // The number for an answer that comes late, or twice, is not documented either.
  if (callback.kind !== event || isLate || callback.eventReply) return refuse(846605, 'invalid req_id');
  const problem = problemOfEventReply(event, frame.body);
  if (problem) return refuse(40058, problem);
  callback.eventReply = frame.body;
  callback.settle();
  return OK;
}

function takeMessageReply(desk: FrameDesk, callback: OpenCallback, { body }: BotFrame): FrameAck {
  const { collected, streamStartedAt, openedAt } = callback;
  const now = desk.now();
  if (callback.kind !== 'message' || now - openedAt > REPLY_MS) return refuse(846605, 'invalid req_id');
  const isOldStream = streamStartedAt !== null && now - streamStartedAt > STREAM_MS;
  if (isOldStream || collected.final !== null) return refuse(846608, 'stream message update expired');
  const counts = desk.rate.countsStreamFrames || streamStartedAt === null;
  if (counts && isOver(desk, callback.chat)) return refuse(45009, 'api freq out of limit');
  try {
    takeReply(body, collected, now - openedAt);
  } catch (error) {
    // The rules are the same as over a webhook; here the bot is told.
    return refuse(40058, (error as Error).message);
  }
  if (collected.streamId !== null) callback.streamStartedAt ??= now;
  if (collected.final !== null) callback.settle();
  return OK;
}

function problemOfEventReply(event: string, body: JsonObject): string | null {
  if (event === 'template_card_event') {
    const isUpdate = body.response_type === 'update_template_card' && body.template_card !== undefined;
    return isUpdate ? null : 'no update_template_card';
  }
  if (body.msgtype === 'template_card') return null;
  return body.msgtype === 'text' && textAt(objectAt(body, 'text'), 'content') ? null : 'no welcome';
}

function refuse(errcode: number, errmsg: string): FrameAck {
  return { errcode, errmsg };
}
