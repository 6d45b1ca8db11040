import { XMLParser } from 'fast-xml-parser';
import type { Context } from 'hono';
import { callbackOf, openCallback } from '../bots/wecom-callback.ts';
import { WecomCryptoError, type WecomKeys } from '../bots/wecom-crypto.ts';
import type { WecomAppSettings } from './config.ts';

/** Fields of a message of WeCom: texts, as printed; lists and nested fields are not read. */
export type WecomXml = Record<string, string>;

// 007 stays 007, and nothing is expanded.
const parser = new XMLParser({ parseTagValue: false, processEntities: false, ignoreDeclaration: true });

/**
 * The fields of an XML message of WeCom.
 * @throws WecomCryptoError -40002 for what WeCom does not send: a DOCTYPE, entities, another root.
 */
export function readXml(text: string): WecomXml {
  if (/<!(?!\[CDATA\[)/u.test(text)) throw new WecomCryptoError(-40002, 'XML 含有不接受的声明');
  let root: unknown;
  try {
    root = (parser.parse(text) as Record<string, unknown>).xml;
  } catch (error) {
    throw new WecomCryptoError(-40002, `XML 不能读取（${(error as Error).message}）`);
  }
  if (typeof root !== 'object' || root === null) throw new WecomCryptoError(-40002, '不是企业微信的消息');
  return Object.fromEntries(
    Object.entries(root).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** What messages of this app are encrypted with. */
export function keysOf({ token, aesKey, corpId }: WecomAppSettings): WecomKeys {
  return { token, aesKey, receiveId: corpId };
}

/**
 * The message of a callback, checked to be WeCom's, for this corporation and this app.
 * @throws WecomCryptoError
 */
export function verifyMessage(c: Context, body: string, settings: WecomAppSettings): WecomXml {
  const { Encrypt: encrypted = '' } = readXml(body);
  const message = readXml(openCallback(keysOf(settings), callbackOf(c, encrypted)));
  const isOurs =
    message.ToUserName === settings.corpId &&
    (message.AgentID === undefined || message.AgentID === String(settings.agentId));
  if (!isOurs) throw new WecomCryptoError(-40005, '不是发给本应用的消息');
  return message;
}
