import { z } from 'zod';
import { type ChatMessage, textOf } from './request-body.ts';

/** One sentence of an answer and what it rests on. */
export interface Statement {
  text: string;
  handles: string[];
  /** Words of the clauses that the handles name. */
  quotes: string[];
}

/** A statement that was given back, and why. */
type Rejected = Statement & { reason: string };

const TEXTS = z.array(z.string()).default([]);
const CLAUSE = z.object({
  handle: z.string(),
  document: z.string().default(''),
  district: z.string().nullish(),
  status: z.string().default(''),
  path: z.string().default(''),
  text: z.string(),
});
const DRAFT = z
  .object({ draft: z.string(), handles: TEXTS, quotes: TEXTS })
  .transform(({ draft, ...ground }) => ({ text: draft, ...ground }));
const REJECTED = z
  .object({
    rejected: z.object({ text: z.string(), handles: TEXTS, quotes: TEXTS }),
    reason: z.string().default(''),
  })
  .transform(({ rejected, reason }) => ({ ...rejected, reason }));
const QUESTION = z.object({ question: z.string() });
const EARLIER = z.object({ earlier: z.string() });

/** A clause that may be cited. */
export type Clause = z.infer<typeof CLAUSE>;

/** What the model is asked to do: `chat` is anything that is not one of the product's own requests. */
type Task = 'answer' | 'repair' | 'split' | 'judge' | 'chat';

/** A request as the model understands it. */
export interface Prompt {
  task: Task;
  question: string;
  earlier: string[];
  clauses: Clause[];
  drafts: Statement[];
  rejected: Rejected[];
  /** All words of the material, without white space. */
  known: string;
}

/** Reads the material out of a conversation: one JSON object on a line, other lines are instructions. */
export function readPrompt(messages: ChatMessage[]): Prompt {
  const turns = messages.filter(({ role }) => role === 'user').map(textOf);
  const last = objectsIn(turns.at(-1) ?? '');
  const rejected = all(REJECTED, last);
  // A repair speaks of material that an earlier turn gave.
  const given = rejected.length > 0 ? materialBefore(turns, last) : last;
  const clauses = all(CLAUSE, given);
  const drafts = all(DRAFT, given);
  const question = all(QUESTION, given).at(-1)?.question ?? '';
  const earlier = all(EARLIER, given).map((one) => one.earlier);
  const words = [question, ...earlier, ...clauses.flatMap(wordsOf), ...drafts.map(({ text }) => text)];
  const task = rejected.length > 0 ? 'repair' : taskOf(instructionsIn(messages), last.length > 0);
  return { task, question, earlier, clauses, drafts, rejected, known: withoutSpace(words.join('\n')) };
}

/** All that is said of a clause. */
export function wordsOf({ document, district, status, path, text }: Clause): string[] {
  return [document, district ?? '', status, path, text];
}

/** Text in which only its characters count. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/gu, '');
}

/** What the operator says: the system message, else (where a service takes none) the lines around the material. */
function instructionsIn(messages: ChatMessage[]): string {
  const system = messages.filter(({ role }) => role === 'system' || role === 'developer');
  if (system.length > 0) return system.map(textOf).join('\n');
  const lines = messages.filter(({ role }) => role === 'user').flatMap((turn) => textOf(turn).split('\n'));
  return lines.filter((line) => objectIn(line) === null).join('\n');
}

function taskOf(instructions: string, hasMaterial: boolean): Task {
  if (instructions.includes('拆分问题')) return 'split';
  if (instructions.includes('评判')) return 'judge';
  return hasMaterial ? 'answer' : 'chat';
}

/** The objects of the latest turn that gives clauses or drafts; `last` itself where a repair repeats them. */
function materialBefore(turns: string[], last: object[]): object[] {
  const candidates = [last, ...turns.slice(0, -1).reverse().map(objectsIn)];
  return candidates.find((objects) => all(CLAUSE, objects).length + all(DRAFT, objects).length > 0) ?? last;
}

function objectsIn(text: string): object[] {
  return text
    .split('\n')
    .map(objectIn)
    .filter((one) => one !== null);
}

function objectIn(line: string): object | null {
  if (!line.trim().startsWith('{')) return null;
  try {
    return JSON.parse(line) as object;
  } catch (error) {
    // An instruction may show a form such as {"text":…}, which is no material.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function all<T>(shape: z.ZodType<T>, objects: object[]): T[] {
  return objects.flatMap((one) => {
    const read = shape.safeParse(one);
    return read.success ? [read.data] : [];
  });
}
