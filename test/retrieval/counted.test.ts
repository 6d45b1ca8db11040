import { afterAll, describe, expect, it } from 'vitest';
import { countedWords } from '../../src/retrieval/counted.ts';
import { servePlans } from '../fakes/invented-plans.ts';

const { index, assistant, close } = await servePlans({
  'plan.md': `青石区教育计划

一、目标

改造两所普通学校的特殊教育资源教室，新建公办幼儿园12所。

二、培训

每年举办培训班4期，老年大学服务3000人。
`,
});
afterAll(close);

describe('countedWords', () => {
  it.each([
    ['有几所公办幼儿园', '公办幼儿园'],
    ['特殊教育学校有几所', '特殊教育学校'],
    ['几所学校的资源教室', '学校'],
    ['几家幼儿园是国家认定的', '幼儿园'],
    ['公办幼儿园占多少', ''],
  ])('%s counts %s', (topic, words) => {
    expect(countedWords(topic, index.segmenter)[0] ?? '').toBe(words);
  });
});

describe('a figure that counts something else by name', () => {
  it('does not answer how many', async () => {
    const answer = await assistant.ask({ question: '特殊教育学校有几所？' });
    expect(answer.status, answer.answer).toBe('not_found');
  });

  it('answers where it counts what is asked', async () => {
    const answer = await assistant.ask({ question: '新建公办幼儿园几所？' });
    expect(answer.status).toBe('answered');
    expect(answer.answer).toContain('12所');
  });
});
