/** How many messages a receiver takes. */
export interface RateLimit {
  /** Infinity for no limit. */
  perMinute: number;
  perHour: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Counts one more message and tells whether it is one too many; what is too many does not count.
 * @param times when each receiver was written to, in milliseconds.
 */
export function isOverRate(
  times: Map<string, number[]>,
  { receiver, now, limit }: { receiver: string; now: number; limit: RateLimit },
): boolean {
  const past = (times.get(receiver) ?? []).filter((at) => now - at < HOUR_MS);
  const inMinute = past.filter((at) => now - at < MINUTE_MS).length;
  const isOver = inMinute >= limit.perMinute || past.length >= limit.perHour;
  times.set(receiver, isOver ? past : [...past, now]);
  return isOver;
}

/** The longest beginning of whole characters that fits into so many bytes of UTF-8. */
export function cutAtBytes(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  return new TextDecoder().decode(encoded.subarray(0, bytes), { stream: true });
}
