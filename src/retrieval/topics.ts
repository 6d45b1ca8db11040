import type { Topic } from '../indexing/lexicon.ts';
import { searchForm } from '../language/normalise.ts';

/** The topic of what none of the lexicon's topics speaks of. */
export const OTHER_TOPIC = '其他';

/** The topic of a fact: by its own words, else by the nearest of its headings that tells one. */
export function topicOf(words: string, path: string[], topics: Topic[]): string {
  for (const text of [words, ...[...path].reverse()]) {
    const form = searchForm(text);
    const topic = topics.find((candidate) => candidate.words.some((word) => form.includes(word)));
    if (topic) return topic.name;
  }
  return OTHER_TOPIC;
}
