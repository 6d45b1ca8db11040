import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask } = await servePlans({
  'bus.md': `# 松湾县校车安全管理规定

松湾县人民政府办公室

## 第一章　总则

第一条　为加强校车安全管理，制定本规定。

第二条　县教育局负责校车管理工作。

## 第二章　运行

第三条　校车载有学生时，最高时速不得超过60公里；在冰雪、大雾天气，最高时速不得超过20公里。

第四条　校车每半年检验一次，使用年限不得超过10年。

## 第三章　责任

第五条　车辆未取得校车标牌的，处1万元罚款。

第六条　驾驶人未取得校车驾驶资格的，处3000元罚款。

第七条　本规定自2031年9月1日起施行，有效期5年。2025年印发的《松湾县校车暂行办法》同时废止。
`,
  'enrol.md': `# 白水县2031年招生工作通知

白水县教育局

## 一、招生计划

2031年小学计划招生19个班，各校计划见下表。

| 学校 | 类别 | 班数 | 计划人数 | 是否提供住宿 |
|---|---|---|---|---|
| 白水县第一小学 | 公办小学 | 8 | 360 | 否 |
| 青石桥小学 | 公办小学 | 6 | 270 | 否 |
| 南塘中心小学 | 公办小学 | 5 | 180 | 是 |
| 白水中学 | 公办初中 | 12 | 600 | 否 |
| 白水县第二中学 | 公办初中 | 8 | 400 | 是 |
| 白水外国语学校（初中部） | 民办 | 6 | 300 | 是 |

## 二、工作要求

严禁以考试方式选拔学生。
`,
  'draft.md': `# 河阳县学前教育行动计划（2031—2033年）

（征求意见稿）

## 一、目标

到2033年，公办园在园幼儿占比达到60%。

河阳县教育局

2031年3月6日
`,
});
afterAll(close);

const rows = async (question: string) =>
  (await ask(question)).citations.map(({ quote }) => quote.replace(/^\d* ?/u, '').split(' ')[0]);

describe('rows of a table by what is asked of them', () => {
  it.each([
    ['哪些小学能住宿？', ['南塘中心小学']],
    ['白水县哪些学校提供住宿？', ['南塘中心小学', '白水县第二中学', '白水外国语学校（初中部）']],
    ['不提供住宿的学校有哪些？', ['白水县第一小学', '青石桥小学', '白水中学']],
    ['人数超过300的学校有哪些？', ['白水县第一小学', '白水中学', '白水县第二中学']],
    ['计划人数不到200的学校', ['南塘中心小学']],
    ['公办初中有哪些？', ['白水中学', '白水县第二中学']],
    ['招6个班的公办小学是哪所？', ['青石桥小学']],
    ['招人最多的小学是哪个？', ['白水县第一小学']],
    ['班数最少的学校', ['南塘中心小学']],
  ])('%s', async (question, expected) => {
    expect(await rows(question)).toEqual(expected);
  });

  it('a table of other matters is not read out', async () => {
    expect((await ask('白水县严禁的事项有哪些？')).answer).toContain('严禁以考试方式选拔学生');
  });

  it('a figure that its row gives is not called wrong', async () => {
    const { answer } = await ask('白水县第一小学是8个班吗？');
    expect(answer).toContain('班数 8');
    expect(answer).not.toContain('数字不同');
  });
});

describe('articles and chapters by number', () => {
  it('an article is told whole', async () => {
    const { answer } = await ask('松湾县校车规定第四条');
    expect(answer).toContain('每半年检验一次，使用年限不得超过10年');
    expect((await ask('第四条的内容')).answer).toContain('使用年限');
  });

  it('a chapter is told by its own articles', async () => {
    const { answer, citations } = await ask('校车规定第二章有哪些条？');
    expect(answer).toContain('共 2 条');
    expect(citations.map(({ quote }) => quote.slice(0, 3))).toEqual(['第三条', '第四条']);
  });

  it('one that is not there is refused', async () => {
    expect((await ask('校车规定第二十条写了什么？')).status).toBe('not_found');
  });
});

describe('what two rules say', () => {
  it('two cases of one rule do not contradict each other', async () => {
    const { answer } = await ask('校车最高时速多少？');
    expect(answer).toMatch(/60公里.*另一种情形：.*20公里/su);
    expect(answer).not.toContain('不一致');
  });

  it('two offences do not, either', async () => {
    const { answer } = await ask('没有校车标牌罚多少？');
    expect(answer).toContain('1万元');
    expect(answer).not.toContain('不一致');
  });
});

describe('how a document stands', () => {
  it('a rule in force is not told as repealed', async () => {
    const { answer } = await ask('校车规定2033年还有效吗？');
    expect(answer).toContain('有效期5年');
    expect(answer).not.toContain('不是');
  });

  it('the date below a draft is no date of issue', async () => {
    const { answer } = await ask('河阳县行动计划什么时候印发的？');
    expect(answer).toContain('尚未正式印发，落款日期是2031年3月6日');
    expect((await ask('河阳县的文件能作为依据吗？')).answer).toContain('征求意见稿');
  });

  it('a document is meant by what it is about', async () => {
    const { citations } = await ask('校车规定有效期到哪一年？');
    expect(new Set(citations.map(({ documentId }) => documentId))).toEqual(new Set(['bus']));
  });
});

describe('what is asked of a matter', () => {
  it('is not answered by how long the document holds', async () => {
    const { answer } = await ask('校车能用几年？');
    expect(answer).toContain('不得超过10年');
    expect(answer).not.toContain('有效期');
  });
});
