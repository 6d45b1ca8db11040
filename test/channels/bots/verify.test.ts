import { AESCipher } from '@larksuiteoapi/node-sdk';
import { describe, expect, it } from 'vitest';
import { decryptWecom, encryptWecom, signWecom } from '../../../src/channels/bots/wecom-crypto.ts';
import { signatureFault, signDingtalk } from '../../../src/channels/dingtalk/verify.ts';
import { decryptFeishu, signFeishu, verifyEvent } from '../../../src/channels/feishu/verify.ts';
import { readXml } from '../../../src/channels/wecom-app/verify.ts';
import { encryptFeishu } from '../../fakes/bots/feishu-driver.ts';
import { seal, unseal } from '../../fakes/bots/wecom-crypto.ts';

describe('DingTalk signatures', () => {
  // V5: the inputs are those of the documents' samples.
  it('V5: the sign of a callback', () => {
    expect(signDingtalk('1577262236757', 'this is a secret')).toBe(
      'DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=',
    );
    expect(signDingtalk('1577262236757', 'this is secret')).toBe(
      'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=',
    );
  });

  const now = 1577262236757;
  const headers = { timestamp: String(now), sign: signDingtalk(String(now), 's') };
  it.each([
    ['now', headers, now, null],
    ['an hour later', headers, now + 3_600_000, null],
    ['61 minutes later', headers, now + 61 * 60_000, '时间戳相差超过一小时'],
    ['61 minutes before', headers, now - 61 * 60_000, '时间戳相差超过一小时'],
    ['with another sign', { ...headers, sign: 'x' }, now, '签名不符'],
    ['with the time of another sign', { ...headers, timestamp: String(now + 1) }, now, '签名不符'],
    ['without a time', { ...headers, timestamp: '' }, now, '缺少时间戳'],
  ])('%s', (_, given, at, fault) => {
    expect(signatureFault(given, { secret: 's', now: at })).toBe(fault);
  });
});

describe('WeCom XML', () => {
  it('keeps leading zeros and long ids as they are', () => {
    const xml = '<xml><Content><![CDATA[007]]></Content><MsgId>4561255354251345929</MsgId><A>1e3</A></xml>';
    expect(readXml(xml)).toEqual({ Content: '007', MsgId: '4561255354251345929', A: '1e3' });
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "b">]><xml><Content>&a;</Content></xml>'],
    ['an entity', '<!ENTITY a "b"><xml></xml>'],
    ['a comment', '<xml><!-- x --></xml>'],
    ['another root', '<html><Content>1</Content></html>'],
    ['no XML', 'hello'],
    ['nothing', ''],
  ])('refuses %s', (_, xml) => {
    expect(() => readXml(xml)).toThrow();
  });

  it('expands no entity', () => {
    expect(readXml('<xml><Content>&lt;b&gt;&#x41;</Content></xml>').Content).toBe('&lt;b&gt;&#x41;');
  });
});

describe('WeCom messages of the official library', () => {
  const secret = {
    token: 'QDG6eK',
    aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    receiveId: 'wxcorp',
  };
  it.each(['你好', '', '<xml>😀</xml>', '长'.repeat(5000)])('are opened here and ours there', (words) => {
    const sealed = seal(secret, words);
    expect(signWecom(secret.token, String(sealed.timestamp), sealed.nonce, sealed.encrypt)).toBe(
      sealed.signature,
    );
    expect(decryptWecom(secret, sealed.encrypt)).toBe(words);
    const encrypt = encryptWecom(secret, words);
    const signature = signWecom(secret.token, '1', '2', encrypt);
    expect(unseal(secret, { encrypt, signature, timestamp: 1, nonce: '2' })).toBe(words);
  });
});

describe('Feishu events', () => {
  const encryptKey = 'test key';
  const settings = {
    appId: 'a',
    appSecret: 's',
    encryptKey,
    verificationToken: 't',
    displayName: null,
    apiBase: '',
  };
  const eventOf = (event: object, sign = true, key = encryptKey) => {
    const body = JSON.stringify({ encrypt: encryptFeishu(key, JSON.stringify(event)) });
    const signature = sign ? signFeishu('1', '2', encryptKey, body) : '';
    return () => verifyEvent(body, { timestamp: '1', nonce: '2', signature }, settings);
  };

  it('are decrypted like the official vector, and as the official cipher does', () => {
    const encrypted = 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=';
    expect(decryptFeishu(encryptKey, encrypted)).toBe('hello world');
    expect(new AESCipher(encryptKey).decrypt(encryptFeishu(encryptKey, '学位'))).toBe('学位');
  });

  it('are taken with a signature, the check of the address with its token alone', () => {
    expect(eventOf({ header: { token: 't' }, a: 1 })()).toMatchObject({ a: 1 });
    expect(eventOf({ type: 'url_verification', challenge: 'c', token: 't' }, false)()).toMatchObject({
      challenge: 'c',
    });
  });

  it.each([
    ['without a signature', eventOf({ header: { token: 't' } }, false)],
    ['with another token', eventOf({ header: { token: 'x' } })],
    ['without a token', eventOf({ header: {} })],
    ['a check with another token', eventOf({ type: 'url_verification', challenge: 'c', token: 'x' }, false)],
    ['of another key', eventOf({ header: { token: 't' } }, true, 'other')],
    [
      'unencrypted',
      () =>
        verifyEvent(
          '{"type":"url_verification","token":"t"}',
          { timestamp: '1', nonce: '2', signature: '' },
          settings,
        ),
    ],
    [
      'with another signature',
      () =>
        verifyEvent(
          JSON.stringify({ encrypt: encryptFeishu(encryptKey, '{"type":"url_verification","token":"t"}') }),
          { timestamp: '1', nonce: '2', signature: 'x' },
          settings,
        ),
    ],
  ])('are refused %s', (_, act) => {
    expect(act).toThrow();
  });
});
