import { Hono } from 'hono';
import type { BotDesk } from '../bots/bot-channel.ts';
import { objectIn, refuseCallback } from '../bots/bot-routes.ts';
import type { DingtalkSettings } from './config.ts';
import { DINGTALK_LANE, decodeMessage } from './decode.ts';
import { signatureFault } from './verify.ts';

/** `/dingtalk`: messages of the HTTP mode, acknowledged once they are kept; the answer comes by other ways. */
export function createDingtalkRoutes(desk: BotDesk, settings: DingtalkSettings): Hono {
  const app = new Hono();
  app.post('/dingtalk', async (c) => {
    const body = await c.req.text();
    const headers = { timestamp: c.req.header('timestamp') ?? '', sign: c.req.header('sign') ?? '' };
    const fault = signatureFault(headers, { secret: settings.clientSecret, now: desk.now() });
    if (fault !== null) {
      desk.log('warn', { channel: DINGTALK_LANE, reason: fault }, 'callback refused');
      return refuseCallback(c, 403, fault);
    }
    const raw = objectIn(body);
    if (raw === null) return refuseCallback(c, 400, '消息不是 JSON');
    const message = decodeMessage(raw, settings, desk.now());
    if (message !== null) await desk.accept(message);
    return c.json({ msgtype: 'empty' });
  });
  return app;
}
