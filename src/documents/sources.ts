import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DocumentError } from '../errors.ts';
import { decodeText } from './decode.ts';

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
  addressee: z.string().min(1).optional(),
  issuedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/u, '应为 YYYY-MM-DD')
    .optional(),
  status: z.string().min(1).optional(),
  period: z
    .strictObject({ fromYear: z.int(), toYear: z.int() })
    .refine(({ fromYear, toYear }) => fromYear <= toYear, '起始年份晚于结束年份')
    .optional(),
  region: z.string().min(1).optional(),
  origin: z.string().optional(),
});

const sourcesSchema = z.strictObject({ documents: z.array(z.unknown()) });

/** What people add about one document file. */
export type SourceEntry = z.infer<typeof sourceSchema>;

/** What `sources.json` says, and what in it cannot be used. */
export interface Sources {
  /** Entries by file name (NFC). */
  entries: Map<string, SourceEntry>;
  problems: string[];
}

function parseJson(text: string): { json: unknown } | { problem: string } {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return { problem: `${SOURCES_FILE} 不是合法的 JSON：${(error as Error).message}` };
  }
}

/** The entries that hold; each that does not is named with its place and file, and costs no other entry. */
function checkEntries(json: unknown): Sources {
  const entries = new Map<string, SourceEntry>();
  const list = sourcesSchema.safeParse(json);
  if (!list.success) return { entries, problems: [explain([], list.error)] };
  const problems: string[] = [];
  list.data.documents.forEach((candidate, i) => {
    const parsed = sourceSchema.safeParse(candidate);
    const file = (candidate as { file?: unknown } | null)?.file;
    if (!parsed.success) {
      problems.push(explain(['documents', i], parsed.error, typeof file === 'string' ? file : undefined));
      return;
    }
    const name = parsed.data.file.normalize('NFC');
    if (entries.has(name)) problems.push(`${SOURCES_FILE} 中“${name}”出现了两次，只采用第一次`);
    else entries.set(name, parsed.data);
  });
  return { entries, problems };
}

function explain(place: PropertyKey[], error: z.ZodError, file?: string): string {
  const issue = error.issues[0]!;
  const path = [...place, ...issue.path].map(String).join('.') || '顶层';
  return `${SOURCES_FILE} 的 ${path}${file ? `（“${file}”）` : ''}有误：${issue.message}`;
}

/**
 * Reads `sources.json` of a documents folder; nothing where there is none. What is wrong in it is a problem to tell:
 * documents are served without metadata rather than not at all.
 */
export async function readSources(dir: string): Promise<Sources> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(dir, SOURCES_FILE));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The file is optional: a document works without any metadata.
    const problems = code === 'ENOENT' ? [] : [`${SOURCES_FILE} 无法读取：${message}`];
    return { entries: new Map(), problems };
  }
  try {
    const parsed = parseJson(decodeText(bytes, SOURCES_FILE));
    if ('json' in parsed) return checkEntries(parsed.json);
    return { entries: new Map(), problems: [parsed.problem] };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { entries: new Map(), problems: [error.message] };
  }
}
