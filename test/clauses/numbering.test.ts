import { describe, expect, it } from 'vitest';
import { readMarker } from '../../src/clauses/numbering.ts';
import { bareTitle } from '../../src/clauses/outline-tree.ts';
import { drawOutline } from './documents.ts';

describe('readMarker', () => {
  it.each([
    ['第二编分则', '编', 2, '第二编'],
    ['第十一篇改革', '篇', 11, '第十一篇'],
    ['第二分编担保物权', '篇', 2, '第二分编'],
    ['第三部分：保障', '部分', 3, '第三部分'],
    ['第12章附则', '章', 12, '第12章'],
    ['第一百零二节其他', '节', 102, '第一百零二节'],
    ['第二十一条市政府', '条', 21, '第二十一条'],
    ['第十七条之一学校', '条', 17, '第十七条之一'],
    ['一、总则', '一、', 1, '一、'],
    ['十五．附则', '一、', 15, '十五．'],
    ['（八）职业教育', '（一）', 8, '（八）'],
    ['(八)职业教育', '（一）', 8, '(八)'],
    ['1.建强组织', '1.', 1, '1.'],
    ['12．建强组织', '1.', 12, '12．'],
    ['3、建强组织', '1.', 3, '3、'],
    ['３．建强组织', '1.', 3, '３．'],
    ['（1）标准', '（1）', 1, '（1）'],
    ['(２)标准', '（1）', 2, '(２)'],
    ['2)标准', '1）', 2, '2)'],
    ['③标准', '①', 3, '③'],
    ['⒉标准', '1.', 2, '⒉'],
    ['⑵标准', '（1）', 2, '⑵'],
    ['㈡标准', '（一）', 2, '㈡'],
    ['1.2编制依据', '1.1', 2, '1.2'],
    ['1.2.3组成', '1.1', 3, '1.2.3'],
    ['附件', '附件', 1, '附件'],
    ['附件：任务清单', '附件', 1, '附件：'],
    ['附件2任务清单', '附件', 2, '附件2'],
    ['附表一', '附件', 1, '附表一'],
    ['专栏3重点工程', '专栏', 3, '专栏3'],
  ])('reads %s', (text, family, ordinal, printed) => {
    const marker = readMarker(text)!;
    expect([marker.family, marker.ordinal, text.slice(0, marker.length)]).toEqual([family, ordinal, printed]);
  });

  it.each([
    '3.5%的学校',
    '3.5个百分点',
    '1.5万人次',
    '2025.建成',
    '2025年建成',
    '2.0行动计划',
    '第三条规定的情形',
    '第三条的规定',
    '第三条至第五条',
    '第三条第二款',
    '第五条、第六条',
    '（一）项规定的',
    '（一）至（三）项',
    '一、二年级学生',
    '二、三等奖',
    '1、2号楼',
    '第一节课',
    '附件材料齐全',
    '附件1所列单位',
    '专栏目录',
    '一是强化党建',
  ])('takes %s for no number of a part', (text) => {
    expect(readMarker(text)).toBeNull();
  });

  it.each([
    ['1.5所学校先行', '1. 5所学校先行', '1.', 1],
    ['2.2027年目标', '2. 2027年目标', '1.', 2],
    ['1.15G网络', '1.1 5G网络', '1.1', 1],
    ['第三条中小学校', '第三条　中小学校'.replace('　', ' '), '条', 3],
    ['附件任务清单', '附件 任务清单', '附件', 1],
  ])('lets the gap in print decide for %s', (text, opening, family, ordinal) => {
    expect(readMarker(text, opening)).toMatchObject({ family, ordinal });
  });

  it('orders the families as GB/T 9704 does', () => {
    const ranks = [
      '附件',
      '第一编',
      '第一篇',
      '第一章',
      '第一节',
      '第一条',
      '一、',
      '（一）',
      '1.',
      '1.1',
      '1.1.1',
      '（1）',
      '①',
    ].map((text) => readMarker(`${text}总`.replace('附件总', '附件'))!.rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
  });
});

describe('bareTitle', () => {
  it.each([
    ['（五）推进学前教育普及普惠发展', '推进学前教育普及普惠发展'],
    ['第三章服务与安全', '服务与安全'],
    ['1.2.3组成', '组成'],
    ['12．建强组织', '建强组织'],
    ['2总则', '总则'],
    ['2030年目标', '2030年目标'],
    ['附件1', '附件1'],
  ])('of %s is %s', (title, bare) => {
    expect(bareTitle({ title })).toBe(bare);
  });
});

/** A body sentence, so that headings are told from lists. */
const 文 = '各单位要抓好落实，确保取得实效。';

function document(...lines: string[]): string {
  return `${lines.flatMap((line) => [line, '', 文, '']).join('\n')}\n`;
}

describe('numbering decides the tree', () => {
  it('puts the usual families below each other', () => {
    expect(
      drawOutline(
        document(
          '第一篇 总论',
          '第一章 环境',
          '第一节 基础',
          '一、现状',
          '（一）成绩',
          '1. 规模',
          '（1）学位',
          '①小学',
        ),
      ),
    ).toEqual([
      '第一篇总论',
      '  第一章环境',
      '    第一节基础',
      '      一、现状',
      '        （一）成绩',
      '          1.规模',
      '            （1）学位',
      '              ①小学',
    ]);
  });

  it('lets Markdown levels contradict it', () => {
    const marked = document(
      '### 一、总则',
      '# （一）目标',
      '###### 二、任务',
      '#### **三、保障**',
      '（一）经费',
    );
    expect(drawOutline(marked)).toEqual(['一、总则', '  （一）目标', '二、任务', '三、保障', '  （一）经费']);
  });

  it('reads decimals below plain numbers, amounts among them not', () => {
    const plan = `1 总则\n1.1 目的\n${文}\n1.2 依据\n1.5万人受益，2.0行动启动。\n1.2.1 法律\n3.5%的村达标。\n2 职责\n2.1 分工\n3 个乡镇设点。\n`;
    expect(drawOutline(plan)).toEqual([
      '1总则',
      '  1.1目的',
      '  1.2依据',
      '    1.2.1法律',
      '2职责',
      '  2.1分工',
    ]);
  });

  it('takes numbers that restart under each part, and numbers that skip', () => {
    const restarting = document(
      '一、甲事项',
      '（一）子一',
      '（二）子二',
      '二、乙事项',
      '（一）子一',
      '四、丁事项',
      '（三）子三',
    );
    expect(drawOutline(restarting)).toEqual([
      ...[
        '一、甲事项',
        '  （一）子一',
        '  （二）子二',
        '二、乙事项',
        '  （一）子一',
        '四、丁事项',
        '  （三）子三',
      ],
    ]);
  });

  it('takes numbers that restart at the top for a second row of the same level', () => {
    const twice = document('一、通知事项', '二、工作要求', '一、总体目标', '二、主要任务');
    expect(drawOutline(twice)).toEqual(['一、通知事项', '二、工作要求', '一、总体目标', '二、主要任务']);
  });

  it('turns two families round where one counts on across rows of the other', () => {
    const turned = document(
      '1. 总体目标',
      '（一）规模',
      '（二）质量',
      '2. 主要任务',
      '（一）资源',
      '（二）队伍',
      '3. 保障',
    );
    expect(drawOutline(turned)).toEqual([
      ...[
        '1.总体目标',
        '  （一）规模',
        '  （二）质量',
        '2.主要任务',
        '  （一）资源',
        '  （二）队伍',
        '3.保障',
      ],
    ]);
  });

  it('reads 1) below （1）', () => {
    expect(drawOutline(document('（1）甲项', '1) 子甲', '2) 子乙', '（2）乙项', '1) 子丙'))).toEqual([
      ...['（1）甲项', '  1)子甲', '  2)子乙', '（2）乙项', '  1)子丙'],
    ]);
  });

  it('reads two levels that skip one between them', () => {
    expect(drawOutline(document('第一章 总则', '（一）目标', '1. 规模', '第二章 附则', '1. 解释'))).toEqual([
      ...['第一章总则', '  （一）目标', '    1.规模', '第二章附则', '  1.解释'],
    ]);
  });

  it('counts an annex with parts of its own from the top again', () => {
    expect(
      drawOutline(document('一、要求', '附件1', '一、范围', '（一）对象', '附件2：清单', '一、项目')),
    ).toEqual([...['一、要求', '附件1', '  一、范围', '    （一）对象', '附件2：清单', '  一、项目']]);
  });

  it('reads numbers that count on across the parts above them', () => {
    expect(drawOutline(document('一、要求', '1. 思想', '2. 原则', '二、任务', '3. 基础', '4. 质量'))).toEqual(
      [...['一、要求', '  1.思想', '  2.原则', '二、任务', '  3.基础', '  4.质量']],
    );
  });

  it('reads full-width digits and gaps inside the number', () => {
    expect(drawOutline(document('１．总则', '（ １ ）目的', '２ ．附则'))).toEqual([
      '１．总则',
      '  （１）目的',
      '２．附则',
    ]);
  });

  it('puts a box into the part around it and counts on behind it', () => {
    const plan = `第一节 产业\n（一）能源\n${文}\n专栏3 重点工程\n1. 电站。建设电站两座，装机十万千瓦。\n（二）医药\n${文}\n第二节 教育\n${文}\n`;
    expect(drawOutline(plan)).toEqual([
      ...['第一节产业', '  （一）能源', '    专栏3重点工程', '      1.电站', '  （二）医药', '第二节教育'],
    ]);
  });

  it('puts a box beside the one before it, not into its items', () => {
    const boxes = document('一、产业', '专栏1 能源', '1. 电站', '专栏2 医药', '（1）良种');
    expect(drawOutline(boxes)).toEqual([
      '一、产业',
      '  专栏1能源',
      '    1.电站',
      '  专栏2医药',
      '    （1）良种',
    ]);
  });

  it('keeps Markdown headings without a number beside numbered ones of their level', () => {
    const marked = `## 前言\n\n${文}\n\n## 一、总则\n\n${文}\n\n### 说明\n\n${文}\n\n## 结语\n\n${文}\n`;
    expect(drawOutline(marked)).toEqual(['~ 前言', '一、总则', '  ~ 说明', '~ 结语']);
  });
});
