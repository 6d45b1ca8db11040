/** What a platform shows of a message, and how much of it. */
export interface ReplyStyle {
  /** `markdown`: lists, links, bold; `plain`: nothing but text. */
  markup: 'markdown' | 'plain';
  hasTables: boolean;
  /** `- item` is shown as a list; otherwise a dot is written. */
  hasLists: boolean;
  /** UTF-8 bytes of a message. */
  pageBytes: number;
  /** Messages sent at once; what is left waits for “继续”. */
  pagesAtOnce: number;
}

/** Length of a text as platforms count it: UTF-8 bytes. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
