import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask, index } = await servePlans({
  'one.md': `# 青溪区基础教育扩优行动方案（2031—2033年）

## 三、主要任务

### （一）学位扩容“满格行动”

**1. 建成学校。** 三年建成学校6所。

**责任单位：区教育局、区住房建设委**

### （二）身心护航“晴空行动”

智慧体育达标率由36%提高到80%。

**责任单位：区教育局、区残联、区妇联**
`,
});
afterAll(close);

describe('a list of units printed bold on a line of its own', () => {
  it('is no heading and tells who is responsible', async () => {
    const titles = [...index.outlines.values()].flatMap(({ headings }) => headings.map(({ title }) => title));
    expect(titles.filter((title) => title.includes('责任单位'))).toEqual([]);
    expect((await ask('青溪区晴空行动的责任单位有哪些')).answer).toContain('区残联');
    expect((await ask('青溪区妇联负责哪些任务')).answer).toContain('晴空行动');
  });

  it('names in quotation marks are listed, asked how many there are', async () => {
    const { answer } = await ask('青溪区一共几个带引号的“××行动”，把名字列全');
    expect(answer).toContain('满格行动');
    expect(answer).toContain('晴空行动');
  });

  it('由…提高到… tells what is now, too', async () => {
    const { status, answer } = await ask('青溪区智慧体育达标率现在多少、要提到多少');
    expect(status).toBe('answered');
    expect(answer).toContain('36%');
    expect(answer).toContain('80%');
  });
});
