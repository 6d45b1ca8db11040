import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { createAssistant } from '../src/assistant.ts';
import { openCurrentIndex } from '../src/commands/current-index.ts';
import type { Config } from '../src/config.ts';
import { hashSources } from '../src/indexing/index-store.ts';
import type { EvalArguments } from './arguments.ts';
import type { Asker } from './asker.ts';
import { measureCurves } from './refusal-curves.ts';

/** Where the index of other documents than the served ones goes: one folder for each, named to be told apart. */
export function ownIndexDir(docsDir: string): string {
  const path = resolve(docsDir);
  const name = [basename(dirname(path)), basename(path)].join('-').replace(/[^\p{L}\p{N}]+/gu, '-');
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return join(import.meta.dirname, 'reports', `index-${name}-${hash}`);
}

/** The service that is set, else the demo model that comes with the project. */
async function openService(chat: Config['chat']) {
  // Answers must come from the model that is judged, not from a memory of it.
  if (chat)
    return { settings: { ...chat, cachedAnswers: 0 }, where: `模型 ${chat.model}`, close: async () => {} };
  const { startDemoModel } = await import('../test/demo-model/server.ts');
  const { demoChatSettings } = await import('../test/demo-model/settings.ts');
  const demo = await startDemoModel();
  const settings = demoChatSettings(demo.baseUrl, 'demo-paraphrase');
  return { settings, where: '演示模型 demo-paraphrase', close: () => demo.close() };
}

/** What writes and judges answers in process. */
async function openModels(chat: Config['chat'], judge: string | null) {
  const { settings, where, close } = await openService(chat);
  const { createGeneration } = await import('../src/create-generation.ts');
  const { ChatService } = await import('../src/models/chat.ts');
  return {
    generation: await createGeneration(settings),
    judge:
      judge === null ? null : new ChatService({ ...settings, model: judge, timeoutMs: settings.answerMs }),
    where,
    close,
  };
}

/**
 * Asks the assistant in this process about the documents of `docs`, or where that is null about the served ones; the
 * index is built first where it is missing or stale.
 */
export async function createLocalAsker(
  config: Config,
  { docs, mode, judge }: Pick<EvalArguments, 'docs' | 'mode' | 'judge'>,
): Promise<Asker> {
  // A folder that is not there is told before any index is begun.
  if (docs !== null) await hashSources(docs);
  const paths = docs === null ? config : { ...config, docsDir: resolve(docs), indexDir: ownIndexDir(docs) };
  const index = await openCurrentIndex(paths, (line) => process.stderr.write(`${line}\n`));
  const models = mode === 'generative' || judge !== null ? await openModels(config.chat, judge) : null;
  const assistant = createAssistant(
    () => index,
    models && mode === 'generative' ? { generation: models.generation } : {},
  );
  const plain = createAssistant(() => index);
  return {
    where: [docs === null ? '本进程' : `本进程，文件在 ${docs}`, ...(models ? [models.where] : [])].join(
      '，',
    ),
    index: () => index,
    judge: models?.judge ?? null,
    close: async () => models?.close(),
    ask: (question) => assistant.ask(question),
    withoutModel: mode === 'generative' ? (question) => plain.ask(question) : undefined,
    source: async (documentId) => index.documents.find(({ id }) => id === documentId)?.source ?? null,
    curves: () => measureCurves(index),
  };
}
