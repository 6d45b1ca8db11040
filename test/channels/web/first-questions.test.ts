import { expect, it } from 'vitest';
import { firstQuestions } from '../../../src/channels/web/first-questions.ts';
import { FAKE_INDEX } from '../../fakes/policy-assistant.ts';
import { withSecondDocument } from '../../fakes/two-documents.ts';
import { createFakeService, jsonOf } from './fake-service.ts';

it('asks for what the documents say: a target not reached yet, measures, differences', () => {
  expect(firstQuestions({ ...FAKE_INDEX })).toEqual([
    '到2025年某某区普惠性幼儿园覆盖率要达到多少？',
    '某某区在学前教育方面有哪些举措？',
  ]);
  expect(firstQuestions(withSecondDocument())).toContain('各区学前教育的目标有什么不同？');
});

it('asks nothing where there is nothing to ask about', () => {
  expect(firstQuestions({ ...FAKE_INDEX, documents: [] })).toEqual([]);
});

it('come from a route of their own', async () => {
  const { app } = await createFakeService();
  expect(await jsonOf(app.request('/api/first-questions'))).toEqual({
    questions: firstQuestions(FAKE_INDEX),
  });
});
