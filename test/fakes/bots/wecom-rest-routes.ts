import { type JsonObject, objectAt, type RecordedCall, textAt } from './loopback-server.ts';
import { cutAtBytes, isOverRate, type RateLimit } from './platform-limits.ts';
import type { RestDesk, SentMessage } from './wecom-rest.ts';

// Addresses, limits and codes: https://developer.work.weixin.qq.com/document/path/90236 (send), /91039 (token),
// /94888 (card update), /94867 (recall), /101138 (response_url), /91770 (webhook), /90455 (codes).

type Route = (call: RecordedCall, desk: RestDesk) => JsonObject;

const OK = { errcode: 0, errmsg: 'ok' };
const TOKEN_SECONDS = 7200;
const APP_TEXT_BYTES = 2048;
const WEBHOOK_BYTES: Record<string, number> = { text: 2048, markdown: 4096, markdown_v2: 4096 };
const RESPONSE_BYTES = 20_480;
const USER_RATE = { perMinute: 30, perHour: 1000 };
const WEBHOOK_RATE = { perMinute: 20, perHour: Infinity };
const HOUR_MS = 3_600_000;
const CARD_CODE_MS = 72 * HOUR_MS;
const RECALL_MS = 24 * HOUR_MS;
const INTERACTIVE = new Set(['button_interaction', 'vote_interaction', 'multiple_interaction']);
const APP_TYPES = new Set(['text', 'markdown', 'textcard', 'news', 'template_card', 'image', 'file']);

const OPEN_ROUTES: Record<string, Route> = {
  'GET /cgi-bin/gettoken': getToken,
  'POST /cgi-bin/webhook/send': sendToWebhook,
  'POST /cgi-bin/aibot/response': sendToResponseUrl,
};
const TOKEN_ROUTES: Record<string, Route> = {
  'POST /cgi-bin/message/send': sendMessage,
  'POST /cgi-bin/message/update_template_card': updateCard,
  'POST /cgi-bin/message/recall': recall,
  'GET /cgi-bin/agent/get': getAgent,
  'GET /cgi-bin/getcallbackip': () => ({ ...OK, ip_list: ['127.0.0.1'] }),
};

/** Answers one call; null for an address that WeCom does not have. */
export function answerRest(call: RecordedCall, desk: RestDesk): JsonObject | null {
  const name = `${call.method} ${call.path}`;
  const open = OPEN_ROUTES[name];
  const guarded = TOKEN_ROUTES[name];
  if (!open && !guarded) return null;
  if (desk.faults.rateLimited) return refuse(45009, 'api freq out of limit');
  if (call.method === 'POST' && !call.body) return refuse(47001, 'data format error');
  if (open) return open(call, desk);
  return refuseToken(call, desk) ?? guarded!(call, desk);
}

function refuse(errcode: number, errmsg: string): JsonObject {
  return { errcode, errmsg };
}

function getToken({ query }: RecordedCall, { state, options, now }: RestDesk): JsonObject {
  state.tokenCalls++;
  if (query.get('corpid') !== options.corpId) return refuse(40013, 'invalid corpid');
  if (query.get('corpsecret') !== options.secret) return refuse(40001, 'invalid credential');
  const valid = [...state.tokens].find(([, token]) => token.status === 'valid' && token.expiresAt > now());
  const token = valid?.[0] ?? `token-${state.tokens.size + 1}`;
  if (!valid) state.tokens.set(token, { status: 'valid', expiresAt: now() + TOKEN_SECONDS * 1000 });
  const expiresAt = state.tokens.get(token)!.expiresAt;
  return { ...OK, access_token: token, expires_in: Math.ceil((expiresAt - now()) / 1000) };
}

function refuseToken({ query }: RecordedCall, { state, now }: RestDesk): JsonObject | null {
  const given = query.get('access_token');
  if (!given) return refuse(41001, 'access_token missing');
  const token = state.tokens.get(given);
  if (!token || token.status === 'revoked') return refuse(40014, 'invalid access_token');
  if (token.status === 'expired' || token.expiresAt <= now()) return refuse(42001, 'access_token expired');
  if (state.ipRefused) return refuse(60020, 'not allow to access from your ip, from ip: 127.0.0.1');
  return null;
}

function sendMessage(call: RecordedCall, desk: RestDesk): JsonObject {
  const body = call.body!;
  const { state, options } = desk;
  const problem = problemOfMessage(body, options.agentId);
  if (problem) return problem;
  const receivers = (textAt(body, 'touser') ?? '').split('|').filter(Boolean);
  const isKnown = (user: string) => !state.knownUsers || user === '@all' || state.knownUsers.has(user);
  const invaliduser = receivers
    .filter((user) => !isKnown(user))
    .join('|')
    .toLowerCase();
  const known = receivers.filter(isKnown);
  if (known.length === 0)
    return { ...refuse(81013, 'user & party & tag all invalid'), invaliduser, invalidparty: '' };
  const msgid = newMessageId(desk);
  const isDuplicate = noteBody(body, desk);
  for (const touser of known) {
    const message = messageTo({ touser, msgid, body }, desk);
    if (isDuplicate) state.duplicates.push(message);
    else if (isOver(`user ${touser}`, desk, USER_RATE)) state.dropped.push(message);
    else desk.sent.add(message);
  }
  const responseCode = isInteractive(body) ? { response_code: newCardCode(msgid, desk) } : {};
  return { ...OK, invaliduser, invalidparty: '', invalidtag: '', msgid, ...responseCode };
}

/** Another application's token is refused (https://developer.work.weixin.qq.com/document/path/90227). */
function getAgent({ query }: RecordedCall, { options }: RestDesk): JsonObject {
  const isOwn = query.get('agentid') === String(options.agentId);
  return isOwn ? { ...OK, agentid: options.agentId, name: '问规' } : refuse(301002, 'not allow agent');
}

function problemOfMessage(body: JsonObject, agentId: number): JsonObject | null {
  const msgtype = textAt(body, 'msgtype') ?? '';
  if (body.agentid !== agentId) return refuse(40056, 'invalid agentid');
  if (!APP_TYPES.has(msgtype)) return refuse(40008, 'invalid message type');
  const isText = msgtype === 'text' || msgtype === 'markdown';
  if (isText && !textAt(body[msgtype], 'content')) return refuse(44004, 'empty content');
  return null;
}

/** The message as a user gets it: a text over its bytes loses its end, which is noted. */
function messageTo(
  { touser, msgid, body }: { touser: string; msgid: string; body: JsonObject },
  { state, now }: RestDesk,
): SentMessage {
  const msgtype = textAt(body, 'msgtype')!;
  const full = contentOf(body);
  const content = msgtype === 'text' || msgtype === 'markdown' ? cutAtBytes(full, APP_TEXT_BYTES) : full;
  if (content !== full) {
    const originalBytes = Buffer.byteLength(full);
    const keptBytes = Buffer.byteLength(content);
    state.cuts.push({ touser, msgtype, originalBytes, keptBytes, lost: full.slice(content.length) });
  }
  return { via: 'app', touser, chatId: null, msgtype, content, body, msgid, at: now() };
}

function contentOf(body: JsonObject): string {
  const msgtype = textAt(body, 'msgtype') ?? '';
  return textAt(body[msgtype], 'content') ?? JSON.stringify(body[msgtype] ?? null);
}

/** Notes the body and tells whether the duplicate check drops it. */
function noteBody(body: JsonObject, { bodies, now }: RestDesk): boolean {
  if (body.enable_duplicate_check !== 1) return false;
  const seconds = typeof body.duplicate_check_interval === 'number' ? body.duplicate_check_interval : 1800;
  const key = JSON.stringify(body);
  const last = bodies.get(key);
  const isDuplicate = last !== undefined && now() - last < seconds * 1000;
  if (!isDuplicate) bodies.set(key, now());
  return isDuplicate;
}

function isOver(receiver: string, { times, now }: RestDesk, limit: RateLimit): boolean {
  return isOverRate(times, { receiver, now: now(), limit });
}

function newMessageId({ state, sent }: RestDesk): string {
  return `msgid-${sent.items.length + state.dropped.length + state.duplicates.length + 1}`;
}

function isInteractive(body: JsonObject): boolean {
  return INTERACTIVE.has(textAt(body.template_card, 'card_type') ?? '');
}

function newCardCode(msgid: string, { state, now }: RestDesk): string {
  const code = `card-${msgid}`;
  state.cardCodes.set(code, now() + CARD_CODE_MS);
  return code;
}

function updateCard({ body }: RecordedCall, { state, now }: RestDesk): JsonObject {
  const responseCode = textAt(body, 'response_code') ?? '';
  const expiresAt = state.cardCodes.get(responseCode);
  state.cardCodes.delete(responseCode);
  // Which number a used code gets is not documented; clients may look at no more than that it is not 0.
  if (expiresAt === undefined || expiresAt <= now()) return refuse(40058, 'invalid response_code');
  state.cardUpdates.push({ responseCode, body: body! });
  return { ...OK, invaliduser: [] };
}

function recall({ body }: RecordedCall, { state, sent, now }: RestDesk): JsonObject {
  const msgid = textAt(body, 'msgid') ?? '';
  const message = sent.items.find((one) => one.via === 'app' && one.msgid === msgid);
  if (!message || now() - message.at > RECALL_MS) return refuse(40058, 'invalid msgid');
  state.recalled.push(msgid);
  return OK;
}

function sendToWebhook({ query, body }: RecordedCall, desk: RestDesk): JsonObject {
  const key = query.get('key') ?? '';
  if (!desk.options.webhookKeys?.includes(key)) return refuse(93000, 'invalid webhook url');
  const msgtype = textAt(body, 'msgtype') ?? '';
  const content = contentOf(body!);
  const most = WEBHOOK_BYTES[msgtype];
  if (most !== undefined && Buffer.byteLength(content) > most)
    return refuse(40058, `${msgtype}.content exceed max length ${most}. invalid Request Parameter`);
  if (isOver(`webhook ${key}`, desk, WEBHOOK_RATE)) return refuse(45009, 'api freq out of limit');
  const msgid = newMessageId(desk);
  desk.sent.add({
    via: 'webhook',
    touser: '',
    chatId: null,
    msgtype,
    content,
    body: body!,
    msgid,
    at: desk.now(),
  });
  return OK;
}

function sendToResponseUrl({ query, body }: RecordedCall, desk: RestDesk): JsonObject {
  const code = query.get('response_code') ?? '';
  const target = desk.state.responseCodes.get(code);
  if (!target || target.expiresAt <= desk.now()) return refuse(40058, 'invalid response_code');
  // Marked as used and not deleted: the next code is numbered after them.
  target.expiresAt = 0;
  const msgtype = textAt(body, 'msgtype') ?? '';
  if (msgtype !== 'markdown' && msgtype !== 'template_card') return refuse(40008, 'invalid message type');
  const content = contentOf(body!);
  if (msgtype === 'markdown' && !textAt(objectAt(body, 'markdown'), 'content'))
    return refuse(44004, 'empty content');
  if (Buffer.byteLength(content) > RESPONSE_BYTES) return refuse(40058, 'markdown.content exceed max length');
  const { userId: touser, chatId = null } = target;
  const msgid = newMessageId(desk);
  desk.sent.add({
    via: 'response_url',
    touser,
    chatId,
    msgtype,
    content,
    body: body!,
    msgid,
    at: desk.now(),
  });
  return OK;
}
