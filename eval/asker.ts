import type { PolicyIndex } from '../src/indexing/policy-index.ts';
import type { ChatService } from '../src/models/chat.ts';
import { parseAnswer } from './answer-shape.ts';
import type { EvalCase } from './case.ts';
import type { RefusalCurves } from './curve-chart.ts';
import { type CaseResult, type Reply, scoreCase } from './score-case.ts';
import type { Sources } from './scorers/citations-verbatim.ts';

/** The body that `POST /api/ask` takes and the assistant in process takes alike. */
export interface Question {
  question: string;
  history: { role: 'user'; content: string }[];
}

/** Where the questions go: the assistant in this process, or a service. */
export interface Asker {
  /** For people: 本进程 or the address. */
  where: string;
  /** Sends one question; whatever comes back is checked by the caller. */
  ask(question: Question): Promise<unknown>;
  /** Decoded source text of a document, or null where there is no such document. */
  source(documentId: string): Promise<string | null>;
  /** Measures refusal against false refusal; only where one can look into the assistant. */
  curves?(): Promise<RefusalCurves | null>;
  /** The index that is asked; only in process. */
  index?(): PolicyIndex;
  /** Asks as `ask` does, but for an answer that no model wrote; only in process and where a model writes. */
  withoutModel?: ((question: Question) => Promise<unknown>) | undefined;
  /** The model that judges wording; only in process. */
  judge?: ChatService | null;
  /** Ends what was started for the asking. */
  close?(): Promise<void>;
}

async function askCase(asker: Asker, one: EvalCase): Promise<Reply> {
  const history = one.history.map((content) => ({ role: 'user' as const, content }));
  const startedAt = performance.now();
  try {
    const value = await asker.ask({ question: one.question, history });
    const elapsedMs = performance.now() - startedAt;
    return { answer: parseAnswer(value), error: null, elapsedMs };
  } catch (error) {
    // One failing question is a failed case with its reason, not the end of the run.
    const message = error instanceof Error ? error.message : String(error);
    return { answer: null, error: message, elapsedMs: performance.now() - startedAt };
  }
}

/** Source texts of every document that an answer cites or a gold names. */
async function collectSources(asker: Asker, cases: EvalCase[], replies: Reply[]): Promise<Sources> {
  const cited = replies.flatMap(
    ({ answer }) => answer?.citations.map((citation) => citation.documentId) ?? [],
  );
  const ids = new Set([...cases.flatMap((one) => one.gold.map((gold) => gold.doc)), ...cited]);
  const sources = new Map<string, string>();
  for (const id of ids) {
    const text = await asker.source(id);
    if (text !== null) sources.set(id, text);
  }
  return sources;
}

/** Asks every case, one after the other so that times mean something, and judges the answers. */
export async function evaluate(
  asker: Asker,
  cases: EvalCase[],
  onProgress: (done: number) => void = () => {},
): Promise<{ results: CaseResult[]; sources: Sources }> {
  const replies: Reply[] = [];
  for (const one of cases) {
    replies.push(await askCase(asker, one));
    onProgress(replies.length);
  }
  const sources = await collectSources(asker, cases, replies);
  return { results: cases.map((one, i) => scoreCase(one, replies[i]!, sources)), sources };
}
