/** What a chat service may not know, in the order in which it is given up where the service does not say what it refuses. */
const ABILITIES = ['usage', 'stream', 'system'] as const;

/** Usage counts while streaming, streaming, messages of the role system. */
export type Ability = (typeof ABILITIES)[number];

/** How refusals name what they refuse; stream_options before stream. */
const NAMES: [Ability, RegExp][] = [
  ['usage', /stream_options|include_usage/iu],
  ['system', /\.role\b|\bsystem\b/iu],
  ['stream', /\bstream(?:ing)?\b/iu],
];

/**
 * What to leave out of a call that a service refused with `error`; null where it refused for another reason or there is
 * nothing left to leave out.
 */
export function abilityToGiveUp(error: unknown, lacking: ReadonlySet<Ability>): Ability | null {
  const { status, param, message } = error as { status?: unknown; param?: unknown; message?: unknown };
  if (status !== 400 && status !== 422) return null;
  const left = ABILITIES.filter((ability) => !lacking.has(ability));
  const said = `${String(param)} ${String(message)}`;
  const named = NAMES.find(([, pattern]) => pattern.test(said))?.[0];
  return left.find((ability) => ability === named) ?? left[0] ?? null;
}
