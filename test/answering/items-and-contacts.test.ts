import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'rules.md': `# 松湾县教师考核细则

松湾县教育局办公室

（2031年6月18日局务会通过，自2031年9月1日起施行）

第一条 教师考核坚持客观公正的原则。

第二条 考核不合格的，实行“一票否决”。

第三条 教师有下列行为之一的，当年师德考核确定为不合格：

（一）体罚学生的；

（二）有偿补课的；

（三）收受财物的。

第四条 本细则由县教育局负责解释，自2031年9月1日起施行，有效期5年。咨询电话：县教育局人事股，联系人：周某。落实“暖心三条”，保障教师权益。
`,
  'plan.md': `# 河阳县学前教育行动计划（2031—2033年）

河阳县教育局

## 一、目标

到2033年，公办园在园幼儿占比达到60%，提供托位1200个。

## 二、任务

三年内新建公办园9所，改扩建公办园4所。其中2031年新建3所、2032年新建4所、2033年新建2所。
`,
  'notice.md': `# 白水县考核改革通知

白水县教育局

## 附件1

### 试点学校表

| 序号 | 片区 | 试点学校 | 教师（人） |
| --- | --- | --- | --- |
| 1 | 城关片 | 白水县第一中学 | 236 |
| 2 | 西河片 | 西河镇中心小学 | 85 |
| 3 | 西河片 | 双渡中学 | 152 |

## 附件2

### 考核减负“三不准”

1. 不准重复填报数据；
2. 不准以截图代替评价；
3. 不准将点赞纳入考核。
`,
});
afterAll(close);

describe('what an unseen pair of documents asked', () => {
  it('the items below a title explain what it counts', async () => {
    expect((await ask('考核减负“三不准”是哪三条？')).answer).toMatch(/共 3 项.*重复填报.*截图.*点赞/su);
  });

  it('what is only named is not explained, however it is asked', async () => {
    expect((await ask('“暖心三条”三条都写了什么？')).status).toBe('not_found');
  });

  it('a list of deeds is told whole', async () => {
    const { answer } = await ask('老师干了哪些事当年师德考核不合格？');
    expect(answer).toMatch(/共 3 项.*体罚.*有偿补课.*财物/su);
  });

  it('a label without a number is no telephone number', async () => {
    expect((await ask('松湾县教育局人事股咨询电话多少？')).status).toBe('not_found');
  });

  it('until when is told by how long, not by the note below the title', async () => {
    expect((await ask('松湾县考核细则有效期到什么时候？')).answer).toContain('有效期5年');
  });

  it('schools are picked from a column of their own', async () => {
    const { citations } = await ask('白水县西河片有哪几所试点学校？');
    expect(citations).toHaveLength(2);
  });

  it('of what each year has its own, the one asked for comes first', async () => {
    expect((await ask('河阳县2033年新建几所公办园？')).answer).toMatch(
      /：其中2031年新建3所、2032年新建4所、2033年新建2所/u,
    );
  });

  it('people are not counted by places and shares', async () => {
    expect((await ask('河阳县幼儿园有多少保育员？')).status).toBe('not_found');
  });
});
