import { createHash } from 'node:crypto';
import { type BotDesk, DeliveryError, type Lane } from '../bots/bot-channel.ts';
import { pace } from '../bots/pace.ts';
import type { FeishuApi } from './api.ts';
import { FEISHU_LANE } from './decode.ts';
import { encodeCardReply, encodeTextReply, FEISHU_STYLE } from './encode.ts';

/** 50 calls a second and 1,000 a minute for an app. */
const CALLS = { burst: 40, perMinute: 900 };

/** Replies to the message itself; the same page has the same uuid, under which Feishu sends once in an hour. */
export function createFeishuLane(desk: BotDesk, api: FeishuApi): Lane {
  return {
    name: FEISHU_LANE,
    style: FEISHU_STYLE,
    isIdempotent: true,
    canDeliver: () => true,
    async deliver({ message }, { pages }, page) {
      await pace(desk.store, 'feishu:calls', CALLS, desk.now);
      const path = `/open-apis/im/v1/messages/${encodeURIComponent(String(message.address.messageId))}/reply`;
      const uuid = createHash('sha256').update(`${message.key}\n${page}`).digest('hex').slice(0, 40);
      try {
        await api.post(path, { ...encodeCardReply(pages[page]!), uuid });
      } catch (error) {
        if (!(error instanceof DeliveryError) || error.outcome !== 'never') throw error;
        desk.log('warn', { lane: FEISHU_LANE, reason: error.message }, 'card refused, sent as text');
        await api.post(path, { ...encodeTextReply(pages[page]!), uuid: `${uuid}t` });
      }
    },
  };
}
