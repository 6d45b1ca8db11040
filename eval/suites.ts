import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { WenguiError } from '../src/errors.ts';

const DEFAULT_SUITES = join(import.meta.dirname, 'cases');

/** The questions that the confidence of an answer was calibrated on, beside the development half of the cases. */
export const CALIBRATION_SUITE = join(import.meta.dirname, 'calibration', 'questions.jsonl');

/** The suites of `npm run eval` where none is named. */
export async function defaultSuites(): Promise<string[]> {
  const files = (await readdir(DEFAULT_SUITES)).filter((file) => file.endsWith('.jsonl')).sort();
  if (files.length === 0) throw new WenguiError('eval/cases/ 里没有 .jsonl 题目，请用 --suite 指定');
  return files.map((file) => relative('', join(DEFAULT_SUITES, file)));
}
