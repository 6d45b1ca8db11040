import { type BotDesk, DeliveryError, type Lane } from '../bots/bot-channel.ts';
import type { Job } from '../bots/bot-store.ts';
import { callPlatform } from '../bots/call-platform.ts';
import { harmless } from '../bots/chat-words.ts';
import { pace } from '../bots/pace.ts';
import { byteLength } from '../bots/reply-style.ts';
import { ContentRefused, type DingtalkApi } from './api.ts';
import { AnswerCards } from './card.ts';
import type { DingtalkSettings } from './config.ts';
import { DINGTALK_LANE } from './decode.ts';
import { CARD_BYTES, DINGTALK_STYLE, encodeProactive, encodeSession } from './encode.ts';

/** An address that ends sooner is not used any more. */
const MARGIN_MS = 60_000;
/** Replies to one conversation; no bound is documented, custom robots have 20 a minute. */
const PER_CONVERSATION = { burst: 8, perMinute: 12 };
/** Writes to cards: about 40 a second were seen to pass for a robot, more are refused. */
const CARD_WRITES = { burst: 20, perMinute: 1_200 };

/** Of the audit of contents (https://open.dingtalk.com/document/development/custom-robots-send-group-messages). */
const AUDITED = new Set([430101, 430102, 430103, 430104]);
const REFUSED = '这条回答没有通过钉钉的内容审核，没能发出，请换个问法，或在网页上提问。';

/** A card that is refused so often for its calls being too many, or that so often gives no answer, gives way to a message. */
const CARD_ATTEMPTS = 3;

/** Answers by card where one is set, else by the address that came with the message, else by the proactive interfaces. */
export function createDingtalkLane(desk: BotDesk, api: DingtalkApi, settings: DingtalkSettings): Lane {
  const cards = settings.card === null ? null : new AnswerCards(api, settings.card);
  const paceCard = () => pace(desk.store, 'dingtalk:cards', CARD_WRITES, desk.now);

  /** False where the card could not take the page, which then goes as a message. */
  async function byCard(job: Job, text: string): Promise<boolean> {
    if (cards === null) return false;
    if (byteLength(text) > CARD_BYTES) {
      await giveUp(cards, job);
      return false;
    }
    await paceCard();
    try {
      await cards.finish(job, text);
      return true;
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      // The same words have the same id and take effect once.
      if (error.outcome !== 'never' && job.attempts < CARD_ATTEMPTS)
        throw new DeliveryError('later', error.message, error.waitMs);
      desk.log('warn', { lane: DINGTALK_LANE, reason: error.message }, 'card refused, sent as a message');
      await giveUp(cards, job);
      return false;
    }
  }

  /** Closes the card that was shown while the answer was written, if any. */
  async function giveUp(shown: AnswerCards, job: Job): Promise<void> {
    await shown.giveUp(job).catch((refusal: unknown) => {
      desk.log('warn', { err: refusal, lane: DINGTALK_LANE }, 'card left as it was');
    });
  }

  async function asMessage(job: Job, text: string): Promise<void> {
    if (!(await bySession(job, text, desk.now()))) await proactively(api, job, text);
  }

  return {
    name: DINGTALK_LANE,
    style: DINGTALK_STYLE,
    isIdempotent: false,
    canDeliver: () => true,
    ...(cards && {
      async showProgress(job: Job, text: string) {
        const words = harmless(text);
        if (byteLength(words) > CARD_BYTES) return;
        await paceCard();
        await cards.show(job, words);
      },
    }),
    async deliver(job, { pages }, page) {
      const text = pages[page]!;
      if (page === 0 && (await byCard(job, text))) return;
      await pace(desk.store, `dingtalk:${job.message.conversation}`, PER_CONVERSATION, desk.now);
      try {
        await asMessage(job, text);
      } catch (error) {
        if (!(error instanceof ContentRefused)) throw error;
        desk.log('warn', { lane: DINGTALK_LANE, reason: error.message }, 'content refused');
        await asMessage(job, REFUSED);
      }
    },
  };
}

/**
 * Sends by the address that came with the message; false where it is over, by time or by what the platform says.
 * @throws ContentRefused, and DeliveryError `unknown` where nobody knows whether it arrived: a second way would then say it twice.
 */
async function bySession({ message }: Job, text: string, now: number): Promise<boolean> {
  const { sessionWebhook: url, sessionUntil, staffId } = message.address;
  if (typeof url !== 'string' || now > Number(sessionUntil) - MARGIN_MS) return false;
  const mention = message.groupId !== null && typeof staffId === 'string' ? staffId : null;
  const { status, body } = await callPlatform('钉钉 sessionWebhook', url, {
    body: encodeSession(text, mention),
  });
  if (AUDITED.has(Number(body.errcode)))
    throw new ContentRefused(`钉钉 sessionWebhook 返回 errcode ${body.errcode}`);
  // HTTP 200 alone is no success.
  return status === 200 && Number(body.errcode ?? 0) === 0;
}

async function proactively(api: DingtalkApi, { message }: Job, text: string): Promise<void> {
  const { conversationId, staffId, robotCode } = message.address;
  const words = encodeProactive(text);
  if (message.groupId !== null) {
    await api.call('POST', '/v1.0/robot/groupMessages/send', {
      robotCode,
      openConversationId: conversationId,
      ...words,
    });
    return;
  }
  if (typeof staffId !== 'string')
    throw new DeliveryError('never', '钉钉：发信人没有 staffId，不能主动发消息');
  const answer = await api.call('POST', '/v1.0/robot/oToMessages/batchSend', {
    robotCode,
    userIds: [staffId],
    ...words,
  });
  const isAmong = (ids: unknown) => Array.isArray(ids) && ids.includes(staffId);
  // Who is not reached is named beside HTTP 200.
  if (isAmong(answer.flowControlledStaffIdList))
    throw new DeliveryError('later', '钉钉 batchSend：被限流', 20_000);
  if (isAmong(answer.invalidStaffIdList)) throw new DeliveryError('never', '钉钉 batchSend：收信人无效');
}
