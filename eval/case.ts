import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { decodeText } from '../src/documents/decode.ts';
import { WenguiError } from '../src/errors.ts';
import { parseCsv } from './csv.ts';

/** Kinds of question, in the order tables show them (contracts.md, section 3). */
export const CASE_TYPES = [
  'fact-number',
  'time',
  'responsible-unit',
  'reverse-unit',
  'list',
  'definition',
  'how',
  'yes-no',
  'location',
  'summary',
  'problems',
  'past',
  'cross-compare',
  'which-district',
  'follow-up',
  'doc-status',
  'unanswerable',
  'false-premise',
  'out-of-scope',
  'prompt-injection',
] as const;

const text = z.string().trim().min(1, '不能为空');

const goldShape = z.object({ doc: text, quote: text, path: z.string().default('') });

/** One known-answer question; the columns of the CSV form are these keys. */
export const caseShape = z.object({
  id: text,
  type: z.enum(CASE_TYPES),
  doc: text,
  question: text,
  history: z.array(z.string()).default([]),
  answerable: z.boolean(),
  must_include: z.array(z.array(text).min(1, '每组至少一个说法')).default([]),
  must_not_include: z.array(text).default([]),
  gold: z.array(goldShape).default([]),
  note: z.string().default(''),
});

export type CaseType = (typeof CASE_TYPES)[number];
export type Gold = z.infer<typeof goldShape>;
export type EvalCase = z.infer<typeof caseShape>;

/** A suite file cannot be read; the message lists every fault with file and line. */
class SuiteError extends WenguiError {
  override name = 'SuiteError' as const;
}

/** One record of a suite file before it is checked; `value` is an Error where the line itself cannot be parsed. */
interface SuiteRecord {
  line: number;
  value: unknown;
}

function parseJsonl(content: string): SuiteRecord[] {
  const records: SuiteRecord[] = [];
  for (const [i, row] of content.split(/\r?\n/).entries()) {
    if (row.trim() === '') continue;
    try {
      records.push({ line: i + 1, value: JSON.parse(row) });
    } catch (error) {
      // Kept with its line, so that one message can name every broken line of the file.
      records.push({ line: i + 1, value: new Error(`不是有效的 JSON（${(error as Error).message}）`) });
    }
  }
  return records;
}

function explain(value: unknown): string {
  if (value instanceof Error) return value.message;
  const result = caseShape.safeParse(value);
  if (result.success) return '';
  return result.error.issues.map((issue) => `${issue.path.join('.') || '整行'}：${issue.message}`).join('；');
}

/** Reads the cases of one `.jsonl` or `.csv` text; `file` is named, with the line, in a `SuiteError`. */
export function parseSuite(content: string, file: string): EvalCase[] {
  const records = file.toLowerCase().endsWith('.csv') ? parseCsv(content) : parseJsonl(content);
  const cases: EvalCase[] = [];
  const faults: string[] = [];
  const seen = new Map<string, number>();
  for (const { line, value } of records) {
    const result = value instanceof Error ? null : caseShape.safeParse(value);
    if (!result?.success) {
      faults.push(`${file}:${line} ${explain(value)}`);
      continue;
    }
    const earlier = seen.get(result.data.id);
    if (earlier !== undefined) faults.push(`${file}:${line} 编号“${result.data.id}”与第 ${earlier} 行重复`);
    seen.set(result.data.id, line);
    cases.push(result.data);
  }
  if (faults.length > 0) throw new SuiteError(faults.join('\n'));
  if (cases.length === 0) throw new SuiteError(`${file}:1 没有任何题目`);
  return cases;
}

/** Reads one suite file (UTF-8, UTF-16 or GB18030, as spreadsheets save them). */
export async function readSuite(path: string): Promise<EvalCase[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new SuiteError(`读不到题目文件“${path}”，请检查 --suite 的路径`, { cause });
  }
  if (!/\.(jsonl|csv)$/i.test(path)) throw new SuiteError(`“${basename(path)}”应为 .jsonl 或 .csv`);
  return parseSuite(decodeText(bytes, path), path);
}

/** Reads several suites; the same id in two files is a `SuiteError`, since results are kept by id. */
export async function readSuites(paths: string[]): Promise<EvalCase[]> {
  const origin = new Map<string, string>();
  const cases: EvalCase[] = [];
  for (const path of paths) {
    for (const one of await readSuite(path)) {
      const other = origin.get(one.id);
      if (other !== undefined)
        throw new SuiteError(`编号“${one.id}”同时出现在 ${other} 和 ${path}，请改一个`);
      origin.set(one.id, path);
      cases.push(one);
    }
  }
  return cases;
}
