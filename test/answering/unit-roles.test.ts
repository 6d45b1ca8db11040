import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'one.md': `青溪区养老服务行动方案（2031—2033年）

一、重点任务

（一）打造“杏林食堂”品牌。开展老年人助餐服务，每家食堂每周公示菜单。

牵头单位：区民政局

配合单位：区财政局、区商务局

（二）推进居家适老化改造。为困难老年人家庭改造住房。

牵头单位：区住房建设委

配合单位：区民政局、区残联

（三）壮大护理人才队伍。培训养老护理员。（区人社局牵头，区民政局、区教育局按职责分工负责）

（四）建设“枫桥驿站”。在社区建设老年人活动场所。

牵头单位：区教育局、区财政局、区水务局、区农业农村局、区文化旅游局、区市场监管局、区生态环境局、区应急管理局、区城市管理局、区体育局、区统计局、区审计局、区医疗保障局、区退役军人事务局、区交通运输局、区商务局、区科技局。

配合单位：东湾街道办事处、西湾街道办事处、南湾街道办事处、北湾街道办事处、上湾街道办事处、下湾街道办事处、前湾街道办事处、后湾街道办事处、左湾街道办事处、右湾街道办事处、内湾街道办事处、外湾街道办事处。

（五）做好“银龄行”出行服务。开通老年人就医专线。

协办单位：区残联、区商务局
`,
});
afterAll(close);

describe('units that lists part by what they do', () => {
  it('a task is told with who leads it and who helps, both cited', async () => {
    const { answer, citations } = await ask('“杏林食堂”是哪个单位牵头的？');
    expect(answer).toContain('牵头单位是区民政局；配合单位：区财政局、区商务局');
    expect(citations.map(({ quote }) => quote.replace(/\s/gu, '')).join('')).toContain('区商务局');
  });

  it('what a unit leads leaves out what it only helps with', async () => {
    const { answer } = await ask('区民政局牵头哪些任务？');
    expect(answer).toContain('列为牵头单位的任务共 1 项');
    expect(answer).toContain('杏林食堂');
    expect(answer).not.toContain('适老化');
  });

  it('all its tasks say what it is in each', async () => {
    const { answer } = await ask('区民政局有哪些任务？');
    expect(answer).toMatch(/杏林食堂.*（牵头单位）/u);
    expect(answer).toMatch(/适老化改造（配合单位）/u);
  });

  it('a list that names who leads behind the name is read, too', async () => {
    const { answer } = await ask('壮大护理人才队伍由谁牵头？');
    expect(answer).toContain('牵头单位是区人社局；责任单位：区民政局、区教育局');
  });

  it('what a unit does not do is not made up', async () => {
    const { answer } = await ask('区残联牵头哪些任务？');
    expect(answer).not.toContain('列为牵头单位的任务');
  });

  it('a role that a unit has nowhere is not made up; what it is in each task is said', async () => {
    const { answer } = await ask('区残联牵头哪些任务？');
    expect(answer).toContain('没有列出由区残联牵头的任务');
    expect(answer).toContain('区残联列为责任单位的任务共 2 项');
    expect(answer).toMatch(/居家适老化改造（配合单位）/u);
    expect(answer).toMatch(/出行服务（协办单位）/u);
  });

  it('a list too long for one citation is cited in all its sentences', async () => {
    const { citations } = await ask('“枫桥驿站”由哪些单位负责？');
    const quoted = citations.map(({ quote }) => quote.replace(/\s/gu, '')).join('');
    expect(quoted).toContain('区科技局');
    expect(quoted).toContain('外湾街道办事处');
  });

  it('cites for a unit the words that name it', async () => {
    const { citations } = await ask('区残联要做什么？');
    expect(citations.every(({ quote }) => quote.includes('区残联'))).toBe(true);
  });

  it('the same unit is asked after in the other role', async () => {
    const { answer } = await ask('那配合的呢', '哪些任务是区民政局牵头的');
    expect(answer).toContain('居家适老化');
    expect(answer).not.toContain('杏林食堂');
  });

  it('the next unit is asked what the one before was asked', async () => {
    const next = await ask('区残联呢', '区商务局要做什么？');
    expect(next.answer).toContain('区残联列为责任单位的任务共 2 项');
    expect((await ask('气象局呢', '区商务局要做什么？')).status).toBe('not_found');
  });
});

describe('lists of units in the text and in a table', () => {
  it('are told together', async () => {
    const plan = await servePlans({
      'two.md': `# 青溪区2031年数据工作要点

## 一、任务

（一）建设“一图”。整合数据。（牵头单位：区数据局；配合单位：区水务局）

（二）规范数据管理。制定目录。（牵头单位：区数据局；配合单位：区委网信办）

2030年，全区数据归集率为71%。数据归集率达到90%。

## 附件1 任务分解表

| 序号 | 任务 | 年度目标 | 牵头单位 |
| --- | --- | --- | --- |
| 1 | 平台上线 | 1个 | 区数据局 |
| 2 | 监测布点 | 210个 | 区水务局 |
| 3 | 机房改造 | 3处 | 区工信局 |
`,
    });
    const { answer } = await plan.ask('区数据局牵头哪些任务？');
    for (const task of ['一图', '规范数据管理', '平台上线']) expect(answer).toContain(task);
    expect((await plan.ask('附件1一共几项任务？')).answer).toContain('共 3 项');
    // What was reached the year before is no other target.
    expect((await plan.ask('数据归集率目标是多少？')).answer).not.toContain('不一致');
    await plan.close();
  });
});
