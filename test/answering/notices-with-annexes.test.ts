import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'notice.md': `# 云溪县教育局关于开展“书香校园”评选工作的通知

各中小学校：

## 一、评选名额

全县共评选“书香校园”24所，其中小学14所、初中7所、普通高中2所、中职1所。各乡镇名额见附件1。

## 二、评选条件

（一）条件达标。小学生均图书不少于25册，初中生均不少于35册，高中生均不少于45册。

（二）成效明显。小学生年均阅读量不少于120万字，初中生不少于160万字。

## 三、评选程序

1. 学校自评。自评得分90分以上的可以申报。

2. 县级评审。县教育局会同县委宣传部组成评审组，5月底前完成评审。

3. 公示命名。评审结果公示5个工作日。

## 四、结果运用

“书香校园”有效期三年，每年抽查一次。已获得市级称号的学校不再参评。

联系人：何敏；联系电话：0599-6688123。

附件1

## 名额分配表

| 乡镇 | 小学 | 初中 | 高中 | 合计 |
| --- | --- | --- | --- | --- |
| 城关镇 | 4 | 2 | | 6 |
| 梅岭乡 | 2 | 1 | | 3 |
| 县直学校 | 2 | 1 | 2 | 5 |

附件2

## 评价指标

| 一级指标 | 二级指标 | 分值 | 评分办法 |
| --- | --- | --- | --- |
| 组织保障 | 领导小组 | 8 | 未成立不得分 |
| | 管理人员 | 7 | 每缺1人扣2分 |
| 阵地建设 | 图书馆室 | 15 | 每少1小时扣1分 |
| | 数字阅读 | 5 | 未接入不得分 |
`,
});
afterAll(close);

describe('tables with empty and merged cells', () => {
  it('a cell is read by its row and column, though cells before it are empty', async () => {
    expect((await ask('城关镇一共几个名额？')).answer).toContain('合计 6');
    const { answer } = await ask('梅岭乡初中几个名额？');
    expect(answer).toContain('初中 1');
    expect(answer).not.toContain('7所');
  });

  it('an empty cell is said to be empty, and no other one told', async () => {
    const { status, answer } = await ask('梅岭乡高中有几个名额？');
    expect(status).toBe('not_found');
    expect(answer).toContain('“梅岭乡”一行的“高中”栏没有填写');
  });

  it('what is printed once for several rows goes for all of them, and is cited', async () => {
    const { answer, citations } = await ask('管理人员多少分？');
    expect(answer).toContain('组织保障·管理人员：分值 7');
    expect(citations.map(({ quote }) => quote).join('')).toContain('组织保障');
  });

  it('a table does not answer what it does not speak of', async () => {
    expect((await ask('梅岭乡小学有几名教师？')).status).toBe('not_found');
  });
});

describe('a notice', () => {
  it('tells its steps', async () => {
    const { answer } = await ask('评选分几步？');
    for (const step of ['学校自评', '县级评审', '公示命名']) expect(answer).toContain(step);
  });

  it('how long a title holds is not the standing of the notice', async () => {
    const { answer } = await ask('书香校园有效期多久？');
    expect(answer).toContain('三年');
    expect(answer).not.toContain('正式印发');
  });

  it('a value of other stages is none of the one asked about', async () => {
    expect((await ask('高中生每年要读多少字？')).status).toBe('not_found');
    expect((await ask('初中生每年要读多少字？')).answer).toContain('160万字');
  });

  it('an office that nobody is named for is not told by another', async () => {
    expect((await ask('云溪县县长是谁？')).status).toBe('not_found');
  });

  it('who to call is told by name, not by number', async () => {
    const { answer } = await ask('联系人是谁？');
    expect(answer).toContain('何敏');
    expect(answer).not.toContain('0599');
  });

  it('who does a thing is told where it is said; 谁组织县 is no county', async () => {
    expect((await ask('谁组织县级评审？')).answer).toContain('县教育局会同县委宣传部');
  });

  it('which schools are shut out is told by what they are', async () => {
    expect((await ask('哪些学校不能参评？')).answer).toContain('已获得市级称号的学校不再参评');
  });
});

describe('the greatest and the least of a table', () => {
  it('are told by the column that is meant', async () => {
    const most = await ask('哪个乡镇名额最多？');
    expect(most.answer).toContain('城关镇（合计 6）');
    expect((await ask('哪个乡镇小学名额最少？')).answer).not.toContain('城关镇');
  });
});

describe('an annex asked for by its number', () => {
  it('is told by the rows of its table', async () => {
    const { answer } = await ask('附件1写了什么？');
    expect(answer).toContain('“名额分配表”共 3 项');
    expect(answer).toContain('梅岭乡：小学 2，初中 1，合计 3');
    expect((await ask('附件2有哪些指标？')).answer).not.toContain('城关镇');
  });
});

describe('tables of which not all can be compared or read', () => {
  it('give no greatest, no complete list, and no empty cell where the text tells', async () => {
    const plan = await servePlans({
      'mixed.md': `# 柳溪区水务规划（2031—2035年）

## 一、目标

到2035年，柳河的水位控制在3米以内。

专栏1 主要指标

| 指标 | 2035年 |
| --- | --- |
| 用水总量（亿立方米） | 2.6 |
| 漏损率（%） | 8 |
| 管网覆盖率（%） | 95 |

附件1

| 河道 | 长度 | 水位 |
| --- | --- | --- |
| 柳河 | 12 | |
| 青河 | 20 | 2米 |
| 白河 |
`,
    });
    expect((await plan.ask('哪个指标最高？')).answer).not.toContain('管网覆盖率（');
    expect((await plan.ask('哪个河道长度最大？')).answer).not.toContain('青河（长度');
    expect((await plan.ask('附件1写了什么？')).answer).not.toContain('共 2 项');
    expect((await plan.ask('柳河的水位控制在几米以内？')).answer).toContain('3米');
    await plan.close();
  });
});
