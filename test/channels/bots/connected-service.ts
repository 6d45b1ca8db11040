import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../../src/app.ts';
import type { ChannelTimes } from '../../../src/channels/bots/bot-channel.ts';
import type { BotSettings } from '../../../src/channels/bots/bot-settings.ts';
import { type Bots, createBots } from '../../../src/channels/bots/create-bots.ts';
import type { WorkerTimes } from '../../../src/channels/bots/worker.ts';
import { listen } from '../../fakes/listening-app.ts';
import { createFakeAssistant, type FakeAssistant } from '../../fakes/policy-assistant.ts';
import { LIMITS } from './fake-desk.ts';

/** The product on the fake assistant, reachable, with chat platforms connected as `serve` connects them. */
export interface ConnectedService {
  url: string;
  assistant: FakeAssistant;
  dataDir: string;
  /** Every log line, parsed. */
  logged: Record<string, unknown>[];
  bots: Bots;
  /** Without going over the network. */
  request(path: string, init: RequestInit): Promise<Response>;
  /** Ends it, once. */
  close(): Promise<void>;
}

/** Starts it; on the same `dataDir` two of them are two processes on one store. */
export async function startConnected(
  settings: Partial<BotSettings>,
  parts: {
    dataDir?: string;
    times?: Partial<WorkerTimes & ChannelTimes>;
    now?: () => number;
    isReady?: () => boolean;
    assistant?: FakeAssistant;
  } = {},
): Promise<ConnectedService> {
  const { isReady = () => true, assistant = createFakeAssistant(), ...rest } = parts;
  const dataDir = parts.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'wengui-bots-')));
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const config = { apiKeys: ['key'], rateLimitPerMinute: 0, isBehindProxy: false, embedAllowed: [], dataDir };
  let bots: Bots | undefined;
  const app = createApp({
    assistant,
    config,
    logger,
    isReady,
    connectBots(doors) {
      const all = {
        publicUrl: 'https://wengui.example.cn',
        limits: LIMITS,
        wecomBot: null,
        wecomApp: null,
        dingtalk: null,
        feishu: null,
      };
      bots = createBots({
        ...doors,
        ...rest,
        assistant,
        logger,
        isReady,
        dataDir,
        writingMs: null,
        settings: { ...all, ...settings },
        times: { lookMs: 20, ...rest.times },
      });
      return bots.routes;
    },
  });
  const server = await listen(app);
  let closing: Promise<void> | undefined;
  bots!.start();
  return {
    url: server.url,
    assistant,
    dataDir,
    logged,
    bots: bots!,
    request: async (path, init) => app.request(path, init),
    close() {
      closing ??= (async () => {
        await bots!.stop(0);
        await server.close();
        if (parts.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      })();
      return closing;
    },
  };
}
