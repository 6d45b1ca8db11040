import type { Generation } from './assistant.ts';
import type { ChatServiceSettings } from './config.ts';
import { AnswerCache } from './generating/answer-cache.ts';
import { readPrompts } from './generating/prompts.ts';
import { AnswerWriter } from './generating/write-answer.ts';
import { ChatService } from './models/chat.ts';

/**
 * What writes answers with a model service. Loaded only where one is set; nothing is sent before the first question.
 * @throws ConfigError naming a prompt that is missing or has wrong variables.
 */
export async function createGeneration(
  settings: ChatServiceSettings,
  tracingUrl: string | null = null,
): Promise<Generation> {
  const tracing = tracingUrl === null ? null : await openTracing(tracingUrl, settings.model);
  const chat = new ChatService({
    ...settings,
    timeoutMs: settings.answerMs,
    ...(tracing && { callbacks: tracing.callbacks }),
  });
  const writer = new AnswerWriter(chat, readPrompts(), settings);
  const cache =
    settings.cachedAnswers > 0 ? new AnswerCache(writer.fingerprint, settings.cachedAnswers) : null;
  return {
    writer,
    cache,
    limitMs: settings.firstStatementMs,
    ...(tracing && { flush: () => tracing.flush() }),
  };
}

/** Loaded only where traces are wanted. */
async function openTracing(url: string, model: string) {
  const { createTracing } = await import('./models/tracing.ts');
  return createTracing(url, model);
}
