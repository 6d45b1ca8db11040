import { type BotChannel, type BotDesk, probeToken } from '../bots/bot-channel.ts';
import { WecomApi } from '../bots/wecom-api.ts';
import type { WecomAppSettings } from './config.ts';
import { createAppRoutes } from './routes.ts';
import { createAppLane } from './send.ts';

/** WeCom's self-built app. */
export function createWecomApp(desk: BotDesk, settings: WecomAppSettings, owner: string): BotChannel {
  const { apiBase: base, corpId, secret, agentId } = settings;
  const api = new WecomApi({ base, corpId, secret, agentId, store: desk.store, owner, now: desk.now });
  const name = '企业微信自建应用';
  return {
    name,
    lanes: [createAppLane(desk, api, settings)],
    routes: createAppRoutes(desk, settings),
    start: () => undefined,
    stop: async () => undefined,
    probe: () => probeToken(name, () => api.check()),
  };
}
