import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature is good for an hour on either side (https://open.dingtalk.com/document/dingstart/receive-message). */
const WINDOW_MS = 3_600_000;

/** `base64(hmac_sha256(secret, timestamp + "\n" + secret))`. */
export function signDingtalk(timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

/** What is wrong with the headers of a callback, in Chinese; null where they are DingTalk's. The body is not signed. */
export function signatureFault(
  { timestamp, sign }: { timestamp: string; sign: string },
  { secret, now }: { secret: string; now: number },
): string | null {
  if (!/^\d{10,16}$/.test(timestamp)) return '缺少时间戳';
  const expected = Buffer.from(signDingtalk(timestamp, secret));
  const given = Buffer.from(sign);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return '签名不符';
  return Math.abs(now - Number(timestamp)) > WINDOW_MS ? '时间戳相差超过一小时' : null;
}
