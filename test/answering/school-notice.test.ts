import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'notice.md': `# 柳川县教育局关于加强中小学生“四项管理”工作的通知

各学校：

现就加强中小学生作业、睡眠、手机、读物管理（以下简称“四项管理”）工作通知如下。

## 一、工作目标

到2033年6月，小学一、二年级不留书面作业的学校比例达到100%，学生近视率较2029年下降3个百分点，体质健康优良率达到58%以上。

## 二、重点任务

### （一）规范手机使用

学校设立校内公共电话，每200名学生不少于1部。违反规定带入课堂的手机由班主任暂存，不得没收。举报电话：0533-2345678。

### （二）加强读物管理

进校园读物坚持“凡进必审”。推荐目录须经评议、审核、公示。存在下列情形之一的，不得进入校园：

（1）宣扬暴力的；
（2）夹带商业广告的；
（3）未经审核的。

### （三）强化体质管理

落实体育课时，小学一、二年级每周4课时，初中每周3课时。
`,
});
afterAll(close);

describe('a notice on how pupils are looked after', () => {
  it('explains a short name by the list that it counts', async () => {
    expect((await ask('四项管理是哪四项？')).answer).toContain('作业、睡眠、手机、读物管理');
  });

  it('a year that a value starts from is not the year by which', async () => {
    const { answer } = await ask('2033年6月要达到什么目标？');
    expect(answer).toContain('共 3 项');
    expect(answer).toMatch(/小学一、二年级.*近视率.*优良率/su);
  });

  it('a short sentence with subject and verb is no title: the cases below it belong to the next', async () => {
    const { answer } = await ask('哪些读物不能进校园？');
    expect(answer).toMatch(/共 3 项.*宣扬暴力.*商业广告.*未经审核/su);
  });

  it('counts telephones instead of giving the number to ring', async () => {
    const { answer } = await ask('校内公共电话配几部？');
    expect(answer).toContain('1部');
    expect(answer).not.toContain('2345678');
  });

  it('finds what is told of two words that people join', async () => {
    expect((await ask('老师能没收手机吗？')).answer).toContain('不得没收');
    expect((await ask('初中体育课一周几节？')).answer).toContain('3课时');
  });
});
