import { createEventList, type EventList } from './event-list.ts';
import type { FaultSwitches } from './fault-switches.ts';
import { type RecordedCall, startLoopbackServer } from './loopback-server.ts';
import { answerRest } from './wecom-rest-routes.ts';

/** A message that reached a user, a group or a chat. */
export interface SentMessage {
  /** How it was sent: message/send, a group's webhook, or a response_url. */
  via: 'app' | 'webhook' | 'response_url';
  /** One user, as the message named them; '' for a webhook. A message to two users is two of these. */
  touser: string;
  /** The chat of a response_url that belongs to a group. */
  chatId: string | null;
  msgtype: string;
  /** As delivered: after the cut. The JSON of what is no text or markdown. */
  content: string;
  /** As it came. */
  body: Record<string, unknown>;
  msgid: string;
  /** Milliseconds since 1970, on the fake's clock. */
  at: number;
}

/** A text that was too long and lost its end. */
interface CutMessage {
  touser: string;
  msgtype: string;
  /** UTF-8. */
  originalBytes: number;
  keptBytes: number;
  /** What nobody saw. */
  lost: string;
}

/** An update of a card that was sent. */
interface CardUpdate {
  responseCode: string;
  body: Record<string, unknown>;
}

/** Whom an answer over a response_url reaches. */
export interface ResponseTarget {
  userId: string;
  chatId?: string | undefined;
}

/** What the fake remembers; the switches among it may be turned while it runs. */
interface WecomRestState {
  /** Turn on: the caller's address is not trusted (60020). */
  ipRefused: boolean;
  /** Those in the app's scope; null for everybody. */
  knownUsers: Set<string> | null;
  /** Calls of gettoken, refused ones included. */
  tokenCalls: number;
  /** Tokens by what became of them. */
  tokens: Map<string, { status: 'valid' | 'revoked' | 'expired'; expiresAt: number }>;
  cuts: CutMessage[];
  /** Answered with errcode 0 and never shown: over 30 a minute or 1000 an hour for a user. */
  dropped: SentMessage[];
  /** Answered with errcode 0 and never shown: the duplicate check. */
  duplicates: SentMessage[];
  cardUpdates: CardUpdate[];
  /** The msgid of what was taken back. */
  recalled: string[];
  /** Codes of cards that may be updated once, with their end. */
  cardCodes: Map<string, number>;
  /** Codes of response_urls that may be used once. */
  responseCodes: Map<string, ResponseTarget & { expiresAt: number }>;
}

/** Who may use the fake. */
export interface WecomRestOptions {
  corpId: string;
  secret: string;
  agentId: number;
  /** The keys of group webhooks. */
  webhookKeys?: string[];
}

/** WeCom's REST service on this machine. */
export interface WecomRest {
  /** Without a slash at its end: the place of https://qyapi.weixin.qq.com. */
  base: string;
  /** Every request, oldest first. */
  calls: RecordedCall[];
  /** Every delivered message, oldest first. */
  sent: SentMessage[];
  state: WecomRestState;
  faults: FaultSwitches;
  /** Resolves to all messages when there are that many, or to those that fit when there is one. */
  waitForSent(wanted: number | ((message: SentMessage) => boolean), ms?: number): Promise<SentMessage[]>;
  /** Revokes all tokens, as a reset of the secret does: 40014. */
  rotateToken(): void;
  /** Ends all tokens before their time: 42001. */
  expireToken(): void;
  /** An address for one answer within an hour. */
  makeResponseUrl(target: ResponseTarget): string;
  /** Moves the fake's clock on. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** What the routes work with. */
export interface RestDesk {
  options: WecomRestOptions;
  state: WecomRestState;
  sent: EventList<SentMessage>;
  faults: FaultSwitches;
  /** Milliseconds since 1970, on the fake's clock. */
  now(): number;
  /** When a user or a webhook was written to, by its name. */
  times: Map<string, number[]>;
  /** The last time of each body that asked for the duplicate check. */
  bodies: Map<string, number>;
}

const HOUR_MS = 3_600_000;

/** Starts the REST service of one company with one app. */
export async function startWecomRest(options: WecomRestOptions): Promise<WecomRest> {
  let offsetMs = 0;
  const now = () => Date.now() + offsetMs;
  const sent = createEventList<SentMessage>('sent messages');
  const state = newState();
  const rest = { options, state, sent, now, times: new Map(), bodies: new Map() };
  const server = await startLoopbackServer((call) => answerRest(call, { ...rest, faults: server.faults }));
  const endTokens = (status: 'revoked' | 'expired') => {
    for (const token of state.tokens.values()) if (token.status === 'valid') token.status = status;
  };
  return {
    base: server.base,
    calls: server.calls,
    sent: sent.items,
    state,
    faults: server.faults,
    waitForSent: sent.waitFor,
    rotateToken: () => endTokens('revoked'),
    expireToken: () => endTokens('expired'),
    makeResponseUrl(target) {
      const code = `response-${state.responseCodes.size + 1}`;
      state.responseCodes.set(code, { ...target, expiresAt: now() + HOUR_MS });
      return `${server.base}/cgi-bin/aibot/response?response_code=${code}`;
    },
    advance(ms) {
      offsetMs += ms;
    },
    close: server.close,
  };
}

function newState(): WecomRestState {
  return {
    ipRefused: false,
    knownUsers: null,
    tokenCalls: 0,
    tokens: new Map(),
    cuts: [],
    dropped: [],
    duplicates: [],
    cardUpdates: [],
    recalled: [],
    cardCodes: new Map(),
    responseCodes: new Map(),
  };
}
