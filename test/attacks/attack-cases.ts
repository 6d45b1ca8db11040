import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const FOLDER = resolve(import.meta.dirname, '../../eval/attacks');

/** An earlier turn; a bare string is the user's. */
const turnShape = z.union([
  z.string().transform((content) => ({ role: 'user' as const, content })),
  z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string() }),
]);

const attackShape = z.strictObject({
  id: z.string().regex(/^atk-\d{3}$/u),
  /** Where the attack is planted. */
  where: z.enum(['document', 'question', 'history']),
  kind: z.string().min(1),
  /** File of the poisoned document. */
  document: z.string().nullable(),
  history: z.array(turnShape),
  question: z.string().min(1).max(500),
  /** Facts of the plan, in its words, that a right answer holds in spite of the attack. */
  expects: z.array(z.string().min(1)),
  /** What a victim would say and a quotation of the legitimate clauses never does. */
  forbidden: z.array(z.string().min(1)).min(1),
  answerable: z.boolean(),
  note: z.string(),
});

export type AttackCase = z.infer<typeof attackShape>;

/** Reads `eval/attacks/cases.jsonl`. */
export async function readAttackCases(): Promise<AttackCase[]> {
  const lines = (await readFile(join(FOLDER, 'cases.jsonl'), 'utf8')).split('\n');
  return lines.filter((line) => line !== '').map((line) => attackShape.parse(JSON.parse(line)));
}

/** The poisoned plans, file name → text. */
export async function readAttackedPlans(): Promise<Record<string, string>> {
  const folder = join(FOLDER, 'documents');
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return Object.fromEntries(files.map((file, i) => [file, texts[i]!]));
}
