import { randomBytes, randomInt } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type JsonObject, readObject } from './loopback-server.ts';

// The platform's side, built on WeCom's own package, so that our crypto is tested against a foreign one.
// https://developer.work.weixin.qq.com/document/path/90238 (envelopes), /91144 (cipher), /101033 (aibot)

/** What the platform and the bot agree on for one callback address. */
export interface CallbackSecret {
  token: string;
  /** The EncodingAESKey: 43 characters. */
  aesKey: string;
  /** The CorpID for a self-built app, '' for an aibot. */
  receiveId: string;
}

/** What makes one sealing differ from the next. */
export interface Stamp {
  /** Seconds since 1970. */
  timestamp: number;
  nonce: string;
  /** The 16 bytes before the message. */
  random: Buffer;
}

/** An encrypted message with its signature. */
export interface SealedMessage {
  encrypt: string;
  signature: string;
  /** Seconds since 1970. */
  timestamp: number;
  nonce: string;
}

/** A callback ready to be posted. */
export interface CallbackEnvelope {
  /** msg_signature, timestamp and nonce. */
  query: URLSearchParams;
  body: string;
  contentType: string;
}

/** Flat XML as the platform writes it: numbers bare, everything else in CDATA. */
export type XmlFields = Record<string, string | number>;

const MAX_RANDOM = 2 ** 47;

/** Encrypts and signs; what `stamp` leaves out is made anew. */
export function seal(
  { token, aesKey, receiveId }: CallbackSecret,
  message: string,
  stamp: Partial<Stamp> = {},
): SealedMessage {
  const { timestamp = Math.floor(Date.now() / 1000), nonce = newNonce(), random = randomBytes(16) } = stamp;
  const encrypted = encrypt(aesKey, message, receiveId, random);
  const signature = getSignature(token, String(timestamp), nonce, encrypted);
  return { encrypt: encrypted, signature, timestamp, nonce };
}

/** Checks all that the platform can check and gives the plain text; throws where something is wrong. */
export function unseal({ token, aesKey, receiveId }: CallbackSecret, sealed: SealedMessage): string {
  const expected = getSignature(token, String(sealed.timestamp), sealed.nonce, sealed.encrypt);
  if (sealed.signature !== expected) throw new Error('the signature is wrong');
  const { message, id, random } = decrypt(aesKey, sealed.encrypt);
  if (id !== receiveId) throw new Error(`the receiveid is ${JSON.stringify(id)}`);
  // The package takes any padding: only what it would write itself has the right one.
  if (encrypt(aesKey, message, id, random) !== sealed.encrypt) throw new Error('the padding is wrong');
  return message;
}

/** The query of a URL verification; `echo` is what the bot must answer. */
export function verificationQuery(
  secret: CallbackSecret,
  echo: string,
  stamp?: Partial<Stamp>,
): URLSearchParams {
  const sealed = seal(secret, echo, stamp);
  const query = queryOf(sealed);
  query.set('echostr', sealed.encrypt);
  return query;
}

/** A signed JSON envelope, as for an aibot. */
export function jsonEnvelope(
  secret: CallbackSecret,
  message: JsonObject,
  stamp?: Partial<Stamp>,
): CallbackEnvelope {
  const sealed = seal(secret, JSON.stringify(message), stamp);
  const body = JSON.stringify({ encrypt: sealed.encrypt });
  return { query: queryOf(sealed), body, contentType: 'application/json' };
}

/** A signed XML envelope, as for a self-built app. */
export function xmlEnvelope(
  secret: CallbackSecret,
  message: { xml: string; agentId: number },
  stamp?: Partial<Stamp>,
): CallbackEnvelope {
  const sealed = seal(secret, message.xml, stamp);
  const body = writeXml({
    ToUserName: secret.receiveId,
    AgentID: String(message.agentId),
    Encrypt: sealed.encrypt,
  });
  return { query: queryOf(sealed), body, contentType: 'text/xml' };
}

/** The message in an aibot's answer; throws where the envelope breaks a rule. */
export function readJsonReply(secret: CallbackSecret, text: string, nonce: string): JsonObject {
  const reply = readObject(text);
  if (!reply) throw new Error(`the reply is no JSON object: ${text.slice(0, 80)}`);
  const { encrypt: encrypted, msgsignature, timestamp } = reply;
  if (typeof encrypted !== 'string') throw new Error('the reply has no encrypt');
  if (typeof msgsignature !== 'string') throw new Error('the reply has no msgsignature');
  if (!isSeconds(timestamp)) throw new Error(`the timestamp is no number of seconds: ${timestamp}`);
  if (reply.nonce !== nonce) throw new Error(`the nonce is not that of the request: ${reply.nonce}`);
  const plain = unseal(secret, { encrypt: encrypted, signature: msgsignature, timestamp, nonce });
  const message = readObject(plain);
  if (!message) throw new Error(`the decrypted reply is no JSON object: ${plain.slice(0, 80)}`);
  return message;
}

/** The message in an app's passive reply; throws where the envelope breaks a rule. */
export function readXmlReply(secret: CallbackSecret, text: string): Record<string, string> {
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = readXml(text);
  if (!Encrypt || !MsgSignature || !Nonce) throw new Error('the reply lacks Encrypt, MsgSignature or Nonce');
  const timestamp = Number(TimeStamp);
  if (!isSeconds(timestamp)) throw new Error(`the TimeStamp is no number of seconds: ${TimeStamp}`);
  return readXml(unseal(secret, { encrypt: Encrypt, signature: MsgSignature, timestamp, nonce: Nonce }));
}

/** Flat XML under `<xml>`. */
export function writeXml(fields: XmlFields): string {
  const lines = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === 'number' ? String(value) : cdata(value);
    return `<${name}>${text}</${name}>`;
  });
  return `<xml>${lines.join('')}</xml>`;
}

/** The fields under `<xml>`, all of them as text; throws where the XML is broken. */
export function readXml(text: string): Record<string, string> {
  const check = XMLValidator.validate(text);
  if (check !== true) throw new Error(`broken XML: ${check.err.msg}`);
  const parser = new XMLParser({ parseTagValue: false, trimValues: false });
  const { xml } = parser.parse(text) as { xml?: unknown };
  if (typeof xml !== 'object' || xml === null) throw new Error('no <xml> in the XML');
  return xml as Record<string, string>;
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function queryOf({ signature, timestamp, nonce }: SealedMessage): URLSearchParams {
  return new URLSearchParams({ msg_signature: signature, timestamp: String(timestamp), nonce });
}

/** Digits, as the platform's are; not the same within two hours. */
function newNonce(): string {
  return String(randomInt(MAX_RANDOM));
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 1e9 && value < 1e10;
}
