import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { CaseResult } from './score-case.ts';

/** What is remembered of a case until it is asked again. */
const remembered = z.object({
  at: z.string(),
  passed: z.boolean(),
  status: z.string(),
  answer: z.string(),
  reasons: z.array(z.string()),
});

export type Remembered = z.infer<typeof remembered>;

/** The last result of every case ever asked here, by case id. */
export type LastRun = Map<string, Remembered>;

/** Reads the remembered results; none yet, or a file this version cannot read, is an empty map. */
export async function readLastRun(file: string): Promise<LastRun> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  // Only a comparison hangs on it, so an old or cut-off file is as good as none.
  try {
    return new Map(Object.entries(z.record(z.string(), remembered).parse(JSON.parse(content))));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return new Map();
    throw error;
  }
}

/** Remembers these results over the earlier ones; cases not asked this time keep what is known of them. */
export async function saveLastRun(
  file: string,
  earlier: LastRun,
  results: CaseResult[],
  at: string,
): Promise<void> {
  const merged = new Map(earlier);
  for (const { case: one, answer, passed, reasons } of results) {
    merged.set(one.id, {
      at,
      passed,
      status: answer?.status ?? 'error',
      answer: answer?.answer ?? '',
      reasons,
    });
  }
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  await writeFile(beside, JSON.stringify(Object.fromEntries(merged)));
  await rename(beside, file);
}
