import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
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

/** Has the wording of every given answer judged, one after the other. */
export async function judgeWording(results: CaseResult[], chat: ChatService): Promise<Verdicts> {
  const system = (await readFile(join(import.meta.dirname, 'judge-prompt.md'), 'utf8')).trim();
  const verdicts: Verdicts = { good: 0, fair: 0, poor: 0, unread: 0 };
  for (const { answer, case: one } of results) {
    if (answer?.status !== 'answered') continue;
    let said = '';
    await chat.say(
      [
        { role: 'system', content: system },
        { role: 'user', content: JSON.stringify({ question: one.question, answer: answer.answer }) },
      ],
      { signal: AbortSignal.timeout(60_000), onText: (text) => (said += text) },
    );
    verdicts[readVerdict(said)]++;
  }
  return verdicts;
}

/** The verdicts as one line, said to be apart from the score. */
export function formatVerdicts(model: string, { good, fair, poor, unread }: Verdicts): string {
  return `文字由 ${model} 评判（不计入通过率）：好 ${good}、中 ${fair}、差 ${poor}、无法识别 ${unread}`;
}
