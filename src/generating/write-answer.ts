import type { AskRequest } from '../answering/answer.ts';
import type { Reply } from '../answering/answer-question.ts';
import type { Findings } from '../answering/draft.ts';
import { CitationList } from '../answering/writer.ts';
import { ModelError } from '../errors.ts';
import type { ChatMessage, ChatResult, ChatService } from '../models/chat.ts';
import { untilAborted } from '../models/until-aborted.ts';
import {
  type Proof,
  type ProofCheck,
  type ProofContext,
  type Proposal,
  proveStatement,
} from '../proving/prove-statement.ts';
import { questionParts } from '../retrieval/parts.ts';
import { AnswerText } from './answer-text.ts';
import { Bill, DailyBudget, type Prices, type Usage } from './cost.ts';
import { keepsDraft } from './keeps-draft.ts';
import { gatherMaterial, type Material } from './material.ts';
import type { Prompts } from './prompts.ts';
import { readSplit, splitMessages } from './split-question.ts';
import { StatementPlaces } from './statement-places.ts';
import { StatementStream } from './statement-stream.ts';
import { roomFor } from './writable.ts';
import { WritingClock } from './writing-clock.ts';

/** How patient to be and what may be spent. */
export interface WriterSettings {
  firstStatementMs: number;
  answerMs: number;
  prices: Prices | null;
  dailyBudget: number | null;
}

/** Why the extractive answer is given instead. */
type FallbackReason =
  | 'over-budget'
  | 'timeout'
  | 'service'
  | 'cut'
  | 'empty'
  | 'unreadable'
  | 'unproven'
  | 'incomplete';

/** How proving went: statements by what became of them. */
interface ProofFigures {
  proposed: number;
  proven: number;
  repaired: number;
  dropped: number;
  /** Rejections by the check that rejected. */
  rejectedBy: Partial<Record<ProofCheck, number>>;
  /** Milliseconds spent on proving. */
  proofMs: number;
}

/** An answer that a model wrote and that was proven, or why there is none. */
export type Written = { figures: ProofFigures; usage: Usage } & (
  | { isWritten: true; text: AnswerText }
  | { isWritten: false; reason: FallbackReason; message: string }
);

/** What is to be answered, and with what. */
export interface WriteTask {
  request: AskRequest;
  /** The extractive answer. */
  reply: Reply;
  findings: Findings;
  /** Finds the evidence for a further question. */
  findMore: (question: string) => Promise<Findings>;
  /** When it was asked, by `performance.now()`: what a person waits counts, not what the model takes. */
  askedAt: number;
}

/** Statements sent back to be mended at most. */
const MOST_REPAIRED = 8;

/** One answer in the making. */
interface Work {
  task: WriteTask;
  material: Material;
  context: ProofContext;
  text: AnswerText;
  places: StatementPlaces;
  figures: ProofFigures;
  bill: Bill;
}

/** Has answers written by a language model, statement by statement, and lets through what it can prove. */
export class AnswerWriter {
  readonly #chat: ChatService;
  readonly #prompts: Prompts;
  readonly #settings: WriterSettings;
  readonly #budget: DailyBudget;

  constructor(chat: ChatService, prompts: Prompts, settings: WriterSettings) {
    this.#chat = chat;
    this.#prompts = prompts;
    this.#settings = settings;
    this.#budget = new DailyBudget(settings.dailyBudget);
  }

  /** Names model and prompts: equal names give comparable answers. */
  get fingerprint(): string {
    return `${this.#chat.model} ${this.#prompts.version}`;
  }

  /** Writes an answer. Failures of the service are told in the result; only an aborted signal throws. */
  async write(
    task: WriteTask,
    { signal, onDelta }: { signal: AbortSignal; onDelta: (text: string) => void },
  ): Promise<Written> {
    const figures: ProofFigures = {
      proposed: 0,
      proven: 0,
      repaired: 0,
      dropped: 0,
      rejectedBy: {},
      proofMs: 0,
    };
    const bill = new Bill(this.#settings.prices, this.#budget);
    const done = (reason: FallbackReason, message: string): Written => {
      return { isWritten: false, reason, message, figures, usage: bill.usage };
    };
    if (this.#budget.isSpent()) return done('over-budget', '今天的模型费用已到上限（CHAT_DAILY_BUDGET）');
    const clock = new WritingClock(this.#settings, task.askedAt, signal);
    try {
      const found = [task.findings, ...(await this.#findParts(task, clock.signal, bill))];
      const material = gatherMaterial(task.request, task.reply.draft, found);
      const onShown = (shown: string) => {
        clock.firstIsThere();
        onDelta(shown);
      };
      const work = this.#begin({ task, material, figures, bill }, onShown);
      const ended = await this.#answer(work, clock.signal);
      if (ended === 'cut') return done('cut', '模型的回答没有写完');
      if (ended === 'empty') return done('empty', '模型没有给出任何内容');
      if (figures.proposed === 0) return done('unreadable', '模型没有按要求的格式回答');
      await this.#repair(work, clock.signal);
      figures.dropped = work.places.finish();
      if (work.text.lines.length === 0) return done('unproven', '模型写的话没有一句能由原文证实');
      const asked = { ...task, question: task.request.question };
      if (!keepsDraft(asked, work.text)) return done('incomplete', '模型的回答漏掉了原文里的要点');
      return { isWritten: true, text: work.text, figures, usage: bill.usage };
    } catch (error) {
      signal.throwIfAborted();
      if (clock.hasRunOut) return done('timeout', '模型服务没有按时回答');
      if (error instanceof ModelError) return done('service', error.message);
      throw error;
    } finally {
      clock.stop();
    }
  }

  #begin(
    parts: Pick<Work, 'task' | 'material' | 'figures' | 'bill'>,
    onShown: (shown: string) => void,
  ): Work {
    const { request, findings } = parts.task;
    const { index, today } = findings;
    const asked = [...(request.history ?? []).map(({ content }) => content), request.question].join('\n');
    const text = new AnswerText(new CitationList(index), roomOf(parts.task));
    const places = new StatementPlaces((statement) => {
      const shown = text.add(statement.text, statement.supports);
      if (shown !== '') onShown(shown);
    });
    return { ...parts, context: { index, shown: parts.material.shown, asked, today }, text, places };
  }

  /** The evidence for each part of a question that asks several things; a model that cannot split it costs nothing but time. */
  async #findParts({ request, findMore }: WriteTask, signal: AbortSignal, bill: Bill): Promise<Findings[]> {
    if (questionParts(request.question).length < 2) return [];
    let answer = '';
    const messages = splitMessages(this.#prompts, request.question);
    try {
      const onText = (text: string) => {
        answer += text;
      };
      bill.add(await this.#chat.say(messages, { signal, onText, onLost: (lost) => bill.add(lost) }));
    } catch (error) {
      // Without the parts the whole question's evidence is what there is; a late clock ends the answer, too.
      if (!(error instanceof ModelError) || signal.aborted) throw error;
    }
    return untilAborted(Promise.all(readSplit(answer, request.question).map(findMore)), signal);
  }

  #messages({ material, task }: Work): ChatMessage[] {
    const limit = String(roomOf(task));
    return [
      { role: 'system', content: this.#prompts.fill('answer-system', { limit }) },
      { role: 'user', content: this.#prompts.fill('answer-user', { material: material.lines.join('\n') }) },
    ];
  }

  /** Asks for the answer and proves each statement as it comes; says how the answer ended. */
  async #answer(work: Work, signal: AbortSignal): Promise<'stop' | 'cut' | 'empty'> {
    const stream = new StatementStream();
    let isEmpty = true;
    const result = await this.#chat.say(this.#messages(work), {
      signal,
      onLost: (lost) => work.bill.add(lost),
      onText: (text) => {
        isEmpty &&= text.trim() === '';
        for (const proposal of stream.push(text)) {
          const proof = prove(work, proposal);
          work.places.add(proof.isProven ? proof : { proposal, reason: proof.reason });
        }
      },
    });
    work.bill.add(result);
    if (result.finishReason === 'length' || result.finishReason === 'content_filter') return 'cut';
    return isEmpty ? 'empty' : 'stop';
  }

  /** Has what failed mended once, with the reasons; what fails again is dropped. */
  async #repair(work: Work, signal: AbortSignal): Promise<void> {
    const { rejected } = work.places;
    if (rejected.length === 0) return;
    const lines = rejected
      .slice(0, MOST_REPAIRED)
      .map(({ proposal, reason }) => JSON.stringify({ rejected: proposal, reason }));
    const said = rejected.map(({ proposal }) => JSON.stringify(proposal)).join('\n');
    const stream = new StatementStream();
    const mend = (text: string) => {
      for (const proposal of stream.push(text)) {
        const proof = prove(work, proposal);
        if (!proof.isProven) continue;
        work.figures.repaired++;
        work.places.mend(proof);
      }
    };
    const messages: ChatMessage[] = [
      ...this.#messages(work),
      { role: 'assistant', content: said },
      { role: 'user', content: this.#prompts.fill('repair-user', { rejected: lines.join('\n') }) },
    ];
    try {
      const onLost = (lost: ChatResult) => work.bill.add(lost);
      work.bill.add(await this.#chat.say(messages, { signal, onText: mend, onLost }));
    } catch (error) {
      // What is proven already stands; a service that fails now only leaves the rest unsaid.
      if (!(error instanceof ModelError) || !work.places.hasProven) throw error;
    }
  }
}

/** Characters that the answer may take: what its kind allows, or what the extractive one takes. */
function roomOf({ findings, reply }: WriteTask): number {
  const extractive = reply.draft.lines.join('').replace(/\[\d+\]/gu, '').length;
  return Math.max(roomFor(findings.question.kind), extractive);
}

/** Proves a statement and counts what became of it. */
function prove({ figures, context }: Work, proposal: Proposal): Proof {
  const started = performance.now();
  figures.proposed++;
  const proof = proveStatement(proposal, context);
  figures.proofMs += performance.now() - started;
  if (proof.isProven) figures.proven++;
  else figures.rejectedBy[proof.check] = (figures.rejectedBy[proof.check] ?? 0) + 1;
  return proof;
}
