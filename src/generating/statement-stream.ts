import { z } from 'zod';
import type { Proposal } from '../proving/prove-statement.ts';

const list = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string().max(400)).max(8),
);

/** A statement as the prompt asks for it. */
const proposal = z.object({ text: z.string().min(1).max(1_000), handles: list, quotes: list });

/** More text than this without an end is no object of ours. */
const LONGEST_OBJECT = 8_000;

/**
 * Finds whole JSON objects in text that comes in pieces: one a line as asked for, in an array, in a code fence, inside
 * `{"statements": […]}`, or between other words. Gives each that is a statement, as soon as it is whole.
 */
export class StatementStream {
  #text = '';
  #at = 0;
  #inString = false;
  /** Where the open braces stand, outermost first. */
  #open: number[] = [];

  /** Takes further text; gives the statements that it completes. */
  push(text: string): Proposal[] {
    this.#text += text;
    const found: Proposal[] = [];
    for (; this.#at < this.#text.length; this.#at++) {
      const statement = this.#step();
      if (statement) found.push(statement);
    }
    this.#forget();
    return found;
  }

  #step(): Proposal | null {
    const character = this.#text[this.#at]!;
    if (this.#inString) {
      if (character === '\\') this.#at++;
      else if (character === '"') this.#inString = false;
      return null;
    }
    // Outside of an object quotation marks are prose.
    if (character === '"') this.#inString = this.#open.length > 0;
    else if (character === '{') this.#open.push(this.#at);
    else if (character === '}' && this.#open.length > 0) {
      return readProposal(this.#text.slice(this.#open.pop(), this.#at + 1));
    }
    return null;
  }

  /** Drops what no open object needs. */
  #forget(): void {
    const from = this.#open[0] ?? this.#at;
    if (this.#at - from > LONGEST_OBJECT) {
      this.#open = [];
      this.#inString = false;
    }
    const keep = this.#open[0] ?? this.#at;
    this.#text = this.#text.slice(keep);
    this.#at -= keep;
    this.#open = this.#open.map((start) => start - keep);
  }
}

function readProposal(json: string): Proposal | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Broken JSON is no statement; what it meant nobody can prove.
    return null;
  }
  const parsed = proposal.safeParse(value);
  return parsed.success ? parsed.data : null;
}
