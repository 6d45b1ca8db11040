import { type Prompt, type Statement, withoutSpace } from './read-prompt.ts';

/** A statement made wrong, and what was changed in it. */
export interface Changed {
  statement: Statement;
  /** The words that stood there, as far around as `altered`. */
  original: string;
  /** Words that no material of the request has; they must not reach a user. */
  altered: string;
}

/** A way of making a statement wrong. */
export type Alter = (statement: Statement, prompt: Prompt) => Changed;

/** Words put in the place of others. */
export interface Edit {
  at: number;
  /** Characters replaced; 0 inserts. */
  length: number;
  words: string;
}

/** Fewer characters are found by chance in any text. */
const LEAST_RECOGNISABLE = 6;
const ENDING = /[\s。！？；;.]*$/u;
const EDGES = /^[，,。；;：:、\s]+|[，,。；;：:、\s]+$/gu;

/** The statement with an edit made, recorded by words that tell it from all that the request says. */
export function edited(statement: Statement, { known }: Prompt, { at, length, words }: Edit): Changed {
  const { text } = statement;
  const behind = at + length;
  const alteredText = text.slice(0, at) + words + text.slice(behind);
  const said = `${known}\n${withoutSpace(text)}`;
  let [left, right] = [at, behind];
  const wordsAround = () => (text.slice(left, at) + words + text.slice(behind, right)).replace(EDGES, '');
  while ((left > 0 || right < text.length) && !isRecognisable(wordsAround(), said)) {
    left = Math.max(0, left - 1);
    right = Math.min(text.length, right + 1);
  }
  return {
    statement: { ...statement, text: alteredText },
    original: text.slice(left, right).replace(EDGES, ''),
    altered: wordsAround(),
  };
}

function isRecognisable(words: string, said: string): boolean {
  const bare = withoutSpace(words);
  return bare.length >= LEAST_RECOGNISABLE && !said.includes(bare);
}

/** The statement with words put before its final stop. */
export function appended(statement: Statement, prompt: Prompt, words: string): Changed {
  const at = statement.text.search(ENDING);
  return edited(statement, prompt, { at, length: 0, words });
}

/** The statement with words put before it. */
export function prefixed(statement: Statement, prompt: Prompt, words: string): Changed {
  return edited(statement, prompt, { at: 0, length: 0, words });
}

/** One of several, the same for the same text every time, so that a run can be repeated. */
export function choose<T>(choices: readonly T[], text: string): T {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)!) % 1_000_003;
  return choices[sum % choices.length]!;
}

/** One of several names, by preference one that the request does not have. */
export function chooseUnknown(choices: readonly string[], text: string, { known }: Prompt): string {
  const strange = choices.filter((one) => !known.includes(one) && !text.includes(one));
  return choose(strange.length > 0 ? strange : choices, text);
}

/** Replaces what a table of words has in a statement by its counterpart; null where it has none of them. */
export function swapped(
  statement: Statement,
  prompt: Prompt,
  { pattern, other }: { pattern: RegExp; other: (found: RegExpExecArray) => string | null },
): Changed | null {
  const edits = [...statement.text.matchAll(pattern)].flatMap((found) => {
    const words = other(found);
    return words === null || words === found[0] ? [] : [{ at: found.index, length: found[0].length, words }];
  });
  return edits.length > 0 ? edited(statement, prompt, choose(edits, statement.text)) : null;
}
