import { Hono } from 'hono';
import type { BotDesk } from '../bots/bot-channel.ts';
import { refuseCallback } from '../bots/bot-routes.ts';
import { answerUrlCheck } from '../bots/wecom-callback.ts';
import { WecomCryptoError } from '../bots/wecom-crypto.ts';
import type { WecomAppSettings } from './config.ts';
import { decodeMessage } from './decode.ts';
import { keysOf, verifyMessage, type WecomXml } from './verify.ts';

/** `/wecom-app`: WeCom's check of the address, and its messages, acknowledged with an empty 200 once they are kept. */
export function createAppRoutes(desk: BotDesk, settings: WecomAppSettings): Hono {
  const app = new Hono();
  app.get('/wecom-app', (c) => answerUrlCheck(c, keysOf(settings)));
  app.post('/wecom-app', async (c) => {
    const body = await c.req.text();
    let xml: WecomXml;
    try {
      xml = verifyMessage(c, body, settings);
    } catch (error) {
      if (!(error instanceof WecomCryptoError)) throw error;
      desk.log('warn', { channel: 'wecom-app', code: error.code }, 'callback refused');
      return refuseCallback(c, 403, error.message);
    }
    const message = decodeMessage(xml, desk.now());
    if (message !== null) await desk.accept(message);
    return c.body('', 200);
  });
  return app;
}
