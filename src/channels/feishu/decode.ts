import { z } from 'zod';
import { type BotMessage, conversationKey } from '../bots/bot-message.ts';
import { objectIn } from '../bots/bot-routes.ts';
import { withoutMention } from '../bots/mentions.ts';
import type { FeishuSettings } from './config.ts';

export const FEISHU_LANE = 'feishu';

/** `im.message.receive_v1`, schema 2.0 (https://open.feishu.cn/document/server-docs/im-v1/message/events/receive). */
const Payload = z.object({
  header: z.object({
    event_id: z.string(),
    event_type: z.literal('im.message.receive_v1'),
    app_id: z.string(),
    tenant_key: z.string().default(''),
  }),
  event: z.object({
    sender: z.object({
      sender_id: z.object({ open_id: z.string().min(1) }),
      sender_type: z.string().optional(),
    }),
    message: z.object({
      message_id: z.string().min(1),
      chat_id: z.string(),
      chat_type: z.string(),
      message_type: z.string(),
      content: z.string(),
      mentions: z.array(z.object({ key: z.string(), name: z.string() })).optional(),
    }),
  }),
});

/** Reads a message to the robot; null for other events, other apps and other robots. */
export function decodeMessage(raw: unknown, settings: FeishuSettings, receivedAt: number): BotMessage | null {
  const parsed = Payload.safeParse(raw);
  if (!parsed.success || parsed.data.header.app_id !== settings.appId) return null;
  const { sender, message } = parsed.data.event;
  // Robots that answer each other would not stop.
  if (sender.sender_type !== undefined && sender.sender_type !== 'user') return null;
  const userId = sender.sender_id.open_id;
  const groupId = message.chat_type === 'p2p' ? null : message.chat_id;
  const said = saidIn(message.message_type, message.content);
  const text = (message.mentions ?? []).reduce(
    (words, { key, name }) => words.replaceAll(key, groupId !== null ? ' ' : name),
    said ?? '',
  );
  return {
    lane: FEISHU_LANE,
    key: message.message_id,
    conversation: conversationKey({
      lane: FEISHU_LANE,
      tenant: parsed.data.header.tenant_key,
      userId,
      groupId,
    }),
    userId,
    groupId,
    text: groupId === null ? text.trim() : withoutMention(text.trim(), settings.displayName),
    kind: said === null ? 'unreadable' : 'question',
    address: { messageId: message.message_id },
    receivedAt,
  };
}

const Post = z.object({
  title: z.string().nullish(),
  content: z.array(z.array(z.object({ text: z.string().optional() }))),
});

/** The words of a message; null where it has none. */
function saidIn(type: string, content: string): string | null {
  const value = objectIn(content);
  if (type === 'text' && typeof value?.text === 'string') return value.text;
  if (type !== 'post') return null;
  const post = Post.safeParse(value);
  if (!post.success) return null;
  const lines = post.data.content.map((line) => line.map(({ text }) => text ?? '').join(''));
  const words = [post.data.title ?? '', ...lines].join('\n');
  return words.trim() === '' ? null : words;
}
