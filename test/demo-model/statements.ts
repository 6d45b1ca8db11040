import type { Clause, Prompt, Statement } from './read-prompt.ts';

/** Statements of an answer that has no drafts to follow. */
const WITHOUT_DRAFTS = 2;
const SENTENCE = /[^。！？；]*[。！？；]?/u;

/** What a model that keeps to its material says: the drafts; without them, the first words of the first clauses. */
export function faithfulStatements(prompt: Prompt): Statement[] {
  if (prompt.task === 'repair') return repaired(prompt);
  if (prompt.drafts.length > 0) return prompt.drafts;
  return prompt.clauses.slice(0, WITHOUT_DRAFTS).map(openingOf);
}

/** The first sentence of a clause, said in its own words. */
export function openingOf({ handle, text }: Clause): Statement {
  const sentence = SENTENCE.exec(text.trim())![0];
  return { text: sentence, handles: [handle], quotes: [sentence] };
}

/** One in the place of each rejected statement; two that come to the same are said once. */
function repaired(prompt: Prompt): Statement[] {
  const found = prompt.rejected.map((one) => ownWordsFor(one, prompt)).filter((one) => one !== null);
  return [...new Map(found.map((one) => [one.text, one])).values()];
}

/** The draft that a rejected statement came from; where that was rejected itself, the words of its clause. */
function ownWordsFor(rejected: Statement, { drafts, clauses }: Prompt): Statement | null {
  const draft = mostLike(drafts, rejected.text);
  if (draft && !isSame(draft, rejected)) return draft;
  const { handles } = draft ?? rejected;
  const clause = clauses.find(({ handle }) => handles.includes(handle)) ?? clauses[0];
  if (!clause) return null;
  const [quote] = draft?.quotes ?? [];
  return quote === undefined ? openingOf(clause) : { text: quote, handles: [clause.handle], quotes: [quote] };
}

function isSame(one: Statement, other: Statement): boolean {
  const parts = ({ text, handles, quotes }: Statement) => JSON.stringify([text, handles, quotes]);
  return parts(one) === parts(other);
}

function mostLike(statements: Statement[], text: string): Statement | undefined {
  const pairs = pairsIn(text);
  const shared = (one: Statement) => [...pairsIn(one.text)].filter((pair) => pairs.has(pair)).length;
  return statements.toSorted((a, b) => shared(b) - shared(a))[0];
}

function pairsIn(text: string): Set<string> {
  const characters = [...text];
  return new Set(characters.slice(1).map((one, i) => characters[i]! + one));
}
