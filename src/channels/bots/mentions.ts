/** A name at the beginning behind @ or ＠; what follows the name is a space, or the end. */
const LEADING = /^\s*[@＠]([^\s@＠]{1,32})(?:[\s\u2005\u00a0]+|$)/u;

/** A pattern that matches a display name wherever it is mentioned; names may hold spaces. */
function mentionOf(name: string): RegExp {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  // teacher@wengui.cn and https://x/@问规 mention nobody.
  return new RegExp(
    `(?<![\\p{L}\\p{N}._/-])[@＠]${literal}(?![\\p{L}\\p{N}._-]*@)(?=$|[^A-Za-z0-9._-])`,
    'gu',
  );
}

/**
 * A message without the mention of the bot. Its configured display name goes wherever it stands; without one, what is
 * mentioned at the beginning goes.
 */
export function withoutMention(text: string, botName: string | null): string {
  if (botName !== null && mentionOf(botName).test(text))
    return text.replace(mentionOf(botName), ' ').replace(/ {2,}/gu, ' ').trim();
  return botName === null ? text.replace(LEADING, '').trim() : text.trim();
}
