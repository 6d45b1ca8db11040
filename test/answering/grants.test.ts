import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'luoping.md': `# 罗坪县教育局关于印发《罗坪县乡村教师安居三年行动方案》的通知

罗教发〔2024〕17号

各乡镇中心学校：

现将《罗坪县乡村教师安居三年行动方案》印发给你们，请认真落实。

附件：1. 周转宿舍建设任务表
      2. 教师激励项目目标表

罗坪县教育局
2024年3月28日

## 罗坪县乡村教师安居三年行动方案

### 一、重点任务

1. 建设周转宿舍。每套建筑面积不低于35平方米，配备独立卫生间和厨房。建设资金由省级补助50%、县级财政安排40%、乡镇自筹10%。（牵头单位：县教育局；配合单位：县财政局）

2. 发放住房补助。对未入住周转宿舍的乡村教师，按照每人每月300元的标准发放住房补助。补助按季度发放，每季度末月20日前到账。有下列情形之一的，不予发放：在任教乡镇有自有住房的；全年病事假累计超过60天的；已享受其他住房政策的。

3. 改善交通条件。开通“教师通勤班车”线路8条，票价每人次2元，其余费用由县财政承担。

4. 健康体检。每两年组织一次乡村教师免费体检，费用标准不低于每人600元；对在乡村任教满20年的教师，每年体检一次。

5. 走访慰问。对患重大疾病的乡村教师给予一次性救助，救助金额5000元至20000元。

6. 落实“一师一导”。“一师一导”，是指为每名新入职乡村教师配备一名骨干教师作为导师，跟踪指导不少于两年，每学期听课不少于8节。

7. 设立“青桐奖”。每年评选表彰30名优秀乡村教师，每人奖励8000元；连续三次获奖的，授予“青桐名师”称号，并给予每月500元津贴。

8. 规范预收费。托管机构预收费用最多不得超过3个月，押金不得超过500元。提交完整资料后，县教育局5个工作日内完成审核；公示无异议的，县财政局在10个工作日内拨付到位。补贴资金不得用于发放工作人员津补贴。

9. 构建“两单三链”模式。“两单”即学校出单、教师点单；“三链”即把招聘链、培养链、激励链贯通起来。

10. 建设托幼点。2024年建成云锦幼儿园、星光幼儿园；2025年建成柳岸幼儿园、东篱幼儿园。研学费用小学每人每天不超过180元，中学每人每天不超过220元。（责任单位：县卫生健康局、县住房城乡建设局）

### 二、保障措施

县财政每年安排资金不低于1200万元。

成立由分管副县长任组长的领导小组，办公室设在县教育局人事股，每季度召开一次会议。

### 附件1　周转宿舍建设任务表

| 乡镇 | 2024年（套） | 2025年（套） |
| --- | --- | --- |
| 白石镇 | 30 | 40 |
| 青桐镇 | 24 | 36 |

### 附件2　教师激励项目目标表

| 指标 | 2024年 | 2025年 |
| --- | --- | --- |
| 骨干教师人数 | 210人 | 240人 |
`,
});
afterAll(close);

describe('what is granted, to whom and when', () => {
  it('a size is told by an area, not by a sum nor by the name of an annex', async () => {
    const { answer } = await ask('宿舍每套多大？');
    expect(answer).toContain('35平方米');
    expect(answer).not.toMatch(/300元|附件/u);
  });

  it('who gets nothing is told by the cases, all of them', async () => {
    const { answer } = await ask('哪些人拿不到住房补助？');
    expect(answer).toContain('共 3 项');
    expect(answer).toMatch(/自有住房.*病事假.*其他住房政策/su);
  });

  it('a day of each quarter is a date', async () => {
    expect((await ask('住房补助什么时候发？')).answer).toContain('每季度末月20日前');
  });

  it('a word inside a long name is held by the document', async () => {
    expect((await ask('通勤班车几条线？')).answer).toContain('8条');
  });

  it('what goes for all comes before what goes for some', async () => {
    const { answer } = await ask('老师多久体检一次？');
    expect(answer).toMatch(/每两年.*满20年.*每年/su);
    expect((await ask('教满20年的老师多久体检一次？')).answer).not.toContain('每两年');
  });

  it('people are counted in 名 whatever word follows', async () => {
    expect((await ask('青桐奖一年评几个人，奖多少？')).answer).toMatch(/30名.*8000元/su);
  });

  it('one value of a sentence is of what the sentence is about', async () => {
    expect((await ask('导师每学期听几节课？')).answer).toContain('8节');
  });

  it('what some get is not told of others', async () => {
    expect((await ask('骨干教师津贴每月多少？')).status).toBe('not_found');
  });

  it('an office is said to be where it is set up', async () => {
    expect((await ask('办公室设在哪？')).answer).toContain('县教育局人事股');
  });

  it('a grave illness goes by its everyday name', async () => {
    expect((await ask('老师得了大病给多少？')).answer).toContain('5000元');
  });

  it('a grant of another sort is none that is asked for', async () => {
    expect((await ask('周转宿舍每月走访慰问补助多少钱？')).answer).not.toContain('300元');
    expect((await ask('周转宿舍取暖补助每月多少钱？')).status).toBe('not_found');
  });

  it('what came of it no plan knows', async () => {
    expect((await ask('2025年骨干教师实际完成了多少人？')).status).toBe('not_found');
    expect((await ask('2025年骨干教师要有多少人？')).answer).toContain('240人');
  });

  it('what somebody fears need not be written anywhere', async () => {
    expect((await ask('托管机构预收费怕卷款跑路，县里怎么管？')).answer).toContain('不得超过3个月');
  });

  it('working days are no things that are counted', async () => {
    const { answer } = await ask('资料交齐后教育局几个工作日审完，财政局几个工作日拨付？');
    expect(answer).toContain('5个工作日');
    expect(answer).toContain('10个工作日');
  });

  it('what a treasury spends is no grant', async () => {
    expect((await ask('县财政每年保底拿多少钱出来？')).answer).toContain('1200万元');
  });

  it('a coinage is taken apart by its parts', async () => {
    const { answer } = await ask('“两单三链”，两单、三链分别是什么？');
    expect(answer).toMatch(/学校出单.*招聘链/su);
  });

  it('names are asked for of the next year, not its targets', async () => {
    const { answer } = await ask('2025年的呢？', '2024年建成哪几所幼儿园？');
    expect(answer).toContain('柳岸幼儿园、东篱幼儿园');
    expect(answer).not.toContain('目标共');
  });

  it('a kind of school in place of another makes no school', async () => {
    expect((await ask('中学呢？', '研学小学一天多少钱？')).answer).toContain('220元');
  });

  it('a bureau by its short name takes the place of another', async () => {
    const { answer } = await ask('县住建局呢？', '县卫健局负责什么？');
    expect(answer).toContain('县住房城乡建设局列为责任单位');
  });
});
