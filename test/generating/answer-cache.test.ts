import { expect, it } from 'vitest';
import type { Answer } from '../../src/answering/answer.ts';
import { AnswerCache } from '../../src/generating/answer-cache.ts';
import { readPrompts } from '../../src/generating/prompts.ts';
import { AnswerWriter } from '../../src/generating/write-answer.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';
import { ChatService } from '../../src/models/chat.ts';
import { demoChatSettings } from '../demo-model/settings.ts';

const index = { manifest: { build: 'a' } } as PolicyIndex;
const ANSWER = { answer: '好。' } as Answer;
const request = { question: '候船亭达到多少个？', documentIds: ['b', 'a'] };

it('knows a question again, whatever the order of its documents', () => {
  const cache = new AnswerCache('m', 10);
  cache.set(request, index, ANSWER);
  expect(cache.get({ ...request, question: ' 候船亭达到多少个？\n', documentIds: ['a', 'b'] }, index)).toBe(
    ANSWER,
  );
  expect(cache.get({ ...request, documentIds: ['a'] }, index)).toBeUndefined();
  expect(cache.get({ ...request, question: '候船亭达到多少' }, index)).toBeUndefined();
  const history = [{ role: 'user' as const, content: '渡口？' }];
  expect(cache.get({ ...request, history }, index)).toBeUndefined();
  expect(cache.get(request, { manifest: { build: 'b' } } as PolicyIndex)).toBeUndefined();
});

it('forgets the oldest', () => {
  const cache = new AnswerCache('m', 2);
  for (const question of ['一', '二', '三']) cache.set({ question }, index, ANSWER);
  expect(cache.get({ question: '一' }, index)).toBeUndefined();
  expect(cache.get({ question: '三' }, index)).toBe(ANSWER);
});

it('forgets overnight: by tomorrow a plan period may be over', () => {
  let now = new Date('2032-12-31T23:59:00');
  const cache = new AnswerCache('m', 10, () => now);
  cache.set(request, index, ANSWER);
  expect(cache.get(request, index)).toBe(ANSWER);
  now = new Date('2033-01-01T00:01:00');
  expect(cache.get(request, index)).toBeUndefined();
});

it('is made for one model and one wording of the prompts', () => {
  const settings = demoChatSettings('http://127.0.0.1:9/v1', 'm');
  const writer = (model: string, version: string) => {
    const chat = new ChatService({ ...settings, model, timeoutMs: settings.answerMs });
    return new AnswerWriter(chat, { ...readPrompts(), version }, settings);
  };
  const fingerprints = [writer('m', 'a'), writer('n', 'a'), writer('m', 'b')].map((one) => one.fingerprint);
  expect(new Set(fingerprints).size).toBe(3);
  expect(writer('m', 'a').fingerprint).toBe(fingerprints[0]);
});
