import { randomUUID } from 'node:crypto';
import type { Answer, AskRequest } from './answering/answer.ts';
import { answerQuestion, type Reply } from './answering/answer-question.ts';
import type { Findings } from './answering/draft.ts';
import { noticesFor } from './answering/notices.ts';
import { type AnsweredPart, joinReplies, mayBeParted, unsettledParts } from './answering/parts.ts';
import { describeReading } from './answering/reading.ts';
import { suggest } from './answering/suggestions.ts';
import type { PolicyIndex } from './indexing/policy-index.ts';
import { searchForm } from './language/normalise.ts';
import { guardReply } from './proving/guard-reply.ts';
import { cleanQuestion } from './retrieval/clean-question.ts';
import { weighEvidence } from './retrieval/evidence.ts';
import { type Asked, resolveFollowUp } from './retrieval/follow-up.ts';
import { questionParts } from './retrieval/parts.ts';
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
  /** Understands a request and finds what the documents say on it; tells how long each took. */
  async function find(request: Asked, served: PolicyIndex) {
    const started = performance.now();
    const question = await resolveFollowUp(request, served);
    const understood = performance.now();
    const { topic: text, concepts, context, documentIds } = question;
    const ranked = await searchClauses({ text, concepts, context, documentIds, limit: CANDIDATES }, served);
    const evidence = weighEvidence(question, ranked, served);
    const findings: Findings = { index: served, question, ranked, evidence, today: now() };
    return { findings, understand: understood - started, search: performance.now() - understood };
  }

  /** What the reply to the whole question leaves open of its parts is asked for on its own. */
  async function settleParts(request: AskRequest, findings: Findings, reply: Reply): Promise<Reply> {
    const parts = mayBeParted(findings) ? questionParts(cleanQuestion(request.question).text) : [];
    const open = unsettledParts(parts, reply);
    if (open.length === 0) return reply;
    const answered: AnsweredPart[] = [];
    for (const part of open) {
      const before = parts.slice(0, parts.indexOf(part));
      const turns = before.map(({ text }) => ({ role: 'user' as const, content: text }));
      const history = [...(request.history ?? []), ...turns];
      const { findings: found } = await find(
        { ...request, question: part.text, history, isPart: true },
        findings.index,
      );
      answered.push({ part, reply: answerQuestion(found) });
    }
    return joinReplies(findings, reply, { parts, answered });
  }

  return {
    index,

    async ask(request, { signal, onDelta } = {}) {
      const served = index();
      const { findings, understand, search } = await find(request, served);
      signal?.throwIfAborted();
      const found = performance.now();
      const reply = await settleParts(request, findings, answerQuestion(findings));
      signal?.throwIfAborted();
      const answered = performance.now();
      const { status, draft, notices } = guardReply(reply, request, findings);
      for (const [i, line] of draft.lines.entries()) onDelta?.(i === 0 ? line : `\n${line}`);
      const { citations } = draft.cited;
      return {
        id: randomUUID(),
        status,
        answer: draft.lines.join('\n'),
        citations,
        notices: [...notices, ...noticesFor(citations, served.documents, now())],
        suggestions: suggest(findings),
        mode: 'extractive',
        timings: { understand, search, answer: answered - found, guard: performance.now() - answered },
        reading: describeReading(findings.question),
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
