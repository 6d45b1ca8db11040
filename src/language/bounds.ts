import type { Quantity } from './numerals.ts';

/** Which way a quantity is bounded: 不少于, 以上 / 不超过, 以内 / both at once, which contradicts itself / neither. */
export type Bound = 'least' | 'most' | 'both' | null;

/** These bind what follows in the same breath: 至少掌握2项, 每年最多招收3个班. */
const LEAST_AHEAD = /(?:至少|最少|起码|不(?:得|能)?(?:少于|低于|小于))[^，。；、：\d]{0,16}$/u;
const MOST_AHEAD = /(?:至多|最多|不(?:得|能)?(?:超过|高于|多于|大于)|控制在|限于)[^，。；、：\d]{0,16}$/u;
const LEAST_BEFORE = /(?:超过|高于|多于|大于|突破|最低)(?:达到|为|有|到)?$/u;
const MOST_BEFORE = /(?:低于|少于|小于|最高)(?:为|到)?$/u;
const LEAST_BEHIND = /^(?:及|或)?(?:以上|之上)/u;
const MOST_BEHIND = /^(?:及|或)?(?:以下|以内|之内|之下)/u;

/** The bound that a text gives one of its quantities; null where it gives none. */
export function boundOf(text: string, { start, end, kind }: Quantity): Bound {
  if (kind === 'ordinal') return null;
  const before = text.slice(Math.max(0, start - 24), start).replace(/^.*\n|\s/gsu, '');
  const behind = text.slice(end, end + 4).replace(/^\s+/u, '');
  const ahead: Bound = MOST_AHEAD.test(before) ? 'most' : LEAST_AHEAD.test(before) ? 'least' : null;
  const after: Bound = MOST_BEHIND.test(behind) ? 'most' : LEAST_BEHIND.test(behind) ? 'least' : null;
  // 控制在10%以上 says both; no source does.
  if (ahead !== null && after !== null && ahead !== after) return 'both';
  // 不超过 ends in 超过, 不低于 in 低于: the longer reading comes first.
  return ahead ?? after ?? (LEAST_BEFORE.test(before) ? 'least' : MOST_BEFORE.test(before) ? 'most' : null);
}
