import type { Answer, AskRequest } from '../../src/answering/answer.ts';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import type { ChatServiceSettings } from '../../src/config.ts';
import { createGeneration } from '../../src/create-generation.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';
import { type DemoModel, startDemoModel } from '../demo-model/server.ts';
import { demoChatSettings } from '../demo-model/settings.ts';
import { servePlans } from './invented-plans.ts';

/** A day on which the invented plans are running. */
const TODAY = new Date('2032-05-01');

/** An answer and what was heard of it before. */
export interface Heard {
  answer: Answer;
  deltas: string;
  /** Milliseconds. */
  took: number;
}

/** The invented plans, with the demo models to write answers about them. */
export interface WritingService {
  demo: DemoModel;
  index: PolicyIndex;
  /** Answers without a model. */
  plain: Assistant;
  /** An assistant that has its answers written by a model. */
  withModel(model: string, changes?: Partial<ChatServiceSettings>): Promise<Assistant>;
  close(): Promise<void>;
}

/** Builds the index of the invented plans and starts the demo models; `delayMs` is what `demo-slow-start` waits. */
export async function startWritingService(delayMs = 300): Promise<WritingService> {
  const { index, assistant, close } = await servePlans();
  const demo = await startDemoModel({ delayMs });
  return {
    demo,
    index,
    plain: assistant,
    async withModel(model, changes = {}) {
      const generation = await createGeneration(demoChatSettings(demo.baseUrl, model, changes));
      return createAssistant(() => index, { now: () => TODAY, generation });
    },
    async close() {
      await demo.close();
      await close();
    },
  };
}

/** Asks and listens. */
export async function hear(
  assistant: Assistant,
  request: string | AskRequest,
  signal?: AbortSignal,
): Promise<Heard> {
  let deltas = '';
  const onDelta = (text: string) => {
    deltas += text;
  };
  const started = performance.now();
  const answer = await assistant.ask(typeof request === 'string' ? { question: request } : request, {
    onDelta,
    ...(signal && { signal }),
  });
  return { answer, deltas, took: performance.now() - started };
}
