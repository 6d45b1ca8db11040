import { expect, it } from 'vitest';
import { Bill, DailyBudget, type Prices } from '../../src/generating/cost.ts';

const call = (promptTokens: number, completionTokens: number) => ({
  promptTokens,
  completionTokens,
  finishReason: 'stop',
});

it('adds up the tokens of all calls, and yuan by the million where prices are set', () => {
  const calls = [call(1_000_000, 0), call(500_000, 250_000)];
  const billed = (prices: Prices | null) => {
    const bill = new Bill(prices, new DailyBudget(null));
    for (const call of calls) bill.add(call);
    return bill.usage;
  };
  expect(billed({ input: 2, output: 8 })).toEqual({
    promptTokens: 1_500_000,
    completionTokens: 250_000,
    cost: 5,
  });
  expect(billed(null).cost).toBeNull();
});

it('a budget is spent until the day ends', () => {
  let now = new Date('2025-06-01T10:00:00');
  const budget = new DailyBudget(10, () => now);
  budget.spend({ promptTokens: 0, completionTokens: 0, cost: 9.5 });
  expect(budget.isSpent()).toBe(false);
  budget.spend({ promptTokens: 0, completionTokens: 0, cost: 0.5 });
  expect(budget.isSpent()).toBe(true);
  now = new Date('2025-06-02T00:01:00');
  expect(budget.isSpent()).toBe(false);
});

it('without a limit nothing is ever spent', () => {
  const budget = new DailyBudget(null);
  budget.spend({ promptTokens: 0, completionTokens: 0, cost: 1e9 });
  expect(budget.isSpent()).toBe(false);
});
