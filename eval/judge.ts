import { z } from 'zod';
import { ModelError } from '../src/errors.ts';
import { readPrompts } from '../src/generating/prompts.ts';
import type { ChatService } from '../src/models/chat.ts';
import type { CaseResult } from './score-case.ts';

const verdict = z.object({ verdict: z.enum(['good', 'fair', 'poor']), reason: z.string() });

/** What a judge model says of the wording of answers; it never touches the strict score. */
export interface Verdicts {
  good: number;
  fair: number;
  poor: number;
  /** Answers whose verdict could not be read. */
  unread: number;
  /** Answers that the service gave no verdict on: it failed or was late. */
  failed: number;
}

/** True where a reading of the model's words is a verdict. */
function readVerdict(said: string): keyof Verdicts {
  const json = /\{[^{}]*\}/u.exec(said)?.[0];
  if (json === undefined) return 'unread';
  try {
    return verdict.parse(JSON.parse(json)).verdict;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return 'unread';
    throw error;
  }
}

const PATIENCE_MS = 60_000;

async function judge(chat: ChatService, system: string, content: string): Promise<keyof Verdicts> {
  let said = '';
  const messages = [{ role: 'system', content: system } as const, { role: 'user', content } as const];
  const onText = (text: string) => {
    said += text;
  };
  try {
    await chat.say(messages, { signal: AbortSignal.timeout(PATIENCE_MS), onText });
  } catch (error) {
    // One answer without a verdict is no reason to lose the others.
    if (error instanceof ModelError || (error as Error).name === 'TimeoutError') return 'failed';
    throw error;
  }
  return readVerdict(said);
}

/** Has the wording of every given answer judged, one after the other. */
export async function judgeWording(results: CaseResult[], chat: ChatService): Promise<Verdicts> {
  const system = readPrompts().fill('judge-system', {});
  const verdicts: Verdicts = { good: 0, fair: 0, poor: 0, unread: 0, failed: 0 };
  for (const { answer, case: one } of results) {
    if (answer?.status !== 'answered') continue;
    const judged = { question: one.question, answer: answer.answer };
    verdicts[await judge(chat, system, JSON.stringify(judged))]++;
  }
  return verdicts;
}

/** The verdicts as one line, said to be apart from the score. */
export function formatVerdicts(model: string, { good, fair, poor, unread, failed }: Verdicts): string {
  return `文字由 ${model} 评判（不计入通过率）：好 ${good}、中 ${fair}、差 ${poor}、无法识别 ${unread}、没有评成 ${failed}`;
}
