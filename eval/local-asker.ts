import { createAssistant } from '../src/assistant.ts';
import { openCurrentIndex } from '../src/commands/current-index.ts';
import type { Config } from '../src/config.ts';
import type { Asker } from './asker.ts';

/** Asks the assistant in this process; the index is built first where it is missing or stale. */
export async function createLocalAsker(config: Config): Promise<Asker> {
  const index = await openCurrentIndex(config, (line) => process.stderr.write(`${line}\n`));
  const assistant = createAssistant(() => index);
  return {
    where: '本进程',
    ask: (question) => assistant.ask(question),
    source: async (documentId) => index.documents.find(({ id }) => id === documentId)?.source ?? null,
  };
}
