import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'one.md': `青溪区养老服务发展规划（2031—2035年）

一、发展基础

（一）工作成效

截至2030年底，全区已建成街道养老服务中心9个，护理型床位占比61%。

（二）存在问题

农村养老设施布点不足，护理员流失较快。

二、发展目标

到2033年，街道养老服务中心达到12个，形成初步网络。到2035年，建成覆盖城乡的养老服务网络，护理型床位占比达到75%。

三、保障措施

（一）加强领导

（二）保障经费

（三）强化监督

（四）营造氛围

四、主要任务

（一）扩大床位供给

新建床位300张。

（二）培养护理人才

每年培训护理员200名。

（三）推广智慧养老

建成平台1个。
`,
});
afterAll(close);

describe('what a plan wants to reach', () => {
  it.each(['青溪区的目标', '青溪区发展目标', '青溪区规划的总目标是什么？'])(
    'opens with what shall be reached by its end: %s',
    async (question) => {
      const { status, answer, citations } = await ask(question);
      expect(status).toBe('answered');
      expect(answer).toContain('75%');
      expect(citations[0]!.quote).toContain('到2035年');
    },
  );

  it('what is set up to carry the plan out is none of its tasks', async () => {
    const { answer } = await ask('青溪区规划讲了什么？');
    expect(answer).toContain('“主要任务”共 3 项');
    expect(answer).toContain('到2035年');
  });

  it('what is lacking is no achievement, though one section holds both', async () => {
    const { answer } = await ask('青溪区有哪些成绩？');
    expect(answer).toContain('9个');
    expect(answer).not.toContain('流失');
  });
});
