import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { objectIn } from '../bots/bot-routes.ts';
import type { FeishuSettings } from './config.ts';

const IV_BYTES = 16;

/** A callback that is not Feishu's. */
export class FeishuCallbackError extends Error {
  override name = 'FeishuCallbackError';
}

/** Whether two texts are the same, in a time that does not tell how far. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** `sha256(timestamp + nonce + encrypt key + body)` in hex, over the body as it was sent. */
export function signFeishu(timestamp: string, nonce: string, encryptKey: string, body: string): string {
  return createHash('sha256').update(`${timestamp}${nonce}${encryptKey}${body}`).digest('hex');
}

/**
 * AES-256-CBC with the key's SHA-256; the first 16 bytes are the IV.
 * @throws FeishuCallbackError
 */
export function decryptFeishu(encryptKey: string, encrypted: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  const key = createHash('sha256').update(encryptKey).digest();
  try {
    const cipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, IV_BYTES));
    return Buffer.concat([cipher.update(bytes.subarray(IV_BYTES)), cipher.final()]).toString('utf8');
  } catch (error) {
    throw new FeishuCallbackError(`不能解密（${(error as Error).message}）`);
  }
}

/**
 * The event in a callback, checked to be Feishu's. The check of the address comes without a signature, so that only its
 * token tells.
 * @throws FeishuCallbackError
 */
export function verifyEvent(
  body: string,
  headers: { timestamp: string; nonce: string; signature: string },
  { encryptKey, verificationToken }: FeishuSettings,
): Record<string, unknown> {
  const encrypted = objectIn(body)?.encrypt;
  if (typeof encrypted !== 'string') throw new FeishuCallbackError('没有密文');
  const isSigned = isSame(signFeishu(headers.timestamp, headers.nonce, encryptKey, body), headers.signature);
  if (headers.signature !== '' && !isSigned) throw new FeishuCallbackError('签名不符');
  const event = objectIn(decryptFeishu(encryptKey, encrypted));
  if (event === null) throw new FeishuCallbackError('消息不是 JSON');
  if (event.type !== 'url_verification' && !isSigned) throw new FeishuCallbackError('没有签名');
  const token = event.token ?? (event.header as { token?: unknown } | undefined)?.token;
  if (typeof token !== 'string' || !isSame(token, verificationToken))
    throw new FeishuCallbackError('Verification Token 不符');
  return event;
}
