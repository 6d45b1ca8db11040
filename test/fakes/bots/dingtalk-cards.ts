import { agree, type Card, type DingtalkState, isAudited, refuse } from './dingtalk-state.ts';
import { asObject, type JsonObject, type RestCall, type RestReply } from './loopback-rest.ts';

const SECOND_MS = 1000;
const SPACE = /^dtv1\.card\/\/(?<type>IM_GROUP|IM_ROBOT)\.(?<id>.+)$/;

/** What can be done to cards, by method and path. */
export const CARD_ROUTES: Record<string, (state: DingtalkState, call: RestCall) => RestReply> = {
  'POST /v1.0/card/instances': createCard,
  'PUT /v1.0/card/instances': updateCard,
  'POST /v1.0/card/instances/deliver': deliverCard,
  'POST /v1.0/card/instances/createAndDeliver': createAndDeliver,
  'PUT /v1.0/card/streaming': streamCard,
};

/** The refusal of a caller who is too fast: 403 was seen in the field, not only 429. */
export function refuseCardFlood(state: DingtalkState, calls: RestCall[]): RestReply | undefined {
  const { cardQps, faults } = state;
  const since = Date.now() - SECOND_MS;
  const isCardCall = ({ path, atMs }: RestCall) => path.startsWith('/v1.0/card/') && atMs > since;
  // The call that is being answered is the last of them.
  const isTooFast = cardQps !== undefined && calls.filter(isCardCall).length > cardQps;
  if (!isTooFast && !faults.rateLimited) return undefined;
  return refuse(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', '应用调用该接口的QPS超过上限');
}

function createCard(state: DingtalkState, { body }: RestCall): RestReply {
  const card = readCard(body);
  if ('code' in card) return refuse(400, card.code, card.message);
  // What a second creation does is not documented; here the card stays as it is.
  if (!state.cards.has(card.outTrackId)) state.cards.set(card.outTrackId, card);
  return agree({ success: true, result: card.outTrackId });
}

function readCard(body: JsonObject): Card | { code: string; message: string } {
  const { outTrackId, cardTemplateId } = body;
  if (typeof outTrackId !== 'string' || typeof cardTemplateId !== 'string')
    return { code: 'param.error', message: '缺少outTrackId或cardTemplateId' };
  const params = readParams(body);
  if (!params) return { code: 'param.error', message: 'cardParamMap的值必须是字符串' };
  return { outTrackId, cardTemplateId, params, status: 'open', updates: [] };
}

/** Numbers and booleans are to be sent as strings. */
function readParams(body: JsonObject): Record<string, string> | undefined {
  const params = asObject(asObject(body.cardData).cardParamMap);
  const isText = Object.values(params).every((value) => typeof value === 'string');
  return isText ? (params as Record<string, string>) : undefined;
}

function updateCard(state: DingtalkState, { body }: RestCall): RestReply {
  const card = state.cards.get(String(body.outTrackId));
  const params = readParams(body);
  if (!card || !params) return refuse(400, 'param.error', '卡片不存在或参数不是字符串');
  const isByKey = asObject(body.cardUpdateOptions).updateCardDataByKey === true;
  card.params = isByKey ? { ...card.params, ...params } : { ...params };
  if (params.flowStatus === '3') card.status = 'final';
  if (params.flowStatus === '5') card.status = 'failed';
  show(state, card);
  return agree({ success: true, result: true });
}

function createAndDeliver(state: DingtalkState, call: RestCall): RestReply {
  const created = createCard(state, call);
  return created.status === 200 ? deliverCard(state, call) : created;
}

function deliverCard(state: DingtalkState, { body, path }: RestCall): RestReply {
  const card = state.cards.get(String(body.outTrackId));
  if (!card) return refuse(400, 'param.error', '卡片不存在');
  const { type, id } = SPACE.exec(String(body.openSpaceId))?.groups ?? {};
  if (!type || !id || !hasDeliverModel(state, type, body))
    return refuse(400, 'param.openSpaceIdInvalid', 'openSpaceId或投放模型不合法');
  // Delivered again, it is still one card.
  const isThere = state.sent.entries.some((message) => message.card === card);
  if (!isThere)
    state.sent.add({ via: 'card', to: id, msgtype: 'card', text: textOf(card), title: '', at: {}, card });
  const deliverResults = [{ spaceType: type, spaceId: id, success: true, carrierId: 'carrier' }];
  const isOneStep = path.endsWith('createAndDeliver');
  const result = isOneStep ? { outTrackId: card.outTrackId, deliverResults } : deliverResults;
  return agree({ success: true, result });
}

function hasDeliverModel({ robotCode }: DingtalkState, type: string, body: JsonObject): boolean {
  return type === 'IM_GROUP'
    ? asObject(body.imGroupOpenDeliverModel).robotCode === robotCode
    : asObject(body.imRobotOpenDeliverModel).spaceType === 'IM_ROBOT';
}

function streamCard(state: DingtalkState, { body, atMs }: RestCall): RestReply {
  if (!state.hasStreamingPermission) return refuseStreaming();
  const { outTrackId, guid, key, content } = body;
  const card = state.cards.get(String(outTrackId));
  if (!card) return refuse(400, 'param.error', '卡片不存在');
  if (typeof guid !== 'string' || typeof key !== 'string' || typeof content !== 'string')
    return refuse(400, 'param.error', '缺少guid、key或content');
  const agreed = agree({ success: true, result: true });
  // The same update again, as after a lost answer: obeyed once.
  if (card.updates.some((update) => update.guid === guid)) return agreed;
  const problem = problemOfUpdate(state, card, body);
  if (problem) return refuse(400, problem.split(':')[0]!, problem);
  card.updates.push({ guid, key, content, atMs });
  card.params = { ...card.params, [key]: content };
  if (body.isFinalize === true) card.status = 'final';
  if (body.isError === true) card.status = 'failed';
  show(state, card);
  return agreed;
}

/** Only the code of too large a content is documented. */
function problemOfUpdate(state: DingtalkState, card: Card, body: JsonObject): string | undefined {
  const content = String(body.content);
  if (card.status !== 'open') return 'param.stream.finalized: card is finalized';
  if (body.isFull !== true) return 'param.stream.isFull: markdown needs the full content';
  if (Buffer.byteLength(content) > (state.cardContentLimit ?? Number.POSITIVE_INFINITY))
    return 'param.stream.content: content is too large';
  if (isAudited(state, content)) return 'contain.notAllowed.content: content is not allowed';
  return undefined;
}

/** github.com/open-dingtalk/dingtalk-stream-sdk-python/issues/20 shows this body. */
function refuseStreaming(): RestReply {
  const accessdenieddetail = { requiredScopes: ['Card.Streaming.Write'] };
  const code = 'Forbidden.AccessDenied.AccessTokenPermissionDenied';
  return refuse(403, code, '应用尚未开通所需的权限', { accessdenieddetail });
}

/** Brings the delivered message up to date. */
function show({ sent }: DingtalkState, card: Card): void {
  const message = sent.entries.find((entry) => entry.card === card);
  if (message) message.text = textOf(card);
  sent.changed();
}

/** What was last streamed; before that, what the public templates call their text. */
function textOf({ params, updates }: Card): string {
  const key = updates.at(-1)?.key ?? ['msgContent', 'markdown', 'content'].find((name) => name in params);
  return key === undefined ? '' : (params[key] ?? '');
}
