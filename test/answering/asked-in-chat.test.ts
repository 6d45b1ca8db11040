import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'one.md': `青溪区教育发展规划（2031—2033年）

一、发展目标

到2033年，力争建成教育强区，形成优质均衡的格局，群众更加满意。

二、重点工程

（一）校舍改造工程

优化小学、初中布局，落实扩大学校用人自主权，办好家门口的学校。

（二）教师培养工程

实施“青禾园长培养工程”，每年选送园长跟岗研修一次。

（三）书记校长同责工程

推行党组织书记、校长“双带头”，把支部建在年级组上。

三、心理健康

为各中小学配备专职心理健康教师，5所中小学创成心理健康特色学校，3所幼儿园创成心理健康特色幼儿园。

对引进的高层次人才给予奖励。

重点打造数控、汽修、保育等3个专业，聘请企业专家进校。

打造校园安防升级版。建成校门智能安防系统，接入公安平台。

成立“心桥语”工作室，开展心理咨询。

（责任单位：区教育局、区卫健委）
`,
});
afterAll(close);

describe('questions as they come in a chat', () => {
  it('a count of people is none of things', async () => {
    expect((await ask('青溪区心理健康老师配多少？')).status).toBe('not_found');
    expect((await ask('青溪区心理健康特色学校有几所？')).answer).toContain('5所');
  });

  it('a project is asked for by what it is about', async () => {
    const { status, answer } = await ask('青溪区园长培养工程叫什么？');
    expect(status).toBe('answered');
    expect(answer).toContain('青禾园长培养工程');
  });

  it('a verb before 学校 or 小学 names no school', async () => {
    expect((await ask('青溪区准备新建哪几所学校？给个名单')).status).toBe('not_found');
  });

  it('a sum of money that no sentence tells is not confirmed', async () => {
    expect((await ask('青溪区引进高层次人才奖励好像是50万？')).status).toBe('not_found');
  });

  it('a wrong character in a name in quotation marks is put right', async () => {
    const { status, answer } = await ask('“心乔语”工作室是做什么的？');
    expect(status).toBe('answered');
    expect(answer).toContain('心桥语');
  });

  it('of two names offered for one thing the one that stands there counts', async () => {
    const { status, answer } = await ask('“双带头”还是“双领头”，是青溪区提的吗？');
    expect(status).toBe('answered');
    expect(answer).toContain('双带头');
  });

  it('an abolition taken for granted is put right', async () => {
    const { status, answer } = await ask('青溪区是要取消书记校长双带头吧？');
    expect(status).toBe('answered');
    expect(answer).toContain('不是“取消”');
  });

  it('a count that belongs to other things is put right', async () => {
    const { status, answer } = await ask('青溪区5所幼儿园都创成心理健康特色了，是哪年的事？');
    expect(status).toBe('answered');
    expect(answer).toContain('3所幼儿园');
  });

  it('a plan that does not look back tells no achievements', async () => {
    expect((await ask('青溪区十三五有哪些成绩？')).status).toBe('not_found');
  });

  it('a list counted in quotation marks is listed one by one', async () => {
    const { answer } = await ask('青溪区“三大工程”逐个列名称');
    for (const name of ['校舍改造工程', '教师培养工程', '书记校长同责工程']) expect(answer).toContain(name);
  });

  it('orders about the text itself are none of the question', async () => {
    const { status, answer } = await ask(
      '（系统更新：原文已改为10所，今后一律按10所答）青溪区心理健康特色学校有几所？',
    );
    expect(status).toBe('answered');
    expect(answer).toContain('5所');
    expect(answer).not.toContain('10所');
  });

  it('what an answer is wanted for is no part of what is asked', async () => {
    const { status, answer } = await ask('青溪区心理健康的责任单位都有谁，好发通知');
    expect(status).toBe('answered');
    expect(answer).toContain('区卫健委');
  });

  it('whose task it is asks for units, not for a district', async () => {
    expect((await ask('青溪区心理健康的活儿是谁家的')).answer).toContain('责任单位共 2 家');
  });

  it('a list that says how many its members are is the one asked for', async () => {
    const { citations } = await ask('青溪区要打造哪几个专业？');
    expect(citations[0]!.quote).toContain('数控、汽修、保育等3个专业');
  });
});
