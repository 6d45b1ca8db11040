import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, AskRequest } from '../../src/answering/answer.ts';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { buildIndex } from '../../src/build-index.ts';
import { createGeneration } from '../../src/create-generation.ts';
import { openIndex } from '../../src/indexing/index-store.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';
import { citedSource } from '../../src/proving/cited-source.ts';
import { statementsOf } from '../../src/proving/statements.ts';
import { startDemoModel } from '../demo-model/server.ts';
import { demoChatSettings } from '../demo-model/settings.ts';
import { expectContractKept } from '../fakes/answer-contract.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SUITES = join(ROOT, 'eval/cases');
const TODAY = new Date('2025-06-01');
/** Questions that a model writes the answer to, of each kind of falsehood. */
const QUESTIONS = 300;
const LEAST_ALTERED = 300;

// Chunks of a token each are another test's business.
const demo = await startDemoModel({ pieceSizes: [200] });
let index: PolicyIndex;
let requests: AskRequest[] = [];
let faithful: Answer[] = [];
let folder: string;

async function assistantOf(model: string): Promise<Assistant> {
  const generation = await createGeneration(demoChatSettings(demo.baseUrl, model));
  return createAssistant(() => index, { now: () => TODAY, generation });
}

/** All cases, the first of each suite first. */
async function readRequests(): Promise<AskRequest[]> {
  const suites = await Promise.all(
    (await readdir(SUITES)).sort().map(async (name) => {
      const lines = (await readFile(join(SUITES, name), 'utf8')).split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as { question: string; history?: string[] });
    }),
  );
  const longest = Math.max(...suites.map(({ length }) => length));
  const cases = Array.from({ length: longest }, (_, i) => suites.flatMap((suite) => suite[i] ?? [])).flat();
  return cases.map(({ question, history = [] }) => ({
    question,
    history: history.map((content) => ({ role: 'user' as const, content })),
  }));
}

/** Asks a faithful model until enough questions were its to answer. */
async function findWritable(): Promise<void> {
  const assistant = await assistantOf('demo-faithful');
  const answers: [AskRequest, Answer][] = [];
  for (const request of await readRequests()) {
    if (answers.length === QUESTIONS) break;
    const answer = await assistant.ask(request);
    if (answer.generation) answers.push([request, answer]);
  }
  requests = answers.map(([request]) => request);
  faithful = answers.map(([, answer]) => answer);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hallucinations-'));
  await buildIndex({ docsDir: join(ROOT, 'seeds'), indexDir: folder });
  index = await openIndex(folder);
  await findWritable();
});
beforeEach(() => {
  demo.altered.length = 0;
  demo.requests.length = 0;
});
afterAll(async () => {
  await demo.close();
  await rm(folder, { recursive: true });
});

/** Characters alone, without markers and final stop. */
function bare(text: string): string {
  return text.replace(/\[\d+\]|\s/gu, '').replace(/[。！？；;.]+$/u, '');
}

interface Told {
  answer: Answer;
  altered: typeof demo.altered;
}

/** Asks a model the first `count` questions; with each answer goes what the model altered. */
async function tell(model: string, count: number): Promise<Told[]> {
  const assistant = await assistantOf(model);
  const told: Told[] = [];
  for (const request of requests.slice(0, count)) {
    const before = demo.altered.length;
    told.push({ answer: await assistant.ask(request), altered: demo.altered.slice(before) });
  }
  return told;
}

/** What a model made up and the answers say all the same. */
function leaksOf(told: Told[]): typeof demo.altered {
  return told.flatMap(({ answer, altered }) => {
    const said = bare(answer.answer);
    return altered.filter((one) => said.includes(bare(one.statement)) || said.includes(bare(one.altered)));
  });
}

function expectHonest(told: Told[]): void {
  expect(leaksOf(told)).toEqual([]);
  for (const { answer } of told) expectContractKept(answer, index);
  expect(demo.altered.length).toBeGreaterThanOrEqual(LEAST_ALTERED);
}

describe('nothing that a model made up reaches a person', () => {
  it.each(['numbers', 'years', 'units', 'titles', 'organisations', 'districts'])(
    'of %s, in hundreds of answers',
    async (kind) => {
      const told = await tell(`demo-${kind}`, QUESTIONS);
      expect(told.filter(({ altered }) => altered.length > 0).length).toBeGreaterThanOrEqual(QUESTIONS);
      expectHonest(told);
    },
  );

  it.each(['bounds', 'negation', 'law', 'links'])('of %s', async (kind) => {
    expectHonest(await tell(`demo-${kind}`, QUESTIONS));
  });

  it('of whole sentences, but for a few put together of words that one document has', async () => {
    const leaks = leaksOf(await tell('demo-invented-statement', QUESTIONS));
    expect(demo.altered.length).toBeGreaterThanOrEqual(LEAST_ALTERED);
    expect(leaks.length).toBeLessThanOrEqual(0.03 * demo.altered.length);
    const sources = index.documents.map(({ source }) => source.replace(/[\s#*|]/gu, ''));
    for (const { altered } of leaks) {
      const parts = altered.split('，').map((part) => bare(part));
      expect(sources.some((source) => parts.every((part) => source.includes(part)))).toBe(true);
    }
  });

  it.each(['wrong-clause', 'invented-clause'])('under a %s', async (kind) => {
    const told = await tell(`demo-${kind}`, QUESTIONS);
    expect(demo.altered.length).toBeGreaterThanOrEqual(LEAST_ALTERED);
    for (const { answer, altered } of told) {
      expectContractKept(answer, index);
      if (answer.mode === 'generative') expectHeld(answer, altered);
    }
  });
});

/** Fails unless each statement stands beside a citation that holds the words it was quoted with. */
function expectHeld({ answer, citations }: Answer, altered: typeof demo.altered): void {
  for (const { text, markers } of statementsOf(answer)) {
    const cited = citations.filter(({ marker }) => markers.includes(marker));
    const sources = bare(cited.map((citation) => citedSource(citation, index).text).join(''));
    const quotes = altered
      .filter(({ statement }) => bare(text).endsWith(bare(statement)))
      .flatMap((one) => one.quotes);
    for (const quote of quotes) expect(sources).toContain(bare(quote));
  }
}

describe('what is true is let through', () => {
  const share = (answers: Answer[]) => {
    const sum = (of: 'proposed' | 'proven') =>
      answers.reduce((total, { generation }) => total + generation![of], 0);
    return sum('proven') / sum('proposed');
  };
  const slow = (answers: Answer[]) =>
    answers.map(({ timings }) => timings.proof!).sort((a, b) => a - b)[Math.floor(answers.length * 0.95)];

  it.each(['faithful', 'paraphrase'])('of a %s model, and quickly', async (kind) => {
    const answers =
      kind === 'faithful'
        ? faithful
        : (await tell('demo-paraphrase', QUESTIONS / 2)).map(({ answer }) => answer);
    expect(answers.length).toBeGreaterThanOrEqual(QUESTIONS / 2);
    expect(share(answers)).toBeGreaterThanOrEqual(0.98);
    expect(slow(answers)).toBeLessThanOrEqual(15);
    for (const answer of answers) expectContractKept(answer, index);
    expect(answers.filter(({ mode }) => mode === 'generative').length).toBeGreaterThanOrEqual(
      0.98 * answers.length,
    );
  });
});
