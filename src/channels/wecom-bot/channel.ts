import type { BotChannel, BotDesk, ChannelTimes, Lane } from '../bots/bot-channel.ts';
import type { WecomBotSettings } from './config.ts';
import { createBotRoutes } from './routes.ts';
import { createCallbackLane } from './send.ts';
import { BotSocket } from './socket.ts';

/** WeCom's bot, by callback, by long connection, or both (two bots). */
export function createWecomBot(
  desk: BotDesk,
  settings: WecomBotSettings,
  parts: { owner: string; welcome: () => string; times: ChannelTimes },
): BotChannel {
  const { callback, connection } = settings;
  const socket =
    connection === null ? null : new BotSocket({ ...parts, desk, settings: { ...settings, connection } });
  const lanes: Lane[] = [];
  if (callback) lanes.push(createCallbackLane(desk, parts.times.fetchMs));
  if (socket) lanes.push(socket.lane);
  return {
    name: '企业微信智能机器人',
    lanes,
    routes: callback === null ? null : createBotRoutes(desk, { ...settings, callback }, parts.welcome),
    start: () => socket?.start(),
    stop: async () => socket?.stop(),
    async probe() {
      return [
        ...(callback
          ? [
              {
                name: '企业微信智能机器人（回调）',
                works: true,
                detail: '设置齐全，地址在管理后台保存时由企业微信校验',
              },
            ]
          : []),
        ...(connection
          ? [{ name: '企业微信智能机器人（长连接）', works: true, detail: '设置齐全，服务启动后连接' }]
          : []),
      ];
    },
  };
}
