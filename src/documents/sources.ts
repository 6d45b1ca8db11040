import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DocumentError } from '../errors.ts';

/** File in the documents folder that says what the texts cannot; every field but `file` overrules the text. */
export const SOURCES_FILE = 'sources.json';

const sourceSchema = z.strictObject({
  file: z.string().min(1),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/u, '只能用小写字母、数字和连字符')
    .optional(),
  title: z.string().min(1).optional(),
  issuer: z.string().min(1).optional(),
  issuedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/u, '应为 YYYY-MM-DD')
    .optional(),
  status: z.string().min(1).optional(),
  period: z.strictObject({ fromYear: z.int(), toYear: z.int() }).optional(),
  region: z.string().min(1).optional(),
  origin: z.string().optional(),
});

const sourcesSchema = z.strictObject({ documents: z.array(sourceSchema) });

/** What people add about one document file. */
export type SourceEntry = z.infer<typeof sourceSchema>;

/** Reads `sources.json` of a documents folder, keyed by file name; empty where there is none. */
export async function readSources(dir: string): Promise<Map<string, SourceEntry>> {
  let text: string;
  try {
    text = await readFile(join(dir, SOURCES_FILE), 'utf8');
  } catch (error) {
    // The file is optional: a document works without any metadata.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DocumentError(`${SOURCES_FILE} 不是合法的 JSON：${(cause as Error).message}`, { cause });
  }
  const parsed = sourcesSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new DocumentError(`${SOURCES_FILE} 的 ${issue.path.join('.') || '顶层'} 有误：${issue.message}`);
  }
  return new Map(parsed.data.documents.map((entry) => [entry.file.normalize('NFC'), entry]));
}
