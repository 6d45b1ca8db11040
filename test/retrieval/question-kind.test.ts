import { describe, expect, it } from 'vitest';
import { type QuestionKind, readKind, wantsSeveral } from '../../src/retrieval/question-kind.ts';

describe('readKind', () => {
  it.each<[string, QuestionKind]>([
    ['哪个区提出了适老化改造', 'which-district'],
    ['这个提法是谁家的', 'which-district'],
    ['what is “优质学校+”', 'definition'],
    ['学校管理方面的毛病是什么', 'problems'],
    ['这句在文件的什么位置', 'location'],
    ['这份方案是哪天印发的、以谁的名义发的', 'status'],
    ['这两份文件管的年头一样吗', 'status'],
    ['适老化改造写在哪一部分', 'location'],
    ['社区食堂在第几页', 'location'],
    ['床位占比前后写了两回，分别在哪', 'location'],
    ['一校三站到底是个什么网络', 'definition'],
    ['助餐行动由谁负责', 'responsible-unit'],
    ['牵头单位是谁', 'responsible-unit'],
    ['责任单位有哪些', 'responsible-unit'],
    ['一校三站是什么意思', 'definition'],
    ['什么是家庭病床', 'definition'],
    ['存在哪些问题', 'problems'],
    ['有什么短板', 'problems'],
    ['取得了哪些成绩', 'past'],
    ['总结一下重点任务', 'summary'],
    ['什么时候建成', 'time'],
    ['多久开一次会', 'time'],
    ['社区食堂要建多少个', 'number'],
    ['占比是百分之几', 'number'],
    ['怎么开展助浴服务', 'how'],
    ['采取什么措施', 'how'],
    ['学校管理上给自己找了哪些问题', 'problems'],
    ['名师的课放在哪儿能看到', 'fact'],
    ['这份三年方案是哪三年', 'status'],
    ['另外那所归谁帮', 'fact'],
    ['后备干部培养机制是怎么回事', 'definition'],
    ['社区教育要干点啥,三两句说清楚', 'summary'],
    ['这块要干点啥', 'how'],
    ['承认自己哪儿不行', 'problems'],
    ['职业教育自己说哪儿不行', 'problems'],
    ['提到考试院的是哪个行动', 'location'],
    ['书记校长那份规划,是正式文件还是还在征求意见', 'status'],
    ['青蓝工程写在哪', 'location'],
    ['这项是教育局一家扛吗', 'responsible-unit'],
    ['重点任务有哪些', 'list'],
    ['列出五项行动', 'list'],
    ['有没有上门助浴', 'yes-no'],
    ['提供助餐吗', 'yes-no'],
    ['护理型床位', 'fact'],
  ])('%s asks for %s', (question, kind) => {
    expect(readKind(question)).toBe(kind);
  });

  it.each([
    '这份文件是征求意见稿吗',
    '方案是谁印发的',
    '规划什么时候发布的',
    '文件还有效吗',
    '方案的全称是什么',
  ])('%s asks about the document itself', (question) => {
    expect(readKind(question)).toBe('status');
  });

  it('asks about a matter of the plan, not the document, where it names one', () => {
    expect(readKind('助浴服务方案什么时候发布', true)).not.toBe('status');
  });
});

describe('wantsSeveral', () => {
  it.each(['有哪些行动', '分别由谁负责', '列出全部任务'])('is true for %s', (question) => {
    expect(wantsSeveral(question)).toBe(true);
  });

  it.each(['由谁负责', '要建多少个'])('is false for %s', (question) => {
    expect(wantsSeveral(question)).toBe(false);
  });
});
