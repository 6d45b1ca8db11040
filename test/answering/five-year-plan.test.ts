import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `# 砚湖区水生态环境保护规划（2026—2030年）

（征求意见稿）

公开征求意见时间为2026年4月13日至5月12日。

## 第一章 规划背景

### 第一节 存在问题

一是湖体富营养化尚未扭转。二是城乡供水不均衡，冬春枯水期水量不足。三是污水收集存在空白区，管网“重建轻养”。四是水利基层队伍老化，镇级水利站50岁以上人员占比达到57%。五是投入渠道单一，社会资本参与度不高。

## 第二章 总体要求

**专栏1 主要指标**

| 类别 | 序号 | 指标 | 2025年基期值 | 2030年目标值 |
| --- | --- | --- | --- | --- |
| 水资源 | 1 | 用水总量（亿立方米） | 2.42 | 2.60以内 |
|  | 2 | 公共供水管网漏损率（%） | 9.6 | 8以内 |
| 水环境 | 3 | 污水集中收集率（%） | 68 | 80 |

## 第三章 主要任务

### 第一节 实施“清流进管”行动

对老城合流管道开展雨污分流改造。

专栏2 “清流进管”行动片区改造清单

| 片区 | 管道总长（公里） | 街道 | 备注 |
| --- | --- | --- | --- |
| 文昌片区 | 21 | 文昌街道 |  |
| 南关片区 | 14 | 同上 |  |
| 码头片区 | 10 | 通济街道 | 涉及文物保护 |
| 合计 | 45 |  |  |
`,
});
afterAll(close);

describe('a five-year plan with boxes', () => {
  it('shortcomings are told all, or counted', async () => {
    const { answer } = await ask('砚湖区的规划指出存在哪些问题？');
    for (const item of ['富营养化', '供水不均衡', '污水收集', '队伍老化', '投入渠道单一'])
      expect(answer).toContain(item);
    const part = await ask('砚湖区水利队伍存在哪些问题？');
    expect(part.answer).toContain('队伍老化');
    expect(part.answer).toContain('另有 3 条');
    expect((await ask('砚湖区规划一共写了几条问题？')).answer).toContain('共 5 条');
  });

  it('a bounded value has its unit', async () => {
    expect((await ask('用水总量目标是多少？')).answer).toContain('2.60亿立方米以内');
    const { answer } = await ask('用水总量2.60亿立方米是哪一年的目标？');
    expect(answer).not.toContain('不是 2.60');
  });

  it('a name that no dictionary lists is one matter', async () => {
    const { answer } = await ask('管网漏损率压到多少？');
    expect(answer).toContain('8%以内');
    expect(answer).not.toContain('57%');
  });

  it('the verb that asks for rows picks none; a total is no row', async () => {
    const { answer } = await ask('“清流进管”行动涉及哪几个片区？');
    for (const part of ['文昌片区', '南关片区', '码头片区']) expect(answer).toContain(part);
    expect(answer).toContain('共 3 项');
  });

  it('a cell like the one above is read so', async () => {
    const { answer, citations } = await ask('南关片区在哪个街道？');
    expect(answer).toContain('文昌街道');
    expect(citations.map(({ quote }) => quote).join('')).toContain('文昌街道');
  });

  it('until when opinions are taken', async () => {
    expect((await ask('这份规划意见征集到哪一天？')).answer).toContain('5月12日');
  });
});
