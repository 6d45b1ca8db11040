import { WebSocket } from 'ws';
import { z } from 'zod';
import type { BotDesk, ChannelTimes } from '../bots/bot-channel.ts';
import { objectIn } from '../bots/bot-routes.ts';
import { callPlatform } from '../bots/call-platform.ts';
import type { DingtalkSettings } from './config.ts';
import { DINGTALK_LANE, decodeMessage } from './decode.ts';

const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';
/** Between two tries: doubled each time, with as much again by chance, so that replicas do not come back together. */
const MOST_BACKOFF_MS = 60_000;
const OPEN_MS = 10_000;

const Frame = z.object({
  type: z.enum(['SYSTEM', 'EVENT', 'CALLBACK']),
  headers: z.object({ topic: z.string(), messageId: z.string() }),
  data: z.string().default(''),
});

type Frame = z.infer<typeof Frame>;

/**
 * DingTalk's Stream mode: one connection that is always there, replaced before the platform ends it
 * (https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol).
 */
export class DingtalkStream {
  readonly #desk: BotDesk;
  readonly #settings: DingtalkSettings;
  readonly #times: ChannelTimes;
  /** The one in use. */
  #socket: WebSocket | null = null;
  /** All that are not closed yet, those that the platform is about to end included. */
  readonly #sockets = new Set<WebSocket>();
  readonly #ending = new WeakSet<WebSocket>();
  #isStopped = true;
  #isOpening = false;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;

  constructor(desk: BotDesk, settings: DingtalkSettings, times: ChannelTimes) {
    this.#desk = desk;
    this.#settings = settings;
    this.#times = times;
  }

  start(): void {
    this.#isStopped = false;
    this.#open();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    this.#socket = null;
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Opens one connection at a time, whatever asks for it and how often. */
  #open(): void {
    if (this.#isStopped || this.#isOpening) return;
    this.#isOpening = true;
    this.#connect()
      .then(() => {
        this.#isOpening = false;
        this.#failures = 0;
        this.#desk.log('info', { channel: DINGTALK_LANE }, 'dingtalk stream connected');
      })
      .catch((error: unknown) => {
        this.#isOpening = false;
        this.#later((error as Error).message);
      });
  }

  #later(reason: string): void {
    if (this.#isStopped || this.#retry !== null) return;
    const wait =
      Math.min(MOST_BACKOFF_MS, this.#times.firstBackoffMs * 2 ** this.#failures) * (1 + Math.random());
    this.#failures++;
    this.#desk.log(
      'warn',
      { channel: DINGTALK_LANE, reason, waitMs: Math.round(wait) },
      'dingtalk stream not connected',
    );
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#open();
    }, wait);
  }

  /** The address of a new connection; a ticket is good once. */
  async #gateway(): Promise<string> {
    const { apiBase, clientId, clientSecret } = this.#settings;
    const { status, body } = await callPlatform(
      '钉钉 connections/open',
      `${apiBase}/v1.0/gateway/connections/open`,
      {
        body: {
          clientId,
          clientSecret,
          ua: 'wengui',
          subscriptions: [{ type: 'CALLBACK', topic: ROBOT_TOPIC }],
        },
      },
    );
    if (typeof body.endpoint !== 'string' || typeof body.ticket !== 'string')
      throw new Error(
        `钉钉 connections/open 返回 ${status}${body.code ? ` ${String(body.code)}` : ''}，请核对 Client ID 和 Client Secret`,
      );
    return `${body.endpoint}?ticket=${encodeURIComponent(body.ticket)}`;
  }

  async #connect(): Promise<void> {
    const socket = new WebSocket(await this.#gateway(), { handshakeTimeout: OPEN_MS });
    // Before it is open: the first message may come with the very bytes that open it.
    this.#listen(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      // A refused handshake is one failure, whatever it reports besides.
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('连接在建立前关闭')));
    });
    if (this.#isStopped) return socket.terminate();
    // Told so with its very first bytes: another one, but not at once, or it would never end.
    if (this.#ending.has(socket)) throw new Error('连接刚建立就被要求断开');
    this.#socket = socket;
  }

  #listen(socket: WebSocket): void {
    this.#sockets.add(socket);
    let heardAt = Date.now();
    const watch = setInterval(() => {
      // A timer may outlive its connection by a moment.
      if (socket.readyState !== WebSocket.OPEN) return;
      if (Date.now() - heardAt > 2 * this.#times.pingMs) socket.terminate();
      else socket.ping();
    }, this.#times.pingMs);
    const hear = () => {
      heardAt = Date.now();
    };
    socket.on('pong', hear);
    socket.on('message', (data) => {
      hear();
      this.#receive(socket, String(data)).catch((error: unknown) => {
        this.#desk.log('error', { err: error, channel: DINGTALK_LANE }, 'frame failed');
      });
    });
    // The close that follows says all there is to do.
    socket.on('error', (error) =>
      this.#desk.log('warn', { channel: DINGTALK_LANE, reason: error.message }, 'dingtalk stream failed'),
    );
    socket.on('close', () => {
      clearInterval(watch);
      this.#sockets.delete(socket);
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#later('连接已关闭');
    });
  }

  async #receive(socket: WebSocket, text: string): Promise<void> {
    const frame = Frame.safeParse(objectIn(text));
    if (!frame.success) return;
    const { type, headers, data } = frame.data;
    if (type === 'SYSTEM' && headers.topic === 'disconnect') return this.#replace(socket);
    if (type === 'SYSTEM') return acknowledge(socket, frame.data, data);
    if (headers.topic === ROBOT_TOPIC) await this.#keep(data);
    // Kept first: what is acknowledged does not come again.
    acknowledge(socket, frame.data, JSON.stringify({ response: null }));
  }

  async #keep(data: string): Promise<void> {
    const message = decodeMessage(objectIn(data), this.#settings, this.#desk.now());
    if (message === null) this.#desk.log('warn', { channel: DINGTALK_LANE }, 'message not understood');
    else await this.#desk.accept(message);
  }

  /** The platform delivers nothing more here, though the connection stays open for ten seconds. */
  #replace(old: WebSocket): void {
    this.#ending.add(old);
    // Told twice, or before it was in use: a new connection is under way.
    if (this.#socket !== old) return;
    this.#socket = null;
    this.#open();
  }
}

function acknowledge(socket: WebSocket, { headers }: Frame, data: string): void {
  const head = { messageId: headers.messageId, contentType: 'application/json' };
  socket.send(JSON.stringify({ code: 200, headers: head, message: 'OK', data }));
}
