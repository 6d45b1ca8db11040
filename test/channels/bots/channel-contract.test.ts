import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectedService, startConnected } from './connected-service.ts';
import { type FakePlatform, PLATFORMS } from './platforms.ts';

/** The platforms wait 1 to 5 s for an acknowledgement. */
const ACK_MS = 1_000;

describe.each(PLATFORMS)('$name', ({ start, hasGroups }) => {
  let platform: FakePlatform;
  let service: ConnectedService;
  beforeEach(async () => {
    platform = await start();
    service = await startConnected(platform.settings);
    await platform.connect(service.url);
  });
  afterEach(async () => {
    await service.close();
    await platform.close();
  });

  it('answers with the conclusion, the notice of a draft, and a citation that opens the exact words', async () => {
    const { statuses } = await platform.say({ text: '普惠园占比要达到多少' });
    await platform.seen.count(1);
    for (const status of statuses) expect(status).toBe(200);
    const [text] = platform.seen.items;
    expect(text).toMatch(/到2025年，普惠性幼儿园覆盖率达到 93% 以上\[1\]/u);
    expect(text).toContain('征求意见稿，不是正式印发的文件');
    expect(text).toMatch(
      /《某某区教育发展规划》（征求意见稿）一、发展目标 第 1 页：“普惠性幼儿园覆盖率达到93%以上”/u,
    );
    expect(text).toMatch(/https:\/\/wengui\.example\.cn\/d\/mou\?words=\d+-\d+#mou-goal/u);
    expect(text).toContain('由谁负责落实？');
  });

  it('answers a message once, however often it is delivered', async () => {
    await platform.say({ text: '占比', id: '1001' });
    await platform.seen.count(1);
    await platform.say({ text: '占比', id: '1001' });
    await platform.say({ text: '学位', id: '1002' });
    await platform.seen.until(() => service.assistant.asked.length >= 2);
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['占比', '学位']);
  });

  it('answers the same question as often as it is asked, also within a second', async () => {
    for (const id of ['1001', '1002', '1003']) await platform.say({ text: '占比', id });
    await platform.seen.count(3);
    expect(platform.seen.items).toHaveLength(3);
  });

  it('acknowledges at once while the answer takes its time, and then gives it once', async () => {
    let open = () => {};
    service.assistant.gate = new Promise((resolve) => {
      open = resolve;
    });
    const said = platform.say({ text: '占比' });
    // A stream is looked at until its end; the others are acknowledged before it.
    if (platform.name !== 'wecom-bot') expect((await said).ackMs ?? 0).toBeLessThan(ACK_MS);
    open();
    expect((await said).ackMs ?? 0).toBeLessThan(ACK_MS);
    await platform.seen.count(1);
    expect(platform.seen.items).toHaveLength(1);
  });

  it('gives a final message when the answer fails, without the words of the fault', async () => {
    service.assistant.fault = new Error('secret-fault');
    service.assistant.deltas = null;
    await platform.say({ text: '占比' });
    await platform.seen.count(1);
    expect(platform.seen.items[0]).toContain('没有答成');
    expect(JSON.stringify(platform.seen.items)).not.toContain('secret-fault');
  });

  it('asks for words where it gets a picture', async () => {
    await platform.sayPicture();
    await platform.seen.count(1);
    expect(platform.seen.items[0]).toContain('我只能读文字');
  });

  it('goes on with the turns of the same person', async () => {
    await platform.say({ text: '占比' });
    await platform.seen.count(1);
    await platform.say({ text: '那公办园呢' });
    await platform.seen.count(2);
    const turns = service.assistant.asked[1]!.history!.map(({ role }) => role);
    expect(turns).toEqual(['user', 'assistant']);
  });

  it.runIf(hasGroups)(
    'hears its name in groups and keeps the histories of two members and of single chats apart',
    async () => {
      await platform.say({ text: '占比', userId: 'a', groupId: 'g1' });
      await platform.seen.count(1);
      await platform.say({ text: '学位', userId: 'b', groupId: 'g1' });
      await platform.seen.count(2);
      await platform.say({ text: '经费', userId: 'a' });
      await platform.seen.count(3);
      await platform.say({ text: '公办园', userId: 'a', groupId: 'g1' });
      await platform.seen.count(4);
      const asked = service.assistant.asked.map(({ question, history }) => [question, history!.length / 2]);
      expect(asked).toEqual([
        ['占比', 0],
        ['学位', 0],
        ['经费', 0],
        ['公办园', 1],
      ]);
    },
  );

  it('never shows markup that stands in an answer', async () => {
    service.assistant.deltas = null;
    service.assistant.answer = {
      answer: '<@all> [点我](http://evil.example) ![图](http://evil.example/x.png)[1]',
    };
    await platform.say({ text: '占比' });
    await platform.seen.count(1);
    expect(platform.seen.items[0]).not.toMatch(/<@|\]\(http:\/\/evil|http:\/\/evil/u);
  });

  it('logs no words, no secrets and no people', async () => {
    await platform.say({ text: '保密的问题', userId: 'zhangsan' });
    await platform.seen.count(1);
    const log = JSON.stringify(service.logged);
    expect(log).not.toMatch(/保密的问题|zhangsan|secret|QDG6eK|access_token|jWmYm7/u);
  });
});
