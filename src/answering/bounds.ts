import type { Quantity } from '../language/numerals.ts';

const LEAST = /不少于|不低于|不小于|至少|最少|以上|超过|高于|达到|大于|起码/u;
const MOST = /不超过|不高于|不多于|不大于|至多|最多|以内|以下|之内|控制在|低于|少于/u;
/** Which way a value is bound. */
export type Bound = 'least' | 'most';

export const opposite = (bound: Bound): Bound => (bound === 'least' ? 'most' : 'least');

/** The bound that a text gives; null where it gives none. */
export function boundIn(text: string): Bound | null {
  const plain = text.replace(/不(?:少|低|小)于/gu, '至少').replace(/不(?:超过|高于|多于|大于)/gu, '至多');
  if (MOST.test(plain)) return 'most';
  return LEAST.test(plain) ? 'least' : null;
}

/** The bound that a question gives a figure: 不低于10%. */
export function boundAt(topic: string, { start, end }: Quantity): Bound | null {
  return boundIn(topic.slice(Math.max(0, start - 5), end + 2));
}
