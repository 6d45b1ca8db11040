import { WSAuthFailureError, WSClient, type WSClientOptions } from '@wecom/aibot-node-sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type BotSocketOptions, startBotSocket } from '../../fakes/bots/wecom-bot-socket.ts';

// The official client against the fake: where the two disagree the fake is wrong.

const CREDENTIALS = { botId: 'bot1', secret: 's1' };
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  // The newest first: clients go before the service that they would come back to.
  for (const close of toClose.splice(0).reverse()) await close();
});

async function start(options: Partial<BotSocketOptions> = {}) {
  const socket = await startBotSocket({ ...CREDENTIALS, answerTimeoutMs: 3000, ...options });
  toClose.push(() => socket.close());
  const newClient = (changes: Partial<WSClientOptions> = {}) => {
    const client = new WSClient({
      ...CREDENTIALS,
      wsUrl: socket.url,
      logger: SILENT,
      reconnectInterval: 20,
      ...changes,
    });
    toClose.push(() => client.disconnect());
    return client;
  };
  /** Subscribes a client and resolves when it is. */
  const subscribe = async (client = newClient()) => {
    const done = once(client, 'authenticated');
    client.connect();
    await done;
    return client;
  };
  return { socket, newClient, subscribe };
}

function once(client: WSClient, event: 'authenticated' | 'disconnected' | 'error'): Promise<unknown> {
  return new Promise((resolve) => {
    client.once(event, (given?: unknown) => resolve(given));
  });
}

function answerWith(client: WSClient, texts: string[]): void {
  client.on('message.text', async (frame) => {
    const feedback = { id: 'f1' };
    for (const [i, text] of texts.entries())
      await client.replyStream(
        frame,
        's1',
        text,
        i === texts.length - 1,
        undefined,
        i ? undefined : feedback,
      );
  });
}

describe('the official client', () => {
  it('gets a message and streams its answer', async () => {
    const { socket, subscribe } = await start();
    answerWith(await subscribe(), ['一', '一二', '一二三']);
    const answer = await socket.message({ userId: 'u1', text: '你好' });
    expect(answer).toMatchObject({ contents: ['一', '一二', '一二三'], final: '一二三', feedbackId: 'f1' });
    expect(answer.lost).toBe(false);
    expect(socket.opens).toMatchObject([{ status: 101 }]);
    expect(socket.frames.map(({ cmd }) => cmd)).toEqual([
      'aibot_subscribe',
      ...Array(3).fill('aibot_respond_msg'),
    ]);
  });

  it('welcomes, updates a card, is told feedback, and pushes to those who wrote', async () => {
    const { socket, subscribe } = await start({ eventTimeoutMs: 50 });
    const client = await subscribe();
    answerWith(client, ['好']);
    expect(await socket.event({ userId: 'u1', eventtype: 'enter_chat' })).toBeNull();
    client.on('event.enter_chat', (frame) => {
      void client.replyWelcome(frame, { msgtype: 'text', text: { content: '欢迎' } });
    });
    const welcome = await socket.event({ userId: 'u1', eventtype: 'enter_chat' });
    expect(welcome).toMatchObject({ text: { content: '欢迎' } });
    client.on('event.template_card_event', (frame) => {
      void client.updateTemplateCard(frame, { card_type: 'button_interaction', task_id: 't1' });
    });
    const fields = { template_card_event: { event_key: 'up', task_id: 't1' } };
    const update = await socket.event({ userId: 'u1', eventtype: 'template_card_event', fields });
    expect(update).toMatchObject({ template_card: { task_id: 't1' } });
    const body = { msgtype: 'markdown' as const, markdown: { content: '补充' } };
    await expect(client.sendMessage('u1', body)).rejects.toMatchObject({ errcode: 40003 });
    await socket.message({ userId: 'u1', text: '你好' });
    await client.sendMessage('u1', body);
    expect(socket.sends).toMatchObject([{ chatid: 'u1', content: '补充' }]);
  });

  it('is kicked by a second one and does not come back', async () => {
    const { socket, newClient, subscribe } = await start();
    const first = await subscribe();
    const gone = once(first, 'disconnected');
    const second = await subscribe(newClient());
    expect(await gone).toContain('New connection');
    expect([first.isConnected, second.isConnected]).toEqual([false, true]);
    answerWith(second, ['二']);
    expect(await socket.message({ userId: 'u1', text: '你好' })).toMatchObject({ final: '二' });
    expect(socket.opens).toHaveLength(2);
  });

  it('gives up when its secret is wrong', async () => {
    const { socket, newClient } = await start();
    const client = newClient({ secret: 'no', maxAuthFailureAttempts: 2, reconnectInterval: 10 });
    const failures: unknown[] = [];
    const over = new Promise<void>((resolve) => {
      client.on('error', (error) => {
        failures.push(error);
        if (error instanceof WSAuthFailureError) resolve();
      });
    });
    client.connect();
    await over;
    expect(failures).toHaveLength(4);
    expect(socket.opens).toHaveLength(3);
    expect(socket.isSubscribed()).toBe(false);
    expect(socket.frames[0]!.ack.errcode).not.toBe(0);
  });

  it('waits longer after each refused upgrade', async () => {
    const { socket, subscribe } = await start();
    socket.refuseUpgrade(3);
    await subscribe();
    expect(socket.opens.map(({ status }) => status)).toEqual([403, 403, 403, 101]);
    const at = socket.opens.map((open) => open.at);
    for (const [i, least] of [20, 40, 80].entries())
      expect(at[i + 1]! - at[i]!).toBeGreaterThanOrEqual(least - 2);
  });

  it('notices a half-open connection by its own pings and connects anew', async () => {
    const { socket, newClient, subscribe } = await start();
    const client = await subscribe(newClient({ heartbeatInterval: 40 }));
    socket.goHalfOpen();
    const lost = socket.message({ userId: 'u1', text: '你好' });
    await socket.waitForSubscribed(2);
    expect(await lost).toMatchObject({ lost: true, final: null });
    expect(client.isConnected).toBe(true);
  });

  it('may not answer over a new connection what the old one brought', async () => {
    const { socket, subscribe } = await start();
    const client = await subscribe();
    const late = new Promise<unknown>((resolve) => {
      client.on('message.text', async (frame) => {
        socket.dropAll();
        await once(client, 'authenticated');
        resolve(await client.replyStream(frame, 's1', '晚', true).catch((refusal: unknown) => refusal));
      });
    });
    expect(await socket.message({ userId: 'u1', text: '你好' })).toMatchObject({ lost: true });
    expect(await late).toMatchObject({ errcode: 846605 });
    // The refusal is the frame itself and no error.
    expect(await late).not.toBeInstanceOf(Error);
  });

  it('may not go on with a stream after six minutes, nor with one that ended', async () => {
    const { socket, subscribe } = await start();
    const client = await subscribe();
    const refusals: unknown[] = [];
    client.on('message.text', async (frame) => {
      const say = (id: string, text: string, finish: boolean) =>
        client.replyStream(frame, id, text, finish).catch((refusal: unknown) => refusals.push(refusal));
      const isOld = frame.body?.text.content === '老';
      await say('s1', '一', !isOld);
      if (isOld) socket.ageStreams();
      await say('s1', '一二', true);
      if (isOld) socket.kick();
    });
    expect(await socket.message({ userId: 'u1', text: '新' })).toMatchObject({ final: '一' });
    expect(await socket.message({ userId: 'u1', text: '老' })).toMatchObject({
      contents: ['一'],
      lost: true,
    });
    expect(refusals).toMatchObject([{ errcode: 846608 }, { errcode: 846608 }]);
  });

  it('may say thirty things a minute in a chat, frames of a stream included or not', async () => {
    const { socket, subscribe } = await start();
    const client = await subscribe();
    const body = { msgtype: 'markdown' as const, markdown: { content: '补充' } };
    answerWith(client, ['一', '一二', '一二三']);
    await socket.message({ userId: 'u1', text: '你好' });
    for (let i = 3; i < 30; i++) await client.sendMessage('u1', body);
    await expect(client.sendMessage('u1', body)).rejects.toMatchObject({ errcode: 45009 });
    socket.rate.perMinute = Infinity;
    await client.sendMessage('u1', body);
    socket.rate.perMinute = 30;
    socket.rate.countsStreamFrames = false;
    socket.advance(60_000);
    await socket.message({ userId: 'u1', text: '你好' });
    for (let i = 1; i < 30; i++) await client.sendMessage('u1', body);
    await expect(client.sendMessage('u1', body)).rejects.toMatchObject({ errcode: 45009 });
  });

  it('is closed when it does not ping', async () => {
    const { socket, newClient, subscribe } = await start({ pingTimeoutMs: 200 });
    const client = await subscribe(newClient({ heartbeatInterval: 40 }));
    await socket.waitForFrames(9);
    expect([client.isConnected, socket.opens.length]).toEqual([true, 1]);
    const quiet = await subscribe(newClient({ heartbeatInterval: 60_000 }));
    await once(quiet, 'disconnected');
    expect(socket.isSubscribed()).toBe(false);
  });
});

describe('a client of one’s own', () => {
  it('is told that it has not subscribed', async () => {
    const { socket } = await start();
    const bare = new WebSocket(socket.url);
    await new Promise((resolve) => bare.addEventListener('open', resolve, { once: true }));
    const told = new Promise<string>((resolve) => {
      bare.addEventListener('message', ({ data }) => resolve(String(data)), { once: true });
    });
    bare.send(JSON.stringify({ cmd: 'ping', headers: { req_id: 'ping_1' } }));
    expect(JSON.parse(await told)).toMatchObject({ headers: { req_id: 'ping_1' }, errcode: 846609 });
    bare.close();
    await expect(socket.message({ userId: 'u1', text: '你好' })).rejects.toThrow('nobody is subscribed');
  });
});
