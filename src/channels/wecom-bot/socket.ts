import { randomUUID } from 'node:crypto';
import type { WSClient, WsFrame } from '@wecom/aibot-node-sdk';
import { type BotDesk, type ChannelTimes, DeliveryError, type Lane } from '../bots/bot-channel.ts';
import type { BotReply } from '../bots/bot-message.ts';
import type { Job } from '../bots/bot-store.ts';
import { harmless } from '../bots/chat-words.ts';
import { pace } from '../bots/pace.ts';
import type { WecomBotSettings } from './config.ts';
import { decodePayload, streamIdOf, WECOM_SOCKET_LANE } from './decode.ts';
import { BOT_STYLE, encodeMarkdown, encodeStream } from './encode.ts';
import { reportFeedback } from './feedback.ts';
import { cardOf, keepStreamEnd } from './send.ts';

/** A bot has one connection: the process that holds the lease opens it, and its end passes the lease on. */
const LEASE = 'wecom-socket';
const LEASE_MS = 15_000;
/** Another program connected with the same bot: coming back at once would only throw it out in turn. */
const KICKED_MS = 60_000;
/**
 * 30 messages a minute and 1,000 an hour for each chat (https://developer.work.weixin.qq.com/document/path/101463); whether
 * frames of a stream count is not said, so that they have a share: 8 + 10 + 3 + 6 in any minute stay below.
 */
const PER_CHAT = { burst: 8, perMinute: 10 };
const PROGRESS = { burst: 3, perMinute: 6 };
/** Opening a connection and being taken in; the SDK itself would wait for ever. */
const SUBSCRIBE_MS = 15_000;
/** The platform knows no such request: its connection is gone, or six minutes are over. */
const GONE = new Set([846605, 846608]);

interface SocketParts {
  desk: BotDesk;
  settings: WecomBotSettings & { connection: NonNullable<WecomBotSettings['connection']> };
  owner: string;
  welcome: () => string;
  times: ChannelTimes;
}

/** The long connection of the bot: receives, streams answers, and pushes where the connection of a question is gone. */
export class BotSocket {
  readonly #parts: SocketParts;
  #client: WSClient | null = null;
  /** Tells requests of this connection from those of an earlier one. */
  #connection = '';
  #isSubscribed = false;
  #pausedUntil = 0;
  /** Requests of which an answer is overdue: the SDK would take it for that of a later frame. */
  readonly #silent = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: SocketParts) {
    this.#parts = parts;
  }

  start(): void {
    let isKeeping = false;
    const keep = () => {
      // One look at a time: two would open two connections, of which each ends the other.
      if (isKeeping) return;
      isKeeping = true;
      this.#keepLease()
        .finally(() => {
          isKeeping = false;
        })
        .catch((error: unknown) =>
          this.#parts.desk.log('error', { err: error }, 'wecom connection could not be kept'),
        );
    };
    this.#timer = setInterval(keep, this.#parts.times.leaseEveryMs);
    keep();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#disconnect();
    await this.#parts.desk.store.releaseLease(LEASE, this.#parts.owner);
  }

  async #keepLease(): Promise<void> {
    const { desk, owner } = this.#parts;
    const now = desk.now();
    if (now < this.#pausedUntil) return;
    const isOurs = await desk.store.lease(LEASE, owner, { now, until: now + LEASE_MS });
    if (isOurs && this.#client === null && this.#timer !== null) await this.#connect();
    if (!isOurs) this.#disconnect();
  }

  async #connect(): Promise<void> {
    const { connection } = this.#parts.settings;
    // Loaded only where the bot is connected this way.
    const { WSClient } = await import('@wecom/aibot-node-sdk');
    const client = new WSClient({
      botId: connection.botId,
      secret: connection.secret,
      heartbeatInterval: this.#parts.times.heartbeatMs,
      maxReconnectAttempts: -1,
      // A wrong secret stays wrong, and the platform guards the door.
      maxAuthFailureAttempts: 3,
      logger: SILENT,
      wsOptions: { handshakeTimeout: SUBSCRIBE_MS },
      ...(connection.url !== null && { wsUrl: connection.url }),
    });
    this.#client = client;
    let watch: NodeJS.Timeout | undefined;
    client.on('connected', () => {
      watch = setTimeout(() => this.#giveUp(client), SUBSCRIBE_MS);
    });
    client.on('authenticated', () => {
      clearTimeout(watch);
      this.#connection = randomUUID();
      this.#silent.clear();
      this.#isSubscribed = true;
      this.#parts.desk.log('info', { channel: WECOM_SOCKET_LANE }, 'wecom bot connected');
    });
    client.on('disconnected', () => {
      clearTimeout(watch);
      this.#isSubscribed = false;
    });
    client.on('error', (error) => this.#onError(error));
    client.on('message', (frame) => void this.#receive(frame));
    client.on('event', (frame) => void this.#receive(frame));
    client.connect();
  }

  /** A server that took the connection and says nothing: the next look opens another one. */
  #giveUp(client: WSClient): void {
    this.#parts.desk.log('warn', { channel: WECOM_SOCKET_LANE }, 'wecom bot not subscribed in time');
    if (this.#client === client) this.#disconnect();
  }

  #disconnect(): void {
    this.#isSubscribed = false;
    this.#client?.disconnect();
    this.#client = null;
  }

  #onError(error: Error): void {
    const { desk } = this.#parts;
    desk.log('warn', { channel: WECOM_SOCKET_LANE, reason: error.message }, 'wecom bot connection failed');
    if ((error as { code?: string }).code === 'WS_AUTH_FAILURE_EXHAUSTED')
      void this.#pause('BotID 或 Secret 不对');
  }

  /** Gives the connection up for a while: whoever holds the lease next may have it. */
  async #pause(reason: string): Promise<void> {
    const { desk, owner } = this.#parts;
    desk.log('error', { channel: WECOM_SOCKET_LANE, reason }, 'wecom bot disconnected');
    this.#pausedUntil = desk.now() + KICKED_MS;
    this.#disconnect();
    await desk.store.releaseLease(LEASE, owner);
  }

  async #receive(frame: WsFrame): Promise<void> {
    const { desk, settings } = this.#parts;
    try {
      await this.#handle(frame);
    } catch (error) {
      desk.log(
        'error',
        { err: error, channel: WECOM_SOCKET_LANE, bot: settings.connection.botId },
        'frame failed',
      );
    }
  }

  async #handle(frame: WsFrame): Promise<void> {
    const { desk, settings, welcome } = this.#parts;
    const eventType = (frame.body as { event?: { eventtype?: string } } | undefined)?.event?.eventtype;
    if (eventType === 'disconnected_event') return this.#pause('另一个程序用同一个机器人建立了连接');
    const event = decodePayload(frame.body, {
      lane: WECOM_SOCKET_LANE,
      displayName: settings.displayName,
      receivedAt: desk.now(),
      address: { requestId: frame.headers.req_id, connection: this.#connection },
    });
    if (event?.kind === 'message') {
      // A click may only be answered by changing its card; the answer comes as a message of its own.
      if (event.isFromCard) event.message.address.requestId = null;
      await desk.accept(event.message);
    }
    if (event?.kind === 'feedback') await reportFeedback(desk, event);
    if (event?.kind === 'enter')
      await this.#client?.replyWelcome(frame, { msgtype: 'text', text: { content: welcome() } });
  }

  /** Delivers over the connection that this process holds. */
  get lane(): Lane {
    return {
      name: WECOM_SOCKET_LANE,
      style: BOT_STYLE,
      isIdempotent: false,
      canDeliver: () => this.#isSubscribed,
      showProgress: async (job, text) => {
        const frame = this.#frameOf(job);
        const { store, now } = this.#parts.desk;
        if (frame === null) return;
        const chat = `wecom-progress:${String(job.message.address.chatId)}`;
        if ((await store.takeToken(chat, PROGRESS, now())) > 0) return;
        const id = streamIdOf(job.message);
        await this.#client?.replyStreamNonBlocking(frame, id, harmless(text), false, undefined, { id });
      },
      deliver: (job, reply, page) => this.#deliver(job, reply, page),
    };
  }

  /** What a reply to the job's message needs; null where its connection is gone. */
  #frameOf({ message: { address } }: Job): WsFrame | null {
    const { requestId, connection } = address;
    if (typeof requestId !== 'string' || this.#silent.has(requestId)) return null;
    const isOpen = connection === this.#connection && this.#isSubscribed;
    return isOpen ? { headers: { req_id: requestId } } : null;
  }

  async #deliver(job: Job, reply: BotReply, page: number): Promise<void> {
    const { desk } = this.#parts;
    const id = streamIdOf(job.message);
    const content = reply.pages[page]!;
    await keepStreamEnd(desk, id, reply);
    const chatId = String(job.message.address.chatId);
    await pace(desk.store, `wecom-socket:${chatId}`, PER_CHAT, desk.now);
    const frame = this.#frameOf(job);
    if (frame !== null && (await this.#replied(frame, id, content))) return;
    const code = await this.#acknowledged(() =>
      this.#open().sendMessage(chatId, encodeMarkdown(content, id)),
    );
    // A push has no request that could be gone: it was refused.
    if (code !== 0) throw new DeliveryError('never', `企业微信长连接：主动推送返回 errcode ${code}`);
  }

  /** Ends the stream; false where the platform knows its request no more. */
  async #replied(frame: WsFrame, id: string, content: string): Promise<boolean> {
    const { store, now } = this.#parts.desk;
    const card = await store.value(cardOf(id), now());
    const body = encodeStream({
      id,
      content,
      isFinished: true,
      isFirst: true,
      card: card === null ? null : (JSON.parse(card) as Record<string, unknown>),
    });
    try {
      return (await this.#acknowledged(() => this.#open().reply(frame, body))) === 0;
    } catch (error) {
      this.#silent.add(frame.headers.req_id);
      throw error;
    }
  }

  /** 0, or a code that says that the request is gone. The SDK rejects with the answer itself, which is no error. */
  async #acknowledged(send: () => Promise<WsFrame>): Promise<number> {
    try {
      return (await send()).errcode ?? 0;
    } catch (error) {
      if (error instanceof DeliveryError) throw error;
      const code = Number((error as { errcode?: number }).errcode ?? Number.NaN);
      if (GONE.has(code)) return code;
      // Without an answer the connection is dead, and with it the stream; the next try goes by another one.
      const told = Number.isNaN(code) ? '没有回执' : `errcode ${code}`;
      throw new DeliveryError('later', `企业微信长连接：${told}`);
    }
  }

  #open(): WSClient {
    if (this.#client === null || !this.#isSubscribed)
      throw new DeliveryError('later', '企业微信长连接没有连上');
    return this.#client;
  }
}

const nothing = () => undefined;
/** The SDK would log secrets and questions. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
