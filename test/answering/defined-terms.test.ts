import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'rules.md': `# 柳川县助餐服务办法

第一条 为了规范助餐服务，制定本办法。

第二条 本办法下列用语的含义：

（一）社区食堂，是指设在社区、有固定场所和厨房的助餐点；

（二）配餐点，是指只分发不加工的助餐点。

第三条 社区食堂负责人任期一般不超过三年。同一人员担任社区食堂负责人累计不超过两次。
`,
});
afterAll(close);

describe('terms that the document defines', () => {
  it('are told side by side where their difference is asked for', async () => {
    const { answer, citations } = await ask('社区食堂和配餐点有什么区别？');
    expect(answer).toMatch(/社区食堂，是指设在社区.*配餐点，是指只分发不加工/su);
    expect(citations).toHaveLength(2);
  });

  it('one that is not defined is said to be none', async () => {
    const { answer } = await ask('社区食堂跟普通食堂有啥不一样？');
    expect(answer).toContain('社区食堂，是指');
    expect(answer).toContain('文件没有说明“普通食堂”指什么');
  });
});

describe('how often somebody may do a thing', () => {
  it('is not told by how long', async () => {
    const { answer } = await ask('社区食堂负责人担任几次？');
    expect(answer).toContain('不超过两次');
    expect(answer).not.toContain('三年');
  });
});
