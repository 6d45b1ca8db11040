import type { ReplyStyle } from '../bots/reply-style.ts';
import type { WecomAppSettings } from './config.ts';

/** WeCom drops a second copy of the same message within this time, in seconds: a resend after a crash comes sooner. */
export const DUPLICATE_CHECK_S = 120;

/**
 * Its Markdown has no lists and no tables (https://developer.work.weixin.qq.com/document/path/90236); 2,048 bytes are a
 * message, less room for a line of ours.
 */
export function styleOf({ format }: WecomAppSettings): ReplyStyle {
  return {
    markup: format === 'markdown' ? 'markdown' : 'plain',
    hasTables: false,
    hasLists: false,
    pageBytes: 1_980,
    pagesAtOnce: 4,
  };
}

/** True for text that only shows right as Markdown: a bold head, a link. */
function isFormatted(text: string): boolean {
  return /\*\*|\]\(https?:/u.test(text);
}

/** The body of message/send for one page. */
export function encodePage(
  text: string,
  userId: string,
  { agentId, format }: WecomAppSettings,
): Record<string, unknown> {
  const words =
    format === 'markdown' && isFormatted(text)
      ? { msgtype: 'markdown', markdown: { content: text } }
      : { msgtype: 'text', text: { content: text } };
  return {
    touser: userId,
    agentid: agentId,
    ...words,
    enable_duplicate_check: 1,
    duplicate_check_interval: DUPLICATE_CHECK_S,
  };
}
