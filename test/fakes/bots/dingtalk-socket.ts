import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { robotMessage, type UserMessage } from './dingtalk-message.ts';
import type { DingtalkState } from './dingtalk-state.ts';
import { createEventLog, type EventLog, type Wanted } from './event-log.ts';
import { asObject, type JsonObject, parseObject } from './loopback-rest.ts';

/** Where messages to the robot arrive. */
const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';

/** What a client said about a frame. */
interface Ack {
  messageId: string;
  code: number;
  /** The object inside of the `data`. */
  data: JsonObject;
  connectionId: string;
  atMs: number;
}

/** One message to the robot, however often it was pushed. */
interface Push {
  /** Of the frame: the same when it is pushed again. */
  messageId: string;
  /** What the user's message is called: `data.msgId`. */
  msgId: string;
  data: JsonObject;
  /** The connections it went to, oldest first; empty where there was none: then it is lost. */
  sentTo: string[];
  isAcked: boolean;
}

/** A question whether the client lives. */
interface Ping {
  messageId: string;
  opaque: string;
  isEchoed: boolean;
}

/** How the socket is started. */
export interface SocketOptions {
  /** Milliseconds between the `disconnect` frame and the end of the connection. */
  disconnectMs?: number;
  /** What is pushed again where no ack comes: the documents say never, the official client says after 60 s. */
  redelivery?: { isOn: boolean; afterMs: number; most: number };
  /** Which of so many connections gets the next message. */
  choose?: (count: number) => number;
}

/** The Stream mode of a fake DingTalk. */
export interface DingtalkSocket {
  /** One entry for every try to connect: 101, 401, 403 or 404. */
  upgrades: EventLog<{ status: number; atMs: number }>;
  acks: EventLog<Ack>;
  pushes: EventLog<Push>;
  pings: EventLog<Ping>;
  /** What a client said that breaks the protocol. */
  problems: string[];
  redelivery: { isOn: boolean; afterMs: number; most: number };
  /** The connections that are open, those that drain included. */
  openConnections(): string[];
  /** Resolves when so many connections are open that messages are delivered to. */
  waitForReady(count: number, ms?: number): Promise<void>;
  /** Resolves when the connections that drain are closed. */
  waitForClosed(ms?: number): Promise<void>;
  /** Delivers a message to one of the connections, chosen at random. */
  push(message: UserMessage): Push;
  /** Pushes the same message under another frame id, as to a connection that was thought dead. */
  pushAgain(push: Push): Push;
  waitForAck(wanted: Wanted<Ack>, ms?: number): Promise<Ack[]>;
  /** Asks all connections; resolves when all have echoed. */
  ping(ms?: number): Promise<void>;
  /** Says so to all connections, delivers nothing to them any more and closes them later. */
  disconnect(): void;
  /** Closes the connections that drain without waiting any longer. */
  closeDrained(): void;
  /** The next tries to connect are answered with 403. */
  refuseUpgrade(times: number): void;
  /**
   * Makes the present connections look alive without delivering: a `zombie` still answers a WebSocket ping,
   * one that is `half-open` answers nothing.
   */
  silence(how: 'zombie' | 'half-open'): void;
  /** Ends all connections without a word. */
  cut(): void;
  close(): void;
}

interface Connection {
  id: string;
  socket: WebSocket;
  topics: string[];
  isDraining: boolean;
  isSilent: boolean;
}

/** What the functions of one socket share. */
interface Hub extends Required<Omit<SocketOptions, 'redelivery'>> {
  state: DingtalkState;
  connections: EventLog<Connection>;
  upgrades: EventLog<{ status: number; atMs: number }>;
  acks: EventLog<Ack>;
  pushes: EventLog<Push>;
  pings: EventLog<Ping>;
  problems: string[];
  redelivery: { isOn: boolean; afterMs: number; most: number };
  timers: Set<NodeJS.Timeout>;
  toRefuse: number;
}

/** Answers the upgrades of a server whose base address is `base()`. */
export function carryDingtalkSocket(
  server: Server,
  base: () => string,
  state: DingtalkState,
  options: SocketOptions = {},
): DingtalkSocket {
  const hub = createHub(state, options);
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { status, topics } = admit(request, hub);
    hub.upgrades.add({ status, atMs: Date.now() });
    if (status !== 101) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => join(client, topics, hub));
  });
  const { upgrades, acks, pushes, pings, problems, redelivery } = hub;
  return {
    upgrades,
    acks,
    pushes,
    pings,
    problems,
    redelivery,
    openConnections: () => hub.connections.entries.map(({ id }) => id),
    waitForReady: (count, ms) => hub.connections.until(() => ready(hub).length >= count, ms),
    waitForClosed: (ms) => hub.connections.until(() => !hub.connections.entries.some(isDraining), ms),
    push: (message) => push(robotMessage(state, base(), message), hub),
    pushAgain: ({ data }) => push(data, hub),
    waitForAck: acks.waitFor,
    ping: (ms) => ping(hub, ms),
    disconnect: () => disconnect(hub),
    closeDrained() {
      for (const { socket } of hub.connections.entries.filter(isDraining)) socket.close();
    },
    refuseUpgrade(times) {
      hub.toRefuse = times;
    },
    silence: (how) => silence(how, hub),
    cut: () => cut(hub),
    close() {
      for (const timer of hub.timers) clearTimeout(timer);
      cut(hub);
      sockets.close();
    },
  };
}

function createHub(state: DingtalkState, options: SocketOptions): Hub {
  return {
    state,
    connections: createEventLog('connections'),
    upgrades: createEventLog('upgrades'),
    acks: createEventLog('acks'),
    pushes: createEventLog('pushes'),
    pings: createEventLog('pings'),
    problems: [],
    redelivery: options.redelivery ?? { isOn: true, afterMs: 60_000, most: 3 },
    disconnectMs: options.disconnectMs ?? 10_000,
    choose: options.choose ?? ((count) => Math.floor(Math.random() * count)),
    timers: new Set(),
    toRefuse: 0,
  };
}

/** A ticket is used up by the try, whatever comes of it. */
function admit({ url }: IncomingMessage, hub: Hub): { status: number; topics: string[] } {
  const { pathname, searchParams } = new URL(url!, 'http://127.0.0.1');
  const name = searchParams.get('ticket') ?? '';
  const ticket = hub.state.tickets.get(name);
  hub.state.tickets.delete(name);
  if (pathname !== '/connect') return { status: 404, topics: [] };
  if (hub.toRefuse > 0) {
    hub.toRefuse--;
    return { status: 403, topics: [] };
  }
  if (!ticket || ticket.expiresAtMs <= hub.state.now()) return { status: 401, topics: [] };
  return { status: 101, topics: ticket.topics };
}

function join(socket: WebSocket, topics: string[], hub: Hub): void {
  const connection = { id: randomUUID(), socket, topics, isDraining: false, isSilent: false };
  socket.on('message', (data) => hear(String(data), connection, hub));
  // A client that is cut off shows in its close.
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    const { entries } = hub.connections;
    entries.splice(entries.indexOf(connection), 1);
    hub.connections.changed();
  });
  hub.connections.add(connection);
}

/** The connections that a message can go to; what is silent still counts as alive here. */
function ready({ connections }: Hub): Connection[] {
  return connections.entries.filter(({ isDraining, topics }) => !isDraining && topics.includes(ROBOT_TOPIC));
}

function push(data: JsonObject, hub: Hub): Push {
  const message: Push = {
    messageId: randomUUID(),
    msgId: String(data.msgId),
    data,
    sentTo: [],
    isAcked: false,
  };
  hub.pushes.add(message);
  deliver(message, hub);
  return message;
}

function deliver(message: Push, hub: Hub): void {
  const candidates = ready(hub);
  const connection = candidates[hub.choose(candidates.length)];
  if (!connection) return;
  message.sentTo.push(connection.id);
  sendFrame(connection, {
    type: 'CALLBACK',
    topic: ROBOT_TOPIC,
    messageId: message.messageId,
    data: message.data,
  });
  hub.pushes.changed();
  const { isOn, afterMs, most } = hub.redelivery;
  if (!isOn || message.sentTo.length > most) return;
  later(hub, afterMs, () => {
    if (!message.isAcked && hub.redelivery.isOn) deliver(message, hub);
  });
}

function sendFrame(
  { id, socket, isSilent }: Connection,
  frame: { type: string; topic: string; messageId: string; data: JsonObject },
): void {
  if (isSilent) return;
  const { type, topic, messageId, data } = frame;
  const time = String(Date.now());
  const headers = { appId: 'app', connectionId: id, contentType: 'application/json', messageId, time, topic };
  socket.send(JSON.stringify({ specVersion: '1.0', type, headers, data: JSON.stringify(data) }));
}

function hear(text: string, { id }: Connection, hub: Hub): void {
  const frame = parseObject(text);
  const { messageId, contentType } = asObject(frame?.headers);
  const data = parseObject(frame?.data);
  if (typeof frame?.code !== 'number' || typeof messageId !== 'string' || !data) {
    hub.problems.push(`not an answer to a frame: ${text}`);
    return;
  }
  if (contentType !== 'application/json') hub.problems.push(`no contentType: ${text}`);
  const ping = hub.pings.entries.find((entry) => entry.messageId === messageId);
  const message = hub.pushes.entries.find((entry) => entry.messageId === messageId);
  if (ping) {
    ping.isEchoed = data.opaque === ping.opaque;
    hub.pings.changed();
  } else if (message) {
    message.isAcked = true;
    hub.acks.add({ messageId, code: frame.code, data, connectionId: id, atMs: Date.now() });
  } else hub.problems.push(`answers a frame that wants no answer: ${text}`);
}

async function ping(hub: Hub, ms?: number): Promise<void> {
  const asked = hub.connections.entries.map((connection) => {
    const messageId = randomUUID();
    const entry: Ping = { messageId, opaque: randomUUID(), isEchoed: false };
    hub.pings.add(entry);
    sendFrame(connection, { type: 'SYSTEM', topic: 'ping', messageId, data: { opaque: entry.opaque } });
    return entry;
  });
  await hub.pings.until(() => asked.every(({ isEchoed }) => isEchoed), ms);
}

function disconnect(hub: Hub): void {
  for (const connection of hub.connections.entries) {
    const data = { reason: 'connection is expired' };
    sendFrame(connection, { type: 'SYSTEM', topic: 'disconnect', messageId: randomUUID(), data });
    connection.isDraining = true;
    later(hub, hub.disconnectMs, () => connection.socket.close());
  }
}

function isDraining(connection: Connection): boolean {
  return connection.isDraining;
}

function silence(how: 'zombie' | 'half-open', hub: Hub): void {
  for (const connection of hub.connections.entries) {
    connection.isSilent = true;
    if (how === 'half-open') connection.socket.pause();
  }
}

function cut(hub: Hub): void {
  for (const { socket } of [...hub.connections.entries]) socket.terminate();
}

function later({ timers }: Hub, ms: number, act: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer);
    act();
  }, ms);
  timers.add(timer.unref());
}
