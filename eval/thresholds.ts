import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../src/errors.ts';
import type { Figures } from './figures.ts';

const limit = z.strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() });

const thresholdsShape = z.strictObject({
  passed: limit.optional(),
  firstCitationRight: limit.optional(),
  anyCitationRight: limit.optional(),
  citationPrecision: limit.optional(),
  refused: limit.optional(),
  falseRefusals: limit.optional(),
  contractKept: limit.optional(),
  p95Ms: limit.optional(),
  /** Share passed of every kind of question of which the suite has enough cases to tell. */
  eachKind: z.strictObject({ atLeast: z.number(), fewestCases: z.int() }).optional(),
});

export type Thresholds = z.infer<typeof thresholdsShape>;

/** Chinese names of the figures, as tables, reports and messages show them. */
export const FIGURE_NAMES: Record<Exclude<keyof Figures, 'cases' | 'passedCases'>, string> = {
  passed: '通过率',
  firstCitationRight: '首条引文正确',
  anyCitationRight: '任一引文正确',
  citationPrecision: '引文准确率',
  refused: '应拒已拒',
  falseRefusals: '误拒',
  contractKept: '符合接口约定',
  p50Ms: '耗时 p50',
  p95Ms: '耗时 p95',
};

/** The thresholds of the suites about the served documents. */
export const DEFAULT_THRESHOLDS = join(import.meta.dirname, 'thresholds.json');

/** Reads a file of thresholds; a key it does not know is a `ConfigError`, since a misspelt threshold guards nothing. */
export async function readThresholds(file: string): Promise<Thresholds> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new ConfigError(`读不到达标线文件“${file}”（${(cause as Error).message}）`, { cause });
  }
  const result = thresholdsShape.safeParse(value);
  if (result.success) return result.data;
  throw new ConfigError(`达标线文件“${file}”有误：${z.prettifyError(result.error)}`);
}

/** A figure for people: 93.4%, or milliseconds, or — where it does not apply. */
export function showFigure(name: keyof typeof FIGURE_NAMES, value: number | null): string {
  if (value === null) return '—';
  return name.endsWith('Ms') ? `${value.toFixed(1)} ms` : `${(value * 100).toFixed(1)}%`;
}

/** The kinds of question that pass less often than they should, each as a line for people. */
export function missedKinds(byType: Record<string, Figures>, { eachKind }: Thresholds): string[] {
  if (!eachKind) return [];
  return Object.entries(byType)
    .filter(({ 1: { cases, passed } }) => cases >= eachKind.fewestCases && (passed ?? 1) < eachKind.atLeast)
    .map(
      ([type, { passed }]) =>
        `${type} 通过率 ${showFigure('passed', passed)}，应不低于 ${showFigure('passed', eachKind.atLeast)}`,
    );
}

/** The thresholds these figures miss, each as a line for people; figures that do not apply miss nothing. */
export function missedThresholds(figures: Figures, { eachKind: _, ...thresholds }: Thresholds): string[] {
  const missed: string[] = [];
  for (const name of Object.keys(thresholds) as (keyof typeof thresholds)[]) {
    const value = figures[name];
    const { atLeast, atMost } = thresholds[name] ?? {};
    if (value === null) continue;
    const label = `${FIGURE_NAMES[name]} ${showFigure(name, value)}`;
    if (atLeast !== undefined && value < atLeast)
      missed.push(`${label}，应不低于 ${showFigure(name, atLeast)}`);
    if (atMost !== undefined && value > atMost) missed.push(`${label}，应不高于 ${showFigure(name, atMost)}`);
  }
  return missed;
}
