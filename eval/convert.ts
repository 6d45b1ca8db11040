import { writeFile } from 'node:fs/promises';
import { WenguiError } from '../src/errors.ts';
import { readSuite } from './case.ts';
import { formatCsv } from './csv.ts';

/** `npm run cases -- FROM TO`: a suite between .jsonl and the .csv of a spreadsheet, either way. */
async function convert(from: string, to: string): Promise<void> {
  const cases = await readSuite(from);
  const isCsv = to.toLowerCase().endsWith('.csv');
  await writeFile(to, isCsv ? formatCsv(cases) : cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
  process.stderr.write(`${cases.length} 题：${from} → ${to}\n`);
}

const [from, to, ...rest] = process.argv.slice(2);
if (from === undefined || to === undefined || rest.length > 0 || !/\.(csv|jsonl)$/i.test(to)) {
  process.stderr.write('用法：npm run cases -- 来源.jsonl|.csv 目标.csv|.jsonl\n');
  process.exitCode = 2;
} else {
  try {
    await convert(from, to);
  } catch (error) {
    if (!(error instanceof WenguiError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
