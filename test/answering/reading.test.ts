import { afterAll, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans();
afterAll(close);

async function readingOf(...questions: string[]): Promise<string> {
  const history = questions.slice(0, -1).map((content) => ({ role: 'user' as const, content }));
  return (await assistant.ask({ question: questions.at(-1)!, history })).reading;
}

it('says 是否 of a question that asks whether, and of no other', async () => {
  expect(await readingOf('云溪区是否提供上门助浴？')).toMatch(/ · 是否$/u);
  expect(await readingOf('云溪区有没有社区食堂？')).toMatch(/ · 是否$/u);
  for (const question of ['云溪区养老机构可以自主定助餐价格', '云溪区街道有权自行改造楼道扶手'])
    expect(await readingOf(question), question).not.toContain('是否');
  // A follow-up asks what the question before asked.
  expect(await readingOf('云溪区提供上门助浴吗？', '那临浦区呢？')).toMatch(/ · 是否$/u);
});

it('says 含义 of a question for a meaning, not of one for a difference', async () => {
  expect(await readingOf('云溪区的“四减两补”是什么意思？')).toMatch(/ · 含义$/u);
  expect(await readingOf('云溪区和临浦区的护理型床位目标有什么不同？')).not.toContain('含义');
});
