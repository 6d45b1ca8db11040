import { randomUUID } from 'node:crypto';
import type { Answer, AskRequest } from './answering/answer.ts';
import { answerQuestion, type Reply } from './answering/answer-question.ts';
import type { Findings } from './answering/draft.ts';
import { type Explanation, explain } from './answering/explanation.ts';
import { noticesFor } from './answering/notices.ts';
import { type AnsweredPart, joinReplies, mayBeParted, unsettledParts } from './answering/parts.ts';
import { describeReading } from './answering/reading.ts';
import { suggest } from './answering/suggestions.ts';
import type { AnswerCache } from './generating/answer-cache.ts';
import { isWritable } from './generating/writable.ts';
import type { AnswerWriter } from './generating/write-answer.ts';
import type { PolicyIndex } from './indexing/policy-index.ts';
import { searchForm } from './language/normalise.ts';
import { guardReply, isBorneOut } from './proving/guard-reply.ts';
import { cleanQuestion } from './retrieval/clean-question.ts';
import { weighEvidence } from './retrieval/evidence.ts';
import { type Asked, resolveFollowUp } from './retrieval/follow-up.ts';
import { questionParts } from './retrieval/parts.ts';
import { QueryVectors } from './retrieval/query-vectors.ts';
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
  /** How the extractive answer to a request comes about. */
  explain(request: AskRequest): Promise<Explanation>;
}

/** Clauses that are weighed sentence by sentence. */
const CANDIDATES = 40;

/** Answers written by a language model: who writes them, and where they are kept. */
export interface Generation {
  writer: Pick<AnswerWriter, 'write'>;
  cache: Pick<AnswerCache, 'get' | 'set'> | null;
  /** Milliseconds within which something must be said, finding included. */
  limitMs?: number;
  /** Told in full, for the log, why a written answer is not given: what a service says is not for everybody. */
  onFallback?: (reason: string, message: string) => void;
  /** Sends the traces that are still here. */
  flush?: () => Promise<void>;
}

/** Share of that limit in which vectors are waited for; what is left is the model's. */
const VECTORS_SHARE = 0.5;

/** Told where the service that makes vectors failed. */
const WITHOUT_VECTORS = {
  code: 'vector_fallback',
  text: '向量服务暂时不可用，这次只按词语检索，可能漏掉换了说法的条款。',
};

/** Why the extractive answer is given, in words for those who ask. */
const FALLBACKS: Record<string, string> = {
  'over-budget': '今天的模型用量已到上限',
  timeout: '模型没有按时回答',
  service: '模型服务暂时不可用',
  cut: '模型的回答没有写完',
  empty: '模型没有给出任何内容',
  unreadable: '模型没有按要求的格式回答',
  unproven: '模型写的话没有一句能由原文证实',
  incomplete: '模型的回答漏掉了原文里的要点',
};

interface AssistantParts {
  /** The clock that tells whether a plan period is over. */
  now?: () => Date;
  /** Without it answers are put together from the words of the clauses. */
  generation?: Generation;
}

/** A request with what is waited for on its behalf. */
interface Timed extends AskRequest {
  /** By `performance.now()`. */
  askedAt: number;
  vectors: QueryVectors;
}

/** Makes the assistant. */
export function createAssistant(
  index: () => PolicyIndex,
  { now = () => new Date(), generation }: AssistantParts = {},
): Assistant {
  function withClock(request: AskRequest): Timed {
    const limitMs = generation?.limitMs;
    const vectors = new QueryVectors(limitMs === undefined ? limitMs : limitMs * VECTORS_SHARE);
    return { ...request, askedAt: performance.now(), vectors };
  }

  /** Understands a request and finds what the documents say on it; tells how long each took. */
  async function find(request: Asked & { vectors: QueryVectors }, served: PolicyIndex) {
    const started = performance.now();
    const question = await resolveFollowUp(request, served);
    const understood = performance.now();
    const { topic: text, concepts, context, documentIds } = question;
    let isWithoutVectors = false;
    const ranked = await searchClauses(
      { text, concepts, context, documentIds, limit: CANDIDATES, vectors: request.vectors },
      served,
      () => {
        isWithoutVectors = true;
      },
    );
    const evidence = weighEvidence(question, ranked, served);
    const findings: Findings = { index: served, question, ranked, evidence, today: now() };
    const search = performance.now() - understood;
    return { findings, isWithoutVectors, understand: understood - started, search };
  }

  /** What the reply to the whole question leaves open of its parts is asked for on its own. */
  async function settleParts(request: Timed, findings: Findings, reply: Reply): Promise<Reply> {
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
      // What the part is joined with is proven as a whole afterwards.
      answered.push({ part, reply: answerQuestion(found, (draft) => isBorneOut(draft, request, found)) });
    }
    return joinReplies(findings, reply, { parts, answered });
  }

  /** The extractive answer, proven, with what it was made from. */
  async function extract(request: Timed, served: PolicyIndex, signal?: AbortSignal) {
    const { findings, isWithoutVectors, understand, search } = await find(request, served);
    signal?.throwIfAborted();
    const found = performance.now();
    const whole = answerQuestion(findings, (draft) => isBorneOut(draft, request, findings));
    const reply = await settleParts(request, findings, whole);
    signal?.throwIfAborted();
    const answered = performance.now();
    const { notices: guardNotices, ...guarded } = guardReply(reply, request, findings);
    const notices = [...(isWithoutVectors ? [WITHOUT_VECTORS] : []), ...guardNotices];
    const guard = performance.now() - answered;
    const timings: Record<string, number> = { understand, search, answer: answered - found, guard };
    return { findings, reply: guarded, notices, timings };
  }

  /** What a person gets of an answer's words and citations. */
  function present(
    { findings, notices, timings }: Awaited<ReturnType<typeof extract>>,
    { status, draft }: Reply,
    mode: Answer['mode'],
  ): Answer {
    const { citations } = draft.cited;
    return {
      id: randomUUID(),
      status,
      answer: draft.lines.join('\n'),
      citations,
      notices: [...notices, ...noticesFor(citations, findings.index.documents, now())],
      suggestions: suggest(findings),
      mode,
      timings,
      reading: describeReading(findings.question),
    };
  }

  /** Has the answer written by the model; where that fails the extractive one is given and a notice says why. */
  async function write(
    extracted: Awaited<ReturnType<typeof extract>>,
    request: Timed,
    { writer, onFallback }: Generation,
    { signal, onDelta }: AskOptions,
  ): Promise<Answer> {
    const { findings, reply } = extracted;
    const started = performance.now();
    const findMore = async (question: string) =>
      (await find({ ...request, question }, findings.index)).findings;
    const written = await writer.write(
      { request, reply, findings, findMore, askedAt: request.askedAt },
      { signal: signal ?? new AbortController().signal, onDelta: onDelta ?? (() => undefined) },
    );
    const { proofMs: proof, ...figures } = written.figures;
    const model = performance.now() - started - proof;
    const timed = { ...extracted, timings: { ...extracted.timings, model, proof } };
    if (written.isWritten) {
      const { lines, cited } = written.text;
      const answer = present(timed, { status: 'answered', draft: { lines, cited } }, 'generative');
      return { ...answer, usage: written.usage, generation: { ...figures, fallback: null } };
    }
    onFallback?.(written.reason, written.message);
    const text = `${FALLBACKS[written.reason]}，这里给出的是从原文摘录的回答。`;
    const notice = { code: 'model_fallback', text };
    const answer = present({ ...timed, notices: [...extracted.notices, notice] }, reply, 'extractive');
    return { ...answer, usage: written.usage, generation: { ...figures, fallback: written.reason } };
  }

  return {
    index,

    async ask(request, options = {}) {
      const served = index();
      const { onDelta } = options;
      const known = generation?.cache?.get(request, served);
      if (known) {
        onDelta?.(known.answer);
        const usage = { promptTokens: 0, completionTokens: 0, cost: known.usage?.cost === null ? null : 0 };
        const { generation: _, ...answer } = known;
        return { ...answer, id: randomUUID(), usage, timings: { cached: 0 } };
      }
      const timed = withClock(request);
      const extracted = await extract(timed, served, options.signal);
      const { findings, reply } = extracted;
      if (generation && isWritable(reply, findings.question.kind)) {
        const answer = await write(extracted, timed, generation, options);
        if (answer.mode === 'generative') generation.cache?.set(request, served, answer);
        return answer;
      }
      for (const [i, line] of reply.draft.lines.entries()) onDelta?.(i === 0 ? line : `\n${line}`);
      return present(extracted, reply, 'extractive');
    },

    async explain(request) {
      const extracted = await extract(withClock(request), index());
      return explain(extracted.findings, present(extracted, extracted.reply, 'extractive'));
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
