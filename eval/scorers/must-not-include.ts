import { comparable, comparableAnswer } from './normalise.ts';

/** The forbidden strings that the answer holds; unlike `must_include`, digits around them make no difference. */
export function forbiddenFound(forbidden: string[], answer: string): string[] {
  const text = comparableAnswer(answer);
  return forbidden.filter((phrase) => comparable(phrase) !== '' && text.includes(comparable(phrase)));
}
