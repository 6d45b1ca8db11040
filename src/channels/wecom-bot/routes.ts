import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import type { BotDesk } from '../bots/bot-channel.ts';
import { refuseCallback } from '../bots/bot-routes.ts';
import { answerUrlCheck } from '../bots/wecom-callback.ts';
import { encryptWecom, signWecom, WecomCryptoError } from '../bots/wecom-crypto.ts';
import type { WecomBotSettings } from './config.ts';
import { decodePayload, streamIdOf, WECOM_BOT_LANE } from './decode.ts';
import { encodeStream, SEARCHING } from './encode.ts';
import { reportFeedback } from './feedback.ts';
import { cardOf, STREAM_MS, tellsEnd } from './send.ts';
import { keysOf, verifyMessage } from './verify.ts';

/** The first reply waits this long for the answer, which mostly is there by then. */
const FIRST_REPLY_MS = 60;
const LOOK_MS = 10;
/** The platform does not use a nonce again within two hours (https://developer.work.weixin.qq.com/document/path/101033). */
const NONCE_MS = 2 * 3_600_000;
const ELSEWHERE = '回答在下面的消息里。';
const EXPIRED = '这条回答已经过期，请重新提问。';

/** `/wecom-bot`: WeCom's check of the address, messages, events, and its asking for more of a stream. */
export function createBotRoutes(
  desk: BotDesk,
  { callback, displayName }: WecomBotSettings & { callback: NonNullable<WecomBotSettings['callback']> },
  welcome: () => string,
): Hono {
  const keys = keysOf(callback);
  const { store, now } = desk;
  const app = new Hono();
  app.get('/wecom-bot', (c) => answerUrlCheck(c, keys));

  app.post('/wecom-bot', async (c) => {
    const body = await c.req.text();
    let raw: Record<string, unknown>;
    try {
      raw = verifyMessage(c, body, keys);
    } catch (error) {
      if (!(error instanceof WecomCryptoError)) throw error;
      desk.log('warn', { channel: WECOM_BOT_LANE, code: error.code }, 'callback refused');
      return refuseCallback(c, 403, error.message);
    }
    const nonce = `nonce:${c.req.query('nonce')}`;
    // Somebody sends again what he overheard; what is kept of the first time is enough.
    if ((await store.value(nonce, now())) !== null) return c.body('', 200);
    const reply = await answerTo(raw);
    await store.setValue(nonce, '', now() + NONCE_MS);
    return reply === null ? c.body('', 200) : sealed(c, reply);
  });

  /** What to say to a message or an event; null: nothing. */
  async function answerTo(raw: unknown): Promise<Record<string, unknown> | null> {
    const event = decodePayload(raw, { lane: WECOM_BOT_LANE, displayName, receivedAt: now() });
    switch (event?.kind) {
      case 'message': {
        const { message, isFromCard } = event;
        if (isFromCard) message.address.isFromCard = true;
        const isAccepted = (await desk.accept(message)) !== 'refused';
        return isAccepted && !isFromCard ? firstReply(streamIdOf(message)) : null;
      }
      case 'refresh':
        return streamReply(event.streamId, false);
      case 'enter':
        return { msgtype: 'text', text: { content: welcome() } };
      case 'feedback':
        await reportFeedback(desk, event);
        return null;
      default:
        return null;
    }
  }

  async function firstReply(id: string): Promise<Record<string, unknown>> {
    if ((await store.stream(id, now())) === null)
      await store.saveStream(id, { content: SEARCHING, isFinished: false }, now() + STREAM_MS);
    const deadline = performance.now() + FIRST_REPLY_MS;
    while (performance.now() < deadline && !(await store.stream(id, now()))?.isFinished) await sleep(LOOK_MS);
    return streamReply(id, true);
  }

  async function streamReply(id: string, isFirst: boolean): Promise<Record<string, unknown>> {
    const state = await store.stream(id, now());
    if (state === null) return encodeStream({ id, content: EXPIRED, isFinished: true, isFirst, card: null });
    const { content, isFinished } = state;
    if (isFinished && !(await tellsEnd(desk, id, 'stream')))
      return encodeStream({ id, content: ELSEWHERE, isFinished, isFirst, card: null });
    const card = isFinished ? await store.value(cardOf(id), now()) : null;
    if (isFinished) await store.markFetched(id);
    const shown = card === null ? null : (JSON.parse(card) as Record<string, unknown>);
    return encodeStream({ id, content, isFinished, isFirst, card: shown });
  }

  function sealed(c: Context, reply: Record<string, unknown>): Response {
    const encrypted = encryptWecom(keys, JSON.stringify(reply));
    const timestamp = Math.floor(Date.now() / 1000);
    const nonce = c.req.query('nonce')!;
    return c.json({
      encrypt: encrypted,
      msgsignature: signWecom(keys.token, String(timestamp), nonce, encrypted),
      timestamp,
      nonce,
    });
  }
  return app;
}
