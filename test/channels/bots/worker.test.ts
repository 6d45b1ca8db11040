import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/channels/bots/bot-channel.ts';
import { openSqliteStore } from '../../../src/channels/bots/sqlite-store.ts';
import { timesFor } from '../../../src/channels/bots/worker.ts';
import { createFakeAssistant } from '../../fakes/policy-assistant.ts';
import { type Delivered, Happenings, startDesk } from './fake-desk.ts';

const started: ReturnType<typeof startDesk>[] = [];
function start(parts?: Parameters<typeof startDesk>[0]) {
  const desk = startDesk(parts);
  started.push(desk);
  return desk;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ worker }) => worker.stop(0)));
});

const fake = createFakeAssistant();
/** Answers with the question itself, when it is let. */
function echo(gate?: Promise<void>) {
  return async ({ question, history }: { question: string; history?: { content: string }[] }) => {
    await gate;
    const answer = await fake.ask({ question });
    return {
      ...answer,
      answer: `答：${question}（前面 ${(history ?? []).length / 2} 轮）`,
      citations: [],
      notices: [],
      suggestions: [],
    };
  };
}
const texts = (items: Delivered[]) => items.map(({ text }) => text);

describe('a flood on a slow platform', () => {
  it('holds up no other platform', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const elsewhere = new Happenings<string>();
    const style = {
      markup: 'plain',
      hasTables: false,
      hasLists: true,
      pageBytes: 2_000,
      pagesAtOnce: 3,
    } as const;
    const other = {
      ...{ name: 'b', style, isIdempotent: true, canDeliver: () => true },
      deliver: async (_job: unknown, { pages }: { pages: string[] }) => elsewhere.add(pages[0]!),
    };
    const { say } = start({ ask: echo(), deliver: () => gate, otherLanes: [other] });
    for (let i = 0; i < 100; i++) await say('多', { conversation: `c${i}`, userId: `u${i}` });
    await say('另一个平台', { lane: 'b', conversation: 'd' });
    await elsewhere.count(1);
    expect(elsewhere.items[0]).toContain('另一个平台');
    open();
  });
});

describe('a message', () => {
  it('is answered once, however often it comes', async () => {
    const { say, delivered } = start({ ask: echo() });
    expect(await say('学位', { key: 'm1' })).toBe('accepted');
    expect(await say('学位', { key: 'm1' })).toBe('known');
    await say('占比', { key: 'm2' });
    await delivered.count(2);
    expect(texts(delivered.items)).toEqual(['答：学位（前面 0 轮）', '答：占比（前面 1 轮）']);
  });

  it('is answered in order within its conversation, beside those of others', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slowFirst = async (request: { question: string }) =>
      echo(request.question === '慢' ? gate : undefined)(request);
    const { say, delivered } = start({ ask: slowFirst });
    await say('慢', { conversation: 'c1' });
    await say('快', { conversation: 'c1' });
    await say('别人', { conversation: 'c2' });
    await delivered.count(1);
    expect(delivered.items[0]!.conversation).toBe('c2');
    open();
    await delivered.count(3);
    expect(texts(delivered.items.slice(1))).toEqual(['答：慢（前面 0 轮）', '答：快（前面 1 轮）']);
  });

  it('gets a final message when answering fails', async () => {
    const { say, delivered } = start({ ask: () => Promise.reject(new Error('broken')) });
    await say('学位');
    await delivered.count(1);
    expect(delivered.items[0]!.text).toContain('没有答成');
    expect(delivered.items[0]!.text).not.toContain('broken');
  });

  it('gets a final message when no answer comes in time', async () => {
    const { say, delivered } = start({
      times: { answerMs: 50 },
      ask: (_, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
    });
    await say('学位');
    await delivered.count(1);
    expect(delivered.items[0]!.text).toContain('规定时间');
  });

  it.each([
    [null, 90],
    [60, 90],
    [300, 330],
  ])('whose answer a model may write for %s s is waited for %i s', (writingS, waitedS) => {
    const { answerMs } = timesFor(writingS === null ? null : writingS * 1_000);
    expect(answerMs).toBe(waitedS * 1_000);
  });

  it.each([
    ['unreadable', '', '我只能读文字'],
    ['question', '  ', '写上问题'],
    ['question', '长'.repeat(501), '不能超过 500 个字'],
    ['welcome', '', '直接提问'],
  ] as const)('of kind %s with %j is told what to do', async (kind, text, words) => {
    const { say, delivered } = start({ ask: echo() });
    await say(text, { kind });
    await delivered.count(1);
    expect(delivered.items[0]!.text).toContain(words);
  });
});

describe('a page that does not arrive', () => {
  it('is sent again where it surely did not, and not where it may have', async () => {
    const later = start({
      ask: echo(),
      deliver: async (_, attempt) => {
        if (attempt === 1) throw new DeliveryError('later', '连不上');
      },
    });
    await later.say('学位');
    await later.delivered.count(1);

    const unknown = start({
      ask: echo(),
      deliver: async (_, attempt) => {
        if (attempt === 1) throw new DeliveryError('unknown', '没有回音');
      },
    });
    await unknown.say('学位', { conversation: 'c1' });
    await unknown.say('占比', { conversation: 'c1' });
    await unknown.delivered.count(1);
    expect(texts(unknown.delivered.items)).toEqual(['答：占比（前面 1 轮）']);
    expect(unknown.logs.join('\n')).toContain('uncertain');
  });

  it('is repeated where the platform drops a second copy', async () => {
    const { say, delivered } = start({
      ask: echo(),
      lane: { isIdempotent: true },
      deliver: async (_, attempt) => {
        if (attempt === 1) throw new DeliveryError('unknown', '没有回音');
      },
    });
    await say('学位');
    await delivered.count(1);
  });

  it('is given up at once where it never will, and the next message is answered', async () => {
    const { say, delivered, logs } = start({
      ask: echo(),
      deliver: async (text) => {
        if (text.includes('学位')) throw new DeliveryError('never', '收信人不在可见范围');
      },
    });
    await say('学位');
    await say('占比');
    await delivered.count(1);
    expect(texts(delivered.items)).toEqual(['答：占比（前面 0 轮）']);
    expect(logs.join('\n')).toContain('收信人不在可见范围');
  });
});

describe('a process that dies', () => {
  it('leaves its message to another one, which answers it', async () => {
    const store = openSqliteStore(':memory:');
    const delivered = new Happenings<Delivered>();
    const dead = startDesk({ store, delivered, ask: () => new Promise(() => {}), times: { holdMs: 60 } });
    await dead.say('学位');
    await new Promise<void>((resolve) => {
      const look = setInterval(async () => {
        if ((await store.claimJob('watcher', ['a'], { now: Date.now(), until: 0 })) !== null) return;
        clearInterval(look);
        resolve();
      }, 1);
    });
    dead.worker.stop(0);
    start({ store, delivered, ask: echo() });
    await delivered.count(1);
    expect(texts(delivered.items)).toEqual(['答：学位（前面 0 轮）']);
  });

  it('of a question that kills every process leaves a final message', async () => {
    const store = openSqliteStore(':memory:');
    const { say, delivered } = start({ store, ask: echo(), lane: { canDeliver: () => isBack } });
    let isBack = false;
    await say('毒');
    for (let i = 0; i < 3; i++)
      await store.claimJob(`dead-${i}`, ['a'], { now: Date.now(), until: Date.now() });
    isBack = true;
    await delivered.count(1);
    expect(delivered.items[0]!.text).toContain('没有答成');
  });
});

describe('limits', () => {
  it('are told politely, once a minute', async () => {
    const { say, delivered } = start({ ask: echo(), limits: { perUser: 2 } });
    await say('一');
    await say('二');
    expect(await say('三')).toBe('accepted');
    expect(await say('四')).toBe('refused');
    await delivered.count(3);
    expect(texts(delivered.items)).toContain('问得太快了，这一条没有收下，请一分钟后再问。');
  });

  it.each([
    ['of a conversation', { waitingInConversation: 1 }, '还没有答完'],
    ['of all', { waitingInAll: 1 }, '没有排上'],
  ])('of what may wait: %s', async (_, limits, words) => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { say, delivered } = start({ ask: echo(gate), limits });
    await say('一');
    await say('二');
    open();
    await delivered.count(2);
    expect(texts(delivered.items).join('\n')).toContain(words);
  });

  it('of a group, and of who may ask at all', async () => {
    const group = start({ ask: echo(), limits: { perGroup: 1 } });
    await group.say('一', { groupId: 'g', userId: 'u1', conversation: 'c1' });
    await group.say('二', { groupId: 'g', userId: 'u2', conversation: 'c2' });
    await group.delivered.count(2);
    expect(texts(group.delivered.items).join('\n')).toContain('本群提问太密集');

    const listed = start({ ask: echo(), limits: { allowedUsers: ['u1'] } });
    await listed.say('学位', { userId: 'u2' });
    await listed.delivered.count(1);
    expect(listed.delivered.items[0]!.text).toContain('没有使用权限');
  });
});

describe('a conversation', () => {
  it('shows what is left on 继续, forgets on 新对话, and never mixes with another', async () => {
    const long = Array.from({ length: 120 }, (_, i) => `- 第${i}项，推进学前教育优质普惠发展。`).join('\n');
    const { say, delivered } = start({
      ask: async (request) => ({
        ...(await echo()(request)),
        answer:
          request.question === '长'
            ? long
            : `答：${request.question}（前面 ${request.history!.length / 2} 轮）`,
      }),
    });
    await say('长');
    await delivered.count(3);
    expect(delivered.items[2]!.text).toMatch(/还有 \d 条没有显示，回复“继续”/u);
    await say('继续');
    await delivered.until((items) => texts(items).join('').includes('第119项'));
    const shown = texts(delivered.items).join('\n');
    for (let i = 0; i < 120; i++) expect(shown.match(new RegExp(`第${i}项`, 'gu'))).toHaveLength(1);
    const before = delivered.items.length;
    await say('继续');
    await say('接着');
    await say('新对话');
    await say('又问');
    await say('别人问', { conversation: 'other' });
    await delivered.count(before + 5);
    expect(texts(delivered.items.slice(before)).sort()).toEqual(
      [
        '没有还没显示的内容了，请直接提问。',
        '答：接着（前面 1 轮）',
        '好的，已开始新的对话，请提问。',
        '答：又问（前面 0 轮）',
        '答：别人问（前面 0 轮）',
      ].sort(),
    );
  });

  it('lists documents and targets, and sends plain text to who wants it', async () => {
    const { say, delivered } = start({
      lane: {
        style: { markup: 'markdown', hasTables: true, hasLists: true, pageBytes: 9_000, pagesAtOnce: 1 },
      },
    });
    await say('文件');
    await say('指标 学前教育');
    await say('指标');
    await say('指标 没有的东西');
    await say('纯文字');
    await say('普惠园占比');
    await delivered.count(6);
    const [documents, targets, topics, none, , answer] = texts(delivered.items);
    expect(documents).toContain('《某某区教育发展规划》（某某区，征求意见稿，规划期 2021—2025 年）');
    expect(targets).toMatch(
      /共 1 项：\n· 普惠性幼儿园覆盖率达到93%以上——《某某区教育发展规划》（征求意见稿）一、发展目标 第 1 页/u,
    );
    expect(topics).toContain('学前教育、教育投入与保障');
    expect(none).toContain('没有找到“没有的东西”的指标');
    expect(answer).not.toContain('**');
  });
});
