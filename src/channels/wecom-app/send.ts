import { createHash } from 'node:crypto';
import { type BotDesk, DeliveryError, type Lane } from '../bots/bot-channel.ts';
import { pace } from '../bots/pace.ts';
import type { WecomApi } from '../bots/wecom-api.ts';
import type { WecomAppSettings } from './config.ts';
import { WECOM_APP_LANE } from './decode.ts';
import { DUPLICATE_CHECK_S, encodePage, styleOf } from './encode.ts';

/**
 * WeCom drops, without a word, what goes beyond 30 messages a minute and 1,000 an hour to one member
 * (https://developer.work.weixin.qq.com/document/path/90236): 12 + 16 in any minute, 12 + 960 in any hour stay below.
 */
const PER_MEMBER = { burst: 12, perMinute: 16 };

/** Pushes answers to members. */
export function createAppLane(desk: BotDesk, api: WecomApi, settings: WecomAppSettings): Lane {
  return {
    name: WECOM_APP_LANE,
    style: styleOf(settings),
    isIdempotent: true,
    canDeliver: () => true,
    async deliver({ id, message: { userId } }, { pages }, page) {
      await pace(desk.store, `wecom-app:${userId}`, PER_MEMBER, desk.now);
      const text = await unlikeTheLast(pages[page]!, { desk, userId, said: `${id}:${page}` });
      const answer = await api.post('message/send', encodePage(text, userId, settings));
      // Members out of reach are named beside errcode 0.
      if (typeof answer.invaliduser === 'string' && answer.invaliduser !== '')
        throw new DeliveryError('never', '企业微信 message/send：收信人不在应用可见范围内');
    },
  };
}

/**
 * The platform takes the same words within two minutes for a second copy and drops them. A resend shall be dropped; the
 * answer to the same question asked again shall not, and says so.
 */
async function unlikeTheLast(
  text: string,
  { desk, userId, said }: { desk: BotDesk; userId: string; said: string },
): Promise<string> {
  const name = `said:${createHash('sha256').update(`${userId}\n${text}`).digest('base64url')}`;
  const now = desk.now();
  const kept = await desk.store.value(name, now);
  const before = kept === null ? null : (JSON.parse(kept) as { said: string; told: string; times: number });
  if (before?.said === said) return before.told;
  const times = (before?.times ?? 0) + 1;
  const told = times === 1 ? text : `${againLine(times, now)}\n${text}`;
  await desk.store.setValue(name, JSON.stringify({ said, told, times }), now + DUPLICATE_CHECK_S * 1000);
  return told;
}

/** Counted, because two of them may come in one second. */
function againLine(times: number, now: number): string {
  const clock = new Date(now + CHINA_MS).toISOString().slice(11, 19);
  return times === 2 ? `（${clock} 再次回答）` : `（${clock} 再次回答，第 ${times} 次）`;
}

/** China has one time zone, eight hours ahead. */
const CHINA_MS = 8 * 3_600_000;
