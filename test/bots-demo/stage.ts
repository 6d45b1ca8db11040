import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { createAssistant } from '../../src/assistant.ts';
import type { BotSettings } from '../../src/channels/bots/bot-settings.ts';
import { type Bots, createBots } from '../../src/channels/bots/create-bots.ts';
import { openCurrentIndex } from '../../src/commands/current-index.ts';
import { loadConfig } from '../../src/config.ts';
import { readQuestion } from '../../src/retrieval/question.ts';
import { Happenings } from '../channels/bots/fake-desk.ts';
import { listen } from '../fakes/listening-app.ts';

/** An answered message, as the log of the product tells it. */
interface Answered {
  lane: string;
  /** Messages that the answer took. */
  pages: number;
}

/** The real product with chat platforms connected. */
interface Stage {
  url: string;
  /** What the index holds, in Chinese. */
  about: string;
  answered: Happenings<Answered>;
  close(): Promise<void>;
}

/** Starts it on the documents that are set, as `serve` does, without a language model; nothing is kept. */
export async function startStage(channels: Partial<BotSettings>): Promise<Stage> {
  const loaded = loadConfig();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'wengui-bots-demo-'));
  try {
    const config = { ...loaded, dataDir };
    const index = await openCurrentIndex(config, (line) => process.stderr.write(`${line}\n`));
    // What questions are read with is made now rather than within the first one.
    readQuestion('哪些单位负责', index);
    const assistant = createAssistant(() => index);
    const answered = new Happenings<Answered>();
    const logger = pino({ level: 'info' }, { write: (line: string) => note(JSON.parse(line), answered) });
    const settings: BotSettings = {
      ...{ wecomBot: null, wecomApp: null, dingtalk: null, feishu: null, ...channels },
      // Links open once `npm start` runs.
      publicUrl: config.bots.publicUrl ?? `http://127.0.0.1:${config.port}`,
      limits: { ...config.bots.limits, allowedUsers: [] },
    };
    let bots: Bots | undefined;
    const app = createApp({
      assistant,
      config,
      logger,
      connectBots(doors) {
        bots = createBots({
          ...doors,
          assistant,
          logger,
          dataDir,
          settings,
          isReady: () => true,
          writingMs: null,
        });
        return bots.routes;
      },
    });
    const server = await listen(app);
    bots!.start();
    return {
      url: server.url,
      about: `${index.documents.length} 份文件、${index.clauses.length} 条`,
      answered,
      async close() {
        await bots!.stop(0);
        await server.close();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

function note({ msg, lane, pages }: Record<string, unknown>, answered: Happenings<Answered>): void {
  if (msg === 'bot answered') answered.add({ lane: String(lane), pages: Number(pages) });
}
