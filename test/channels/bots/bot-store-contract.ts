import { beforeEach, describe, expect, it } from 'vitest';
import { type BotMessage, plainReply } from '../../../src/channels/bots/bot-message.ts';
import type { BotStore } from '../../../src/channels/bots/bot-store.ts';

/** A message of somebody; keys and conversations are told by the test. */
export function messageOf(part: Partial<BotMessage>): BotMessage {
  return {
    lane: 'a',
    key: 'k',
    conversation: 'c',
    userId: 'u',
    groupId: null,
    text: '问题',
    kind: 'question',
    address: {},
    receivedAt: 0,
    ...part,
  };
}

/**
 * What every store must hold.
 * @param open opens two handles on the same empty store, as two processes would.
 */
export function describeBotStore(name: string, open: () => [BotStore, BotStore]): void {
  describe(name, () => {
    let one: BotStore;
    let two: BotStore;
    beforeEach(() => {
      [one, two] = open();
    });
    const times = (now: number, holdMs = 100) => ({ now, until: now + holdMs });

    it('keeps a message once, whichever process gets it', async () => {
      expect(await one.addJob(messageOf({}))).toBe(true);
      expect(await two.addJob(messageOf({}))).toBe(false);
      expect(await two.addJob(messageOf({ lane: 'b' }))).toBe(true);
      expect(await two.hasJob('a', 'k')).toBe(true);
      expect(await two.hasJob('a', 'other')).toBe(false);
      expect(await one.countWaiting()).toBe(2);
    });

    it('gives a job to one owner, and to another once the first is silent', async () => {
      await one.addJob(messageOf({ text: '学位' }));
      const job = await one.claimJob('p1', ['a'], times(0));
      expect(job).toMatchObject({ message: { text: '学位' }, reply: null, sent: 0, attempts: 1 });
      expect(await two.claimJob('p2', ['a'], times(50))).toBeNull();
      expect(await two.claimJob('p2', ['a'], times(100))).toMatchObject({ id: job!.id, attempts: 2 });
      // Who lost it may do nothing with it any more.
      expect(await one.renewJob(job!.id, 'p1', 500)).toBe(false);
      expect(await one.saveReply(job!.id, 'p1', plainReply('晚了'))).toBe(false);
      expect(await one.markSent(job!.id, 'p1')).toBe(false);
      const turn = { question: '问', answer: '答' };
      expect(await one.finishJob(job!.id, 'p1', { outcome: 'sent', now: 120, turn })).toBe(false);
      expect(await one.history('c', 0)).toEqual([]);
    });

    it('keeps a job whose owner shows himself', async () => {
      await one.addJob(messageOf({}));
      const job = await one.claimJob('p1', ['a'], times(0));
      expect(await one.renewJob(job!.id, 'p1', 300)).toBe(true);
      expect(await two.claimJob('p2', ['a'], times(200))).toBeNull();
    });

    it('gives jobs of these lanes only', async () => {
      await one.addJob(messageOf({ lane: 'b' }));
      expect(await one.claimJob('p1', ['a'], times(0))).toBeNull();
      expect(await one.claimJob('p1', ['a', 'b'], times(0))).not.toBeNull();
    });

    it('keeps the order within a conversation, and no order between two', async () => {
      await one.addJob(messageOf({ key: '1', text: '一' }));
      await one.addJob(messageOf({ key: '2', text: '二' }));
      await one.addJob(messageOf({ key: '3', text: '三', conversation: 'd' }));
      const first = await one.claimJob('p1', ['a'], times(0));
      const other = await two.claimJob('p2', ['a'], times(0));
      expect([first!.message.text, other!.message.text]).toEqual(['一', '三']);
      expect(await two.claimJob('p2', ['a'], times(0))).toBeNull();
      await one.finishJob(first!.id, 'p1', { outcome: 'sent', now: 1, turn: null });
      expect((await two.claimJob('p2', ['a'], times(1)))!.message.text).toBe('二');
    });

    it('goes on where another process stopped: the reply stays, sent pages are counted', async () => {
      await one.addJob(messageOf({}));
      const job = await one.claimJob('p1', ['a'], times(0));
      const reply = { ...plainReply('一'), pages: ['一', '二'] };
      await one.saveReply(job!.id, 'p1', reply);
      await one.markSent(job!.id, 'p1');
      expect(await two.claimJob('p2', ['a'], times(200))).toMatchObject({ reply, sent: 1 });
    });

    it('gives a postponed job when it is due, and all jobs of an owner that ends', async () => {
      await one.addJob(messageOf({}));
      const job = await one.claimJob('p1', ['a'], times(0));
      await one.postponeJob(job!.id, 'p1', 500);
      expect(await two.claimJob('p2', ['a'], times(400))).toBeNull();
      expect(await two.claimJob('p2', ['a'], times(500, 10_000))).not.toBeNull();
      await two.releaseOwner('p2');
      expect(await one.claimJob('p1', ['a'], times(501))).not.toBeNull();
    });

    it('adds a turn with the end of its job, and forgets on demand and by age', async () => {
      for (const [key, now] of [
        ['1', 10],
        ['2', 20],
      ] as const) {
        await one.addJob(messageOf({ key }));
        const job = await one.claimJob('p1', ['a'], times(now));
        const turn = { question: `问${key}`, answer: `答${key}` };
        await one.finishJob(job!.id, 'p1', { outcome: 'sent', now, turn });
      }
      expect((await two.history('c', 0)).map(({ content }) => content)).toEqual(['问1', '答1', '问2', '答2']);
      expect((await two.history('c', 15)).map(({ content }) => content)).toEqual(['问2', '答2']);
      expect(await two.history('d', 0)).toEqual([]);
      await one.forget('c');
      expect(await two.history('c', 0)).toEqual([]);
    });

    it('keeps values until their time, and changes them only where nobody else did', async () => {
      expect(await one.setValue('t', 'old', 100)).toBe(true);
      expect(await two.value('t', 99)).toBe('old');
      expect(await two.value('t', 100)).toBeNull();
      expect(await two.setValue('t', 'new', 200, 'other')).toBe(false);
      expect(await two.setValue('t', 'new', 200, 'old')).toBe(true);
      await one.clearValue('t', 'old');
      expect(await one.value('t', 0)).toBe('new');
      await one.clearValue('t', 'new');
      expect(await one.value('t', 0)).toBeNull();
    });

    it('gives a lease to one owner at a time', async () => {
      expect(await one.lease('s', 'p1', times(0))).toBe(true);
      expect(await two.lease('s', 'p2', times(50))).toBe(false);
      expect(await one.lease('s', 'p1', times(60))).toBe(true);
      expect(await two.lease('s', 'p2', times(159))).toBe(false);
      expect(await two.lease('s', 'p2', times(160))).toBe(true);
      await two.releaseLease('s', 'p2');
      expect(await one.lease('s', 'p1', times(161))).toBe(true);
    });

    it('fills one bucket for all processes', async () => {
      const rate = { burst: 2, perMinute: 60 };
      expect(await one.takeToken('b', rate, 0)).toBe(0);
      expect(await two.takeToken('b', rate, 0)).toBe(0);
      expect(await one.takeToken('b', rate, 0)).toBe(1000);
      expect(await two.takeToken('b', rate, 500)).toBe(500);
      expect(await two.takeToken('b', rate, 1000)).toBe(0);
      expect(await two.takeToken('other', rate, 0)).toBe(0);
    });

    it('shows a stream to every process and never changes its end', async () => {
      expect(await one.stream('s', 0)).toBeNull();
      await one.saveStream('s', { content: '一', isFinished: false }, 100);
      await one.markFetched('s');
      expect(await two.stream('s', 0)).toEqual({ content: '一', isFinished: false, isFetched: false });
      await two.saveStream('s', { content: '一二', isFinished: true }, 100);
      await one.saveStream('s', { content: '一', isFinished: false }, 100);
      expect(await one.stream('s', 0)).toEqual({ content: '一二', isFinished: true, isFetched: false });
      await two.markFetched('s');
      expect(await one.stream('s', 0)).toMatchObject({ isFetched: true });
      expect(await one.stream('s', 100)).toBeNull();
    });

    it('keeps answers for verdicts and pages for 继续, until their time', async () => {
      const record = {
        answerId: 'x',
        question: '问',
        history: [],
        status: 'answered',
        answer: '答',
        citations: [],
      };
      await one.rememberAnswer(record, 100);
      expect(await two.findAnswer('x', 99)).toEqual(record);
      expect(await two.findAnswer('x', 100)).toBeNull();
      await one.keepRest('c', ['二', '三'], 100);
      expect(await two.rest('c', 99)).toEqual(['二', '三']);
      expect(await two.rest('c', 100)).toEqual([]);
    });

    it('sweeps what is over and nothing else', async () => {
      await one.addJob(messageOf({ key: 'old' }));
      const old = await one.claimJob('p1', ['a'], times(0));
      await one.finishJob(old!.id, 'p1', {
        outcome: 'sent',
        now: 10,
        turn: { question: '问', answer: '答' },
      });
      await one.addJob(messageOf({ key: 'open' }));
      await one.setValue('short', '1', 50);
      await one.setValue('long', '1', 500);
      await two.sweep({ now: 100, finishedBefore: 5, turnsBefore: 5 });
      expect(await one.hasJob('a', 'old')).toBe(true);
      expect(await one.history('c', 0)).toHaveLength(2);
      await two.sweep({ now: 100, finishedBefore: 50, turnsBefore: 50 });
      expect(await one.hasJob('a', 'old')).toBe(false);
      expect(await one.hasJob('a', 'open')).toBe(true);
      expect(await one.history('c', 0)).toEqual([]);
      expect([await one.value('short', 0), await one.value('long', 0)]).toEqual([null, '1']);
    });
  });
}
