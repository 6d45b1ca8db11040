import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'plan.md': `白石区教育发展规划（2031—2033年）

一、总体要求

深入贯彻党的十九大精神，统筹实施“四大工程”，经过三年努力，建成教育强区。

二、主要任务

（一）教师队伍

推行师德考核负面清单制度，建立教师个人信用档案。奖励性绩效工资由学校在考核的基础上自主分配。

（二）体育

对中小学体育、美育开展专项督导。结合重点工作，建立常态化督导机制，定期总结通报。

教师技能比赛活动每两年举办一届。

（三）推进高中多样化特色发展

加强办学条件保障，提升高中影响力。落实山前一中“品牌高中”建设三年行动计划。

（四）职业教育

创新教学方式，实行翻转课堂教学、项目教学、案例教学等教学模式。与职业院校建立合作机制。

（五）特殊教育

残疾儿童采取随班就读、特殊教育学校就读或者送教上门等方式安置。做好“孔子课堂”工作，与沿线国家学校交流。推动社区教育资源共享。

（六）托育

三年新增托位1900个，其中公办机构新增500个，幼儿园开设托班新增900个，用人单位办托新增500个。

（七）经费与视力

三年统筹投入1.8亿元，其中学校建设0.9亿元。课后服务学生参与率达到95%以上，公益性课程占比不低于70%。

（八）乡村教师

加强管理，改善待遇。乡村教师生活补助每人每月400元。实施“银龄扎根”计划，每年招募退休教师30名。

（九）轮岗

义务教育学校教师交流轮岗人数不低于符合条件教师总数的15%，其中骨干教师不低于交

— 3 —

流总数的20%。小学一年级班额不超过45人。
`,
});
afterAll(close);

describe('what a question takes for granted', () => {
  it.each([
    ['an opposite', '白石区推行的师德考核正面清单，都列了啥？', '不是“正面”', '负面清单'],
    ['who decides', '白石区学校的奖励性绩效工资由区里统一分配，对吧？', '不是“统一”', '自主分配'],
    ['a congress', '白石区的总体要求是按党的二十大精神写的吧', '没有写到二十大', '十九大'],
  ])('%s is put right: %s', async (_, question, denied, stated) => {
    const { status, answer } = await ask(question);
    expect(status, answer).toBe('answered');
    expect(answer).toContain(denied);
    expect(answer).toContain(stated);
  });

  it.each([
    '白石区师德考核有负面清单吗？',
    '白石区奖励性绩效工资是统一分配还是自主分配？',
    '白石区落实党的十九大精神吗？',
    '白石区新增的1900个托位从哪几条路子来，各多少？',
  ])('is left alone where it is right or asked openly: %s', async (question) => {
    const { status, answer } = await ask(question);
    expect(status, answer).toBe('answered');
    expect(answer).not.toMatch(/不是|没有写/u);
  });
});

describe('what is asked for', () => {
  it.each([
    ['a sum that the plan states', '白石区那1.8亿是不是全拿去建学校了？', '学校建设0.9亿元'],
    ['the years of the plan, asked with others', '白石区教育规划是2030年到2032年的吧', '2031—2033'],
    ['the end of a span', '白石区2031—2033年新增多少托位？', '1900个'],
    ['with whom something is done, no duty', '白石区职业教育和哪些单位建立合作机制？', '职业院校'],
    ['the value told behind the name', '白石区“银龄扎根”每年招募多少名？', '30名'],
    ['the target itself', '白石区公益性课程占多少比例？', '70%'],
    ['ways, though the text does not count them', '白石区残疾儿童怎么安置，有几种方式？', '送教上门'],
    ['members that bear a name', '白石区职业院校要用哪几种教学？', '翻转课堂教学、项目教学、案例教学'],
    ['years that a sentence gives its works', '“四大工程”白石区打算用几年干成？', '三年'],
    ['one period, which is no number taken for granted', '白石区新增托位，几年算一个周期？', '三年'],
  ])('%s: %s', async (_, question, words) => {
    const { status, answer } = await ask(question);
    expect(status, answer).toBe('answered');
    expect(answer).toContain(words);
    expect(answer).not.toContain('与问题中的数字不同');
  });

  it.each([
    ['the value told before the name', '白石区“银龄扎根”请来的老师每月发多少补助？'],
    ['a rate typed wrongly', '白石区要把学生近是率降到多少？'],
    ['a rate that shares only the 上 of 以上', '白石区学生的上线率要达到多少？'],
    ['what is now, where only the target is set', '白石区目前公益性课程占多少比例？'],
    ['how often another thing is done', '白石区社区教育每年办几次？'],
    ['a country', '白石区的“孔子课堂”开在哪个国家？'],
    ['how often, where the sentence on it says nothing', '白石区对中小学体育的专项督导，一年搞几次？'],
  ])('%s is not found: %s', async (_, question) => {
    const { status, answer } = await ask(question);
    expect(status, answer).toBe('not_found');
  });

  it('stands in a sentence that goes on behind the number of a page, quoted in both its parts', async () => {
    const { answer, citations } = await ask('白石区教师轮岗，骨干教师占交流总数的几成？');
    expect(answer).toMatch(/骨干教师不低于交流总数的20%\[1\]\[2\]/u);
    expect(citations.map(({ quote }) => quote)).toEqual([
      expect.stringMatching(/骨干教师不低于交$/u),
      '流总数的20%。',
    ]);
  });
});
