import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `青石区校舍改善行动方案（2031—2033年）

一、重点任务

（一）校舍建设

启动新建河口镇柳树路小学、青石区第九中学。增加小学学位300个，扩大优质学校覆盖面。

（二）合作办学

实施“青松计划”，每年选派教师二十名。落实“青松计划”和“听涛”培养项目，完成“十大工程”。

依据《校舍安全标准》和《合作办学管理办法》推进工作。

支持普通学校与特殊教育学校结对，各中小学每学期开展一次演练，推进与天津师范大学联合培养教师。在启智学校增设职教部，鼓励普通中学接收随班就读学生。
`,
  'other.md': `白沙区校舍安全管理办法

第一条 学校应当每学期检查校舍。

第二条 各小学、中学应当建立台账。
`,
});
afterAll(close);
const items = (answer: string) => answer.split('\n').filter((line) => line.startsWith('- '));

describe('projects asked for by a name with a gap', () => {
  it('are every one of that kind', async () => {
    const { answer, status } = await ask('青石区有哪些“××计划”？');
    expect(status).toBe('answered');
    expect(answer).toContain('青松计划');
  });
});

describe('a list that the plan counts', () => {
  const served = servePlans({
    'plan.md': `青山区行动方案（2031—2033年）

一、总体思路

实施“绿叶”阅读行动和“蓝天”体育行动。统筹推进“三大工程”。

二、攻坚行动

（一）校舍改造攻坚行动

改造校舍。

（二）教师培养攻坚行动

培养教师。

（三）课程建设攻坚行动

建设课程。

三、重点工程

（一）实施“强基工程”

1. 阅读。开展阅读。

2. 书写。开展书写。

（二）实施“固本工程”

开展培训。

（三）实施“培优工程”

开展评选。
`,
  });
  afterAll(async () => (await served).close());

  it('is not what stands in quotation marks, however many that are', async () => {
    const { answer } = await (await served).ask('青山区三大行动是哪些？');
    expect(answer).toContain('共 3 项');
    expect(answer).toContain('课程建设攻坚行动');
    expect(answer).not.toContain('绿叶');
  });

  it('is not what one of its members is divided into', async () => {
    const { answer } = await (await served).ask('青山区两大工程有哪些？');
    expect(answer).toContain('没有 2 项');
    expect(answer).not.toContain('书写');
  });
});

describe('institutions that a document names', () => {
  it('are told wherever they stand, kinds of school are not', async () => {
    const { answer, status } = await ask('青石区的方案点名提到了哪些学校？');
    expect(status).toBe('answered');
    expect(items(answer)).toHaveLength(2);
    expect(answer).toContain('启智学校');
    expect(answer).toContain('可能有遗漏');
    expect(answer).toContain('柳树路小学');
    expect(answer).toContain('第九中学');
    expect(answer).not.toContain('普通学校');
  });

  it('of the kind asked for', async () => {
    const { answer } = await ask('青石区的方案提到了哪些大学？');
    expect(items(answer)).toHaveLength(1);
    expect(answer).toContain('天津师范大学');
  });

  it('are refused where the document names none', async () => {
    const { status } = await ask('白沙区的办法点名提到了哪些学校？');
    expect(status).toBe('not_found');
  });

  it('are said to be missing beside a document that names some', async () => {
    const { answer } = await ask('两个区的文件分别点名了哪些中学？');
    expect(answer).toContain('没有找到写出名称的中学');
    expect(answer).toContain('第九中学');
  });
});

describe('projects that a document names in quotation marks', () => {
  it('are listed once each, with their number', async () => {
    const { answer } = await ask('青石区的方案提到了哪些计划和项目？');
    expect(answer).toContain('共 2 个');
    expect(items(answer).map((line) => line.replace(/\[\d+\]/gu, ''))).toEqual([
      '- “青松计划”',
      '- “听涛”培养项目',
    ]);
    expect(answer).toContain('没有加引号的名称不在此列');
  });

  it('do not hold the number of them', async () => {
    const { answer } = await ask('青石区的方案提到了哪些工程？');
    expect(answer).not.toContain('共 1 个');
  });
});

describe('other documents by their titles', () => {
  it('are every one that the plan names but its own', async () => {
    const { status, answer } = await ask('青石区的方案用书名号点名了哪些文件？');
    expect(status).toBe('answered');
    expect(items(answer)).toEqual(['- 《校舍安全标准》[1]', '- 《合作办学管理办法》[1]']);
    expect(answer).toContain('共 2 个');
  });

  it('are not listed where a matter of theirs is asked', async () => {
    const { answer } = await ask('青石区哪些文件提到了联合培养教师？');
    expect(answer).not.toContain('用书名号写出');
  });
});
