import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { WenguiError } from '../errors.ts';

const Entry = z.object({
  id: z.string(),
  /** ISO time at which it was given. */
  at: z.string(),
  answerId: z.string(),
  verdict: z.enum(['up', 'down']),
  comment: z.string().nullable(),
  question: z.string(),
  /** Earlier user turns. */
  history: z.array(z.string()),
  status: z.string(),
  answer: z.string(),
  citations: z.array(z.object({ documentId: z.string(), path: z.array(z.string()), quote: z.string() })),
});

/** One verdict of a reader with the question and answer it is about. */
export type FeedbackEntry = z.infer<typeof Entry>;

/** The feedback given so far: one JSON line an entry in `feedback.jsonl` of the data folder. */
export class FeedbackStore {
  readonly file: string;

  constructor(dataDir: string) {
    this.file = path.join(dataDir, 'feedback.jsonl');
  }

  /** Appends an entry, in one write, so that entries given at the same time do not mix. */
  async add(entry: FeedbackEntry): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true });
    await appendFile(this.file, `${JSON.stringify(entry)}\n`, 'utf8');
  }

  /**
   * All entries, oldest first; none where nothing was ever given.
   * @throws WenguiError naming the file and line that is not an entry.
   */
  async list(): Promise<FeedbackEntry[]> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return text
      .split('\n')
      .flatMap((line, position) => (line.trim() === '' ? [] : [this.parse(line, position + 1)]));
  }

  private parse(line: string, lineNumber: number): FeedbackEntry {
    try {
      return Entry.parse(JSON.parse(line));
    } catch (error) {
      throw new WenguiError(
        `${path.basename(this.file)} 第 ${lineNumber} 行不是一条反馈，请改正或删去这一行`,
        {
          cause: error,
        },
      );
    }
  }
}
