import { setTimeout as sleep } from 'node:timers/promises';
import { type BotDesk, DeliveryError, type Lane } from '../bots/bot-channel.ts';
import type { BotReply } from '../bots/bot-message.ts';
import type { Job } from '../bots/bot-store.ts';
import { callPlatform } from '../bots/call-platform.ts';
import { harmless } from '../bots/chat-words.ts';
import { streamIdOf, WECOM_BOT_LANE } from './decode.ts';
import { BOT_STYLE, encodeMarkdown, suggestionCard } from './encode.ts';

/** The platform asks for a stream for six minutes; what it was told is kept a little longer for copies of the message. */
export const STREAM_MS = 3_600_000;
const LOOK_MS = 50;

/** Under these names the store keeps the card of a stream, and the answer that a verdict on it is about. */
export const cardOf = (streamId: string) => `card:${streamId}`;
export const feedbackOf = (feedbackId: string) => `feedback:${feedbackId}`;

/**
 * Whether the end of an answer is told this way, in its stream or by a message of its own: the first of the two that asks
 * tells it, so that nobody reads it twice.
 */
export async function tellsEnd(
  { store, now }: BotDesk,
  streamId: string,
  way: 'stream' | 'message',
): Promise<boolean> {
  const name = toldBy(streamId);
  if (await store.setValue(name, way, now() + 24 * STREAM_MS, null)) return true;
  return (await store.value(name, now())) === way;
}

const toldBy = (streamId: string) => `told:${streamId}`;

/** Keeps what the end of a stream needs: its card, and which answer it is. */
export async function keepStreamEnd(desk: BotDesk, id: string, reply: BotReply): Promise<void> {
  const until = desk.now() + 24 * STREAM_MS;
  if (reply.answerId !== null) await desk.store.setValue(feedbackOf(id), reply.answerId, until);
  const card = suggestionCard(reply.suggestions, id);
  if (card !== null) await desk.store.setValue(cardOf(id), JSON.stringify(card), until);
}

/**
 * Answers by the stream that the platform asks for; where it does not come for the end within `fetchMs`, and for clicks on
 * cards, which have no stream, by the address that came with the message.
 */
export function createCallbackLane(desk: BotDesk, fetchMs: number): Lane {
  const { store, now } = desk;

  async function isFetched(id: string): Promise<boolean> {
    const deadline = now() + fetchMs;
    for (;;) {
      if ((await store.stream(id, now()))?.isFetched) return true;
      if (now() >= deadline) return false;
      await sleep(LOOK_MS);
    }
  }

  async function push({ message }: Job, content: string, feedbackId: string): Promise<void> {
    const url = message.address.responseUrl;
    if (typeof url !== 'string')
      throw new DeliveryError('never', '企业微信没有来取回答，消息里也没有 response_url');
    // One call for each address: a second is refused, so that nothing is said twice.
    const { status, body } = await callPlatform('企业微信 response_url', url, {
      body: encodeMarkdown(content, feedbackId),
    });
    if (status !== 200 || (body.errcode !== undefined && body.errcode !== 0))
      throw new DeliveryError(
        'never',
        `企业微信 response_url 返回 ${status} errcode ${body.errcode ?? '无'}`,
      );
  }

  /** Where the message cannot be sent, the stream is all there is: it may still be asked for. */
  async function pushEnd(job: Job, content: string, id: string): Promise<void> {
    try {
      await push(job, content, id);
    } catch (error) {
      if (error instanceof DeliveryError && error.outcome === 'never')
        await store.clearValue(toldBy(id), 'message');
      throw error;
    }
  }

  return {
    name: WECOM_BOT_LANE,
    style: BOT_STYLE,
    isIdempotent: true,
    canDeliver: () => true,
    async showProgress({ message }, text) {
      if (message.address.isFromCard === true) return;
      await store.saveStream(
        streamIdOf(message),
        { content: harmless(text), isFinished: false },
        now() + STREAM_MS,
      );
    },
    async deliver(job, reply, page) {
      const { message } = job;
      const id = streamIdOf(message);
      const content = reply.pages[page]!;
      await keepStreamEnd(desk, id, reply);
      if (message.address.isFromCard === true) return push(job, content, id);
      await store.saveStream(id, { content, isFinished: true }, now() + STREAM_MS);
      if (!(await isFetched(id)) && (await tellsEnd(desk, id, 'message'))) await pushEnd(job, content, id);
    },
  };
}
