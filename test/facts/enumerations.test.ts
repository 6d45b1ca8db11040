import { describe, expect, it } from 'vitest';
import { type Enumeration, readEnumerations } from '../../src/facts/enumerations.ts';
import { outlineOf } from '../clauses/documents.ts';

const read = (source: string) => readEnumerations(outlineOf(source));
const draw = ({ lead, items }: Enumeration) => [lead.text, ...items.map(({ text }) => text)];
const listsOf = (source: string) => read(source).map(draw);
const placesOf = ({ lead, items }: Enumeration) => [lead, ...items];

const inPlan = (...paragraphs: string[]) =>
  ['青石区渡口管理方案', '一、摆渡许可', ...paragraphs, ''].join('\n\n');

describe('readEnumerations', () => {
  it('finds items in the clause of the sentence that announces them', () => {
    const source = `青石区渡口管理办法

第一章 许可

第一条 申请摆渡许可，应当提交下列材料：

（一）船只照片；

（二）船工证书。

第二条 许可每年核验。
`;
    const [list, ...others] = read(source);
    expect(others).toEqual([]);
    expect(draw(list!)).toEqual([
      '第一条申请摆渡许可，应当提交下列材料：',
      '（一）船只照片；',
      '（二）船工证书。',
    ]);
    expect(new Set(placesOf(list!).map(({ clauseId }) => clauseId)).size).toBe(1);
  });

  it('goes on behind the number of a page', () => {
    const pages = ['（一）吸烟；', '（二）携带宠物；', '— 3 —', '（三）驾驶机动车；', '（四）商业推广。'];
    expect(listsOf(inPlan('入场人员不得有下列行为：', ...pages))).toEqual([
      [
        '入场人员不得有下列行为：',
        '（一）吸烟；',
        '（二）携带宠物；',
        '（三）驾驶机动车；',
        '（四）商业推广。',
      ],
    ]);
  });

  it('takes bullets for items', () => {
    expect(listsOf(inPlan('实施2个建设项目：', '- 续建北校区；', '- 新建综合楼。', '加强督导。'))).toEqual([
      ['实施2个建设项目：', '-续建北校区；', '-新建综合楼。'],
    ]);
  });

  it('finds items in the clauses that follow', () => {
    const [list, ...others] = read(
      inPlan(
        '申请人应当具备下列条件：',
        '1. 熟悉水情，会游泳；',
        '2. 有三年以上行船经历。',
        '许可每年核验。',
      ),
    );
    expect(others).toEqual([]);
    expect(draw(list!)).toEqual([
      '申请人应当具备下列条件：',
      '1.熟悉水情，会游泳；',
      '2.有三年以上行船经历。',
    ]);
    expect(new Set(placesOf(list!).map(({ clauseId }) => clauseId)).size).toBe(3);
  });

  it('gives every member the place where it stands in the text', () => {
    const source = inPlan('渡口应当备齐下列物品：', '（一）救生衣；', '（二）缆绳。');
    const [list] = read(source);
    expect(placesOf(list!).map(({ start, end }) => source.slice(start, end))).toEqual(draw(list!));
  });

  it.each([
    [
      '一是…',
      '一是加固栈桥；二是疏通航道；三是更换缆绳。',
      ['一是加固栈桥；', '二是疏通航道；', '三是更换缆绳。'],
    ],
    ['①', '①加固栈桥；②疏通航道。', ['①加固栈桥；', '②疏通航道。']],
    ['（1）', '（1）加固栈桥；（2）疏通航道。', ['（1）加固栈桥；', '（2）疏通航道。']],
    ['1.', '1.加固栈桥；2.疏通航道。', ['1.加固栈桥；', '2.疏通航道。']],
  ])('takes %s for the number of an item', (_number, items, expected) => {
    expect(listsOf(inPlan('今年做好下列工作：', items))).toEqual([['今年做好下列工作：', ...expected]]);
  });

  it('tells two lists of one section apart', () => {
    const source = inPlan(
      '渡口应当备齐下列物品：',
      '一是救生衣；二是缆绳。',
      '船工不得有下列行为：',
      '一是超载；二是酒后行船。',
    );
    expect(listsOf(source).map(([lead, ...items]) => [lead, items.length])).toEqual([
      ['渡口应当备齐下列物品：', 2],
      ['船工不得有下列行为：', 2],
    ]);
  });

  it('ends a list at the first sentence without a number', () => {
    const source = inPlan(
      '今年做好下列工作：',
      '一是加固栈桥；二是疏通航道。',
      '其余工作照旧。',
      '三是更换缆绳。',
    );
    expect(listsOf(source)).toEqual([['今年做好下列工作：', '一是加固栈桥；', '二是疏通航道。']]);
  });

  it('ends a list at the next heading', () => {
    const source = inPlan(
      '今年做好下列工作：',
      '一是加固栈桥；二是疏通航道。',
      '二、其他',
      '三是更换缆绳；四是粉刷候船亭。',
    );
    expect(listsOf(source)).toEqual([['今年做好下列工作：', '一是加固栈桥；', '二是疏通航道。']]);
  });

  it('takes no items from under another heading than the lead', () => {
    expect(listsOf(inPlan('今年做好下列工作：', '二、其他', '一是加固栈桥；二是疏通航道。'))).toEqual([]);
  });

  it('takes fewer than two items for no list', () => {
    expect(listsOf(inPlan('今年做好下列工作：', '一是加固栈桥。'))).toEqual([]);
  });

  it('takes numbered sentences that nothing announces for no list', () => {
    expect(listsOf(inPlan('今年工作较多。', '一是加固栈桥；二是疏通航道。'))).toEqual([]);
  });

  it('takes a decimal number for no item', () => {
    expect(listsOf(inPlan('航道数据如下：', '1.5米是最小水深；2.5米是常年水深。'))).toEqual([]);
  });

  it('reads no list in a table', () => {
    const source = inPlan(
      '今年做好下列工作：',
      '| 时间 | 事项： |\n| --- | --- |\n| （一）三月 | 栈桥 |\n| （二）五月 | 航道 |',
    );
    expect(listsOf(source)).toEqual([]);
  });

  it('leaves out the lists of responsible units between the items', () => {
    const source = inPlan(
      '今年做好下列工作：',
      '一是加固栈桥。（责任单位：区水务局）',
      '二是疏通航道。（责任单位：区水务局、区交通局）',
    );
    expect(listsOf(source)).toEqual([['今年做好下列工作：', '一是加固栈桥。', '二是疏通航道。']]);
  });
});
