import { type BotChannel, type BotDesk, type ChannelTimes, probeToken } from '../bots/bot-channel.ts';
import { DingtalkApi } from './api.ts';
import type { DingtalkSettings } from './config.ts';
import { createDingtalkRoutes } from './routes.ts';
import { createDingtalkLane } from './send.ts';
import { DingtalkStream } from './stream.ts';

/** DingTalk's robot. */
export function createDingtalk(
  desk: BotDesk,
  settings: DingtalkSettings,
  { owner, times }: { owner: string; times: ChannelTimes },
): BotChannel {
  const api = new DingtalkApi(settings, { store: desk.store, owner, now: desk.now });
  const stream = settings.mode === 'stream' ? new DingtalkStream(desk, settings, times) : null;
  const name = settings.mode === 'stream' ? '钉钉机器人（Stream）' : '钉钉机器人（HTTP）';
  return {
    name,
    lanes: [createDingtalkLane(desk, api, settings)],
    routes: settings.mode === 'http' ? createDingtalkRoutes(desk, settings) : null,
    start: () => stream?.start(),
    stop: async () => stream?.stop(),
    probe: () => probeToken(name, () => api.checkToken()),
  };
}
