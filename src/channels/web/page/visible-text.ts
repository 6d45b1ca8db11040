/**
 * Characters that show nothing but change what is seen: bidirectional overrides can turn 不得 into 得不, zero-width
 * ones can make two words look like one. Documents and models may hold them; what a reader sees must not.
 */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A text as it may be shown: without characters that only disguise others. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** The same for every text inside a value that came from elsewhere, its shape kept. */
export function visibleTexts<Value>(value: Value): Value {
  if (typeof value === 'string') return visibleText(value) as Value;
  if (Array.isArray(value)) return value.map(visibleTexts) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, visibleTexts(inner)]);
  return Object.fromEntries(entries) as Value;
}
