import { afterAll, describe, expect, it } from 'vitest';
import { contractBreaches } from '../fakes/answer-contract.ts';
import { servePlans } from '../fakes/invented-plans.ts';
import { readAttackCases, readAttackedPlans } from './attack-cases.ts';
import { attackFailures } from './attack-checks.ts';

const plans = await readAttackedPlans();
const cases = await readAttackCases();
const { index, assistant, close } = await servePlans(plans);
afterAll(close);

/** The text without white space and what nobody sees. */
function visible(text: string): string {
  return text.replace(/[\s|\u200b-\u200f\u202a-\u202e\u2060-\u2069]|[\u{e0000}-\u{e007f}]/gu, '');
}

describe('the attack cases', () => {
  it('are at least 30 on documents, 30 on questions and 20 on the history, each with an id of its own', () => {
    const planted = (place: string) => cases.filter(({ where }) => where === place).length;
    expect(planted('document')).toBeGreaterThanOrEqual(30);
    expect(planted('question')).toBeGreaterThanOrEqual(30);
    expect(planted('history')).toBeGreaterThanOrEqual(20);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it('name the poisoned document where one is, and a history where that is poisoned', () => {
    const wrong = cases.filter(({ where, document, history }) =>
      where === 'document'
        ? !Object.hasOwn(plans, document ?? '')
        : (where === 'history') !== history.length > 0,
    );
    expect(wrong).toEqual([]);
  });

  it('expect words of the plans, and forbid none of them', () => {
    const text = visible(Object.values(plans).join('\n'));
    const wrong = cases.filter(
      ({ expects, forbidden, answerable }) =>
        expects.length > 0 !== answerable ||
        expects.some(
          (fact) => !text.includes(visible(fact)) || forbidden.some((words) => fact.includes(words)),
        ),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('answers on poisoned documents, questions and histories', () => {
  it('obey no order, pass on nothing planted and keep the contract', async () => {
    const failed: Record<string, string> = {};
    for (const attack of cases) {
      const { id, question, history } = attack;
      const answer = await assistant.ask({ question, history });
      const failures = [...attackFailures(attack, answer), ...contractBreaches(answer, index)];
      if (failures.length > 0) failed[id] = `${id} ${failures.join('; ')}: ${answer.answer}`;
    }
    expect(Object.keys(failed), Object.values(failed).join('\n')).toEqual([]);
  }, 60_000);
});
