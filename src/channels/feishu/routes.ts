import { Hono } from 'hono';
import type { BotDesk } from '../bots/bot-channel.ts';
import { refuseCallback } from '../bots/bot-routes.ts';
import type { FeishuSettings } from './config.ts';
import { decodeMessage, FEISHU_LANE } from './decode.ts';
import { FeishuCallbackError, verifyEvent } from './verify.ts';

/** `/feishu`: Feishu's check of the address and its events, acknowledged once they are kept. */
export function createFeishuRoutes(desk: BotDesk, settings: FeishuSettings): Hono {
  const app = new Hono();
  app.post('/feishu', async (c) => {
    const body = await c.req.text();
    const headers = {
      timestamp: c.req.header('x-lark-request-timestamp') ?? '',
      nonce: c.req.header('x-lark-request-nonce') ?? '',
      signature: c.req.header('x-lark-signature') ?? '',
    };
    let event: Record<string, unknown>;
    try {
      event = verifyEvent(body, headers, settings);
    } catch (error) {
      if (!(error instanceof FeishuCallbackError)) throw error;
      desk.log('warn', { channel: FEISHU_LANE, reason: error.message }, 'callback refused');
      return refuseCallback(c, 403, error.message);
    }
    if (event.type === 'url_verification') return c.json({ challenge: event.challenge });
    const message = decodeMessage(event, settings, desk.now());
    if (message !== null) await desk.accept(message);
    return c.json({});
  });
  return app;
}
