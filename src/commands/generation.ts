import type { Generation } from '../assistant.ts';
import type { Config } from '../config.ts';

/** What writes answers with the model service that is set; where none is, nothing of it is loaded. */
export async function loadGeneration({
  chat,
  tracingUrl,
}: Pick<Config, 'chat' | 'tracingUrl'>): Promise<{ generation?: Generation }> {
  if (chat === null) return {};
  const { createGeneration } = await import('../create-generation.ts');
  return { generation: await createGeneration(chat, tracingUrl) };
}
