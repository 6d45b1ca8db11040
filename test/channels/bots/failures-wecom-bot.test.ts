import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FeedbackStore } from '../../../src/channels/feedback-store.ts';
import { createBotDriver } from '../../fakes/bots/wecom-bot-driver.ts';
import { WECOM_KEYS, wecomBotPlatform } from './platforms.ts';
import { createGate, createRunning } from './running.ts';

const running = createRunning();
afterEach(() => running.close());

const start = async (limitMs?: number) => {
  const platform = await running.platform(wecomBotPlatform(limitMs));
  const service = await running.connect(platform, { times: { fetchMs: 250, progressMs: 0 } });
  return { ...platform, platform, service, driver: platform.driverAt(service.url) };
};

describe('failures of other bots, with the bot of WeCom', () => {
  it('G8, I3.3: an answer beyond 20,480 bytes is paged, in the stream and by response_url', async () => {
    const { service, driver, rest } = await start();
    const lines = Array.from(
      { length: 500 },
      (_, i) => `第${i}项任务，推进学前教育优质普惠发展，完善保障[1]`,
    );
    service.assistant.answer = { answer: lines.join('\n'), citations: [], suggestions: [] };
    service.assistant.deltas = [lines.join('\n')];
    // The driver refuses a reply that is longer.
    const { final } = await driver.ask({ userId: 'u1', text: '有哪些任务' });
    expect(Buffer.byteLength(final!)).toBeGreaterThan(15_000);
    expect(final).toMatch(/（第 1\/\d 条）还有 \d 条没有显示，回复“继续”/u);
    expect(final).toContain('第0项任务');
    const rests: string[] = [];
    while (!rests.at(-1)?.includes('第499项任务'))
      rests.push((await driver.ask({ userId: 'u1', text: '继续' })).final!);
    const all = [final!, ...rests].join('\n');
    for (let i = 0; i < 500; i++) expect(all).toContain(`第${i}项任务`);
    await driver.cardEvent({ userId: 'u2', event_key: '有哪些任务', task_id: 't' });
    const [pushed] = await rest.waitForSent(1);
    expect(pushed).toMatchObject({ via: 'response_url', touser: 'u2' });
    expect(pushed!.content).toMatch(/还有 \d 条没有显示/u);
  });

  it('G9: the end of an answer that WeCom does not come for any more goes to the response_url', async () => {
    const { service, driver, rest } = await start(60);
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    const { timedOut, final } = await driver.ask({ userId: 'u1', text: '学位', chatId: 'g1' });
    expect({ timedOut, final }).toEqual({ timedOut: true, final: null });
    open();
    const [pushed] = await rest.waitForSent(1);
    expect(pushed).toMatchObject({ via: 'response_url', msgtype: 'markdown', chatId: 'g1' });
    expect(pushed!.content).toContain('《某某区教育发展规划》');
    service.assistant.gate = null;
    const next = await driver.ask({ userId: 'u1', text: '占比', chatId: 'g1' });
    expect(next.final).toContain('93%');
    expect(rest.sent).toHaveLength(1);
  });

  it('an answer that went to the response_url is not told again where WeCom comes for its end after all', async () => {
    const { service, rest } = await start();
    const { gate, open } = createGate();
    service.assistant.gate = gate;
    // It comes again when the bot waits no longer, as where nobody could answer it for a while.
    const late = createBotDriver({
      ...{ url: `${service.url}/bots/wecom-bot`, ...WECOM_KEYS, pollMs: 800 },
      makeResponseUrl: rest.makeResponseUrl,
    });
    const asked = late.ask({ userId: 'u1', text: '学位' });
    await vi.waitFor(() => expect(service.assistant.asked).toHaveLength(1));
    setTimeout(open, 100);
    const [pushed] = await rest.waitForSent(1);
    expect(pushed!.content).toContain('93%');
    expect((await asked).final).toBe('回答在下面的消息里。');
  });

  it('I3.4: a stream goes on where another process answers the next refresh', async () => {
    const platform = await running.platform(wecomBotPlatform());
    const dataDir = await running.dataDir();
    const times = { fetchMs: 5_000, progressMs: 0 };
    const first = await running.connect(platform, { dataDir, times });
    const { gate, open } = createGate();
    first.assistant.gate = gate;
    // A door before both processes: the message goes to the first, every refresh to the other.
    const other = await running.start(platform, { dataDir, times });
    const urls = [first.url, other.url];
    let requests = 0;
    const door = createServer(async (request, response) => {
      let body = '';
      for await (const part of request.setEncoding('utf8')) body += part;
      const answer = await fetch(`${urls[Math.min(requests++, 1)]}${request.url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      response.writeHead(answer.status).end(await answer.text());
      if (requests === 3) open();
    });
    await new Promise<void>((resolve) => void door.listen(0, '127.0.0.1', resolve));
    const { port } = door.address() as { port: number };
    try {
      const answer = await platform.driverAt(`http://127.0.0.1:${port}`).ask({ userId: 'u1', text: '学位' });
      expect(answer.failedPolls).toBe(0);
      expect(answer.contents[0]).toMatch(/正在查找原文|到2025年/u);
      expect(answer.final).toContain('《某某区教育发展规划》');
      expect(first.assistant.asked.length + other.assistant.asked.length).toBe(1);
    } finally {
      door.close();
    }
  });
});

describe('the bot of WeCom', () => {
  it('welcomes who comes in, at once, also before the index is there', async () => {
    const platform = await running.platform(wecomBotPlatform());
    let isReady = false;
    const service = await running.connect(platform, { isReady: () => isReady });
    const driver = platform.driverAt(service.url);
    const early = await driver.enterChat('u1');
    expect(early.reply).toMatchObject({
      msgtype: 'text',
      text: { content: expect.stringContaining('问规') },
    });
    isReady = true;
    const late = await driver.enterChat('u2');
    expect(late.reply).toMatchObject({ text: { content: expect.stringContaining('直接提问即可，例如') } });
    expect(late.tookMs).toBeLessThan(1_000);
  });

  it('proposes questions on a card beside the finished answer, and answers a click on one', async () => {
    const { service, driver, rest } = await start();
    const { card, final } = await driver.ask({ userId: 'u1', text: '学位' });
    expect(final).toContain('93%');
    expect(card).toMatchObject({
      card_type: 'button_interaction',
      button_list: [{ text: '追问1', key: '由谁负责落实？' }],
    });
    const { button_list: buttons, task_id } = card as {
      button_list: { key: string }[];
      task_id: string;
    };
    const click = await driver.cardEvent({ userId: 'u1', event_key: buttons[0]!.key, task_id });
    expect(click).toMatchObject({ status: 200, reply: null });
    const [pushed] = await rest.waitForSent(1);
    expect(pushed).toMatchObject({ via: 'response_url', touser: 'u1' });
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['学位', '由谁负责落实？']);
    expect(service.assistant.asked[1]!.history).toHaveLength(2);
  });

  it('hands verdicts on, with the question and answer they are about', async () => {
    const { service, driver, rest } = await start();
    const first = await driver.ask({ userId: 'u1', text: '学位' });
    const second = await driver.ask({ userId: 'u1', text: '占比' });
    await driver.cardEvent({ userId: 'u1', event_key: '由谁负责？', task_id: 't' });
    const [pushed] = await rest.waitForSent(1);
    const pushedId = (pushed!.body as { markdown: { feedback: { id: string } } }).markdown.feedback.id;
    expect((await driver.feedback(first.feedbackId!, 1)).status).toBe(200);
    expect((await driver.feedback(second.feedbackId!, 2, [2, 4])).status).toBe(200);
    await driver.feedback(pushedId, 2);
    // Taken back, and about nothing that is known: neither is a verdict.
    await driver.feedback(first.feedbackId!, 3);
    await driver.feedback('unknown', 1);
    const entries = await new FeedbackStore(service.dataDir).list();
    expect(entries.map(({ verdict, question }) => [question, verdict])).toEqual([
      ['学位', 'up'],
      ['占比', 'down'],
      ['由谁负责？', 'down'],
    ]);
    expect(entries[1]).toMatchObject({ history: ['学位'], status: 'answered' });
    expect(entries[1]!.citations[0]!.documentId).toBe('mou');
  });

  it('answers the same bytes again with an empty 200, and the question not again', async () => {
    const { service, driver } = await start();
    const { lastRequest } = await driver.ask({ userId: 'u1', text: '学位' });
    for (let time = 0; time < 2; time++)
      expect(await driver.replay(lastRequest!)).toMatchObject({ status: 200, body: '' });
    const click = await driver.cardEvent({ userId: 'u1', event_key: '占比', task_id: 't' });
    expect(await driver.replay(click.lastRequest)).toMatchObject({ status: 200, body: '' });
    await vi.waitFor(() => expect(service.assistant.asked).toHaveLength(2));
    await driver.ask({ userId: 'u1', text: '经费' });
    expect(service.assistant.asked.map(({ question }) => question)).toEqual(['学位', '占比', '经费']);
  });

  it('counts a verdict once, however often its bytes come', async () => {
    const { service, driver } = await start();
    const { feedbackId } = await driver.ask({ userId: 'u1', text: '学位' });
    const { lastRequest } = await driver.feedback(feedbackId!, 1);
    await Promise.all(Array.from({ length: 5 }, () => driver.replay(lastRequest)));
    expect(await new FeedbackStore(service.dataDir).list()).toHaveLength(1);
  });
});
