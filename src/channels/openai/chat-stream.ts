import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Logger } from 'pino';
import type { Answer, AskRequest } from '../../answering/answer.ts';
import { answerNotes } from '../readable-answer.ts';
import type { AnswerQuestion } from '../web/answer-question.ts';
import { toProblem } from '../web/problem.ts';
import type { WebEnv } from '../web/web-app.ts';
import {
  answerFields,
  type CompletionHead,
  chatChunk,
  completionHead,
  estimateUsage,
  type WenguiChunk,
} from './chat-completion.ts';
import { openAiError } from './error.ts';

/** Chunks cannot be taken back: where another answer took the place of what was streamed, the reader is told, and why. */
const REPLACED: Record<string, string> = {
  cut: '上面的内容没有写完',
  service: '模型服务中断，上面的内容没有写完',
  timeout: '模型没有按时写完上面的内容',
  incomplete: '上面的内容漏掉了原文里的要点',
};

/** Answers a chat request as a stream of chat.completion.chunk events; closing the connection stops the work. */
export function streamCompletion(
  c: Context<WebEnv>,
  request: AskRequest,
  parts: { answerQuestion: AnswerQuestion; logger: Logger; stopping: AbortSignal; includesUsage: boolean },
): Response {
  const { answerQuestion, logger, stopping, includesUsage } = parts;
  const requestId = c.get('requestId');
  const closed = new AbortController();
  const signal = AbortSignal.any([c.req.raw.signal, stopping, closed.signal]);
  // Proxies such as nginx would otherwise hold the words back until the answer is complete.
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => closed.abort());
    let sent: Promise<void> = Promise.resolve();
    const send = (data: unknown) => {
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      sent = sent.then(() => stream.writeSSE({ data: text }));
    };
    const completion = new CompletionStream((chunk) =>
      send(includesUsage ? { usage: null, ...chunk } : chunk),
    );
    try {
      completion.begin();
      const onDelta = (text: string) => completion.add(text);
      const answer = await answerQuestion(request, { requestId, signal, onDelta });
      const content = completion.end(answer);
      if (includesUsage) {
        send({ ...chatChunk(completion.head, {}), choices: [], usage: estimateUsage(request, content) });
      }
      send('[DONE]');
    } catch (error) {
      if (closed.signal.aborted) return;
      const problem = toProblem(error);
      if (problem.status >= 500) logger.error({ requestId, err: error }, 'stream failed');
      send(openAiError(problem));
    }
    await sent;
  });
}

/** Turns the words of an answer as they come, and then the answer, into chunks. */
class CompletionStream {
  readonly head: CompletionHead = completionHead();
  private readonly send: (chunk: WenguiChunk) => void;
  private content = '';

  constructor(send: (chunk: WenguiChunk) => void) {
    this.send = send;
  }

  begin(): void {
    this.send(chatChunk(this.head, { role: 'assistant', content: '' }));
  }

  add(content: string): void {
    this.content += content;
    this.send(chatChunk(this.head, { content }));
  }

  /** Completes what was streamed with what the answer says beyond it; gives the whole text that was sent. */
  end(answer: Answer): string {
    if (this.content !== answer.answer) this.add(this.content === '' ? answer.answer : replacing(answer));
    const notes = answerNotes(answer);
    if (notes !== '') this.add(`\n\n${notes}`);
    this.send({ ...chatChunk(this.head, {}, 'stop'), ...answerFields(answer) });
    return this.content;
  }
}

function replacing({ answer, generation }: Answer): string {
  const why = REPLACED[generation?.fallback ?? ''] ?? '上面的内容已有改动';
  return `\n\n（${why}，请以下面的回答为准。）\n\n${answer}`;
}
