import type { Context } from 'hono';
import { decryptWecom, verifyWecom, WecomCryptoError, type WecomKeys } from './wecom-crypto.ts';

/** Query of every WeCom callback, and the text that its signature covers. */
export interface WecomCallback {
  signature: string;
  timestamp: string;
  nonce: string;
  encrypted: string;
}

/** The query of a callback; what is missing is empty and fails the check. */
export function callbackOf(c: Context, encrypted: string): WecomCallback {
  return {
    signature: c.req.query('msg_signature') ?? '',
    timestamp: c.req.query('timestamp') ?? '',
    nonce: c.req.query('nonce') ?? '',
    // A proxy that un-escapes the query turns + into a space.
    encrypted: encrypted.replaceAll(' ', '+'),
  };
}

/**
 * The message of a callback, checked to be WeCom's and for us.
 * @throws WecomCryptoError
 */
export function openCallback(keys: WecomKeys, callback: WecomCallback): string {
  if (callback.encrypted === '') throw new WecomCryptoError(-40008, '没有密文');
  verifyWecom(keys, callback);
  return decryptWecom(keys, callback.encrypted);
}

/** Answers WeCom's check of a callback address: the decrypted words and nothing else. */
export function answerUrlCheck(c: Context, keys: WecomKeys): Response {
  try {
    const plain = openCallback(keys, callbackOf(c, c.req.query('echostr') ?? ''));
    return c.body(plain, 200, { 'content-type': 'text/plain; charset=utf-8' });
  } catch (error) {
    if (!(error instanceof WecomCryptoError)) throw error;
    return c.text(`${error.message}（${error.code}），请核对 Token、EncodingAESKey 和企业 ID`, 403);
  }
}
