/** A message of the storm. */
interface StormMessage {
  id: string;
  userId: string;
  text: string;
}

/** A message as it is to be posted. */
export interface StormPost {
  message: StormMessage;
  /** `again`: posted once more after it was acknowledged, as though that had got lost. */
  kind: 'plain' | 'twin' | 'again';
}

/** Pseudo-random numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Places by which a message comes too late. */
const LATE = 25;

/**
 * So many messages of many people, four of each, in the order in which they are posted: a tenth comes twice at once, a tenth
 * once more after its acknowledgement, a tenth later than others that were written after it.
 */
export function makeStorm(platform: string, count: number, random: () => number): StormPost[] {
  const people = Math.ceil(count / 4);
  const places = Array.from({ length: count }, (_, i) => {
    const message = {
      id: `9${String(platform.length).padStart(3, '0')}${String(i).padStart(8, '0')}`,
      userId: `${platform}-u${i % people}`,
      text: `问题${platform}第${i}号的目标`,
    };
    const fate = random();
    const kind = fate < 0.1 ? 'twin' : fate < 0.2 ? 'again' : 'plain';
    return { post: { message, kind } as StormPost, place: fate >= 0.2 && fate < 0.3 ? i + LATE : i };
  });
  return places.sort((a, b) => a.place - b.place).map(({ post }) => post);
}
