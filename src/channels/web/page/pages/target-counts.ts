/** How many targets each topic has for each year. */
export interface TargetCounts {
  /** In order; null stands for targets without a year and comes last. */
  years: (number | null)[];
  topics: { topic: string; counts: number[]; total: number }[];
  total: number;
}

/** Counts targets by topic, in the order in which topics are listed, and by the year they are to be met. */
export function countTargets(
  targets: { topic: string; by: number | null }[],
  listed: string[],
): TargetCounts {
  const years = [...new Set(targets.map(({ by }) => by))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  const topics = listed
    .map((topic) => {
      const own = targets.filter((target) => target.topic === topic);
      const counts = years.map((year) => own.filter(({ by }) => by === year).length);
      return { topic, counts, total: own.length };
    })
    .filter(({ total }) => total > 0);
  return { years, topics, total: targets.length };
}
