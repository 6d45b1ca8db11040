import { z } from 'zod';
import { ConfigError } from '../../errors.ts';

/** Address of a platform, without a slash at its end. */
export const platformUrl = (usual: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/u, ''))
    .default(usual);

/** The ids in a list, which people part with commas of either width. */
export function idsIn(list: string): string[] {
  return list.split(/[\s,，、;；]+/u).filter((id) => id !== '');
}

/**
 * The settings that a channel needs, all of them; null where none is set.
 * @throws ConfigError naming what is missing.
 */
export function allOrNone<Name extends string>(
  channel: string,
  values: Partial<Record<Name, string | undefined>>,
  names: readonly Name[],
): Record<Name, string> | null {
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length === names.length) return null;
  if (missing.length > 0) throw new ConfigError(`${channel}的设置不全，还缺 ${missing.join('、')}`);
  return values as Record<Name, string>;
}
