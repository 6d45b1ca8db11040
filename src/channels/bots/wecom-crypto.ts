import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Message encryption of WeCom (https://developer.work.weixin.qq.com/document/path/91144), for both of its doors. */

/** PKCS#7 over blocks of 32 bytes, not of the cipher's 16. */
const BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** What a message is encrypted with; `receiveId` is the corporation's id, '' for an internal bot. */
export interface WecomKeys {
  token: string;
  /** EncodingAESKey: 43 characters of base64. */
  aesKey: string;
  receiveId: string;
}

/** A message that is not from WeCom, not for us, or damaged; the code is that of WeCom's own libraries. */
export class WecomCryptoError extends Error {
  override name = 'WecomCryptoError';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The key in bytes, 32 of them. */
function keyOf({ aesKey }: WecomKeys): Buffer {
  return Buffer.from(`${aesKey}=`, 'base64');
}

/** SHA-1 over the sorted parts, in hex, as WeCom signs. */
export function signWecom(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** @throws WecomCryptoError -40001. */
export function verifyWecom(
  keys: WecomKeys,
  signed: { signature: string; timestamp: string; nonce: string; encrypted: string },
): void {
  const expected = Buffer.from(signWecom(keys.token, signed.timestamp, signed.nonce, signed.encrypted));
  const given = Buffer.from(signed.signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new WecomCryptoError(-40001, '签名不符');
}

/**
 * The message in an encrypted text.
 * @throws WecomCryptoError -40010 no base64, -40007 not decryptable, -40008 damaged, -40005 not for us.
 */
export function decryptWecom(keys: WecomKeys, encrypted: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted)) throw new WecomCryptoError(-40010, '密文不是 base64');
  const plain = unpad(decipher(keyOf(keys), Buffer.from(encrypted, 'base64')));
  const head = RANDOM_BYTES + LENGTH_BYTES;
  if (plain.length < head) throw new WecomCryptoError(-40008, '密文太短');
  const end = head + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw new WecomCryptoError(-40008, '密文长度不符');
  const receiveId = plain.subarray(end);
  const own = Buffer.from(keys.receiveId);
  if (receiveId.length !== own.length || !timingSafeEqual(receiveId, own))
    throw new WecomCryptoError(-40005, '不是发给本企业的消息');
  return plain.subarray(head, end).toString('utf8');
}

function decipher(key: Buffer, encrypted: Buffer): Buffer {
  try {
    const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(encrypted), cipher.final()]);
  } catch (error) {
    throw new WecomCryptoError(-40007, `不能解密（${(error as Error).message}）`);
  }
}

function unpad(padded: Buffer): Buffer {
  const count = padded.at(-1) ?? 0;
  const padding = padded.subarray(padded.length - count);
  if (count < 1 || count > BLOCK || padded.length < count || padding.some((byte) => byte !== count))
    throw new WecomCryptoError(-40008, '密文填充不符');
  return padded.subarray(0, padded.length - count);
}

/** A message encrypted, in base64; `random` is 16 bytes and only given by tests. */
export function encryptWecom(keys: WecomKeys, message: string, random = randomBytes(RANDOM_BYTES)): string {
  const words = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(words.length);
  const plain = Buffer.concat([random, length, words, Buffer.from(keys.receiveId)]);
  const count = BLOCK - (plain.length % BLOCK);
  const key = keyOf(keys);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(count, count)])),
    cipher.final(),
  ]).toString('base64');
}
