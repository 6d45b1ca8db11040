import { randomUUID } from 'node:crypto';
import { CARD_ROUTES, refuseCardFlood } from './dingtalk-cards.ts';
import type { Faults } from './dingtalk-faults.ts';
import { batchSend, sendBySession, sendToGroup } from './dingtalk-messages.ts';
import { carryDingtalkSocket, type DingtalkSocket, type SocketOptions } from './dingtalk-socket.ts';
import {
  agree,
  createDingtalkState,
  type Delivered,
  type DingtalkOptions,
  type DingtalkState,
  refuse,
} from './dingtalk-state.ts';
import type { Wanted } from './event-log.ts';
import { asObject, type RestCall, type RestReply, startLoopbackRest } from './loopback-rest.ts';

/** DingTalk on this machine: api.dingtalk.com, oapi.dingtalk.com and the Stream gateway on one port. */
export interface DingtalkRest {
  /** Without a slash at its end; to be given for both hosts. */
  base: string;
  /** Every request, oldest first, those that a fault hit included. */
  calls: RestCall[];
  /** Every message that a user can see, oldest first. */
  sent: Delivered[];
  state: DingtalkState;
  faults: Faults;
  socket: DingtalkSocket;
  /** Messages once there are so many, or those of a kind once there is one; fails after `ms`. */
  waitForSent(wanted: Wanted<Delivered>, ms?: number): Promise<Delivered[]>;
  waitForCalls(wanted: Wanted<RestCall>, ms?: number): Promise<RestCall[]>;
  /** Makes the tokens that were given out invalid before their time. */
  expireTokens(): void;
  /** Makes the addresses for answers that were given out too old. */
  expireSessions(): void;
  close(): Promise<void>;
}

type Route = (state: DingtalkState, call: RestCall) => RestReply;

const OPEN_ROUTES: Record<string, Route> = {
  'POST /v1.0/gateway/connections/open': openConnection,
  'POST /v1.0/oauth2/accessToken': giveToken,
  'GET /gettoken': giveLegacyToken,
  'POST /robot/sendBySession': sendBySession,
};

const TOKEN_ROUTES: Record<string, Route> = {
  ...CARD_ROUTES,
  'POST /v1.0/robot/oToMessages/batchSend': batchSend,
  'POST /v1.0/robot/groupMessages/send': sendToGroup,
};

/** Starts the platform on a free port. */
export async function startDingtalkRest(
  options: DingtalkOptions & SocketOptions = {},
): Promise<DingtalkRest> {
  const { disconnectMs, redelivery, choose, ...rest } = options;
  const state = createDingtalkState(rest);
  const { faults, sent } = state;
  const server = await startLoopbackRest({
    faults,
    answer: (call) => answer(call, state, server.calls.entries),
  });
  const socket = carryDingtalkSocket(server.server, () => server.base, state, {
    ...(disconnectMs !== undefined && { disconnectMs }),
    ...(redelivery && { redelivery }),
    ...(choose && { choose }),
  });
  return {
    base: server.base,
    calls: server.calls.entries,
    sent: sent.entries,
    state,
    faults,
    socket,
    waitForSent: sent.waitFor,
    waitForCalls: server.calls.waitFor,
    expireTokens: () => state.tokens.clear(),
    expireSessions() {
      for (const session of state.sessions.values()) session.expiresAtMs = state.now();
    },
    async close() {
      socket.close();
      await server.close();
    },
  };
}

function answer(call: RestCall, state: DingtalkState, calls: RestCall[]): RestReply {
  const name = `${call.method} ${call.path}`;
  const open = OPEN_ROUTES[name];
  if (open) return open(state, call);
  const route = TOKEN_ROUTES[name];
  if (!route) return refuse(404, 'InvalidAction.NotFound', `Specified api is not found: ${name}`);
  const token = call.headers['x-acs-dingtalk-access-token'];
  const isValid = typeof token === 'string' && (state.tokens.get(token) ?? 0) > state.now();
  // github.com/satorijs/satori/issues/240 shows this body.
  if (!isValid) return refuse(400, 'InvalidAuthentication', '不合法的access_token');
  const flood = name in CARD_ROUTES ? refuseCardFlood(state, calls) : undefined;
  return flood ?? route(state, call);
}

function openConnection(state: DingtalkState, { body, headers }: RestCall): RestReply {
  state.opensAtMs.push(Date.now());
  const { clientId, clientSecret, subscriptions } = body;
  if (clientId !== state.appKey || clientSecret !== state.appSecret)
    return refuse(401, 'authFailed', '鉴权失败');
  const topics = topicsOf(subscriptions);
  if (topics.length === 0) return refuse(400, 'param.error', 'subscriptions不能为空');
  const ticket = `${randomUUID()}+/=`;
  state.tickets.set(ticket, { expiresAtMs: state.now() + state.ticketMs, topics });
  const endpoint = `ws://${headers.host}/connect`;
  // Who does not ask for JSON gets XML, says the official client; `*/*` is what fetch asks for.
  if (!headers.accept?.includes('application/json')) return asXml(endpoint, ticket);
  return agree({ endpoint, ticket });
}

function topicsOf(subscriptions: unknown): string[] {
  if (!Array.isArray(subscriptions)) return [];
  return subscriptions
    .map(asObject)
    .filter(({ type }) => type === 'EVENT' || type === 'CALLBACK')
    .map(({ topic }) => String(topic));
}

function asXml(endpoint: string, ticket: string): RestReply {
  const body = `<OpenConnectionResponse><endpoint>${endpoint}</endpoint><ticket>${ticket}</ticket></OpenConnectionResponse>`;
  return { status: 200, body, headers: { 'content-type': 'application/xml' } };
}

function giveToken(state: DingtalkState, { body }: RestCall): RestReply {
  state.tokenRequests++;
  if (body.appKey !== state.appKey || body.appSecret !== state.appSecret)
    return refuse(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret');
  const { token, expiresInS } = validToken(state);
  return agree({ accessToken: token, expireIn: expiresInS });
}

function giveLegacyToken(state: DingtalkState, { query }: RestCall): RestReply {
  state.tokenRequests++;
  if (query.get('appkey') !== state.appKey || query.get('appsecret') !== state.appSecret)
    return agree({ errcode: 40089, errmsg: '不合法的corpid或corpsecret，请确保corpid与corpsecret匹配' });
  const { token, expiresInS } = validToken(state);
  return agree({ errcode: 0, errmsg: 'ok', access_token: token, expires_in: expiresInS });
}

/** Every request gets a token of its own, and the older ones stay valid for their time. */
function validToken(state: DingtalkState): { token: string; expiresInS: number } {
  const token = randomUUID().replaceAll('-', '');
  state.tokens.set(token, state.now() + state.tokenMs);
  return { token, expiresInS: Math.floor(state.tokenMs / 1000) };
}
