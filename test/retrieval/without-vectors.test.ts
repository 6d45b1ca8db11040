import { afterAll, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { ModelError } from '../../src/errors.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, close } = await servePlans({
  'plan.md': '青石区渡口方案\n\n一、目标\n\n到2032年，候船亭达到45个。\n',
});
afterAll(close);

const failing = (error: Error) =>
  createAssistant(() => ({ ...index, embedQuery: () => Promise.reject(error) }));

it('words alone answer where the service of the vectors fails, and the answer says so', async () => {
  const answer = await failing(new ModelError('向量服务连接不上')).ask({ question: '候船亭达到多少个？' });
  expect(answer.status).toBe('answered');
  expect(answer.answer).toContain('45个');
  expect(answer.notices.map(({ code }) => code)).toContain('vector_fallback');
});

it('an error of our own is not hidden behind that', async () => {
  await expect(failing(new TypeError('ours')).ask({ question: '候船亭达到多少个？' })).rejects.toThrow(
    'ours',
  );
});
