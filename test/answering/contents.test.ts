import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'one.md': `青溪区教育三年行动方案（2031—2033年）

一、总体要求

坚持优先发展教育。

二、工作目标

到2031年底，公办幼儿园占比达到61%，新增托位300个。

到2032年底，公办幼儿园占比达到64%，新增托位600个。

到2033年底，公办幼儿园占比达到67%，新增托位900个。

三、重点任务

（一）实施幼有善育行动

扩建幼儿园。对普惠园按每生每年900元给予补助。

1. 建设新园

每年建园2所。

2. 改造旧园

每年改造3所。

（二）实施学有优教行动

新建学校。

（三）实施师有所成行动

培训教师。

四、保障措施

加强督导。
`,
});
afterAll(close);

describe('the parts of a whole document', () => {
  it('are told by its outline, with its tasks one by one', async () => {
    const { status, answer } = await ask('青溪区三年行动分几大块？');
    expect(status).toBe('answered');
    expect(answer).toContain('共 4 部分');
    for (const title of ['总体要求', '保障措施', '幼有善育', '学有优教', '师有所成'])
      expect(answer).toContain(title);
    expect(answer).not.toContain('改造旧园');
  });

  it('a part asked about is no whole document', async () => {
    const { answer } = await ask('青溪区幼有善育行动分几块？');
    expect(answer).toContain('建设新园');
    expect(answer).not.toContain('保障措施');
  });
});

describe('values set stage by stage', () => {
  it('the last stage is the target, the stages before it are said', async () => {
    const { answer } = await ask('青溪区公办幼儿园占比要达到多少？');
    const [first] = answer.split('\n');
    expect(first).toContain('67%');
    expect(answer).toContain('2031年');
    expect(answer).toContain('61%');
    expect(answer).toContain('64%');
  });

  it('gathered values of several years say their year', async () => {
    const { answer } = await ask('青溪区的工作目标有哪些？');
    expect(answer).toMatch(/2031年 .*61%/u);
    expect(answer).toMatch(/2033年 .*67%/u);
  });

  it('a year asked for is told alone', async () => {
    const { answer } = await ask('青溪区2032年公办幼儿园占比多少？');
    expect(answer).toContain('64%');
    expect(answer).not.toContain('67%');
  });
});

describe('money of another kind', () => {
  it('a subsidy is no price', async () => {
    const { status } = await ask('青溪区普惠园一个月伙食费多少？');
    expect(status).toBe('not_found');
  });
});
