import type { Logger } from 'pino';
import type { Answer, AskRequest } from '../../answering/answer.ts';
import type { PolicyAssistant, ServedIndex } from '../channel.ts';
import { codePointLength } from '../text-rules.ts';
import { countModel, type WebMetrics } from './metrics.ts';
import { HttpProblem } from './problem.ts';
import type { RecentAnswers } from './recent-answers.ts';

/** How one question is to be answered: who hears the words as they come, who may stop the work. */
interface AnswerOptions {
  requestId: string;
  signal: AbortSignal;
  onDelta?: (text: string) => void;
}

/** Answers a checked question; measured, logged without its words, remembered for feedback. */
export type AnswerQuestion = (request: AskRequest, options: AnswerOptions) => Promise<Answer>;

/** Joins the assistant with metrics, log and the memory for feedback: the one way that web routes ask. */
export function createAnswerQuestion(parts: {
  assistant: PolicyAssistant;
  metrics: WebMetrics;
  recentAnswers: RecentAnswers;
  logger: Logger;
}): AnswerQuestion {
  const { assistant, metrics, recentAnswers, logger } = parts;
  return async function answerQuestion(request, { requestId, signal, onDelta }) {
    const started = performance.now();
    const answer = await assistant.ask(withoutEmptyFilter(request), {
      signal,
      ...(onDelta ? { onDelta } : {}),
    });
    const elapsedMs = performance.now() - started;
    metrics.answers.observe({ status: answer.status }, elapsedMs / 1000);
    countModel(metrics.model, answer);
    recentAnswers.remember({ request, answer });
    logger.info(
      {
        requestId,
        answerId: answer.id,
        questionLength: codePointLength(request.question),
        turns: request.history?.length ?? 0,
        status: answer.status,
        citations: answer.citations.length,
        mode: answer.mode,
        ...(answer.usage && {
          tokens: answer.usage.promptTokens + answer.usage.completionTokens,
          cost: answer.usage.cost,
        }),
        ...(answer.generation?.fallback && { fallback: answer.generation.fallback }),
        elapsedMs: Math.round(elapsedMs * 10) / 10,
      },
      'answered',
    );
    return answer;
  };
}

/** Clients send `[]` for "no filter"; the assistant takes a missing list for that. */
function withoutEmptyFilter(request: AskRequest): AskRequest {
  if (request.documentIds?.length !== 0) return request;
  const { documentIds: _, ...rest } = request;
  return rest;
}

/** @throws HttpProblem 400 naming the first id that is no document of the index. */
export function refuseUnknownDocuments({ documents }: ServedIndex, documentIds: string[] = []): void {
  const known = new Set(documents.map(({ id }) => id));
  const position = documentIds.findIndex((id) => !known.has(id));
  if (position < 0) return;
  throw new HttpProblem(400, `documentIds[${position}]：没有这个文件；现有 ${[...known].join('、')}`, {
    field: `documentIds[${position}]`,
  });
}
