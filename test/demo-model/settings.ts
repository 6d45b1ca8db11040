import type { ChatServiceSettings } from '../../src/config.ts';

/** Settings for a model of the demo server: impatient, without a price and without a memory. */
export function demoChatSettings(
  baseUrl: string,
  model: string,
  changes: Partial<ChatServiceSettings> = {},
): ChatServiceSettings {
  return {
    baseUrl,
    apiKey: 'demo',
    model,
    firstStatementMs: 20_000,
    answerMs: 60_000,
    concurrency: 8,
    retries: 0,
    maxTokens: 2_000,
    prices: null,
    dailyBudget: null,
    cachedAnswers: 0,
    ...changes,
  };
}
