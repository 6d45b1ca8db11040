import { randomUUID } from 'node:crypto';
import type { ChatCompletion, ChatCompletionChunk, CompletionUsage } from 'openai/resources';
import type { Answer, AskRequest, Citation, Notice } from '../../answering/answer.ts';
import { readableAnswer } from '../readable-answer.ts';
import { codePointLength } from '../text-rules.ts';

/** The name under which programs ask for 问规. */
export const MODEL = 'wengui';

/** What a completion says beside OpenAI's fields; `wengui.id` is what POST /api/feedback takes. */
interface AnswerFields {
  citations: Citation[];
  notices: Notice[];
  wengui: Pick<Answer, 'id' | 'status' | 'mode'>;
}

/** What the completion of one request and all of its chunks share. */
export interface CompletionHead {
  id: string;
  created: number;
  model: string;
}

export type WenguiCompletion = ChatCompletion & AnswerFields;
export type WenguiChunk = ChatCompletionChunk & Partial<AnswerFields>;

/** The head of a new completion. */
export function completionHead(): CompletionHead {
  return { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: MODEL };
}

/** An answer as a completion: its words and its grounds as the message, both as data beside it. */
export function chatCompletion(head: CompletionHead, request: AskRequest, answer: Answer): WenguiCompletion {
  const content = readableAnswer(answer);
  return {
    ...head,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: estimateUsage(request, content),
    ...answerFields(answer),
  };
}

/** One piece of a streamed completion. */
export function chatChunk(
  head: CompletionHead,
  delta: ChatCompletionChunk.Choice.Delta,
  finishReason: 'stop' | null = null,
): WenguiChunk {
  return {
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
  };
}

/** The fields of ours that a completion and the last chunk of a stream carry. */
export function answerFields({ id, status, mode, citations, notices }: Answer): AnswerFields {
  return { citations, notices, wengui: { id, status, mode } };
}

/**
 * An estimate, for programs that keep accounts: a token for every 1.5 characters, rounded up. Nothing counts tokens where an
 * answer is put together from clauses; what a model took to write one is not the length of these messages.
 */
export function estimateUsage({ question, history = [] }: AskRequest, content: string): CompletionUsage {
  const tokens = (texts: string[]) => Math.ceil(codePointLength(texts.join('')) / 1.5);
  const prompt = tokens([...history.map((turn) => turn.content), question]);
  const completion = tokens([content]);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
