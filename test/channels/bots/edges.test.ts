import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/channels/bots/bot-channel.ts';
import { callPlatform } from '../../../src/channels/bots/call-platform.ts';
import { splitPages } from '../../../src/channels/bots/split-pages.ts';
import type { DingtalkSettings } from '../../../src/channels/dingtalk/config.ts';
import { decodeMessage } from '../../../src/channels/dingtalk/decode.ts';

describe('a table longer than a message', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `| 第${i}项 | ${'教'.repeat(20)} |`);
  const pages = splitPages(['说明', '| 任务 | 单位 |', '| --- | --- |', ...rows, '完'], 1_200);

  it('has its head on every page, and every row once', () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages.filter((one) => one.includes('项 |')))
      expect(page).toContain('| 任务 | 单位 |\n| --- | --- |');
    const shown = pages.join('\n').match(/第\d+项/gu);
    expect(shown).toEqual(rows.map((_, i) => `第${i}项`));
    for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThanOrEqual(1_200);
  });
});

describe('a message to DingTalk without words', () => {
  it('is answered as one that cannot be read', () => {
    const settings = { corpIds: [], displayName: null, oapiBase: 'https://oapi.example.cn', robotCode: 'r' };
    const message = decodeMessage(
      { msgId: 'm', conversationId: 'c', conversationType: '1', senderStaffId: 's', text: {} },
      settings as unknown as DingtalkSettings,
      0,
    );
    expect(message).toMatchObject({ kind: 'unreadable', userId: 's' });
  });
});

describe('a platform behind a gateway', () => {
  let status = 200;
  const server = createServer((_, response) => response.writeHead(status).end('{}'));
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it.each([
    [504, 'unknown'],
    [502, 'unknown'],
    [500, 'later'],
    [503, 'later'],
  ])('%i leaves the outcome %s', async (code, outcome) => {
    status = code;
    const failed = await callPlatform('发送消息', url, { body: {} }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(DeliveryError);
    expect((failed as DeliveryError).outcome).toBe(outcome);
  });
});
