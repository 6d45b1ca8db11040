import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { createAssistant } from '../src/assistant.ts';
import { openCurrentIndex } from '../src/commands/current-index.ts';
import type { Config } from '../src/config.ts';
import { hashSources } from '../src/indexing/index-store.ts';
import type { Asker } from './asker.ts';
import { measureCurves } from './refusal-curves.ts';

/** Where the index of other documents than the served ones goes: one folder for each, named to be told apart. */
export function ownIndexDir(docsDir: string): string {
  const path = resolve(docsDir);
  const name = [basename(dirname(path)), basename(path)].join('-').replace(/[^\p{L}\p{N}]+/gu, '-');
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return join(import.meta.dirname, 'reports', `index-${name}-${hash}`);
}

/** What writes the answers: the service that is set, else the demo model that comes with the project. */
async function openModel(chat: Config['chat']) {
  const { createGeneration } = await import('../src/create-generation.ts');
  // Answers must come from the model that is judged, not from a memory of it.
  if (chat)
    return {
      generation: await createGeneration({ ...chat, cachedAnswers: 0 }),
      where: `模型 ${chat.model}`,
      close: async () => undefined,
    };
  const { startDemoModel } = await import('../test/demo-model/server.ts');
  const { demoChatSettings } = await import('../test/demo-model/settings.ts');
  const demo = await startDemoModel();
  const settings = demoChatSettings(demo.baseUrl, 'demo-paraphrase');
  return {
    generation: await createGeneration(settings),
    where: '演示模型 demo-paraphrase',
    close: () => demo.close(),
  };
}

/**
 * Asks the assistant in this process about the documents of `docs`, or where that is null about the served ones; the
 * index is built first where it is missing or stale.
 */
export async function createLocalAsker(
  config: Config,
  { docs, mode = 'extractive' }: { docs: string | null; mode?: 'extractive' | 'generative' },
): Promise<Asker> {
  // A folder that is not there is told before any index is begun.
  if (docs !== null) await hashSources(docs);
  const paths = docs === null ? config : { ...config, docsDir: resolve(docs), indexDir: ownIndexDir(docs) };
  const index = await openCurrentIndex(paths, (line) => process.stderr.write(`${line}\n`));
  const model = mode === 'generative' ? await openModel(config.chat) : null;
  const assistant = createAssistant(() => index, model?.generation ? { generation: model.generation } : {});
  return {
    where: [docs === null ? '本进程' : `本进程，文件在 ${docs}`, ...(model ? [model.where] : [])].join('，'),
    index: () => index,
    close: async () => model?.close(),
    ask: (question) => assistant.ask(question),
    source: async (documentId) => index.documents.find(({ id }) => id === documentId)?.source ?? null,
    curves: () => measureCurves(index),
  };
}
