import { setTimeout as sleep } from 'node:timers/promises';
import type { BotSettings } from '../../../src/channels/bots/bot-settings.ts';
import type { WorkerTimes } from '../../../src/channels/bots/worker.ts';
import { createFakeAssistant, type FakeAssistant } from '../../fakes/policy-assistant.ts';
import { startConnected } from './connected-service.ts';

/** What such a process is started with, as JSON. */
export interface ServeParts {
  settings: Partial<BotSettings>;
  dataDir: string;
  times: Partial<WorkerTimes>;
  /** How long the assistant takes. */
  answerMs: number;
}

// A process of its own with the product on a fake assistant, so that a test can have several of them, and kill one.
const { settings, dataDir, times, answerMs } = JSON.parse(process.argv[2]!) as ServeParts;
const fake = createFakeAssistant();
const assistant: FakeAssistant = {
  ...fake,
  async ask(request, options = {}) {
    await sleep(answerMs, undefined, options.signal ? { signal: options.signal } : {});
    const answer = await fake.ask(request, options);
    return { ...answer, answer: `关于“${request.question}”：${answer.answer}` };
  },
};
const service = await startConnected(settings, { dataDir, times, assistant });
process.on('SIGTERM', async () => {
  await service.close();
  // What went wrong, by how often.
  const counts = new Map<string, number>();
  for (const { level, msg, reason } of service.logged) {
    const told = `${msg}${reason === undefined ? '' : `: ${reason}`}`;
    if (Number(level) >= 40) counts.set(told, (counts.get(told) ?? 0) + 1);
  }
  process.stdout.write(`troubles ${JSON.stringify(Object.fromEntries(counts))}\n`, () => process.exit(0));
});
process.stdout.write(`ready ${service.url}\n`);
