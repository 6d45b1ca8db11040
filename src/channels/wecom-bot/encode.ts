import type { ReplyStyle } from '../bots/reply-style.ts';

/** Bytes that a stream or a Markdown message holds are 20,480 (https://developer.work.weixin.qq.com/document/path/101031). */
export const BOT_STYLE: ReplyStyle = {
  markup: 'markdown',
  hasTables: true,
  hasLists: true,
  pageBytes: 20_000,
  pagesAtOnce: 1,
};

/** Said while the answer is on its way. */
export const SEARCHING = '正在查找原文……';

/** A streamed message at one moment: all of its words so far. */
export interface StreamWords {
  id: string;
  content: string;
  isFinished: boolean;
  /** Only with the first words. */
  isFirst: boolean;
  /** Only with the last. */
  card: Record<string, unknown> | null;
}

/** The body of a reply with a stream; verdicts on it come back under the stream's id. */
export function encodeStream({
  id,
  content,
  isFinished,
  isFirst,
  card,
}: StreamWords): Record<string, unknown> {
  const stream = { id, finish: isFinished, content, ...(isFirst && { feedback: { id } }) };
  return card === null
    ? { msgtype: 'stream', stream }
    : { msgtype: 'stream_with_template_card', stream, template_card: card };
}

/** A message of its own, where no stream is open. */
export function encodeMarkdown(content: string, feedbackId: string) {
  return { msgtype: 'markdown' as const, markdown: { content, feedback: { id: feedbackId } } };
}

/** Characters that a line of a card shows, and that a button's question may have in bytes. */
const LINE_LENGTH = 26;
const KEY_BYTES = 1_024;

/** A card whose buttons ask what could be asked next; null where there is nothing to propose. */
export function suggestionCard(suggestions: string[], taskId: string): Record<string, unknown> | null {
  const asked = suggestions.filter((text) => Buffer.byteLength(text) <= KEY_BYTES).slice(0, 3);
  if (asked.length === 0) return null;
  return {
    card_type: 'button_interaction',
    main_title: { title: '可以接着问' },
    horizontal_content_list: asked.map((text, i) => ({ keyname: `追问${i + 1}`, value: shortened(text) })),
    button_list: asked.map((text, i) => ({ text: `追问${i + 1}`, style: 1, key: text })),
    task_id: taskId,
  };
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LINE_LENGTH ? text : `${characters.slice(0, LINE_LENGTH - 1).join('')}…`;
}
