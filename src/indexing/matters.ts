/** A concrete matter that a text names (食堂, 溺水), with everything that means it or would speak of it. */
export interface Matter {
  /** As the text says it, in search form. */
  word: string;
  start: number;
  end: number;
  /** Every wording of it, its own included. */
  wordings: string[];
}

/** Where a matter stands in a text. */
type MatterPlace = Pick<Matter, 'start' | 'end'>;

/**
 * The matters that `text` (search form) names, longest wording first where several begin at one place; none overlap. One
 * that `accepts` turns down gives way to a shorter one: 南开大学|食堂 names 食堂, not 大学食堂.
 */
export type MatterFinder = (text: string, accepts?: (place: MatterPlace) => boolean) => Matter[];

/** Makes a finder for groups of wordings, each group one matter. */
export function matterFinder(groups: string[][]): MatterFinder {
  const byOpening = new Map<string, { word: string; wordings: string[] }[]>();
  for (const wordings of groups) {
    for (const word of wordings) {
      const opening = word.slice(0, 2);
      byOpening.set(opening, [...(byOpening.get(opening) ?? []), { word, wordings }]);
    }
  }
  for (const found of byOpening.values()) found.sort((a, b) => b.word.length - a.word.length);
  return (text, accepts = () => true) => {
    const found: Matter[] = [];
    for (let start = 0; start < text.length; ) {
      const matter = byOpening
        .get(text.slice(start, start + 2))
        ?.find(({ word }) => text.startsWith(word, start) && accepts({ start, end: start + word.length }));
      const end = start + (matter?.word.length ?? 1);
      if (matter) found.push({ ...matter, start, end });
      start = end;
    }
    return found;
  };
}
