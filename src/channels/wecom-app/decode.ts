import { type BotMessage, conversationKey } from '../bots/bot-message.ts';
import type { WecomXml } from './verify.ts';

/** The lane of the self-built app. */
export const WECOM_APP_LANE = 'wecom-app';

/** Messages that hold nothing to read. */
const UNREADABLE = new Set(['image', 'voice', 'video', 'location', 'link', 'file']);
/** Somebody opens the app, or may see it for the first time. */
const ENTERED = new Set(['enter_agent', 'subscribe']);

/** A message of a member, or null for events that ask for nothing. Group chats do not reach such an app. */
export function decodeMessage(xml: WecomXml, receivedAt: number): BotMessage | null {
  const { FromUserName: userId = '', ToUserName: corpId = '', MsgType: type = '', MsgId: id } = xml;
  if (userId === '') return null;
  const message = (key: string, kind: BotMessage['kind'], text = ''): BotMessage => ({
    lane: WECOM_APP_LANE,
    key,
    conversation: conversationKey({ lane: WECOM_APP_LANE, tenant: corpId, userId, groupId: null }),
    userId,
    groupId: null,
    text,
    kind,
    address: {},
    receivedAt,
  });
  if (type === 'event') return decodeEvent(xml, message, receivedAt);
  if (id === undefined || id === '') return null;
  if (type === 'text') return message(id, 'question', xml.Content ?? '');
  return UNREADABLE.has(type) ? message(id, 'unreadable') : null;
}

type Make = (key: string, kind: BotMessage['kind'], text?: string) => BotMessage;

/** Events have no id: two may share sender and time, so that all that tells them apart is in the key. */
function decodeEvent(xml: WecomXml, message: Make, receivedAt: number): BotMessage | null {
  const {
    Event: event = '',
    EventKey: eventKey = '',
    FromUserName: userId = '',
    CreateTime: time = '',
  } = xml;
  // One welcome a day is enough.
  if (ENTERED.has(event)) return message(`welcome:${userId}:${dayOf(receivedAt)}`, 'welcome');
  if (event !== 'click' || eventKey === '') return null;
  return message(JSON.stringify([userId, time, event, eventKey, xml.AgentID ?? '']), 'question', eventKey);
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
