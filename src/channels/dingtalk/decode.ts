import { z } from 'zod';
import { type BotMessage, conversationKey } from '../bots/bot-message.ts';
import { withoutMention } from '../bots/mentions.ts';
import type { DingtalkSettings } from './config.ts';

export const DINGTALK_LANE = 'dingtalk';

/** A message to the robot (https://open.dingtalk.com/document/development/robot-message-type); the same in both modes. */
const Payload = z.object({
  msgId: z.string().min(1),
  msgtype: z.string().optional(),
  conversationId: z.string().min(1),
  conversationType: z.enum(['1', '2']),
  senderStaffId: z.string().optional(),
  senderId: z.string().default(''),
  senderCorpId: z.string().optional(),
  chatbotCorpId: z.string().optional(),
  robotCode: z.string().optional(),
  sessionWebhook: z.string().optional(),
  sessionWebhookExpiredTime: z.coerce.number().optional(),
  text: z.object({ content: z.string().optional() }).optional(),
  content: z
    .object({
      recognition: z.string().optional(),
      richText: z.array(z.object({ text: z.string().optional() })).optional(),
    })
    .optional(),
});

type Payload = z.infer<typeof Payload>;

/** Reads a message; null where it has not the documented shape, or is from a corporation that may not ask. */
export function decodeMessage(
  raw: unknown,
  settings: DingtalkSettings,
  receivedAt: number,
): BotMessage | null {
  const parsed = Payload.safeParse(raw);
  if (!parsed.success) return null;
  const payload = parsed.data;
  const tenant = payload.senderCorpId ?? payload.chatbotCorpId ?? '';
  if (settings.corpIds.length > 0 && !settings.corpIds.includes(tenant)) return null;
  // People from outside have no staff id.
  const userId = payload.senderStaffId || payload.senderId;
  if (userId === '') return null;
  const groupId = payload.conversationType === '2' ? payload.conversationId : null;
  const said = saidIn(payload);
  return {
    lane: DINGTALK_LANE,
    key: payload.msgId,
    conversation: conversationKey({ lane: DINGTALK_LANE, tenant, userId, groupId }),
    userId,
    groupId,
    text: groupId === null ? (said ?? '').trim() : withoutMention(said ?? '', settings.displayName),
    kind: said === null ? 'unreadable' : 'question',
    address: addressOf(payload, settings),
    receivedAt,
  };
}

/** The words of a message; null where it has none: pictures, files, and what comes without text once a quota is used up. */
function saidIn({ text, content }: Payload): string | null {
  if (text?.content !== undefined) return text.content;
  if (content?.recognition) return content.recognition;
  const words = content?.richText?.map((part) => part.text ?? '').join('') ?? '';
  return words.trim() === '' ? null : words;
}

function addressOf(payload: Payload, { oapiBase, robotCode }: DingtalkSettings): BotMessage['address'] {
  const { sessionWebhook: url, sessionWebhookExpiredTime: until = 0 } = payload;
  // The body is not signed: an answer goes to DingTalk's own address and to no other.
  const isDingtalk =
    url !== undefined && URL.canParse(url) && new URL(url).origin === new URL(oapiBase).origin;
  return {
    ...(isDingtalk && { sessionWebhook: url, sessionUntil: until }),
    conversationId: payload.conversationId,
    staffId: payload.senderStaffId || null,
    robotCode: payload.robotCode ?? robotCode,
  };
}
