import type { ChatResult } from '../models/chat.ts';

/** Tokens of an answer and, where prices are set, what it cost. */
export interface Usage {
  promptTokens: number;
  completionTokens: number;
  /** Yuan; null where no prices are set. */
  cost: number | null;
}

/** Yuan for a million tokens. */
export interface Prices {
  input: number;
  output: number;
}

/** Adds up calls of one answer. */
function usageOf(calls: ChatResult[], prices: Prices | null): Usage {
  const promptTokens = calls.reduce((sum, call) => sum + call.promptTokens, 0);
  const completionTokens = calls.reduce((sum, call) => sum + call.completionTokens, 0);
  const cost = prices && (promptTokens * prices.input + completionTokens * prices.output) / 1e6;
  return { promptTokens, completionTokens, cost };
}

/** What may be spent in a day (local time), counted in this process. */
export class DailyBudget {
  readonly #limit: number | null;
  readonly #now: () => Date;
  #day = '';
  #spent = 0;

  /** `limit` in yuan; null: without one. */
  constructor(limit: number | null, now: () => Date = () => new Date()) {
    this.#limit = limit;
    this.#now = now;
  }

  #today(): void {
    const day = this.#now().toDateString();
    if (day === this.#day) return;
    this.#day = day;
    this.#spent = 0;
  }

  /** Counts what an answer cost. */
  spend({ cost }: Usage): void {
    this.#today();
    this.#spent += cost ?? 0;
  }

  /** True once the limit is reached. */
  isSpent(): boolean {
    this.#today();
    return this.#limit !== null && this.#spent >= this.#limit;
  }
}

/** The calls of one answer. Each is spent as soon as it has ended, also where nobody waits for the answer any more. */
export class Bill {
  readonly #calls: ChatResult[] = [];
  readonly #prices: Prices | null;
  readonly #budget: DailyBudget;

  constructor(prices: Prices | null, budget: DailyBudget) {
    this.#prices = prices;
    this.#budget = budget;
  }

  add(call: ChatResult): void {
    this.#calls.push(call);
    this.#budget.spend(usageOf([call], this.#prices));
  }

  get usage(): Usage {
    return usageOf(this.#calls, this.#prices);
  }
}
