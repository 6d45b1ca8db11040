import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type BotMessage, conversationKey } from '../bots/bot-message.ts';
import { withoutMention } from '../bots/mentions.ts';

/** Lanes of the bot: answered by callback, and over the long connection. */
export const WECOM_BOT_LANE = 'wecom-bot';
export const WECOM_SOCKET_LANE = 'wecom-socket';

const Text = z.object({ content: z.string() });

/** What a callback or a frame carries (https://developer.work.weixin.qq.com/document/path/100719, 101027). */
const Payload = z.object({
  msgid: z.string().min(1),
  aibotid: z.string().default(''),
  chatid: z.string().optional(),
  chattype: z.enum(['single', 'group']).default('single'),
  from: z.object({ userid: z.string().min(1) }),
  response_url: z.url({ protocol: /^https?$/ }).optional(),
  msgtype: z.string(),
  text: Text.optional(),
  voice: Text.optional(),
  mixed: z.object({ msg_item: z.array(z.object({ msgtype: z.string(), text: Text.optional() })) }).optional(),
  stream: z.object({ id: z.string() }).optional(),
  event: z
    .object({
      eventtype: z.string(),
      template_card_event: z.object({ event_key: z.string().optional() }).optional(),
      event_key: z.string().optional(),
      feedback_event: z
        .object({ id: z.string(), type: z.number().optional(), content: z.string().optional() })
        .optional(),
    })
    .optional(),
});

type BotPayload = z.infer<typeof Payload>;

/** What the platform says, as the bot understands it. */
export type BotEvent =
  | { kind: 'message'; message: BotMessage; isFromCard: boolean }
  | { kind: 'refresh'; streamId: string }
  | { kind: 'enter'; userId: string }
  | { kind: 'feedback'; feedbackId: string; verdict: 'up' | 'down' | null; comment: string | null }
  | { kind: 'other' };

/** Reads a message or an event; null where it has not the shape that is documented. */
export function decodePayload(
  raw: unknown,
  context: {
    lane: string;
    displayName: string | null;
    receivedAt: number;
    address?: Record<string, unknown>;
  },
): BotEvent | null {
  const parsed = Payload.safeParse(raw);
  if (!parsed.success) return null;
  const payload = parsed.data;
  if (payload.msgtype === 'stream')
    return payload.stream ? { kind: 'refresh', streamId: payload.stream.id } : null;
  if (payload.msgtype === 'event') return decodeEvent(payload, context);
  const words = payload.text ?? payload.voice;
  const mixed = payload.mixed?.msg_item.flatMap(({ text }) => text?.content ?? []).join('\n');
  const said = words?.content ?? mixed;
  const kind = said === undefined || (payload.mixed && said === '') ? 'unreadable' : 'question';
  return {
    kind: 'message',
    message: messageOf(payload, { ...context, kind, said: said ?? '' }),
    isFromCard: false,
  };
}

type Context = Parameters<typeof decodePayload>[1];

function messageOf(
  payload: BotPayload,
  {
    lane,
    displayName,
    receivedAt,
    address,
    kind,
    said,
  }: Context & { kind: BotMessage['kind']; said: string },
): BotMessage {
  const userId = payload.from.userid;
  const groupId = payload.chattype === 'group' ? (payload.chatid ?? '') : null;
  return {
    lane,
    key: payload.msgid,
    conversation: conversationKey({ lane, tenant: payload.aibotid, userId, groupId }),
    userId,
    groupId,
    text: groupId === null ? said.trim() : withoutMention(said, displayName),
    kind,
    address: {
      ...address,
      ...(payload.response_url !== undefined && { responseUrl: payload.response_url }),
      chatId: groupId ?? userId,
      isGroup: groupId !== null,
    },
    receivedAt,
  };
}

/** 2 is what the documented sample has beside reasons for being wrong; 1 is the other of the two buttons. */
const VERDICTS: Record<number, 'up' | 'down'> = { 1: 'up', 2: 'down' };

function decodeEvent(payload: BotPayload, context: Context): BotEvent {
  const {
    eventtype,
    template_card_event: card,
    event_key: key,
    feedback_event: feedback,
  } = payload.event ?? {};
  if (eventtype === 'enter_chat') return { kind: 'enter', userId: payload.from.userid };
  if (eventtype === 'feedback_event' && feedback) {
    const { id: feedbackId, type, content } = feedback;
    return { kind: 'feedback', feedbackId, verdict: VERDICTS[type ?? 0] ?? null, comment: content || null };
  }
  const asked = card?.event_key ?? key;
  if (eventtype !== 'template_card_event' || !asked) return { kind: 'other' };
  // Buttons carry the question they stand for.
  return {
    kind: 'message',
    message: messageOf(payload, { ...context, kind: 'question', said: asked }),
    isFromCard: true,
  };
}

/** The stream that answers a message: the same wherever and how often the message arrives. */
export function streamIdOf({ lane, key }: Pick<BotMessage, 'lane' | 'key'>): string {
  return createHash('sha256').update(`${lane}\n${key}`).digest('hex').slice(0, 32);
}
