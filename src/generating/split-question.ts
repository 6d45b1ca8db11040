import { z } from 'zod';
import type { ChatMessage } from '../models/chat.ts';
import type { Prompts } from './prompts.ts';

/** Questions that one may be split into, and characters of each. */
const MOST = 3;
const LONGEST = 120;

const split = z.object({ questions: z.array(z.string().trim().min(2).max(LONGEST)).min(1).max(10) });

/** What to say to the model so that it splits a question of several parts. */
export function splitMessages(prompts: Prompts, question: string): ChatMessage[] {
  return [
    { role: 'system', content: prompts.fill('split-system', { most: String(MOST) }) },
    { role: 'user', content: prompts.fill('split-user', { material: JSON.stringify({ question }) }) },
  ];
}

/** The questions in a model's answer; none where it did not answer as asked, or only gave the question back. */
export function readSplit(answer: string, question: string): string[] {
  const json = /\{[\s\S]*\}/u.exec(answer)?.[0];
  if (json === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Searching for the whole question alone is what happens without a model.
    return [];
  }
  const parsed = split.safeParse(value);
  return parsed.success ? parsed.data.questions.filter((one) => one !== question).slice(0, MOST) : [];
}
