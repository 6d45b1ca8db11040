import type { PolicyIndex } from '../src/indexing/policy-index.ts';
import { FUNCTION_WORDS } from '../src/language/function-words.ts';
import { searchForm } from '../src/language/normalise.ts';
import { citedSource } from '../src/proving/cited-source.ts';
import { statementsOf } from '../src/proving/statements.ts';
import type { EvalAnswer, EvalCitation } from './answer-shape.ts';
import type { CaseResult } from './score-case.ts';

/** Share of a statement's words that its citations must hold for it to count as supported. */
const SUPPORTED = 0.7;

/** How well statements are borne out, after ALCE (Gao et al. 2023), with words and figures in place of an entailment model. */
export interface SupportFigures {
  statements: number;
  /** Statements that all their citations together support ÷ statements with citations. */
  support: number | null;
  /** Citations that support alone, or without which the others do not ÷ citations of statements. */
  citationPrecision: number | null;
}

function wordShare(text: string, source: string, index: PolicyIndex): number {
  const words = index.segmenter.words(searchForm(text)).filter((word) => !FUNCTION_WORDS.has(word));
  const form = searchForm(source);
  return words.length === 0 ? 1 : words.filter((word) => form.includes(word)).length / words.length;
}

/** Width and white space apart, digits without separators: read here anew, so that the product does not judge itself. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/(?<=\d),(?=\d{3})/gu, '');

/** Counts of what a list holds, and pages, are the product's own. */
const COUNTED = /共\d+(?:项|个|家|处|条|部分|份)|另有\d+|第\d+页|\d+(?=[.、][^\d])/gu;
const FIGURE = /\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]+(?=[个项所名次年门%家种类条学所])/gu;

/** True where every number in digits or numerals, and every 《title》, stands in the source as it is written. */
function statesFigures(text: string, source: string): boolean {
  const given = plain(source);
  const numbers = new Set(given.match(/\d+(?:\.\d+)?/gu) ?? []);
  const figures = plain(text).replace(COUNTED, '').match(FIGURE) ?? [];
  const titles = plain(text).match(/《[^》]+》/gu) ?? [];
  return (
    figures.every((figure) => (/^\d/u.test(figure) ? numbers.has(figure) : given.includes(figure))) &&
    titles.every((title) => given.includes(title.slice(1, -1)))
  );
}

function supports(text: string, citations: EvalCitation[], asked: string, index: PolicyIndex): boolean {
  if (citations.length === 0) return false;
  const source = citations
    .map((citation) => `${citedSource(citation, index).text}\n${citation.documentTitle}`)
    .join('\n');
  return statesFigures(text, `${source}\n${asked}`) && wordShare(text, source, index) >= SUPPORTED;
}

/** The speaker that opens a line (西青区：) and the mark of a list say nothing of their own. */
function bare(text: string): string {
  return text
    .replace(/^(?:- |\d+\. )/u, '')
    .replace(/^[^：，。]{1,40}：/u, '')
    .replace(/^[；。\s]+/u, '');
}

function judge({ answer, citations }: EvalAnswer, asked: string, index: PolicyIndex) {
  let statements = 0;
  let supported = 0;
  let cited = 0;
  let precise = 0;
  for (const { text, markers } of statementsOf(answer)) {
    const own = citations.filter(({ marker }) => markers.includes(marker));
    const words = bare(text);
    if (own.length === 0 || words.length < 4 || text.startsWith('|')) continue;
    statements++;
    const isSupported = supports(words, own, asked, index);
    if (isSupported) supported++;
    for (const one of own) {
      cited++;
      const others = own.filter((other) => other !== one);
      const isNeeded = supports(words, [one], asked, index) || !supports(words, others, asked, index);
      if (isSupported && isNeeded) precise++;
    }
  }
  return { statements, supported, cited, precise };
}

/** Judges the statements of all answers that were given. */
export function summariseSupport(results: CaseResult[], index: PolicyIndex): SupportFigures {
  const sum = { statements: 0, supported: 0, cited: 0, precise: 0 };
  for (const { answer, case: one } of results) {
    if (answer?.status !== 'answered') continue;
    const judged = judge(answer, [...one.history, one.question].join('\n'), index);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += judged[key];
  }
  return {
    statements: sum.statements,
    support: sum.statements === 0 ? null : sum.supported / sum.statements,
    citationPrecision: sum.cited === 0 ? null : sum.precise / sum.cited,
  };
}

/** What the model wrote and what became of it, over all answers. */
export interface GenerationFigures {
  written: number;
  fallbacks: Record<string, number>;
  proposed: number;
  proven: number;
  repaired: number;
  rejectedBy: Record<string, number>;
  promptTokens: number;
  completionTokens: number;
  /** Milliseconds of proof for an answer. */
  proofP50Ms: number | null;
  proofP95Ms: number | null;
}

function add(counts: Record<string, number>, name: string, by = 1): void {
  counts[name] = (counts[name] ?? 0) + by;
}

function percentile(values: number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

/** Sums up what answers say of their own making. */
export function summariseGeneration(results: CaseResult[]): GenerationFigures {
  const figures: GenerationFigures = {
    written: 0,
    fallbacks: {},
    proposed: 0,
    proven: 0,
    repaired: 0,
    rejectedBy: {},
    promptTokens: 0,
    completionTokens: 0,
    proofP50Ms: null,
    proofP95Ms: null,
  };
  const proof: number[] = [];
  for (const { answer } of results) {
    if (!answer?.generation) continue;
    const { generation, usage, mode, timings } = answer;
    if (mode === 'generative') figures.written++;
    if (generation.fallback) add(figures.fallbacks, generation.fallback);
    figures.proposed += generation.proposed;
    figures.proven += generation.proven;
    figures.repaired += generation.repaired;
    for (const [check, count] of Object.entries(generation.rejectedBy)) add(figures.rejectedBy, check, count);
    figures.promptTokens += usage?.promptTokens ?? 0;
    figures.completionTokens += usage?.completionTokens ?? 0;
    if (timings.proof !== undefined) proof.push(timings.proof);
  }
  return { ...figures, proofP50Ms: percentile(proof, 0.5), proofP95Ms: percentile(proof, 0.95) };
}

const percent = (share: number | null) => (share === null ? '—' : `${(share * 100).toFixed(1)}%`);
const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join('、') || '无';

/** Both as lines under the table. */
export function formatSupport(support: SupportFigures, generation: GenerationFigures): string {
  const { written, fallbacks, proposed, proven, repaired, rejectedBy, proofP50Ms, proofP95Ms } = generation;
  return [
    `句子有据 ${percent(support.support)}（${support.statements} 句）   引文准确（ALCE 口径）${percent(support.citationPrecision)}`,
    `模型撰写 ${written} 题，改用摘录：${listed(fallbacks)}`,
    `模型写的句子 ${proposed}，通过核对 ${proven}（其中改写后 ${repaired}），未通过：${listed(rejectedBy)}`,
    `核对耗时 p50 ${proofP50Ms?.toFixed(2) ?? '—'} ms   p95 ${proofP95Ms?.toFixed(2) ?? '—'} ms   token ${generation.promptTokens} 入、${generation.completionTokens} 出`,
  ].join('\n');
}
