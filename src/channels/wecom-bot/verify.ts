import type { Context } from 'hono';
import { objectIn } from '../bots/bot-routes.ts';
import { callbackOf, openCallback } from '../bots/wecom-callback.ts';
import { WecomCryptoError, type WecomKeys } from '../bots/wecom-crypto.ts';
import type { WecomBotSettings } from './config.ts';

/** What callbacks of the bot are encrypted with; a bot of one's own corporation has no receive id. */
export function keysOf({ token, aesKey }: NonNullable<WecomBotSettings['callback']>): WecomKeys {
  return { token, aesKey, receiveId: '' };
}

/**
 * The message of a callback, checked to be WeCom's.
 * @throws WecomCryptoError
 */
export function verifyMessage(c: Context, body: string, keys: WecomKeys): Record<string, unknown> {
  const encrypted = objectIn(body)?.encrypt;
  if (typeof encrypted !== 'string') throw new WecomCryptoError(-40008, '没有密文');
  const message = objectIn(openCallback(keys, callbackOf(c, encrypted)));
  if (message === null) throw new WecomCryptoError(-40008, '消息不是 JSON');
  return message;
}
