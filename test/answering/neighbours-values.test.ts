import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'one.md': `青溪区校园安全行动方案（2031—2033年）

一、工作目标

到2032年，创建平安校园15所；到2033年，平安校园达到30所。

二、重点任务

（一）织密防护网络

专职保安按以下标准配备：学生不足1000人的学校不少于3名，1000至2000人的不少于4名，超过2000人的每增加500人增配1名。托班保教费每月不超过1200元。食材实行“四统一”：统一招标、统一采购、统一配送、统一结算。

（二）开展实践周活动

每学期开学前一周公布实践周课程，开学后完成选课。由区教育局牵头。

（三）减少交通事故

2030年全区学生交通事故比上年下降18%，没有发生一次死亡3人以上事故。新建校舍与住宅同步规划、同步建设、同步验收、同步交付。

三、实施步骤

1. 部署启动（2031年4月—6月）。制定细则，摸底排查。

2. 集中攻坚（2031年7月—2032年12月）。对照清单整改。

3. 巩固提升（2033年1月—12月）。评估验收，总结推广。

四、保障措施

（一）鼓励社会参与。引导企业捐资助学。

附件：重点项目清单

| 序号 | 项目 | 投资（万元） | 责任单位 |
| --- | --- | --- | --- |
| 1 | 消防设施改造 | 1260 | 区教育局 |
| 2 | 智慧平台建设 | 580 | 区数据局 |
| 3 | 报警装置更新 | 96 | 区公安局 |
`,
});
afterAll(close);

describe("a neighbour's value is no answer", () => {
  it.each([
    '青溪区重点项目总投资多少？',
    '青溪区实践周安排在第几周？',
    '青溪区实践周由哪个科室牵头？',
    '青溪区2030年有多少人死于交通事故？',
    '青溪区幼儿园小班（不是托班）保教费每月多少？',
  ])('%s', async (question) => {
    expect((await ask(question)).status).toBe('not_found');
  });

  it('what one row gives is told of that row', async () => {
    expect((await ask('智慧平台建设总投资多少？')).answer).toContain('580万元');
  });
});

describe('structures of such plans', () => {
  it('steps with their months are all told', async () => {
    const { answer } = await ask('青溪区分几步走？');
    for (const step of ['部署启动', '集中攻坚', '巩固提升']) expect(answer).toContain(step);
  });

  it('a coinage that a colon explains is explained', async () => {
    const { status, answer } = await ask('“四统一”是什么意思？');
    expect(status).toBe('answered');
    expect(answer).toContain('统一结算');
  });

  it('a count of words that the plan lists without counting is found', async () => {
    const { answer } = await ask('新建校舍的“四同步”是哪四个？');
    for (const word of ['同步规划', '同步交付']) expect(answer).toContain(word);
  });

  it('a size of school is no claim, and cases of one sentence do not contradict', async () => {
    const { answer } = await ask('我们学校1500人要配几个保安？');
    expect(answer).toContain('1000至2000人的不少于4名');
    expect(answer).not.toMatch(/与问题中的数字不同|两处不一致/u);
  });

  it('a heading may end with 参与', async () => {
    const { citations } = await ask('青溪区怎么鼓励社会参与？');
    expect(citations[0]!.path.at(-1)).toBe('（一）鼓励社会参与');
  });

  it('the last of two stages in one sentence is told with the year before it', async () => {
    const { answer } = await ask('青溪区平安校园要创建多少所？');
    expect(answer).toContain('30所');
    expect(answer).toContain('15所');
  });
});
