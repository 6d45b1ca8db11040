import { randomUUID } from 'node:crypto';
import { type Faults, noFaults } from './dingtalk-faults.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import type { JsonObject, RestReply } from './loopback-rest.ts';

/** A message that a user of DingTalk can see. */
export interface Delivered {
  via: 'session' | 'single' | 'group' | 'card';
  /** The staff id in a single chat, the conversation's id in a group. */
  to: string;
  /** `text`, `markdown`, `actionCard`; the `msgKey` of a proactive message; `card`. */
  msgtype: string;
  /** What is read now: that of a card changes while it is written. */
  text: string;
  /** The line in the list of chats, where there is one. */
  title: string;
  /** As it was asked for; an @ needs the name in the text too. */
  at: JsonObject;
  /** Only of a card. */
  card?: Card;
}

/** An interactive card. */
export interface Card {
  outTrackId: string;
  cardTemplateId: string;
  params: Record<string, string>;
  status: 'open' | 'final' | 'failed';
  /** What was written into it, oldest first. */
  updates: { guid: string; key: string; content: string; atMs: number }[];
}

/** Where the answers to one message go. */
interface Session {
  via: 'session';
  to: string;
  /** Milliseconds of the fake's clock. */
  expiresAtMs: number;
}

/** What a test can set and look at while the fake runs. */
export interface DingtalkState {
  appKey: string;
  appSecret: string;
  robotCode: string;
  faults: Faults;
  /** Milliseconds; a test that gives its own clock makes tickets, tokens and sessions old. */
  now: () => number;
  ticketMs: number;
  tokenMs: number;
  sessionMs: number;
  /** Ticket → what it subscribes to and until when. */
  tickets: Map<string, { expiresAtMs: number; topics: string[] }>;
  /** When a ticket was asked for, of this machine's clock: the steps of a back-off can be read from it. */
  opensAtMs: number[];
  /** Token → until when. */
  tokens: Map<string, number>;
  tokenRequests: number;
  sessions: Map<string, Session>;
  cards: Map<string, Card>;
  sent: EventLog<Delivered>;
  /** Users who get too much already: listed in a successful answer, and they get nothing. */
  flowControlled: Set<string>;
  /** Users who are not in the organisation. */
  unknownStaff: Set<string>;
  /** A word that the audit of contents refuses. */
  auditedWord: string | undefined;
  /** Card.Streaming.Write. */
  hasStreamingPermission: boolean;
  /** Bytes of one streamed content; the documented 1 K is advice, so nothing is refused by default. */
  cardContentLimit: number | undefined;
  /** Calls about cards in a second before the next is refused with 403; 0 refuses all. */
  cardQps: number | undefined;
}

/** What a fake can be started with. */
export type DingtalkOptions = Partial<
  Pick<
    DingtalkState,
    'appKey' | 'appSecret' | 'robotCode' | 'now' | 'ticketMs' | 'tokenMs' | 'sessionMs' | 'cardContentLimit'
  >
>;

const MINUTE_MS = 60_000;

/** A platform on which nothing has happened. The session's 90 minutes are those of the official samples. */
export function createDingtalkState(options: DingtalkOptions): DingtalkState {
  return {
    appKey: 'ding-app-key',
    appSecret: 'ding-app-secret',
    robotCode: 'ding-robot',
    faults: noFaults(),
    now: Date.now,
    ticketMs: 1.5 * MINUTE_MS,
    tokenMs: 120 * MINUTE_MS,
    sessionMs: 90 * MINUTE_MS,
    tickets: new Map(),
    opensAtMs: [],
    tokens: new Map(),
    tokenRequests: 0,
    sessions: new Map(),
    cards: new Map(),
    sent: createEventLog<Delivered>('sent'),
    flowControlled: new Set(),
    unknownStaff: new Set(),
    auditedWord: undefined,
    hasStreamingPermission: true,
    cardContentLimit: undefined,
    cardQps: undefined,
    ...options,
  };
}

/** A refusal of api.dingtalk.com; those of oapi.dingtalk.com are 200 with an errcode. */
export function refuse(status: number, code: string, message: string, more: JsonObject = {}): RestReply {
  return { status, body: { code, requestid: randomUUID().toUpperCase(), message, ...more } };
}

/** A success. */
export function agree(body: unknown): RestReply {
  return { status: 200, body };
}

/** Whether the audit of contents would take this away. */
export function isAudited({ auditedWord }: DingtalkState, text: string): boolean {
  return auditedWord !== undefined && text.includes(auditedWord);
}
