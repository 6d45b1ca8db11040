import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { outlineJson, outlineText } from '../channels/terminal/print-outline.ts';
import { splitClauses } from '../clauses/split-clauses.ts';
import { readDocument } from '../documents/read-documents.ts';
import { DocumentError } from '../errors.ts';
import { UsageError } from './usage-error.ts';

/** `outline FILE [--json]`: prints how a document was understood. */
export async function outline(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('outline 需要一个文件');
  const found = await stat(file).catch((cause: unknown) => {
    throw new DocumentError(`找不到文件“${file}”`, { cause });
  });
  if (!found.isFile()) throw new DocumentError(`“${file}”不是文件`);
  const result = splitClauses(await readDocument(file));
  process.stdout.write(
    `${values.json ? JSON.stringify(outlineJson(result), null, 2) : outlineText(result)}\n`,
  );
}
