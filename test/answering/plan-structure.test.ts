import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区渡口建设方案（2031—2035年）

一、总体目标

到2033年，渡口监控全部建成，培训船工300人。到2035年，渡口达到12个，百姓更加满意。

二、主要任务

（一）改造渡口

每年改造渡口2个。

附表 渡口改造项目表

| 序号 | 渡口名称 | 所在街镇 | 建设性质 | 计划完工时间 |
|---|---|---|---|---|
| 1 | 柳树渡口 | 河口镇 | 新建 | 2032年9月 |
| 2 | 石桥渡口 | 河口镇 | 改建 | 2033年9月 |
| 3 | 白沙渡口 | 白沙街道 | 新建 | 2033年6月 |
| 4 | 青山渡口 | 白沙街道 | 改建 | 2034年5月 |

三、实施步骤

（一）启动阶段（2031年3月至6月）。制定年度计划，于2031年4月30日前备案。

（二）推进阶段（2031年7月至2034年12月）。每年12月开展评估。

（三）总结阶段（2035年）。总结经验，完成验收。

附件1 首批开放渡口名单（4所）

1. 柳树渡口（河口镇）：候船室、停车场

2. 石桥渡口（河口镇）：候船室、母婴室

3. 白沙渡口（白沙街道）：停车场

4. 青山渡口（白沙街道）：候船室、母婴室、停车场
`,
});
afterAll(close);
const items = (answer: string) => answer.split('\n').filter((line) => line.startsWith('- '));

describe('the steps of a plan', () => {
  it.each(['青石区的方案分几步走，每步干什么？', '青石区方案分哪几个阶段实施'])('%s', async (question) => {
    const { answer, status } = await ask(question);
    expect(status).toBe('answered');
    expect(answer).toContain('3 步');
    expect(items(answer)).toHaveLength(3);
    expect(answer).toContain('2031年4月30日');
  });
});

describe('rows of a table', () => {
  it.each([
    ['按青石区的项目表，2033年完工的渡口有哪些？', ['石桥渡口', '白沙渡口'], ['柳树渡口', '青山渡口']],
    ['青石区渡口改造项目里，新建的有哪几个', ['柳树渡口', '白沙渡口'], ['石桥渡口', '青山渡口']],
    ['青石区渡口改造项目表里2033年新建的有哪些', ['白沙渡口'], ['石桥渡口', '柳树渡口']],
  ])('%s', async (question, picked, others) => {
    const { answer, status } = await ask(question);
    expect(status).toBe('answered');
    expect(items(answer)).toHaveLength(picked.length);
    for (const name of picked) expect(answer).toContain(name);
    for (const name of others) expect(answer).not.toContain(name);
  });
});

describe('items of a list', () => {
  it('are picked by what they hold', async () => {
    const { answer } = await ask('青石区首批开放的渡口里，哪些有停车场？');
    expect(items(answer)).toHaveLength(3);
    for (const name of ['柳树渡口', '白沙渡口', '青山渡口']) expect(answer).toContain(name);
    expect(answer).not.toContain('石桥渡口');
  });
});

describe('aims by their years', () => {
  it('are told for each year asked', async () => {
    const { answer } = await ask('几句话说说青石区2033年和2035年分别想走到哪一步');
    expect(answer).toContain('300人');
    expect(answer).toContain('12个');
  });
});
