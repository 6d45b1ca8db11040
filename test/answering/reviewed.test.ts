import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'measures.md': `# 松湾县校车与场馆管理办法

第一条 为了规范校车管理，制定本办法。

第二条 县教育局负责校车综合管理。申请使用校车的，向主管部门（县教育局）提出申请。

第三条 室外场地免费开放。室内场馆可以收取补偿性费用，每小时不超过20元。

第四条 校车每半年检验一次。对使用满8年的校车，每季度检验一次。

第五条 校车不得有下列行为：

（一）超员载客；

（二）擅自改变路线。

第六条 校车应当悬挂标牌。违反第五条第一项规定的，处2000元罚款。违反第五条第二项规定的，责令改正。

第七条 建设停靠站点，责任单位：县交通运输局、县公安局。教室面积不低于60平方米可以认定为标准教室。

第八条 扶手改造补助800元。
`,
  'plan.md': `# 松湾县学校建设三年行动计划（2031—2033年）

一、教师交流

教师交流按照个人申请、学校推荐、组织审定的程序进行。

二、实施步骤

（一）动员阶段

印发方案。2031年建成实训基地2个，2032年建成实训基地4个。学校每学期开展1次食品安全演练。

（二）实施阶段

推进项目。

附件1 学位建设表

| 乡镇 | 学位（个） |
| --- | --- |
| 石桥镇 | 1200 |
| 白水乡 | 900 |
| 全县合计 | 2100 |

附件2 重点项目表

| 序号 | 项目名称 | 所在乡镇 | 总投资 | 完成年份 |
| --- | --- | --- | --- | --- |
| 1 | 北坡校舍 | 石桥镇 | 1.2亿元 | 2033 |
| 2 | 南湾操场 | 白水乡 | 8000万元 | 2032 |
| 3 | 东岸食堂 | 河口镇 | 950万元 | 2032 |
`,
});
afterAll(close);

describe('what a reader with fresh eyes found', () => {
  it('an annex on a line of its own heads its own table, though another comes later', async () => {
    const { answer, citations } = await ask('哪个乡镇的学位最多？');
    expect(answer).toContain('石桥镇（学位 1200个）');
    expect(citations[0]!.path.at(-1)).toContain('附件1');
  });

  it('picks rows by the year of a column, and compares 亿 with 万', async () => {
    const { answer } = await ask('哪个项目2032年完成？');
    expect(answer).toMatch(/南湾操场.*东岸食堂/su);
    expect(answer).not.toContain('北坡校舍');
    expect((await ask('投资最多的项目是哪个？')).answer).toMatch(/：北坡校舍（总投资 1\.2亿元）\[1\]。$/u);
    expect((await ask('2032年完成的项目里投资最大的是哪个？')).answer).toContain(
      '南湾操场（总投资 8000万元）',
    );
  });

  it('a figure that the plan sets for another year is wrong for a year with a figure of its own', async () => {
    const { answer } = await ask('2031年建成4个实训基地，分布在哪些乡镇？');
    expect(answer).toContain('文件写的不是 4个');
  });

  it('how often something else is done to the same matter is no answer', async () => {
    expect((await ask('食品安全演练多久一次？')).answer).toContain('每学期');
    expect((await ask('食品安全检查多久一次？')).status).toBe('not_found');
  });

  it('a rule of one short sentence is told, not taken for a title', async () => {
    expect((await ask('室外场地免费开放吗？')).answer).toContain('免费开放');
    expect((await ask('校车多久检验一次？')).answer).toContain('每半年');
  });

  it('steps of another matter are not the stages of the plan', async () => {
    expect((await ask('教师交流的程序是什么？')).answer).toContain('个人申请');
    expect((await ask('教师交流的程序是什么？')).answer).not.toContain('动员');
    expect((await ask('行动计划分几个阶段？')).answer).toContain('动员阶段');
  });

  it('a size is no age', async () => {
    expect((await ask('教室多大可以算标准教室？')).answer).toContain('60平方米');
  });

  it('what is done this way is not given the sum of another thing', async () => {
    expect((await ask('加装电梯这种改造补多少钱？')).status).toBe('not_found');
  });

  it('a total by any name is none of the rows', async () => {
    expect((await ask('哪个乡镇学位最多？')).answer).toContain('石桥镇');
  });

  it('a bracket that says which office is meant is no list of units', async () => {
    const { answer } = await ask('县教育局负责什么？');
    expect(answer).toContain('校车综合管理');
  });

  it('units behind a comma at the end of a sentence are read', async () => {
    expect((await ask('县公安局负责哪些任务？')).answer).toMatch(/共 \d (?:项|处)/u);
  });

  it('what comes of breaking another article is not told', async () => {
    expect((await ask('违反第四条怎么罚？')).answer).not.toContain('2000元');
  });

  it('an annex that there is none of is refused', async () => {
    expect((await ask('附件4有什么？')).status).toBe('not_found');
    expect((await ask('附件1有什么？')).answer).toContain('石桥镇');
  });
});
