import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'one.md': `青溪区教育发展规划（2031—2033年）

一、职业教育提质发展

（一）建设实训中心

建成共享实训中心4个，面向全区中等职业学校开放。

（二）办好夜校

依托职业学校开办市民夜校，每学期开班30个。

二、强化党建引领

支部建在教研组上。
`,
  'other.md': `白石区教育发展规划（2031—2033年）

一、推进职业教育产教融合

（一）引企入校

与龙头企业共建产业学院2所，学徒制覆盖六个专业。

（二）打通升学通道

扩大中高职贯通培养规模，贯通专业达到8个。
`,
});
afterAll(close);

describe('a broad matter of two districts', () => {
  it.each([
    '职业教育这块，青溪区和白石区路子有啥不同',
    '两个区的职业教育做法对比一下',
    '青溪和白石职业教育的重点分别是什么',
  ])('is told by the sections about it: %s', async (question) => {
    const { status, answer } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toMatch(/\| 青溪区 \|[^\n]*共享实训中心4个[^\n]*市民夜校/u);
    expect(answer).toMatch(/\| 白石区 \|[^\n]*产业学院2所[^\n]*贯通/u);
  });

  it('says nothing found where only one has such a section', async () => {
    const { answer } = await ask('青溪区和白石区党建引领的做法有什么不同？');
    expect(answer).toMatch(/\| 青溪区 \|[^\n]*支部建在教研组/u);
    expect(answer).toMatch(/\| 白石区 \|[^\n]*(?:未提及|未找到)/u);
  });
});
