import type { Segmenter } from './segment.ts';

/** A word and where it stands in its text. */
export interface PlacedWord {
  word: string;
  start: number;
  end: number;
}

/** Where the words of a text stand, in order; the parts that the segmenter lists after a long word are left out. */
export function wordPlaces(text: string, segmenter: Segmenter): PlacedWord[] {
  let from = 0;
  return segmenter.words(text).flatMap((word) => {
    const start = text.indexOf(word, from);
    if (start < 0) return [];
    from = start + word.length;
    return [{ word, start, end: from }];
  });
}
