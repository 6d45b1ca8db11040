import { randomUUID } from 'node:crypto';
import type { Answer, AskRequest } from './answering/answer.ts';
import { answerQuestion } from './answering/answer-question.ts';
import { noticesFor } from './answering/notices.ts';
import { describeReading } from './answering/reading.ts';
import { suggest } from './answering/suggestions.ts';
import type { PolicyIndex } from './indexing/policy-index.ts';
import { searchForm } from './language/normalise.ts';
import { weighEvidence } from './retrieval/evidence.ts';
import { resolveFollowUp } from './retrieval/follow-up.ts';
import { readQuestion } from './retrieval/question.ts';
import { type RankedClause, searchClauses } from './retrieval/search.ts';

interface AskOptions {
  signal?: AbortSignal;
  /** Called with each further piece of the answer's text; the joined pieces equal `answer`. */
  onDelta?: (text: string) => void;
}

/** Questions in, answers out, always on the index that is served now. */
export interface Assistant {
  index(): PolicyIndex;
  ask(request: AskRequest, options?: AskOptions): Promise<Answer>;
  search(query: string, options?: { limit?: number; documentId?: string }): Promise<RankedClause[]>;
}

/** Clauses that are weighed sentence by sentence. */
const CANDIDATES = 40;

/** Makes the assistant; `now` is the clock that tells whether a plan period is over. */
export function createAssistant(
  index: () => PolicyIndex,
  { now = () => new Date() }: { now?: () => Date } = {},
): Assistant {
  return {
    index,

    async ask(request, { signal, onDelta } = {}) {
      const served = index();
      const started = performance.now();
      const question = await resolveFollowUp(request, served);
      const understood = performance.now();
      const ranked = await searchClauses(
        {
          text: question.topic,
          concepts: question.concepts,
          context: question.context,
          documentIds: question.documentIds,
          limit: CANDIDATES,
        },
        served,
      );
      const evidence = weighEvidence(question, ranked, served);
      const found = performance.now();
      signal?.throwIfAborted();
      const findings = { index: served, question, ranked, evidence, today: now() };
      const { status, draft } = answerQuestion(findings);
      for (const [i, line] of draft.lines.entries()) onDelta?.(i === 0 ? line : `\n${line}`);
      const { citations } = draft.cited;
      return {
        id: randomUUID(),
        status,
        answer: draft.lines.join('\n'),
        citations,
        notices: noticesFor(citations, served.documents, now()),
        suggestions: suggest(findings),
        mode: 'extractive',
        timings: {
          understand: understood - started,
          search: found - understood,
          answer: performance.now() - found,
        },
        reading: describeReading(question),
      };
    },

    async search(query, { limit = 10, documentId } = {}) {
      const served = index();
      const { concepts } = readQuestion(query, served);
      return searchClauses(
        { text: searchForm(query), concepts, limit, ...(documentId && { documentIds: [documentId] }) },
        served,
      );
    },
  };
}
