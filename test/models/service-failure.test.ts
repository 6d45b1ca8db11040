import { describe, expect, it } from 'vitest';
import { retryDelay } from '../../src/models/service-failure.ts';

const attempt = (tries: number) => ({
  ...{ tries, timeoutMs: 1, apiKey: '' },
  names: { service: '', url: '', key: '', model: '', others: [] },
});
const asking = (seconds: number) =>
  Object.assign(new Error('busy'), { headers: new Headers({ 'retry-after': String(seconds) }) });

describe('retryDelay', () => {
  it.each([
    [1, 0, 75],
    [1, 0.5, 100],
    [1, 1, 125],
    [3, 0.5, 400],
  ])(
    'waits from try to try twice as long, a quarter more or less (try %i, chance %d)',
    (tries, chance, ms) => {
      expect(retryDelay(new Error('x'), attempt(tries), 100, () => chance)).toBe(ms);
    },
  );

  it('waits as long as the service asks for, or a little longer, and never for ever', () => {
    expect(retryDelay(asking(2), attempt(1), 100, () => 0)).toBe(2000);
    expect(retryDelay(asking(2), attempt(1), 100, () => 1)).toBe(2500);
    expect(retryDelay(asking(86_400), attempt(1), 100, () => 0)).toBeLessThanOrEqual(60_000);
  });
});
