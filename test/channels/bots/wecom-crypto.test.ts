import { describe, expect, it } from 'vitest';
import {
  decryptWecom,
  encryptWecom,
  signWecom,
  verifyWecom,
  type WecomCryptoError,
} from '../../../src/channels/bots/wecom-crypto.ts';

// Published samples of WeCom (developer documents 91144 and the sample programs beside them), and two made from them.
const KEYS = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const V1 =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
const V1_WORDS = `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>
<FromUserName><![CDATA[mycreate]]></FromUserName>
<CreateTime>1409659813</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[hello]]></Content>
<MsgId>4561255354251345929</MsgId>
<AgentID>218</AgentID>
</xml>`;
const V2 = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';

const codeOf = (act: () => unknown): number => {
  try {
    act();
  } catch (error) {
    return (error as WecomCryptoError).code;
  }
  return 0;
};

describe('messages of WeCom', () => {
  it('V1: a message has this signature and these words, and is made again from them', () => {
    expect(signWecom(KEYS.token, '1409659813', '1372623149', V1)).toBe(
      '477715d11cdb4164915debcba66cb864d751f3e6',
    );
    expect(decryptWecom(KEYS, V1)).toBe(V1_WORDS);
    const random = Buffer.from('0960688932c47ef1');
    expect(encryptWecom(KEYS, V1_WORDS, random)).toBe(V1);
  });

  it('V2: the check of an address', () => {
    expect(signWecom(KEYS.token, '1409659589', '263014780', V2)).toBe(
      '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    );
    expect(decryptWecom(KEYS, V2)).toBe('1616140317555161061');
    expect(encryptWecom(KEYS, '1616140317555161061', Buffer.from('c41b64491c2468d0'))).toBe(V2);
  });

  it('V3: a streamed reply, without receive id', () => {
    const words = '{"msgtype":"stream","stream":{"id":"STREAMID","finish":false,"content":"你好"}}';
    const encrypted = encryptWecom({ ...KEYS, receiveId: '' }, words, Buffer.from('0123456789abcdef'));
    expect(encrypted).toBe(
      'sKqRbbiSUnDhFHOvPjtUMaxPyklzv/3o68QXhB5rETs8nFUnIAFrId1kn7q8enQJaDWvllx1M7caxYLQFpUCJIlcHyJARh4Rsw5sMj5qoflM94YPdhjs9riLc8tbyht6BSz+XTAonBPhig2lYvUD28x8lY6keEpHo1WiOgw6t08=',
    );
    expect(signWecom(KEYS.token, '1641002400', '1597212914', encrypted)).toBe(
      '4300638185867858b9e5c32ee349b9492326f1f8',
    );
  });

  it('V4: a passive reply', () => {
    const words =
      '<xml><ToUserName><![CDATA[mycreate]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName><CreateTime>1409659813</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>';
    const encrypted = encryptWecom(KEYS, words, Buffer.from('0123456789abcdef'));
    expect(signWecom(KEYS.token, '1409659813', '1372623149', encrypted)).toBe(
      'e000d935978dede0b90dd36b8ac9376e36649a8e',
    );
  });

  it.each([
    [
      'a signature that differs',
      () => verifyWecom(KEYS, { signature: 'x'.repeat(40), timestamp: '1', nonce: '2', encrypted: V1 }),
      -40001,
    ],
    [
      'no signature',
      () => verifyWecom(KEYS, { signature: '', timestamp: '1', nonce: '2', encrypted: V1 }),
      -40001,
    ],
    ['another corporation', () => decryptWecom({ ...KEYS, receiveId: 'wx0' }, V1), -40005],
    ['another key', () => decryptWecom({ ...KEYS, aesKey: `a${KEYS.aesKey.slice(1)}` }, V1), -40008],
    ['a text that is cut', () => decryptWecom(KEYS, V1.slice(0, 40)), -40007],
    [
      'a block that is missing',
      () => decryptWecom(KEYS, Buffer.from(V1, 'base64').subarray(0, 64).toString('base64')),
      -40008,
    ],
    ['no base64', () => decryptWecom(KEYS, '你好'), -40010],
    ['nothing', () => decryptWecom(KEYS, ''), -40010],
  ])('refuses %s', (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  it('keeps words of every length', () => {
    for (let length = 0; length < 70; length++) {
      const words = '学'.repeat(length);
      expect(decryptWecom(KEYS, encryptWecom(KEYS, words))).toBe(words);
    }
  });
});
