/** Cuts at blanks and punctuation: texts of a test are written with a blank between words. */
export const plainSegmenter = {
  terms(text: string): string[] {
    const words = text.match(/[\p{L}\p{N}%]+/gu) ?? [];
    const bigrams = words.flatMap((word) =>
      Array.from(word)
        .slice(1)
        .map((last, n) => `·${word[n]}${last}`),
    );
    return [...words, ...bigrams];
  },
};
