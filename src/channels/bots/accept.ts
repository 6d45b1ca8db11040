import type { Acceptance } from './bot-channel.ts';
import { type BotMessage, plainReply } from './bot-message.ts';
import type { BotStore } from './bot-store.ts';

/** Bounds on what may wait, so that one person, one group or a flood cannot hold up everybody. */
export interface AcceptLimits {
  perUser: number;
  perGroup: number;
  waitingInConversation: number;
  waitingInAll: number;
  /** Empty: everybody. */
  allowedUsers: string[];
}

const BUSY = '提问的人太多，这一条没有排上，请过一会儿再问。';
const TOO_MANY = '您前面的几条还没有答完，这一条没有收下，请等回答后再问。';
const TOO_FAST = '问得太快了，这一条没有收下，请一分钟后再问。';
const GROUP_TOO_FAST = '本群提问太密集，这一条没有收下，请一分钟后再问。';
const NOT_ALLOWED = '您还没有使用权限，请联系管理员开通。';

/** A notice of this sort is sent to a person once a minute; what comes in between gets none. */
const NOTICE_RATE = { burst: 1, perMinute: 1 };

interface Door {
  store: BotStore;
  limits: AcceptLimits;
  now: number;
  /** Told that there is work. */
  wake: () => void;
}

/**
 * Keeps a message as a job before it is acknowledged, once, however often it comes. What goes beyond a limit is kept with
 * a polite notice for its answer.
 */
export async function acceptMessage(message: BotMessage, door: Door): Promise<Acceptance> {
  const { store, wake } = door;
  // A message that comes again is counted once.
  if (await store.hasJob(message.lane, message.key)) return 'known';
  const refusal = await refusalOf(message, door);
  if (refusal !== null && (await isNoticed(message, door))) return 'refused';
  // Of two processes that get the same message at once one keeps it.
  const isAdded = await store.addJob(message, refusal === null ? undefined : plainReply(refusal));
  wake();
  return isAdded ? 'accepted' : 'known';
}

/** True where the person was told of a limit within the last minute. */
async function isNoticed({ lane, userId }: BotMessage, { store, now }: Door): Promise<boolean> {
  return (await store.takeToken(`notice:${lane}:${userId}`, NOTICE_RATE, now)) > 0;
}

/** Why a message is not taken, in words for the person; null where it is. */
async function refusalOf(message: BotMessage, { store, limits, now }: Door): Promise<string | null> {
  const { lane, userId, groupId, conversation, kind } = message;
  if (limits.allowedUsers.length > 0 && !limits.allowedUsers.includes(userId)) return NOT_ALLOWED;
  if (kind === 'welcome') return null;
  if ((await store.countWaiting()) >= limits.waitingInAll) return BUSY;
  if ((await store.countWaiting(conversation)) >= limits.waitingInConversation) return TOO_MANY;
  const perUser = { burst: limits.perUser, perMinute: limits.perUser };
  if ((await store.takeToken(`user:${lane}:${userId}`, perUser, now)) > 0) return TOO_FAST;
  if (groupId === null) return null;
  const perGroup = { burst: limits.perGroup, perMinute: limits.perGroup };
  return (await store.takeToken(`group:${lane}:${groupId}`, perGroup, now)) > 0 ? GROUP_TOO_FAST : null;
}
