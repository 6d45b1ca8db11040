import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type BodyMutator,
  type CallbackAnswer,
  type CallbackRequest,
  mutate,
  nonceOf,
  postCallback,
  postUntilTaken,
  type QueryMutator,
  requestOf,
  verifyCallback,
} from './callback-post.ts';
import { type JsonObject, objectAt, textAt } from './loopback-server.ts';
import { type CollectedReply, newCollected, takeReply } from './wecom-bot-reply.ts';
import { type CallbackSecret, jsonEnvelope, readJsonReply, type Stamp } from './wecom-crypto.ts';
import type { ResponseTarget } from './wecom-rest.ts';

/** Where the bot listens and what it was given in the console. */
export interface BotDriverOptions {
  url: string;
  token: string;
  aesKey: string;
  botId?: string;
  /** Makes the response_url of messages and card events; without it they have none. */
  makeResponseUrl?: (target: ResponseTarget) => string;
  /** Milliseconds between two refreshes. */
  pollMs?: number;
  /** Milliseconds from the user's message until refreshes end; WeCom's six minutes where left out. */
  limitMs?: number;
  /** How long an answer may take; WeCom waits 5000. */
  timeoutMs?: number;
}

/** What a user writes. */
interface BotQuestion {
  userId: string;
  /** A group's; without it the user writes to the bot alone. */
  chatId?: string | undefined;
  text: string;
  msgid?: string;
  /** The content of what the message answers, such as `{msgtype:'text',text:{content}}`. */
  quote?: JsonObject;
  /** In place of a text: the fields of another message type, msgtype among them. */
  fields?: JsonObject;
  /** How often the same msgid is sent again where it was not taken. */
  retries?: number;
}

/** What the user got to see. */
interface BotAnswer extends CollectedReply {
  msgid: string;
  /** The statuses of the message; null where nothing came in time. */
  statuses: (number | null)[];
  /** Refreshes that were asked for, failed ones included. */
  polls: number;
  failedPolls: number;
  /** The time was over before the stream was. */
  timedOut: boolean;
  /** Never delivered: the user had three messages in progress. */
  refused: boolean;
  /** The one that carried the message, for `replay`; null where it was refused. */
  lastRequest: CallbackRequest | null;
}

/** How an event was answered. */
interface BotEventAnswer {
  status: number | null;
  /** No answer in time, or a failed one: the user sees nothing, and it is not sent again. */
  dropped: boolean;
  /** Null where the body was empty. */
  reply: JsonObject | null;
  tookMs: number;
  lastRequest: CallbackRequest;
}

/** A click on a card. */
interface CardClick {
  event_key: string;
  task_id: string;
  userId: string;
  chatId?: string | undefined;
  card_type?: string;
  selected_items?: JsonObject;
}

/** WeCom, as an aibot with a webhook sees it. */
export interface BotDriver {
  /** What no platform would have let happen, such as a fourth message in progress. */
  violations: string[];
  /** Saves the address in the console; throws where it would be refused. */
  verify(): Promise<{ echo: string; tookMs: number }>;
  /** A user writes, and looks on until the answer ends; throws where an answer breaks a rule. */
  ask(question: BotQuestion): Promise<BotAnswer>;
  /** A user opens the chat for the first time that day. */
  enterChat(userId: string): Promise<BotEventAnswer>;
  /** A user judges an answer: `id` is its feedback id, `reasons` numbers of the platform's list. */
  feedback(id: string, type: number, reasons?: number[], userId?: string): Promise<BotEventAnswer>;
  cardEvent(click: CardClick): Promise<BotEventAnswer>;
  /** A proper text message whose envelope is changed before it is sent, once. */
  raw(changeBody?: BodyMutator, changeQuery?: QueryMutator, stamp?: Partial<Stamp>): Promise<CallbackAnswer>;
  /** The same bytes to the same address. */
  replay(request: CallbackRequest): Promise<CallbackAnswer>;
  /** Decrypts and checks an answer that `raw` or `replay` got. */
  read(answer: CallbackAnswer): JsonObject | null;
}

/** https://developer.work.weixin.qq.com/document/path/100719 */
const LIMIT_MS = 6 * 60_000;
const MOST_IN_PROGRESS = 3;
const TIMEOUT_MS = 5000;
/** The platform says only that a msgid may come again; three times is what self-built apps get. */
const RETRIES = 3;

/** What the functions of one driver share. */
interface Platform {
  options: BotDriverOptions;
  secret: CallbackSecret;
  timeoutMs: number;
  violations: string[];
  /** Messages in progress by user. */
  running: Map<string, number>;
}

/** Makes the platform's side of one aibot in webhook mode. */
export function createBotDriver(options: BotDriverOptions): BotDriver {
  const { url, token, aesKey, timeoutMs = TIMEOUT_MS } = options;
  const secret: CallbackSecret = { token, aesKey, receiveId: '' };
  const platform: Platform = { options, secret, timeoutMs, violations: [], running: new Map() };
  return {
    violations: platform.violations,
    verify: () => verifyCallback(url, secret),
    ask: (question) => ask(question, platform),
    enterChat: (userId) => tellEvent({ userId }, { eventtype: 'enter_chat' }, platform),
    feedback(id, type, reasons = [], userId = 'u1') {
      const feedback_event = { id, type, content: '', inaccurate_reason_list: reasons };
      return tellEvent({ userId }, { eventtype: 'feedback_event', feedback_event }, platform);
    },
    cardEvent({ userId, chatId, card_type = 'button_interaction', ...click }) {
      const template_card_event = { card_type, ...click };
      const event = { eventtype: 'template_card_event', template_card_event };
      return tellEvent({ userId, chatId }, event, platform);
    },
    raw(changeBody, changeQuery, stamp) {
      const message = messageOf({ userId: 'raw-user', text: '你好' }, randomUUID(), platform);
      const envelope = jsonEnvelope(secret, message, stamp);
      return postCallback(requestOf(url, mutate(envelope, changeBody, changeQuery)), timeoutMs);
    },
    replay: (request) => postCallback(request, timeoutMs),
    read: (answer) => readAnswer(answer, platform),
  };
}

async function ask(question: BotQuestion, platform: Platform): Promise<BotAnswer> {
  const { userId, msgid = randomUUID() } = question;
  const { running, violations } = platform;
  const others = running.get(userId) ?? 0;
  if (others >= MOST_IN_PROGRESS) {
    violations.push(`${userId} has ${others} messages in progress and writes another one`);
    return { ...newAnswer(msgid), refused: true };
  }
  running.set(userId, others + 1);
  try {
    return await deliverMessage({ ...question, msgid }, platform);
  } finally {
    running.set(userId, (running.get(userId) ?? 1) - 1);
  }
}

function newAnswer(msgid: string): BotAnswer {
  const counts = { polls: 0, failedPolls: 0, timedOut: false, refused: false };
  return { ...newCollected(), msgid, statuses: [], ...counts, lastRequest: null };
}

async function deliverMessage(
  question: BotQuestion & { msgid: string },
  platform: Platform,
): Promise<BotAnswer> {
  const startedAt = performance.now();
  const answer = newAnswer(question.msgid);
  const message = messageOf(question, question.msgid, platform);
  const patience = { timeoutMs: platform.timeoutMs, retries: question.retries ?? RETRIES };
  const answers = await postUntilTaken(() => sealed(message, platform), patience);
  answer.statuses = answers.map(({ status }) => status);
  const last = answers.at(-1)!;
  answer.lastRequest = last.request;
  const reply = readAnswer(last, platform);
  if (reply) takeWebhookReply(reply, answer, performance.now() - startedAt);
  await watchStream(answer, { message, startedAt }, platform);
  return answer;
}

/** Asks for the stream's state again and again, as long as WeCom does. */
async function watchStream(
  answer: BotAnswer,
  { message, startedAt }: { message: JsonObject; startedAt: number },
  platform: Platform,
): Promise<void> {
  const { pollMs = 1000, limitMs = LIMIT_MS } = platform.options;
  while (answer.streamId !== null && answer.final === null) {
    await pause(pollMs);
    if (performance.now() - startedAt > limitMs) {
      answer.timedOut = true;
      return;
    }
    answer.polls++;
    const { aibotid, chatid, chattype, from } = message;
    const refresh = { msgid: randomUUID(), aibotid, chatid, chattype, from, msgtype: 'stream' };
    const request = sealed({ ...refresh, stream: { id: answer.streamId } }, platform);
    const polled = await postCallback(request, platform.timeoutMs);
    const reply = readAnswer(polled, platform);
    if (reply) takeWebhookReply(reply, answer, performance.now() - startedAt);
    else answer.failedPolls++;
  }
}

/** Markdown goes over the long connection and a response_url only. */
function takeWebhookReply(reply: JsonObject, answer: BotAnswer, afterMs: number): void {
  if (reply.msgtype === 'markdown') throw new Error('a message cannot be answered with markdown');
  takeReply(reply, answer, afterMs);
}

function messageOf(
  { userId, chatId, text, quote, fields }: BotQuestion,
  msgid: string,
  platform: Platform,
): JsonObject {
  return {
    ...senderOf({ userId, chatId }, msgid, platform),
    ...responseUrl({ userId, chatId }, platform),
    ...(fields ?? { msgtype: 'text', text: { content: text } }),
    ...(quote ? { quote } : {}),
  };
}

function senderOf({ userId, chatId }: ResponseTarget, msgid: string, { options }: Platform): JsonObject {
  const chat = chatId === undefined ? { chattype: 'single' } : { chatid: chatId, chattype: 'group' };
  return { msgid, aibotid: options.botId ?? 'AIBOT', ...chat, from: { userid: userId } };
}

function responseUrl(target: ResponseTarget, { options }: Platform): JsonObject {
  return options.makeResponseUrl ? { response_url: options.makeResponseUrl(target) } : {};
}

/** Once: an event that is not answered in time is dropped. */
async function tellEvent(
  target: ResponseTarget,
  event: JsonObject,
  platform: Platform,
): Promise<BotEventAnswer> {
  const isCard = event.eventtype === 'template_card_event';
  const message = {
    ...senderOf(target, randomUUID(), platform),
    create_time: Math.floor(Date.now() / 1000),
    ...(isCard ? responseUrl(target, platform) : {}),
    msgtype: 'event',
    event,
  };
  const answer = await postCallback(sealed(message, platform), platform.timeoutMs);
  const reply = readAnswer(answer, platform);
  if (reply) checkEventReply(reply, event);
  const { status, tookMs, request } = answer;
  return { status, dropped: status !== 200, reply, tookMs, lastRequest: request };
}

/** https://developer.work.weixin.qq.com/document/path/101031: what may answer which event. */
function checkEventReply(reply: JsonObject, event: JsonObject): void {
  const kind = textAt(reply, 'msgtype') ?? textAt(reply, 'response_type') ?? 'nothing';
  if (event.eventtype === 'enter_chat') {
    if (kind !== 'text' && kind !== 'template_card') throw new Error(`a welcome cannot be ${kind}`);
    if (kind === 'text' && !textAt(reply.text, 'content')) throw new Error('the welcome is empty');
    return;
  }
  if (event.eventtype !== 'template_card_event') throw new Error(`${event.eventtype} cannot be answered`);
  if (kind !== 'update_template_card') throw new Error(`a click cannot be answered with ${kind}`);
  const shown = textAt(objectAt(reply, 'template_card'), 'task_id');
  const clicked = textAt(event.template_card_event, 'task_id');
  if (shown !== clicked) throw new Error(`the card's task_id is ${shown}, not ${clicked}`);
}

function sealed(message: JsonObject, { options, secret }: Platform): CallbackRequest {
  return requestOf(options.url, jsonEnvelope(secret, message));
}

/** Null where there is nothing to read: a failure, or an empty body. */
function readAnswer({ status, body, request }: CallbackAnswer, { secret }: Platform): JsonObject | null {
  if (status !== 200 || body === '') return null;
  return readJsonReply(secret, body, nonceOf(request));
}
