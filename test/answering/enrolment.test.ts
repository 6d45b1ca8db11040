import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'enrol.md': `# 河阳区教育局关于做好2032年义务教育学校招生入学工作的通知

河教〔2032〕23号

区属各中小学：

## 一、招生对象

（一）小学一年级：年满6周岁、具有河阳区户籍或符合条件的随迁子女。

（二）初中一年级：河阳区小学应届毕业生。

## 二、招生计划

2032年全区小学一年级计划招生8370人，初中一年级计划招生5580人。

## 三、录取顺序

公办小学按以下顺序录取：

第一顺位：适龄儿童与父母户籍、房产均在划片范围内的；

第二顺位：户籍随祖父母，实际居住在划片范围内的；

第三顺位：只有房产、没有户籍的。

## 四、时间安排

| 时间 | 工作内容 | 责任单位 |
| --- | --- | --- |
| 5月10日 | 公布划片范围 | 区教育局 |
| 7月1日 | 公办小学现场核验 | 各小学 |
| 7月10日 | 公布录取结果 | 各小学 |

## 五、有关要求

（一）严禁各校以任何形式组织入学考试、面试。严禁将竞赛证书作为入学依据。

（二）均衡编班，不得设重点班。起始年级编班结果在开学前3日公示。

附件1

2032年河阳区公办小学招生计划

| 学校 | 班数 | 计划人数 | 划片范围 |
| --- | --- | --- | --- |
| 河阳区实验小学 | 8 | 360 | 中山路以东，含锦绣花园、翰林苑 |
| 育才路小学 | 6 | 270 | 中山路以西 |
| 东关小学 | 5 | 225 | 东关街道全域 |
`,
});
afterAll(close);

describe('a notice on enrolment', () => {
  it('cells of a school are found by its short name', async () => {
    expect((await ask('实验小学招几个班？')).answer).toContain('班数 8');
    expect((await ask('东关小学招多少人？')).answer).toContain('计划人数 225');
    expect((await ask('今年小学招多少人？')).answer).toContain('8370人');
  });

  it('a row is found by what its cells hold', async () => {
    const { answer } = await ask('锦绣花园对口哪个小学？');
    expect(answer).toContain('河阳区实验小学');
    expect(answer).not.toContain('育才路');
    expect((await ask('哪个学校有游泳池？')).status).toBe('not_found');
  });

  it('the greatest of a table', async () => {
    expect((await ask('哪个小学招人最多？')).answer).toContain('河阳区实验小学（计划人数 360）');
  });

  it('schools are no unit where no duty is asked about', async () => {
    expect((await ask('公办小学什么时候核验？')).answer).toContain('7月1日');
    expect((await ask('各小学负责什么？')).answer).toContain('公布录取结果');
  });

  it('an order is told whole, and one of it by its number', async () => {
    const { answer } = await ask('录取顺序是什么？');
    for (const item of ['第一顺位', '第二顺位', '第三顺位']) expect(answer).toContain(item);
    const third = await ask('第三顺位是什么？');
    expect(third.answer).toContain('只有房产');
    expect(third.answer).not.toContain('祖父母');
  });

  it('an age is told by an age, a stage that is not named by nothing', async () => {
    expect((await ask('多大能上小学？')).answer).toContain('年满6周岁');
    expect((await ask('幼儿园招生什么时候？')).status).toBe('not_found');
  });

  it('what is forbidden is a sentence, no title', async () => {
    const { answer, citations } = await ask('能不能面试？');
    expect(answer).toContain('严禁各校以任何形式组织入学考试、面试');
    expect(citations[0]!.quote).toContain('面试');
  });
});
