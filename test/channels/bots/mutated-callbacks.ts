import { dingtalkSign } from '../../fakes/bots/dingtalk-message.ts';
import { createFeishuDriver, encryptFeishu } from '../../fakes/bots/feishu-driver.ts';
import {
  type CallbackSecret,
  jsonEnvelope,
  seal,
  writeXml,
  xmlEnvelope,
} from '../../fakes/bots/wecom-crypto.ts';

/** A callback as it is to be posted; `fields` are its query or headers. */
export interface Callback {
  body: string;
  fields: Record<string, string>;
}

/** One address, what a proper callback to it is, and how it is posted. */
export interface Door {
  path: string;
  /** `query` or `headers`: where the fields go. */
  fieldsIn: 'query' | 'headers';
  /** Every field is authenticated. */
  proper(id: string): Callback;
  /** Authenticated, with any content. */
  sealed(content: string): Callback;
  /** A proper one made with another key. */
  foreign(id: string): Callback;
  /** The part of the body that is authenticated; '' where none is. */
  authenticated(body: string): string;
}

export const WECOM_KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
const OTHER_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const FEISHU_KEYS = { encryptKey: 'encrypt-key', verificationToken: 'verification-token' };
export const DINGTALK_SECRET = 'ding-app-secret';
export const CORP = { corpId: 'wxcorp', secret: 'app-secret', agentId: 1000002 };

const inTags = (body: string) => /<Encrypt><!\[CDATA\[(.*?)\]\]>/u.exec(body)![1]!;
const inJson = (body: string) => /"encrypt":"(.*?)"/u.exec(body)![1]!;

function wecomApp(): Door {
  const secret: CallbackSecret = { ...WECOM_KEYS, receiveId: CORP.corpId };
  const post = (keys: CallbackSecret, xml: string): Callback => {
    const { query, body } = xmlEnvelope(keys, { xml, agentId: CORP.agentId });
    return { body, fields: Object.fromEntries(query) };
  };
  const message = (id: string) =>
    writeXml({
      ...{ ToUserName: CORP.corpId, FromUserName: 'u1', CreateTime: 1_700_000_000, MsgType: 'text' },
      ...{ Content: '占比', MsgId: id, AgentID: CORP.agentId },
    });
  return {
    path: '/bots/wecom-app',
    fieldsIn: 'query',
    proper: (id) => post(secret, message(id)),
    sealed: (content) => post(secret, content),
    foreign: (id) => post({ ...secret, aesKey: OTHER_KEY }, message(id)),
    authenticated: inTags,
  };
}

function wecomBot(): Door {
  const secret: CallbackSecret = { ...WECOM_KEYS, receiveId: '' };
  const message = (id: string) => ({
    ...{ msgid: id, aibotid: 'AIBOT', chattype: 'single', from: { userid: 'u1' } },
    ...{ msgtype: 'text', text: { content: '占比' } },
  });
  const post = (keys: CallbackSecret, id: string): Callback => {
    const { query, body } = jsonEnvelope(keys, message(id));
    return { body, fields: Object.fromEntries(query) };
  };
  return {
    path: '/bots/wecom-bot',
    fieldsIn: 'query',
    proper: (id) => post(secret, id),
    sealed(content) {
      const { encrypt, signature, timestamp, nonce } = seal(secret, content);
      const fields = { msg_signature: signature, timestamp: String(timestamp), nonce };
      return { body: JSON.stringify({ encrypt }), fields };
    },
    foreign: (id) => post({ ...secret, token: 'other' }, id),
    authenticated: inJson,
  };
}

function feishu(): Door {
  const driver = (encryptKey: string) =>
    createFeishuDriver({ url: 'http://127.0.0.1', ...FEISHU_KEYS, encryptKey });
  const post = (key: string, plain: unknown): Callback => {
    const { body, headers = {} } = driver(key).seal(plain);
    return { body, fields: headers };
  };
  const event = (id: string) => ({
    schema: '2.0',
    header: {
      ...{ event_id: id, event_type: 'im.message.receive_v1', token: FEISHU_KEYS.verificationToken },
      ...{ app_id: 'cli_app', tenant_key: 't' },
    },
    event: {
      sender: { sender_id: { open_id: 'u1' }, sender_type: 'user' },
      message: {
        ...{ message_id: `om_${id}`, chat_id: 'c', chat_type: 'p2p', message_type: 'text' },
        content: '{"text":"占比"}',
      },
    },
  });
  return {
    path: '/bots/feishu',
    fieldsIn: 'headers',
    proper: (id) => post(FEISHU_KEYS.encryptKey, event(id)),
    // Without a signature, as the check of the address comes.
    sealed: (content) => ({
      body: JSON.stringify({ encrypt: encryptFeishu(FEISHU_KEYS.encryptKey, content) }),
      fields: {},
    }),
    foreign: (id) => post('another-key', event(id)),
    authenticated: (body) => body,
  };
}

function dingtalk(): Door {
  const post = (secret: string, body: string): Callback => {
    const timestamp = String(Date.now());
    return { body, fields: { timestamp, sign: dingtalkSign(timestamp, secret) } };
  };
  const message = (id: string) =>
    JSON.stringify({
      ...{
        msgId: id,
        msgtype: 'text',
        text: { content: '占比' },
        conversationId: 'cid',
        conversationType: '1',
      },
      ...{ senderStaffId: 'u1', senderId: 's', senderCorpId: 'dingcorp', robotCode: 'ding-robot' },
    });
  return {
    path: '/bots/dingtalk',
    fieldsIn: 'headers',
    proper: (id) => post(DINGTALK_SECRET, message(id)),
    sealed: (content) => post(DINGTALK_SECRET, content),
    foreign: (id) => post('another-secret', message(id)),
    // Its body is not signed.
    authenticated: () => '',
  };
}

export const DOORS: Door[] = [wecomApp(), wecomBot(), feishu(), dingtalk()];

const DEPTH = 20_000;
const deepJson = `${'{"a":['.repeat(DEPTH)}1${']}'.repeat(DEPTH)}`;
const deepXml = `<xml>${'<a>'.repeat(DEPTH)}1${'</a>'.repeat(DEPTH)}</xml>`;
const huge = 'x'.repeat(1_100_000);

/** Contents that no platform sends; nothing may come of them even where they are signed. */
export const WRONG_CONTENTS = [
  ...[
    '',
    'null',
    '[]',
    '0',
    '"text"',
    '{}',
    '{"msgid":1}',
    '{"text":{"content":{}}}',
    'no json',
    '\u0000\ufffd',
  ],
  ...['{"__proto__":{"msgid":"1"}}', '{"type":"url_verification"}', '{"header":null,"event":[]}'],
  ...[deepJson, `{"msgid":"m","text":${deepJson}}`, deepXml],
  ...[
    '<xml>',
    '<xml></xml>',
    '<xml><MsgType>text</MsgType></xml>',
    '<a/>',
    '<?xml version="1.0"?><!DOCTYPE xml><xml/>',
  ],
  '<!DOCTYPE x [<!ENTITY e "1">]><xml><Content>&e;</Content></xml>',
  '<xml><ToUserName>wxcorp</ToUserName><__proto__><MsgId>1</MsgId></__proto__></xml>',
  '<xml><ToUserName>wxcorp</ToUserName><FromUserName>u</FromUserName><MsgType>text</MsgType></xml>',
];
/** Bodies that no platform posts. */
export const WRONG_BODIES = [
  ...WRONG_CONTENTS,
  huge,
  `{"encrypt":"${huge}"}`,
  '{"encrypt":1}',
  '{"encrypt":"!"}',
];
