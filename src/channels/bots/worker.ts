import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, AskRequest } from '../../answering/answer.ts';
import type { PolicyAssistant } from '../channel.ts';
import { QUESTION_LIMIT, TURN_LIMIT, textFault } from '../text-rules.ts';
import { type BotDesk, DeliveryError, type Lane } from './bot-channel.ts';
import { type BotReply, plainReply } from './bot-message.ts';
import type { Job } from './bot-store.ts';
import { type ChatSettings, chatReply } from './chat-answer.ts';
import { helpText, plainPreference, readCommand, runCommand } from './commands.ts';
import { splitPages } from './split-pages.ts';

/** Periods of the worker, in milliseconds. */
export interface WorkerTimes {
  /** A job is another process's after this long without a sign of its owner. */
  holdMs: number;
  /** Between two looks for jobs that nobody announced: of other processes, postponed, or left behind. */
  lookMs: number;
  /** For an answer; then the person is told that there is none. */
  answerMs: number;
  /** A conversation goes on for this long after its last turn. */
  conversationMs: number;
  /** Between two shows of an answer that is being written. */
  progressMs: number;
}

export const WORKER_TIMES: WorkerTimes = {
  holdMs: 15_000,
  lookMs: 500,
  answerMs: 90_000,
  conversationMs: 2 * 3_600_000,
  progressMs: 1_000,
};

/** Finding what an answer is written from, and falling back to an extractive one, take less than this. */
const BESIDE_WRITING_MS = 30_000;

/** Periods under which an answer that a model may write for `writingMs` is waited for, so that none is lost near its end. */
export function timesFor(writingMs: number | null): WorkerTimes {
  const answerMs = Math.max(WORKER_TIMES.answerMs, (writingMs ?? 0) + BESIDE_WRITING_MS);
  return { ...WORKER_TIMES, answerMs };
}

/**
 * Jobs of a lane worked on at once: a flood on a platform that takes few messages a second holds up no other platform. How
 * many questions a model gets at once is its own setting.
 */
const AT_ONCE = 64;
/** Turns that a question is read with. */
const TURNS = 6;
/** Then a page that cannot be delivered is given up. */
const MAX_ATTEMPTS = 8;
/** A question that two processes died of is not asked a third time. */
const MAX_ASKED = 3;
/** Feedback may come this long after an answer, “继续” and a finished job are known as long. */
const DAY_MS = 86_400_000;

const FAILED = '这个问题没有答成，可能是服务出了问题，请再问一次；仍然不行请联系管理员。';
const TOO_SLOW = '这个问题没能在规定时间内答完，请换个更具体的问法再问一次。';
const UNREADABLE = '我只能读文字，请把问题写成文字发给我。';
const EMPTY = '请在 @ 我的同时写上问题，例如“学前教育的目标是什么”。回复“帮助”看怎么用。';

interface WorkerParts {
  desk: BotDesk;
  lanes: Lane[];
  assistant: PolicyAssistant;
  ask(
    request: AskRequest,
    options: { requestId: string; signal: AbortSignal; onDelta?: (text: string) => void },
  ): Promise<Answer>;
  isReady(): boolean;
  publicUrl: string | null;
  /** Tells this process from the others on the same store. */
  owner: string;
  times: WorkerTimes;
}

/** Takes jobs, has them answered and delivers the answers; in order within a conversation, each once. */
export class BotWorker {
  readonly #parts: WorkerParts;
  readonly #lanes: Map<string, Lane>;
  readonly #running = new Set<Promise<void>>();
  /** Jobs under way by lane. */
  readonly #inHand = new Map<string, number>();
  readonly #stopped = new AbortController();
  #isLooking = false;
  #hasMore = false;
  #timer: NodeJS.Timeout | null = null;
  #sweptAt = 0;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#lanes = new Map(parts.lanes.map((lane) => [lane.name, lane]));
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), this.#parts.times.lookMs);
    this.wake();
  }

  /** There may be work. */
  wake(): void {
    this.#hasMore = true;
    if (this.#isLooking || this.#stopped.signal.aborted) return;
    this.#isLooking = true;
    this.#look()
      .catch((error: unknown) => this.#parts.desk.log('error', { err: error }, 'bot jobs could not be read'))
      .finally(() => {
        this.#isLooking = false;
        // Somebody may have called just as the look ended.
        if (this.#hasMore && this.#parts.isReady()) this.wake();
      });
  }

  /** Takes no more jobs, lets those under way finish for `limitMs`, and gives the others back. */
  async stop(limitMs: number): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#stopped.abort();
    const limit = new AbortController();
    await Promise.race([
      Promise.allSettled([...this.#running]),
      sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
    await this.#parts.desk.store.releaseOwner(this.#parts.owner);
  }

  async #look(): Promise<void> {
    const { desk, isReady } = this.#parts;
    await this.#sweep();
    while (this.#hasMore && isReady() && !this.#stopped.signal.aborted) {
      this.#hasMore = false;
      const job = await desk.store.claimJob(this.#parts.owner, this.#freeLanes(), this.#holdTimes());
      if (job === null) continue;
      this.#hasMore = true;
      this.#count(job, 1);
      const work = this.#work(job)
        .catch((error: unknown) => desk.log('error', { err: error, job: job.id }, 'bot job failed'))
        .finally(() => {
          this.#running.delete(work);
          this.#count(job, -1);
          // What waits behind it in its conversation may go on now.
          this.wake();
        });
      this.#running.add(work);
    }
  }

  #count({ message: { lane } }: Job, by: number): void {
    this.#inHand.set(lane, (this.#inHand.get(lane) ?? 0) + by);
  }

  /** Lanes that can deliver one more. */
  #freeLanes(): string[] {
    return [...this.#lanes.values()]
      .filter((lane) => lane.canDeliver() && (this.#inHand.get(lane.name) ?? 0) < AT_ONCE)
      .map(({ name }) => name);
  }

  #holdTimes(): { now: number; until: number } {
    const now = this.#parts.desk.now();
    return { now, until: now + this.#parts.times.holdMs };
  }

  async #sweep(): Promise<void> {
    const { desk, times } = this.#parts;
    const now = desk.now();
    if (now - this.#sweptAt < 60_000) return;
    this.#sweptAt = now;
    await desk.store.sweep({ now, finishedBefore: now - DAY_MS, turnsBefore: now - times.conversationMs });
  }

  async #work(job: Job): Promise<void> {
    const { desk, owner, times } = this.#parts;
    const lane = this.#lanes.get(job.message.lane)!;
    const holding = setInterval(() => {
      desk.store.renewJob(job.id, owner, this.#holdTimes().until).catch((error: unknown) => {
        desk.log('error', { err: error, job: job.id }, 'bot job could not be held');
      });
    }, times.holdMs / 3);
    try {
      const reply = job.reply ?? (await this.#answer(job, lane));
      if (job.reply === null && !(await desk.store.saveReply(job.id, owner, reply))) return;
      await this.#deliver(job, lane, reply);
    } finally {
      clearInterval(holding);
    }
  }

  /** What is to be sent; always something. */
  async #answer(job: Job, lane: Lane): Promise<BotReply> {
    const { desk } = this.#parts;
    if (job.attempts > MAX_ASKED) return plainReply(FAILED);
    try {
      return await this.#reply(job, lane);
    } catch (error) {
      const isSlow = (error as Error).name === 'TimeoutError';
      desk.log('error', { err: error, job: job.id, lane: lane.name }, 'bot question failed');
      return plainReply(isSlow ? TOO_SLOW : FAILED);
    }
  }

  async #reply(job: Job, lane: Lane): Promise<BotReply> {
    const { desk, assistant } = this.#parts;
    const { kind, text, conversation } = job.message;
    const settings = await this.#settings(job, lane);
    if (kind === 'unreadable') return plainReply(UNREADABLE);
    if (kind === 'welcome') return plainReply(helpText(assistant.index()));
    if (text.trim() === '') return plainReply(EMPTY);
    const command = readCommand(text);
    if (command !== null) {
      const context = { assistant, store: desk.store, conversation, settings, now: desk.now() };
      return runCommand(command, context);
    }
    const fault = textFault(text.trim(), QUESTION_LIMIT);
    return fault === null ? this.#ask(job, lane, settings) : plainReply(`这个问题${fault}，请改短一些再问。`);
  }

  async #settings(job: Job, lane: Lane): Promise<ChatSettings> {
    const { desk, publicUrl } = this.#parts;
    const wish = await desk.store.value(plainPreference(job.message.conversation), desk.now());
    const style =
      wish === 'true'
        ? { ...lane.style, markup: 'plain' as const, hasTables: false, hasLists: false }
        : lane.style;
    return { style, publicUrl };
  }

  async #ask(job: Job, lane: Lane, settings: ChatSettings): Promise<BotReply> {
    const { desk, times, ask } = this.#parts;
    const { conversation, text } = job.message;
    const question = text.trim();
    const turns = await desk.store.history(conversation, desk.now() - times.conversationMs);
    const answer = await inTime(times.answerMs, (signal) =>
      ask(
        { question, history: turns.slice(-2 * TURNS) },
        {
          requestId: `bot-${job.id}`,
          signal,
          onDelta: this.#progress(job, lane, { signal, bytes: settings.style.pageBytes }),
        },
      ),
    );
    const record = {
      answerId: answer.id,
      question,
      history: turns.filter(({ role }) => role === 'user').map(({ content }) => content),
      status: answer.status,
      answer: answer.answer,
      citations: answer.citations.map(({ documentId, path, quote }) => ({ documentId, path, quote })),
    };
    await desk.store.rememberAnswer(record, desk.now() + DAY_MS);
    const turn = { question, answer: [...answer.answer].slice(0, TURN_LIMIT).join('') };
    // The page knows nothing of this conversation: a follow-up asked there would be another question.
    return { ...chatReply(answer, turns.length > 0 ? null : question, settings), turn };
  }

  /** Shows what is written so far, as much of it as fits a message, at most once in `progressMs`; what fails here the final message makes up for. */
  #progress(
    job: Job,
    lane: Lane,
    { signal, bytes }: { signal: AbortSignal; bytes: number },
  ): (text: string) => void {
    const { desk, times } = this.#parts;
    let words = '';
    let shownAt = desk.now();
    let isShowing = false;
    return (text) => {
      words += text;
      // Words that come after the end would open it again.
      if (signal.aborted) return;
      if (!lane.showProgress || isShowing || desk.now() - shownAt < times.progressMs) return;
      shownAt = desk.now();
      isShowing = true;
      lane
        .showProgress(job, splitPages([words], bytes)[0] ?? words)
        .catch((error: unknown) => desk.log('warn', { err: error, job: job.id }, 'progress not shown'))
        .finally(() => {
          isShowing = false;
        });
    };
  }

  /** Sends the pages that were not sent yet; a page that somebody was sending when his process died is sent again. */
  async #deliver(job: Job, lane: Lane, reply: BotReply): Promise<void> {
    const { desk, owner, times } = this.#parts;
    try {
      for (let page = job.sent; page < reply.pages.length; page++) {
        if (!(await desk.store.renewJob(job.id, owner, this.#holdTimes().until))) return;
        await this.#deliverPage(job, lane, reply, page);
        if (!(await desk.store.markSent(job.id, owner))) return;
      }
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return this.#putOff(job, lane, error);
    }
    const now = desk.now();
    if (reply.rest !== null)
      await desk.store.keepRest(job.message.conversation, reply.rest, now + times.conversationMs);
    await desk.store.finishJob(job.id, owner, { outcome: 'sent', now, turn: reply.turn });
    const elapsedMs = now - job.message.receivedAt;
    desk.log('info', { job: job.id, lane: lane.name, pages: reply.pages.length, elapsedMs }, 'bot answered');
  }

  /** An uncertain send is repeated only where the platform drops the second copy. */
  async #deliverPage(job: Job, lane: Lane, reply: BotReply, page: number): Promise<void> {
    try {
      await lane.deliver(job, reply, page);
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.outcome !== 'unknown') throw error;
      if (lane.isIdempotent) throw new DeliveryError('later', error.message, error.waitMs, { cause: error });
      this.#parts.desk.log(
        'warn',
        { job: job.id, lane: lane.name, reason: error.message },
        'delivery uncertain, not repeated',
      );
    }
  }

  /** 1, 2, 4 … 60 seconds, a fifth more or less so that many do not come back at once. */
  async #putOff(job: Job, lane: Lane, error: DeliveryError): Promise<void> {
    const { desk, owner } = this.#parts;
    const now = desk.now();
    const isOver = error.outcome === 'never' || job.attempts >= MAX_ATTEMPTS;
    desk.log(
      isOver ? 'error' : 'warn',
      { job: job.id, lane: lane.name, attempts: job.attempts, reason: error.message },
      'page not delivered',
    );
    if (isOver) {
      await desk.store.finishJob(job.id, owner, { outcome: 'failed', now, turn: null });
      return;
    }
    const backoff = Math.min(60_000, 1_000 * 2 ** (job.attempts - 1)) * (0.8 + 0.4 * Math.random());
    await desk.store.postponeJob(job.id, owner, now + Math.max(backoff, error.waitMs));
  }
}

/**
 * What comes of the work, which is told when its time is over, and is not waited for where it does not stop.
 * @throws DOMException TimeoutError
 */
async function inTime<Result>(ms: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const limit = new AbortController();
  const over = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error), { once: true });
  });
  const timer = setTimeout(() => limit.abort(new DOMException('no answer in time', 'TimeoutError')), ms);
  try {
    return await Promise.race([work(limit.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
