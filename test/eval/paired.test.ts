import { expect, it } from 'vitest';
import { type Asker, evaluate, type Question } from '../../eval/asker.ts';
import { findWorse, formatWorse, missedByModel } from '../../eval/paired.ts';
import { knownAnswer, knownCase, SOURCES } from './known-answer.ts';

const RIGHT = knownAnswer();
const WRONG = knownAnswer({ status: 'not_found', answer: '未提及。', citations: [] });
const CASES = ['都对', '都错', '变差', '变好'].map((question) => knownCase({ id: question, question }));

/** Answers rightly only the questions that are named. */
const answering =
  (...right: string[]) =>
  async ({ question }: Question) =>
    right.includes(question) ? RIGHT : WRONG;

function createFakeAsker(withoutModel: Asker['withoutModel']): Asker {
  const source = async (id: string) => SOURCES.get(id) ?? null;
  return { where: '假模型', ask: answering('都对', '变好'), withoutModel, source };
}

it('names the cases that pass only without the model, with the reasons of the written answer', async () => {
  const asker = createFakeAsker(answering('都对', '变差'));
  const { results } = await evaluate(asker, CASES);
  const worse = (await findWorse(asker, results))!;
  expect(worse).toEqual([{ id: '变差', reasons: results[2]!.reasons }]);
  expect(formatWorse(worse, results.length)).toMatch(/1\/4 题\n {2}变差：状态为未找到/u);
  expect(missedByModel(worse)).toEqual(['由模型撰写反而变差 1 题，应为 0']);
});

it('finds nothing to miss where no written answer is worse', async () => {
  const asker = createFakeAsker(answering('变好'));
  const { results } = await evaluate(asker, CASES);
  expect(await findWorse(asker, results)).toEqual([]);
  expect(missedByModel([])).toEqual([]);
});

it('asks a service, of which nobody knows who writes, only once', async () => {
  const asker = createFakeAsker(undefined);
  const { results } = await evaluate(asker, CASES);
  expect(await findWorse(asker, results)).toBeNull();
});
