import { afterEach, describe, expect, it } from 'vitest';
import {
  type CallbackSecret,
  jsonEnvelope,
  readJsonReply,
  readXml,
  readXmlReply,
  seal,
  unseal,
  writeXml,
  xmlEnvelope,
} from '../../fakes/bots/wecom-crypto.ts';
import { startWecomRest } from '../../fakes/bots/wecom-rest.ts';

const TOKEN = 'QDG6eK';
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const CORP_ID = 'wx5823bf96d3bd56c7';
const APP: CallbackSecret = { token: TOKEN, aesKey: AES_KEY, receiveId: CORP_ID };
const BOT: CallbackSecret = { ...APP, receiveId: '' };

const toClose: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of toClose.splice(0)) await one.close();
});

describe('the crypto of the platform', () => {
  const V1 =
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
  const V2 = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
  const V3 =
    'sKqRbbiSUnDhFHOvPjtUMaxPyklzv/3o68QXhB5rETs8nFUnIAFrId1kn7q8enQJaDWvllx1M7caxYLQFpUCJIlcHyJARh4Rsw5sMj5qoflM94YPdhjs9riLc8tbyht6BSz+XTAonBPhig2lYvUD28x8lY6keEpHo1WiOgw6t08=';
  const V4 =
    'sKqRbbiSUnDhFHOvPjtUMUeqt1g4oVlNGGsS6EWXUJfN1O71osbKBEtCfOU7sRX6mzunv/M8vJgpH3vpP3VnG1AqaMLSJxciqBRfMuoqylajN9eVntAeWFFxLbzbfidxezt7Pe3fF728UVGZJM6sOhoRCWhHcHViSP6xPfgve5ByfpPKzrhpn/Yb/T9HIE5MtMGK2cj23luZN+rHk2ey/Bq7FYMsyzY0MNYJdXpTH5iFsJ5TvWYK04Exa1qbOGUh6Hu4iPe99XNb+WsU/3dSoHGcQWh+yHstS5IMkVVy1n92Fg1wROeBnXZ/VxEOLx//Ua0Igaf54CSJA9d4v6ogmdFTbIN5Wy8+G6qhUuXivE0XAxxtCwWCKc+sFjAdDYg/';
  const random = Buffer.from('0123456789abcdef');

  it('opens the message of the documents (V1) and seals it the same', () => {
    const stamp = { timestamp: 1409659813, nonce: '1372623149' };
    const signature = '477715d11cdb4164915debcba66cb864d751f3e6';
    const plain = unseal(APP, { encrypt: V1, signature, ...stamp });
    expect(Buffer.byteLength(plain)).toBe(284);
    expect(readXml(plain)).toMatchObject({ Content: 'hello', MsgId: '4561255354251345929', AgentID: '218' });
    const again = seal(APP, plain, { ...stamp, random: Buffer.from('0960688932c47ef1') });
    expect(again).toEqual({ encrypt: V1, signature, ...stamp });
  });

  it('opens the URL verification of the documents (V2) and seals it the same', () => {
    const stamp = { timestamp: 1409659589, nonce: '263014780' };
    const signature = '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3';
    expect(unseal(APP, { encrypt: V2, signature, ...stamp })).toBe('1616140317555161061');
    const again = seal(APP, '1616140317555161061', { ...stamp, random: Buffer.from('c41b64491c2468d0') });
    expect(again).toEqual({ encrypt: V2, signature, ...stamp });
  });

  it('seals the reply of an aibot (V3) and reads its envelope', () => {
    const stream = { id: 'STREAMID', finish: false, content: '你好' };
    const stamp = { timestamp: 1641002400, nonce: '1597212914', random };
    const message = { msgtype: 'stream', stream };
    const { query, body } = jsonEnvelope(BOT, message, stamp);
    expect(JSON.parse(body)).toEqual({ encrypt: V3 });
    const msgsignature = '4300638185867858b9e5c32ee349b9492326f1f8';
    expect(query.get('msg_signature')).toBe(msgsignature);
    const reply = { encrypt: V3, msgsignature, timestamp: 1641002400, nonce: '1597212914' };
    expect(readJsonReply(BOT, JSON.stringify(reply), '1597212914')).toEqual(message);
    const { msgsignature: _, ...unsigned } = reply;
    const wrong = [
      [{ ...reply, timestamp: '1641002400' }, 'no number'],
      [{ ...reply, nonce: '1' }, 'nonce'],
      [{ ...unsigned, msg_signature: msgsignature }, 'no msgsignature'],
      [{ ...reply, encrypt: V2 }, 'signature is wrong'],
    ] as const;
    for (const [one, problem] of wrong)
      expect(() => readJsonReply(BOT, JSON.stringify(one), '1597212914')).toThrow(problem);
    expect(() => readJsonReply(APP, JSON.stringify(reply), '1597212914')).toThrow('receiveid');
  });

  it('seals the passive reply of an app (V4) and reads its envelope', () => {
    const stamp = { timestamp: 1409659813, nonce: '1372623149', random };
    const fields = {
      ToUserName: 'mycreate',
      FromUserName: CORP_ID,
      CreateTime: 1409659813,
      MsgType: 'text',
      Content: '你好',
    };
    const { query, body } = xmlEnvelope(APP, { xml: writeXml(fields), agentId: 1 }, stamp);
    expect(readXml(body)).toEqual({ ToUserName: CORP_ID, AgentID: '1', Encrypt: V4 });
    const MsgSignature = 'e000d935978dede0b90dd36b8ac9376e36649a8e';
    expect(query.get('msg_signature')).toBe(MsgSignature);
    const reply = writeXml({ Encrypt: V4, MsgSignature, TimeStamp: 1409659813, Nonce: '1372623149' });
    expect(readXmlReply(APP, reply)).toEqual({ ...fields, CreateTime: '1409659813' });
  });

  it('keeps the end of a CDATA section and leading zeros', () => {
    expect(readXml(writeXml({ Content: 'a]]>b', Id: '007' }))).toEqual({ Content: 'a]]>b', Id: '007' });
  });
});

describe('the REST service', () => {
  const options = { corpId: CORP_ID, secret: 's1', agentId: 1, webhookKeys: ['k1'] };
  async function start() {
    const rest = await startWecomRest(options);
    toClose.push(rest);
    const call = async (path: string, body?: object) => {
      const url = path.startsWith('http') ? path : `${rest.base}/cgi-bin/${path}`;
      const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
      return (await (await fetch(url, init)).json()) as Record<string, unknown>;
    };
    const newToken = async () =>
      (await call(`gettoken?corpid=${CORP_ID}&corpsecret=s1`)).access_token as string;
    const text = (content: string, more: object = {}) => ({
      touser: 'u1',
      agentid: 1,
      msgtype: 'text',
      text: { content },
      ...more,
    });
    const send = (token: string, body: object) => call(`message/send?access_token=${token}`, body);
    return { rest, call, newToken, text, send };
  }

  it('gives a token, revokes it and lets it expire', async () => {
    const { rest, call, newToken, text, send } = await start();
    expect(await call(`gettoken?corpid=${CORP_ID}&corpsecret=no`)).toMatchObject({ errcode: 40001 });
    const first = await newToken();
    expect(await newToken()).toBe(first);
    expect(await send(first, text('甲'))).toMatchObject({ errcode: 0 });
    rest.rotateToken();
    expect(await send(first, text('乙'))).toMatchObject({ errcode: 40014 });
    const second = await newToken();
    rest.expireToken();
    expect(await send(second, text('丙'))).toMatchObject({ errcode: 42001 });
    const third = await newToken();
    rest.advance(7_200_000);
    expect(await send(third, text('丁'))).toMatchObject({ errcode: 42001 });
    rest.state.ipRefused = true;
    expect(await send(await newToken(), text('戊'))).toMatchObject({ errcode: 60020 });
    expect(rest.state.tokenCalls).toBe(6);
    expect(rest.sent.map(({ content }) => content)).toEqual(['甲']);
  });

  it('names unknown receivers and refuses where all are', async () => {
    const { rest, newToken, text, send } = await start();
    rest.state.knownUsers = new Set(['u1']);
    const token = await newToken();
    const some = await send(token, text('甲', { touser: 'u1|U9' }));
    expect(some).toMatchObject({ errcode: 0, invaliduser: 'u9' });
    expect(await send(token, text('乙', { touser: 'U9' }))).toMatchObject({ errcode: 81013 });
    expect(rest.sent.map(({ touser }) => touser)).toEqual(['u1']);
  });

  it('cuts a text at 2048 bytes, between characters, and says nothing', async () => {
    const { rest, newToken, text, send } = await start();
    expect(await send(await newToken(), text('字'.repeat(683)))).toMatchObject({ errcode: 0 });
    const [message] = await rest.waitForSent(({ content }) => content.startsWith('字'));
    expect(message!.content).toBe('字'.repeat(682));
    expect(rest.state.cuts).toEqual([
      { touser: 'u1', msgtype: 'text', originalBytes: 2049, keptBytes: 2046, lost: '字' },
    ]);
  });

  it('drops what is over thirty a minute for a user without a word', async () => {
    const { rest, newToken, text, send } = await start();
    const token = await newToken();
    const replies = await Promise.all(
      Array.from({ length: 32 }, (_, i) => send(token, text(`第${i}条`, { touser: 'u1|u2' }))),
    );
    expect(new Set(replies.map(({ errcode }) => errcode))).toEqual(new Set([0]));
    expect(rest.sent).toHaveLength(60);
    expect(rest.state.dropped).toHaveLength(4);
    rest.advance(60_000);
    await send(token, text('再来'));
    expect(rest.sent.at(-1)!.content).toBe('再来');
  });

  it('drops the same body within the interval where that is asked for', async () => {
    const { rest, newToken, text, send } = await start();
    const token = await newToken();
    const body = text('甲', { enable_duplicate_check: 1, duplicate_check_interval: 60 });
    for (const _ of [1, 2]) expect(await send(token, body)).toMatchObject({ errcode: 0 });
    expect([rest.sent.length, rest.state.duplicates.length]).toEqual([1, 1]);
    rest.advance(60_000);
    await send(token, body);
    for (const _ of [1, 2]) await send(token, text('乙'));
    expect([rest.sent.length, rest.state.duplicates.length]).toEqual([4, 1]);
  });

  it('updates a card once, recalls a message, and knows its own addresses', async () => {
    const { rest, call, newToken, text, send } = await start();
    const token = await newToken();
    const template_card = { card_type: 'button_interaction', task_id: 't1' };
    const card = await send(token, text('', { msgtype: 'template_card', template_card }));
    const update = { userids: ['u1'], agentid: 1, response_code: card.response_code };
    const path = `message/update_template_card?access_token=${token}`;
    expect(await call(path, update)).toMatchObject({ errcode: 0 });
    expect((await call(path, update)).errcode).not.toBe(0);
    await call(`message/recall?access_token=${token}`, { msgid: card.msgid });
    expect(rest.state.recalled).toEqual([card.msgid]);
    expect(await call(`getcallbackip?access_token=${token}`)).toMatchObject({ ip_list: ['127.0.0.1'] });
  });

  it('takes one answer over a response_url, within its hour and size', async () => {
    const { rest, call } = await start();
    const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
    const once = rest.makeResponseUrl({ userId: 'u1', chatId: 'g1' });
    expect(await call(once, markdown('甲'))).toMatchObject({ errcode: 0 });
    expect((await call(once, markdown('乙'))).errcode).not.toBe(0);
    const long = rest.makeResponseUrl({ userId: 'u1' });
    expect((await call(long, markdown('a'.repeat(20_481)))).errcode).not.toBe(0);
    const late = rest.makeResponseUrl({ userId: 'u1' });
    rest.advance(3_600_000);
    expect((await call(late, markdown('丙'))).errcode).not.toBe(0);
    expect(rest.sent).toMatchObject([{ via: 'response_url', touser: 'u1', chatId: 'g1', content: '甲' }]);
  });

  it('lets a webhook say twenty things a minute', async () => {
    const { rest, call } = await start();
    const body = { msgtype: 'markdown', markdown: { content: '早' } };
    const replies = await Promise.all(Array.from({ length: 21 }, () => call('webhook/send?key=k1', body)));
    expect(replies.filter(({ errcode }) => errcode === 45009)).toHaveLength(1);
    expect(await call('webhook/send?key=k2', body)).toMatchObject({ errcode: 93000 });
    expect(rest.sent).toHaveLength(20);
  });

  it('fails in the ways that it is told to', async () => {
    const { rest, newToken, text, send } = await start();
    const token = await newToken();
    Object.assign(rest.faults, { status5xx: 1, dropConnection: 1, delayMs: 20 });
    await expect(send(token, text('甲'))).rejects.toThrow('fetch failed');
    await expect(send(token, text('甲'))).rejects.toThrow(SyntaxError);
    rest.faults.rateLimited = true;
    expect(await send(token, text('甲'))).toMatchObject({ errcode: 45009 });
    expect(rest.sent).toEqual([]);
  });
});
