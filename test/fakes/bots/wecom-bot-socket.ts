import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { createEventList, type EventList } from './event-list.ts';
import { type JsonObject, objectAt, readObject, textAt } from './loopback-server.ts';
import {
  type BotFrame,
  type ChatRate,
  createFrameDesk,
  type FrameAck,
  type FrameDesk,
  judgeFrame,
  openCallback,
  type PushedMessage,
} from './wecom-bot-frames.ts';
import type { CollectedReply } from './wecom-bot-reply.ts';

/** Who may connect, and how long the platform waits. */
export interface BotSocketOptions {
  botId: string;
  secret: string;
  /** A connection without a ping for that long is closed; the real limit is not documented. */
  pingTimeoutMs?: number;
  /** How long an event waits for its answer; 5000 on the platform. */
  eventTimeoutMs?: number;
  /** How long `message` waits for the end of an answer before it rejects. */
  answerTimeoutMs?: number;
}

/** One attempt to connect. */
interface SocketOpen {
  /** Milliseconds since 1970. */
  at: number;
  /** 101, or 403 for a refused one. */
  status: 101 | 403;
}

/** A frame of the bot and what it was told. */
interface RecordedFrame extends BotFrame {
  /** Milliseconds since 1970. */
  at: number;
  ack: FrameAck;
}

/** A message or an event of a user. */
interface SocketMessage {
  userId: string;
  /** A group's; without it the user writes to the bot alone. */
  chatId?: string;
  text: string;
  msgid?: string;
  quote?: JsonObject;
  /** In place of a text: the fields of another message type, msgtype among them. */
  fields?: JsonObject;
}

/** An event; what its type has is in `fields`, such as `{feedback_event:{...}}`. */
interface SocketEvent {
  userId: string;
  chatId?: string;
  eventtype: string;
  fields?: JsonObject;
}

/** What the user got to see. */
interface SocketAnswer extends CollectedReply {
  reqId: string;
  msgid: string;
  /** The connection went before the answer was whole. */
  lost: boolean;
}

/** WeCom's long connection for one aibot, on this machine. */
export interface BotSocket {
  /** The place of wss://openws.work.weixin.qq.com. */
  url: string;
  opens: SocketOpen[];
  /** Every frame but those that a half-open connection swallowed. */
  frames: RecordedFrame[];
  /** What the bot sent of its own accord. */
  sends: PushedMessage[];
  /** May be changed at any time; the platform's values at first. */
  rate: ChatRate;
  /** Whether a bot is subscribed now. */
  isSubscribed(): boolean;
  /** Resolves when there are that many, or to those that fit. */
  waitForOpens: EventList<SocketOpen>['waitFor'];
  waitForFrames: EventList<RecordedFrame>['waitFor'];
  waitForSends: EventList<PushedMessage>['waitFor'];
  /** Resolves when there have been that many subscriptions in all, refused ones not counted. */
  waitForSubscribed(count?: number, ms?: number): Promise<void>;
  /** A user writes; resolves when the answer is whole or the connection is gone, rejects when nobody is subscribed. */
  message(message: SocketMessage): Promise<SocketAnswer>;
  /** Resolves to the welcome or the card's update; to null after 5 s, and at once for events without an answer. */
  event(event: SocketEvent): Promise<JsonObject | null>;
  /** Answers the next upgrades with 403. */
  refuseUpgrade(times: number): void;
  /** As if another client had subscribed. */
  kick(): void;
  /** The present connections stay and nothing is answered or sent on them any more. */
  goHalfOpen(): void;
  /** Ends the TCP of all connections without a word. */
  dropAll(): void;
  /** Makes open streams older; by more than six minutes where nothing is said. */
  ageStreams(ms?: number): void;
  /** Moves the fake's clock on. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** What the functions of one fake share. */
interface Platform {
  options: BotSocketOptions;
  desk: FrameDesk;
  frames: EventList<RecordedFrame>;
  subscriptions: EventList<number>;
  /** The one subscribed connection. */
  live: WebSocket | null;
  /** Half-open ones. */
  mute: WeakSet<WebSocket>;
  refusals: number;
}

const SIX_MINUTES_MS = 360_000;
/** Errors of subscribing are documented only as not 0. */
const BAD_SECRET: FrameAck = { errcode: 40001, errmsg: 'invalid credential' };
const NOT_SUBSCRIBED: FrameAck = { errcode: 846609, errmsg: 'aibot websocket not subscribed' };
const OK: FrameAck = { errcode: 0, errmsg: 'ok' };
const ANSWERED_EVENTS = new Set(['enter_chat', 'template_card_event']);

/** Starts the long connection of one aibot. */
export async function startBotSocket(options: BotSocketOptions): Promise<BotSocket> {
  let offsetMs = 0;
  const now = () => Date.now() + offsetMs;
  const opens = createEventList<SocketOpen>('connections');
  const sends = createEventList<PushedMessage>('pushed messages');
  const desk = createFrameDesk(now, sends.add);
  const platform: Platform = {
    options,
    desk,
    frames: createEventList('frames'),
    subscriptions: createEventList('subscriptions'),
    live: null,
    mute: new WeakSet(),
    refusals: 0,
  };
  const sockets = new WebSocketServer({ noServer: true });
  const server = await listen(sockets, platform, opens);
  const endAll = () => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    opens: opens.items,
    frames: platform.frames.items,
    sends: sends.items,
    rate: desk.rate,
    isSubscribed: () => platform.live !== null,
    waitForOpens: opens.waitFor,
    waitForFrames: platform.frames.waitFor,
    waitForSends: sends.waitFor,
    async waitForSubscribed(count = 1, ms) {
      await platform.subscriptions.waitFor(count, ms);
    },
    message: (message) => sendMessage(message, platform),
    event: (event) => sendEvent(event, platform),
    refuseUpgrade(times) {
      platform.refusals = times;
    },
    kick() {
      if (platform.live) kickOut(platform.live, platform);
    },
    goHalfOpen() {
      for (const socket of sockets.clients) platform.mute.add(socket);
    },
    dropAll: endAll,
    ageStreams(ms = SIX_MINUTES_MS + 1000) {
      for (const callback of desk.callbacks.values())
        if (callback.streamStartedAt !== null) callback.streamStartedAt -= ms;
    },
    advance(ms) {
      offsetMs += ms;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      endAll();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(
  sockets: WebSocketServer,
  platform: Platform,
  opens: EventList<SocketOpen>,
): Promise<Server> {
  const server = createServer((_, response) => void response.writeHead(426).end());
  server.on('upgrade', (request, stream, head) => {
    const isRefused = platform.refusals > 0;
    opens.add({ at: Date.now(), status: isRefused ? 403 : 101 });
    if (isRefused) {
      platform.refusals--;
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => attend(socket, platform));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Serves one connection until it ends. */
function attend(socket: WebSocket, platform: Platform): void {
  const { pingTimeoutMs = 90_000 } = platform.options;
  const giveUp = () => {
    forget(socket, platform);
    socket.close();
  };
  let idle = setTimeout(giveUp, pingTimeoutMs);
  socket.on('message', (data) => {
    if (platform.mute.has(socket)) return;
    const frame = readFrame(String(data));
    if (!frame) return socket.close(1003);
    if (frame.cmd === 'ping' || frame.cmd === 'aibot_subscribe') {
      clearTimeout(idle);
      idle = setTimeout(giveUp, pingTimeoutMs);
    }
    const ack = takeFrame(frame, socket, platform);
    socket.send(JSON.stringify({ headers: { req_id: frame.reqId }, ...ack }));
    // After the answer, so that whoever waits for a frame finds it answered.
    platform.frames.add({ ...frame, at: Date.now(), ack });
    if (frame.cmd === 'aibot_subscribe' && ack.errcode === 0) platform.subscriptions.add(Date.now());
  });
  // A connection that a client breaks off is no fault of the fake; `close` follows.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(idle);
    forget(socket, platform);
  });
}

function readFrame(text: string): BotFrame | null {
  const frame = readObject(text);
  const reqId = textAt(frame?.headers, 'req_id');
  if (!frame || reqId === null) return null;
  return { cmd: textAt(frame, 'cmd') ?? '', reqId, body: objectAt(frame, 'body') };
}

function takeFrame(frame: BotFrame, socket: WebSocket, platform: Platform): FrameAck {
  if (frame.cmd === 'aibot_subscribe') return subscribe(frame, socket, platform);
  if (platform.live !== socket) return NOT_SUBSCRIBED;
  return frame.cmd === 'ping' ? OK : judgeFrame(platform.desk, frame, socket);
}

function subscribe({ body }: BotFrame, socket: WebSocket, platform: Platform): FrameAck {
  const { botId, secret } = platform.options;
  if (body.bot_id !== botId || body.secret !== secret) return BAD_SECRET;
  if (platform.live && platform.live !== socket) kickOut(platform.live, platform);
  platform.live = socket;
  return OK;
}

/** Tells a connection that another one took its place, and closes it. */
function kickOut(socket: WebSocket, platform: Platform): void {
  forget(socket, platform);
  if (platform.mute.has(socket)) return;
  push(socket, 'aibot_event_callback', {
    reqId: newReqId(),
    body: {
      msgid: randomUUID(),
      create_time: Math.floor(Date.now() / 1000),
      aibotid: platform.options.botId,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    },
  });
  socket.close();
}

/** What went out on a connection can be answered on no other. */
function forget(socket: WebSocket, platform: Platform): void {
  if (platform.live === socket) platform.live = null;
  for (const [reqId, callback] of platform.desk.callbacks) {
    if (callback.connection !== socket) continue;
    platform.desk.callbacks.delete(reqId);
    callback.settle();
  }
}

function push(socket: WebSocket, cmd: string, { reqId, body }: { reqId: string; body: JsonObject }): void {
  socket.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
}

function newReqId(): string {
  return `callback_${randomUUID()}`;
}

function chatOf({ userId, chatId }: { userId: string; chatId?: string }): JsonObject {
  const chat = chatId === undefined ? { chattype: 'single' } : { chatid: chatId, chattype: 'group' };
  return { ...chat, from: { userid: userId } };
}

/** The subscribed connection; a half-open one looks like one to the platform, too. */
function liveSocket({ live }: Platform): WebSocket {
  if (!live) throw new Error('nobody is subscribed: the message is lost');
  return live;
}

async function sendMessage(message: SocketMessage, platform: Platform): Promise<SocketAnswer> {
  const connection = liveSocket(platform);
  const { msgid = randomUUID(), text, quote, fields, chatId, userId } = message;
  const { options, desk, mute } = platform;
  const reqId = newReqId();
  const chat = chatId ?? userId;
  desk.knownChats.add(chat);
  const settled = newSettlement();
  const callback = openCallback(desk, { reqId, connection, kind: 'message', chat, settle: settled.resolve });
  const body = {
    msgid,
    aibotid: options.botId,
    ...chatOf(message),
    ...(fields ?? { msgtype: 'text', text: { content: text } }),
    ...(quote ? { quote } : {}),
  };
  if (!mute.has(connection)) push(connection, 'aibot_msg_callback', { reqId, body });
  const { answerTimeoutMs = 15_000 } = options;
  const isInTime = await settled.within(answerTimeoutMs);
  if (!isInTime) {
    const { contents } = callback.collected;
    throw new Error(`the answer has not ended in ${answerTimeoutMs} ms: ${JSON.stringify(contents.at(-1))}`);
  }
  await seen(connection);
  return { ...callback.collected, reqId, msgid, lost: callback.collected.final === null };
}

async function sendEvent(event: SocketEvent, platform: Platform): Promise<JsonObject | null> {
  const connection = liveSocket(platform);
  const { userId, chatId, eventtype, fields = {} } = event;
  const { options, desk, mute } = platform;
  const reqId = newReqId();
  const settled = newSettlement();
  const opened = { reqId, connection, kind: eventtype, chat: chatId ?? userId, settle: settled.resolve };
  const callback = openCallback(desk, opened);
  const body = {
    msgid: randomUUID(),
    create_time: Math.floor(Date.now() / 1000),
    aibotid: options.botId,
    ...chatOf(event),
    msgtype: 'event',
    event: { eventtype, ...fields },
  };
  if (!mute.has(connection)) push(connection, 'aibot_event_callback', { reqId, body });
  if (!ANSWERED_EVENTS.has(eventtype)) return null;
  await settled.within(options.eventTimeoutMs ?? 5000);
  await seen(connection);
  return callback.eventReply;
}

/** Resolves when the client has read all that was sent, or is gone: so a test that ends here cuts off no ack. */
async function seen(socket: WebSocket): Promise<void> {
  if (socket.readyState !== socket.OPEN) return;
  await new Promise<void>((resolve) => {
    socket.once('pong', () => resolve());
    socket.once('close', () => resolve());
    socket.ping();
  });
}

/** Something that is awaited for a limited time. */
function newSettlement() {
  let resolve = (): void => undefined;
  const done = new Promise<true>((settle) => {
    resolve = () => settle(true);
  });
  return {
    resolve: () => resolve(),
    /** Whether it was settled in time. */
    async within(ms: number): Promise<boolean> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((settle) => {
        timer = setTimeout(() => settle(false), ms);
      });
      const isInTime = await Promise.race([done, late]);
      clearTimeout(timer);
      return isInTime;
    },
  };
}
