import type { Statement } from './read-prompt.ts';

/** Words that urge and say nothing; those inside 积极性, 深入人心 and the like stay. */
const URGING = /积极(?![性分因心情])|进一步|切实|着力|大力|扎实|不断(?!线)|认真|深入(?!人心)/gu;
/** Titles and quoted names are kept to the letter. */
const NAMES = /(《[^》]*》|“[^”]*”)/u;
/** 到2025年，覆盖率达到93%: one time, one subject, one figure. */
const TIME_FIRST =
  /^(?<time>到\s?\d{4}\s?年(?:底|末)?)，(?<subject>[^，。；、（）]{2,20}?)(?<rest>(?:达到|提高到|提升到|提升至|不低于|不少于)[^，；]*)$/u;
/** Two sentences are merged where both are shorter. */
const SHORT = 32;

/** The same statements in slightly other words: figures, names and bounds as they are. */
export function paraphrase(statements: Statement[]): Statement[] {
  return mergeFirstTwo(statements.map((one) => ({ ...one, text: reworded(one.text) })));
}

function reworded(text: string): string {
  const plain = text
    .split(NAMES)
    .map((part, i) => (i % 2 === 0 ? part.replace(URGING, '') : part))
    .join('');
  return subjectFirst(plain);
}

function subjectFirst(text: string): string {
  const groups = TIME_FIRST.exec(text)?.groups;
  return groups ? `${groups.subject}${groups.time}${groups.rest}` : text;
}

function mergeFirstTwo([first, second, ...rest]: Statement[]): Statement[] {
  if (!first) return [];
  if (!second) return [first];
  if (first.text.length > SHORT || second.text.length > SHORT) return [first, second, ...rest];
  const merged: Statement = {
    text: `${first.text.replace(/[。；]$/u, '')}；${second.text}`,
    handles: [...new Set([...first.handles, ...second.handles])],
    quotes: [...new Set([...first.quotes, ...second.quotes])],
  };
  return [merged, ...rest];
}
