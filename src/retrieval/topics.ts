import type { Topic } from '../indexing/lexicon.ts';
import { searchForm } from '../language/normalise.ts';

/** The topic of what none of the lexicon's topics speaks of. */
export const OTHER_TOPIC = '其他';

/** True where a text has one of the words that tell a topic. */
export function namesTopic(text: string, { words }: Topic): boolean {
  const form = searchForm(text);
  return words.some((word) => form.includes(word));
}

/** The topic of a fact: by the heading right above it, else by its own words, else by the nearest outer heading that tells one. */
export function topicOf(words: string, path: string[], topics: Topic[]): string {
  const [nearest = '', ...outer] = [...path].reverse();
  for (const text of [nearest, words, ...outer]) {
    const topic = topics.find((candidate) => namesTopic(text, candidate));
    if (topic) return topic.name;
  }
  return OTHER_TOPIC;
}
