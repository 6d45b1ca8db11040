import { type BotChannel, type BotDesk, probeToken } from '../bots/bot-channel.ts';
import { FeishuApi } from './api.ts';
import type { FeishuSettings } from './config.ts';
import { createFeishuRoutes } from './routes.ts';
import { createFeishuLane } from './send.ts';

/** Feishu's robot. */
export function createFeishu(desk: BotDesk, settings: FeishuSettings, owner: string): BotChannel {
  const api = new FeishuApi(settings, { store: desk.store, owner, now: desk.now });
  const name = '飞书机器人';
  return {
    name,
    lanes: [createFeishuLane(desk, api)],
    routes: createFeishuRoutes(desk, settings),
    start: () => undefined,
    stop: async () => undefined,
    probe: () => probeToken(name, () => api.checkToken()),
  };
}
