import type { ReplyStyle } from '../bots/reply-style.ts';

/**
 * Its Markdown has lists and links but no tables. No size is documented for replies; other robots stay below 4,000
 * characters, which are 12,000 bytes, and a proactive message holds 15,000.
 */
export const DINGTALK_STYLE: ReplyStyle = {
  markup: 'markdown',
  hasTables: false,
  hasLists: true,
  pageBytes: 6_000,
  pagesAtOnce: 4,
};

/** All that a card may hold is advised to be 3 K (https://open.dingtalk.com/document/development/api-streamingupdate). */
export const CARD_BYTES = 3_000;

/** In lists of conversations a message shows by its title. */
const TITLE = '问规的回答';

/** Lines of Markdown run together unless two blanks stand before the break. */
function withBreaks(text: string): string {
  return text.replace(/(?<! {2}|\n)\n(?!\n)/gu, '  \n');
}

/** The body for a sessionWebhook; in groups the asker is called by name. */
export function encodeSession(text: string, mention: string | null): Record<string, unknown> {
  const words = withBreaks(text);
  if (mention === null) return { msgtype: 'markdown', markdown: { title: TITLE, text: words } };
  return {
    msgtype: 'markdown',
    markdown: { title: TITLE, text: `@${mention}  \n${words}` },
    at: { atUserIds: [mention], isAtAll: false },
  };
}

/** What the proactive interfaces take; neither can mention anybody. */
export function encodeProactive(text: string): { msgKey: string; msgParam: string } {
  return { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title: TITLE, text: withBreaks(text) }) };
}

/** The words of a card. */
export function encodeCard(text: string): string {
  return withBreaks(text);
}
