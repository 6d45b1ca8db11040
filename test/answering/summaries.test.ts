import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { assistant, close } = await servePlans({
  'plan.md': `青石区教育计划

一、学前教育

到2030年建成公平优质的学前教育体系。

1. 扩大资源供给。新建公办幼儿园12所，增加学位3600个。

2. 加强队伍建设。每年组织园长和教师全员培训一次。

3. 规范办园行为。建立年检和动态监管制度，“云苗”平台用于公示结果。

二、课程平台

推广“云苗”平台，做好推广工作。

“云苗”平台是面向幼儿家庭的科学育儿服务平台，由区教育局管理。
`,
});
afterAll(close);
const ask = (question: string) => assistant.ask({ question });

describe('a summary of a section', () => {
  it('is its parts, with what stands before them', async () => {
    const { answer } = await ask('概括一下学前教育这部分的内容');
    for (const words of ['公平优质', '扩大资源供给', '加强队伍建设', '规范办园行为'])
      expect(answer).toContain(words);
  });

  it('in as many points as it has parts is just these', async () => {
    const { answer } = await ask('把学前教育这部分浓缩成三条');
    expect(answer.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(3);
    expect(answer).not.toContain('公平优质');
  });
});

describe('what a thing is', () => {
  it('is told first by the sentence that says so', async () => {
    const { citations } = await ask('“云苗”平台到底是个什么平台？');
    expect(citations[0]?.quote).toContain('科学育儿服务平台');
  });
});
