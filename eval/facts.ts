import { openCurrentIndex } from '../src/commands/current-index.ts';
import { loadConfig } from '../src/config.ts';
import { scoreFacts } from './score-facts.ts';

/** Prints how far the targets and duties read from the seeds agree with those listed by hand; 1 where they do not. */
const index = await openCurrentIndex(loadConfig(), (line) => process.stderr.write(`${line}\n`));
const facts = [...index.facts.values()];
const score = await scoreFacts(
  facts.flatMap(({ targets }) => targets),
  facts.flatMap(({ duties }) => duties),
);
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
process.stdout.write(`指标：查全 ${percent(score.recall)}，查准 ${percent(score.precision)}\n`);
for (const line of score.missed) process.stdout.write(`  漏 ${line}\n`);
for (const line of score.extra) process.stdout.write(`  多 ${line}\n`);
process.stdout.write(`责任单位清单：不一致 ${score.wrongDuties.length} 处\n`);
for (const line of score.wrongDuties) process.stdout.write(`  ${line}\n`);
process.exitCode = score.recall >= 0.95 && score.precision >= 0.95 && score.wrongDuties.length === 0 ? 0 : 1;
