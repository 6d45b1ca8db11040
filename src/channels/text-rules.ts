/** Longest question, in code points (contracts section 2). */
export const QUESTION_LIMIT = 500;

/** Longest earlier turn, in code points (contracts section 2). */
export const TURN_LIMIT = 4000;

// Line breaks and tabs are fine inside a question; the other C0 and C1 controls only come from broken clients.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const UNPAIRED_SURROGATE = /\p{Surrogate}/u;
const VISIBLE = /[^\s\p{Cf}]/u;

/** What is wrong with a text that a person sent (already trimmed), in Chinese, or null where nothing is. */
export function textFault(text: string, limit: number): string | null {
  if (UNPAIRED_SURROGATE.test(text)) return '含有不成对的代理字符，不是完整的文字';
  if (!VISIBLE.test(text)) return '不能为空';
  const length = codePointLength(text);
  if (length > limit) return `不能超过 ${limit} 个字（现有 ${length} 个）`;
  if (CONTROL.test(text)) return '含有控制字符';
  return null;
}

/** Number of code points, so that a rare character counts as one. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
