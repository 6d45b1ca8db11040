import type { EvalCase } from '../case.ts';
import { percentile } from '../figures.ts';
import { stripMarks } from '../scorers/normalise.ts';

/** Reading budget that makes results of different lengths comparable: about two chunks of the stock stack. */
const READING_BUDGET = 1000;

/** How often the evidence is among the first results, as shares. */
export interface SearchFigures {
  found: { at1: number; at5: number; at10: number };
  /** Evidence in a result that ends within the first 1,000 characters of the results read in order. */
  foundInBudget: number;
  /** Mean length of a result, in characters without white space: longer results hold evidence more easily. */
  meanResultLength: number;
}

/** What a search cost, in milliseconds. */
export interface Latency {
  /** Questions timed, of `wanted`: fewer where the time allowed ran out, and then the figures are of those only. */
  asked: number;
  wanted: number;
  /** The slowest of them. */
  maxMs: number;
  p50Ms: number;
  p95Ms: number;
}

/** Runs `search` (texts of its results, best first) on every question and counts where a gold quote is held. */
export async function measureEvidence(
  cases: EvalCase[],
  search: (question: string) => Promise<string[]>,
): Promise<SearchFigures> {
  const ranks: number[] = [];
  const lengths: number[] = [];
  let inBudget = 0;
  for (const one of cases) {
    const texts = (await search(one.question)).map(stripMarks);
    const gold = one.gold.map((quote) => stripMarks(quote.quote));
    const rank = texts.findIndex((text) => gold.some((quote) => text.includes(quote)));
    ranks.push(rank);
    if (rank >= 0 && texts.slice(0, rank + 1).join('').length <= READING_BUDGET) inBudget++;
    for (const text of texts) lengths.push(text.length);
  }
  const within = (first: number) => ranks.filter((rank) => rank >= 0 && rank < first).length / cases.length;
  const meanResultLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const found = { at1: within(1), at5: within(5), at10: within(10) };
  return { found, foundInBudget: inBudget / cases.length, meanResultLength };
}

/** Longest that one figure may take: a bench that hangs on a slow answer says nothing about it. */
const ALLOWED_MS = 120_000;

/** Times one call for each question, after warming up on the first ones, for as long as the time allowed lasts. */
export async function measureLatency(
  questions: string[],
  call: (question: string) => Promise<unknown>,
  allowedMs = ALLOWED_MS,
): Promise<Latency> {
  const until = performance.now() + allowedMs;
  for (const question of questions.slice(0, 30)) {
    if (performance.now() > until) break;
    await call(question);
  }
  const times: number[] = [];
  for (const question of questions) {
    // At least one is timed, however slow the warming up was.
    if (times.length > 0 && performance.now() > until) break;
    const startedAt = performance.now();
    await call(question);
    times.push(performance.now() - startedAt);
  }
  return {
    asked: times.length,
    wanted: questions.length,
    maxMs: Math.max(0, ...times),
    p50Ms: percentile(times, 0.5) ?? 0,
    p95Ms: percentile(times, 0.95) ?? 0,
  };
}
