import { createHmac, randomUUID } from 'node:crypto';
import type { DingtalkState } from './dingtalk-state.ts';
import type { JsonObject } from './loopback-rest.ts';

/** What a user writes to the robot. */
export interface UserMessage {
  userId: string;
  text: string;
  /** The conversation's id of a group in which the robot was @-ed; a single chat where it is left out. */
  groupId?: string;
  /** That of an earlier message to say it again. */
  msgId?: string;
  /** As when the quota of the organisation is used up: no text, an errorCode. */
  withoutContent?: boolean;
  /** A member of another organisation has no staff id. */
  isOutsider?: boolean;
  /** Fields of the body that are to be otherwise. */
  fields?: JsonObject;
}

/** `base64(hmac_sha256(appSecret, timestamp + "\n" + appSecret))`, of the HTTP mode and of 加签. */
export function dingtalkSign(timestamp: number | string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

/** The body of the HTTP mode, which is the `data` of a frame too; opens the session that it names. */
export function robotMessage(state: DingtalkState, base: string, message: UserMessage): JsonObject {
  const { userId, groupId, msgId = `msg${randomUUID()}` } = message;
  const createAt = state.now();
  const session = randomUUID().replaceAll('-', '');
  const expiresAtMs = createAt + state.sessionMs;
  state.sessions.set(session, { via: 'session', to: groupId ?? userId, expiresAtMs });
  return {
    senderPlatform: 'Mac',
    conversationId: groupId ?? `cid-single-${userId}+/==`,
    chatbotCorpId: 'dingcorp',
    chatbotUserId: '$:LWCP_v1:$robot',
    msgId,
    senderNick: `昵称${userId}`,
    isAdmin: false,
    ...(message.isOutsider ? {} : { senderStaffId: userId }),
    sessionWebhookExpiredTime: expiresAtMs,
    createAt,
    senderCorpId: 'dingcorp',
    conversationType: groupId === undefined ? '1' : '2',
    senderId: `$:LWCP_v1:$${userId}`,
    sessionWebhook: `${base}/robot/sendBySession?session=${session}`,
    robotCode: state.robotCode,
    ...(groupId === undefined ? {} : groupFields(message)),
    ...contentOf(message),
    ...message.fields,
  };
}

function groupFields({ groupId }: UserMessage): JsonObject {
  const atUsers = [{ dingtalkId: '$:LWCP_v1:$robot' }];
  return { conversationTitle: `群${groupId}`, isInAtList: true, atUsers };
}

/** In a group the mention is taken out of the text and the space behind it stays. */
function contentOf({ text, groupId, withoutContent }: UserMessage): JsonObject {
  if (withoutContent) return { msgtype: 'text', errorCode: 20001, errorMessage: '本月消息额度已用完' };
  return { msgtype: 'text', text: { content: groupId === undefined ? text : ` ${text}` } };
}
