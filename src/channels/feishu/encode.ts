import type { ReplyStyle } from '../bots/reply-style.ts';

/** Cards of JSON 2.0 show Markdown with lists, links and tables; a message holds 30 KB, a card with its frame 20 KB. */
export const FEISHU_STYLE: ReplyStyle = {
  markup: 'markdown',
  hasTables: true,
  hasLists: true,
  pageBytes: 12_000,
  pagesAtOnce: 3,
};

/** A page as a card. */
export function encodeCardReply(text: string): { msg_type: string; content: string } {
  const card = { schema: '2.0', body: { elements: [{ tag: 'markdown', content: text }] } };
  return { msg_type: 'interactive', content: JSON.stringify(card) };
}

/** A page as plain text, for where a card is refused. */
export function encodeTextReply(text: string): { msg_type: string; content: string } {
  return { msg_type: 'text', content: JSON.stringify({ text }) };
}
