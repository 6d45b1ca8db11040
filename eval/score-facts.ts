import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Duty } from '../src/facts/duties.ts';
import type { Target } from '../src/facts/targets.ts';
import { stripMarks } from '../src/language/mapped-text.ts';

/** One line of targets.jsonl: a target listed by hand. */
const GoldTarget = z.object({
  doc: z.string(),
  name: z.string(),
  value: z.string().nullable(),
  upper: z.string().nullable(),
  unit: z.string().nullable(),
  by: z.string().nullable(),
  frequency: z.string().nullable(),
  kind: z.enum(['target', 'past']),
  quote: z.string(),
});
type GoldTarget = z.infer<typeof GoldTarget>;

const GoldDuty = z.object({ doc: z.string(), task: z.string(), units: z.array(z.string()) });

/** How far what was read agrees with what was listed by hand. */
export interface FactScore {
  /** Listed targets (work done left out) that were read, ÷ listed. */
  recall: number;
  /** Targets read that are listed, work done included, ÷ read. */
  precision: number;
  missed: string[];
  extra: string[];
  /** Tasks whose list of units differs, or that only one side has. */
  wrongDuties: string[];
}

async function readLines<Shape extends z.ZodType>(file: string, shape: Shape): Promise<z.infer<Shape>[]> {
  const text = await readFile(new URL(file, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => shape.parse(JSON.parse(line)));
}

/** The same document, value and words, and where the list has them the same date and frequency. */
function isSame(gold: GoldTarget, target: Target): boolean {
  const words = stripMarks(target.words);
  const quote = stripMarks(gold.quote);
  return (
    target.documentId === gold.doc &&
    (gold.value === null ? target.value === null : String(target.value) === gold.value) &&
    (gold.upper ?? null) === (target.upper === null ? null : String(target.upper)) &&
    (gold.unit ?? '') === target.unit &&
    (gold.by === null || gold.by === String(target.by)) &&
    (words.includes(quote) || quote.includes(words) || words.includes(quote.slice(-10)))
  );
}

/** Compares what was read from the seeds with `targets.jsonl` and `duties.jsonl`, both listed by hand. */
export async function scoreFacts(targets: Target[], duties: Duty[]): Promise<FactScore> {
  const gold = await readLines('targets.jsonl', GoldTarget);
  const left = new Set(targets);
  const missed: string[] = [];
  for (const one of gold) {
    const found = [...left].find((target) => isSame(one, target));
    if (found) left.delete(found);
    else if (one.kind === 'target') missed.push(`${one.doc} ${one.quote}`);
  }
  const listed = gold.filter(({ kind }) => kind === 'target').length;
  const line = (doc: string, task: string, units: string[]) => `${doc} ${task}：${units.join('、')}`;
  const goldDuties = (await readLines('duties.jsonl', GoldDuty)).map(({ doc, task, units }) =>
    line(doc, task, units),
  );
  const readDuties = duties.map(({ documentId, task, units }) => line(documentId, task, units));
  return {
    recall: 1 - missed.length / listed,
    precision: 1 - left.size / targets.length,
    missed,
    extra: [...left].map(({ documentId, words }) => `${documentId} ${words}`),
    wrongDuties: [
      ...goldDuties.filter((duty) => !readDuties.includes(duty)),
      ...readDuties.filter((duty) => !goldDuties.includes(duty)),
    ],
  };
}
