import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { WenguiError } from '../src/errors.ts';
import { type EvalArguments, parseEvalArguments, pickCases, USAGE, UsageError } from './arguments.ts';
import { type Asker, evaluate } from './asker.ts';
import { readSuites } from './case.ts';
import { findCaseFaults } from './check-cases.ts';
import { summarise } from './figures.ts';
import { createHttpAsker } from './http-asker.ts';
import { formatVerdicts, judgeWording } from './judge.ts';
import { readLastRun, saveLastRun } from './last-run.ts';
import { findWorse, formatWorse, missedByModel } from './paired.ts';
import { renderReport } from './report.ts';
import { defaultSuites } from './suites.ts';
import { formatSupport, summariseGeneration, summariseSupport } from './support.ts';
import { formatFailed, formatTable, groupByType } from './table.ts';
import { DEFAULT_THRESHOLDS, missedKinds, missedThresholds, readThresholds } from './thresholds.ts';

const LAST_RUN = join(import.meta.dirname, 'reports', 'last-run.json');

async function createAsker(args: EvalArguments): Promise<Asker> {
  const config = loadConfig();
  if (args.base !== null) return createHttpAsker(args.base, config.apiKeys[0] ?? null);
  // Loaded only here: over HTTP none of the engine is needed.
  const { createLocalAsker } = await import('./local-asker.ts');
  return createLocalAsker(config, args);
}

async function writeOutput(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  process.stderr.write(`已写入 ${file}\n`);
}

/** Runs the evaluation and prints it; the number is the exit code: 1 below a threshold, or where a model makes an answer worse. */
async function run(args: EvalArguments): Promise<number> {
  const suites = args.suites.length > 0 ? args.suites : await defaultSuites();
  const cases = pickCases(await readSuites(suites), args);
  if (cases.length === 0) throw new UsageError('--type、--id、--split 没有选中任何题目');
  const thresholds = await readThresholds(args.thresholds ?? DEFAULT_THRESHOLDS);
  const asker = await createAsker(args);
  const { results, sources } = await evaluate(asker, cases);

  if (args.failed) process.stdout.write(`${formatFailed(results)}\n\n`);
  process.stdout.write(`${formatTable(results)}\n`);
  for (const fault of findCaseFaults(cases, sources)) process.stderr.write(`题目有误 ${fault}\n`);
  for (const result of results) {
    if (result.breaches.length > 0)
      process.stdout.write(`违约 ${result.case.id}：${result.breaches.join('；')}\n`);
  }
  const index = asker.index?.();
  if (args.mode === 'generative' && index)
    process.stdout.write(
      `${formatSupport(summariseSupport(results, index), summariseGeneration(results))}\n`,
    );
  const worse = await findWorse(asker, results);
  if (worse) process.stdout.write(`${formatWorse(worse, results.length)}\n`);
  if (asker.judge)
    process.stdout.write(`${formatVerdicts(asker.judge.model, await judgeWording(results, asker.judge))}\n`);
  await asker.close?.();
  const figures = summarise(results);
  const byType = Object.fromEntries(
    groupByType(results).map((group) => [group.type, summarise(group.results)]),
  );
  const missed = [
    ...missedThresholds(figures, thresholds),
    ...missedKinds(byType, thresholds),
    ...missedByModel(worse ?? []),
  ];
  const at = new Date().toISOString();
  const lastRun = args.last ?? LAST_RUN;
  const earlier = await readLastRun(lastRun);
  await saveLastRun(lastRun, earlier, results, at);
  if (args.json !== null) {
    const output = { at, where: asker.where, suites, figures, byType, missed, results };
    await writeOutput(args.json, `${JSON.stringify(output, null, 1)}\n`);
  }
  if (args.report !== null) {
    const curves = (await asker.curves?.()) ?? null;
    await writeOutput(
      args.report,
      renderReport({ results, earlier, at, where: asker.where, suites, missed, curves }),
    );
  }
  for (const line of missed) process.stderr.write(`未达标：${line}\n`);
  return missed.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await run(parseEvalArguments(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exitCode = 2;
  } else if (error instanceof WenguiError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
