import { describe, expect, it } from 'vitest';
import { drawOutline, outlineOf } from './documents.ts';

const 文 = '各单位要抓好落实，确保取得实效。';

function pathsOf(source: string): string[] {
  return outlineOf(source).clauses.map(({ path, text }) => [...path, text].join(' > '));
}

describe('numbered titles', () => {
  it('end before 。 ： and —— where they run into their paragraph', () => {
    const source =
      '一、任务\n1. 建强组织体系。坚持党建与业务深度融合。\n2. 报名时间：五月一日至五月十日。\n3. 学前教育卓越发展——健全办园体制，扩大供给。\n';
    expect(drawOutline(source)).toEqual([
      '一、任务',
      '  1.建强组织体系',
      '  2.报名时间',
      '  3.学前教育卓越发展',
    ]);
    expect(pathsOf(source)).toEqual([
      '一、任务 > 1.建强组织体系 > 坚持党建与业务深度融合。',
      '一、任务 > 2.报名时间 > 五月一日至五月十日。',
      '一、任务 > 3.学前教育卓越发展 > 健全办园体制，扩大供给。',
    ]);
  });

  it('lose the backslash that a converter to Markdown wrote', () => {
    expect(drawOutline('1\\. 建强组织。坚持党建引领。\n')).toEqual(['1.建强组织']);
  });

  it('may end with a stop or question mark on a line of their own', () => {
    const source = `一、指导思想。\n${文}\n（一）坚持立德树人，促进全面发展。\n1. 加强思政。配齐思政课教师。\n二、什么是双减？\n${文}\n`;
    expect(drawOutline(source)).toEqual([
      ...['一、指导思想', '  （一）坚持立德树人，促进全面发展', '    1.加强思政', '二、什么是双减？'],
    ]);
  });

  it('are kept though they name a notice or plan', () => {
    expect(drawOutline(`一、落实关于加强课后服务工作的意见\n${文}\n`)).toEqual([
      '一、落实关于加强课后服务工作的意见',
    ]);
  });

  it.each([
    [
      'whole sentences',
      '（一）区域发展不平衡，办学条件存在差距，优质资源不足。\n（二）教师队伍结构有待优化，骨干教师亟待补充，培训不够。',
    ],
    [
      'sentences among sentences, however short',
      '（一）学位供给不能满足需求，布局调整缓慢，资源不足。\n（二）教师结构不优。培训亟待加强。\n（三）教学方式尚未转变，有的学校重视不够，缺少引领。',
    ],
    [
      'what must happen by a year',
      '1. 到2030年建成新校。学位达到两千个。\n2. 2031年底前完成核查。逾期通报。',
    ],
    ['duties of somebody', '（一）学校应当公示收费。标准由区定。\n（二）不得提前收费。违者退还。'],
    ['items of a list behind a colon', '申请人提交下列材料：\n（一）申请表\n（二）身份证明\n（三）健康证明'],
    ['items that end with a semicolon', '（一）坚持党的领导；\n（二）坚持公益普惠；'],
    [
      'sentences with nothing behind them but their units',
      '1. 完善制度。（责任单位：区教育局）\n2. 加强检查。（责任单位：区教育局）',
    ],
  ])('are not made of %s', (_, items) => {
    expect(drawOutline(`一、情况\n${文}\n${items}\n`)).toEqual(['一、情况']);
  });

  it('are found in a row of titles though one of them is long', () => {
    const source = `一、保障\n（一）加强组织领导。各部门密切配合。\n（二）健全投入机制，拓宽筹资渠道，优化支出结构，提高使用效益。财政优先保障。\n（三）强化督导。定期通报。\n`;
    expect(drawOutline(source)[2]).toBe('  （二）健全投入机制，拓宽筹资渠道，优化支出结构，提高使用效益');
  });
});

describe('titles without a number', () => {
  it('run in before 。 and ——, also behind a dash', () => {
    const source = `一、任务\n楷模教育。充分发挥纪念馆的作用。\n${文}\n——坚持人民至上。发展为了人民。\n义务教育均衡发展——坚持高水平发展。\n${文}\n`;
    expect(drawOutline(source)).toEqual([
      '一、任务',
      '  ~ 楷模教育',
      '  ~ 坚持人民至上',
      '  ~ 义务教育均衡发展',
    ]);
    expect(pathsOf(source)).toEqual([
      '一、任务 > 楷模教育 > 充分发挥纪念馆的作用。',
      `一、任务 > ${文}`,
      '一、任务 > 坚持人民至上 > 发展为了人民。',
      '一、任务 > 义务教育均衡发展 > 坚持高水平发展。',
      `一、任务 > 义务教育均衡发展 > ${文}`,
    ]);
  });

  it.each([
    ['一是…二是…', '一是强化党建引领。坚持全面领导。二是完善协同机制。'],
    ['第一，…', '第一，提高认识。各校要统一思想。'],
    ['sentences about the document', '本办法适用于本区。各校遵照执行。'],
    ['sentences of time and purpose', '到明年秋季开学。全部完成。'],
    ['sentences with figures', '新增学位3240个。满足入学需求。'],
    ['enumerations', '小学、初中、高中。均纳入范围。'],
  ])('are not made of %s', (_, paragraph) => {
    expect(drawOutline(`一、任务\n${paragraph}\n`)).toEqual(['一、任务']);
  });

  it('are bold lines and Markdown headings', () => {
    const source = `## 一、任务\n\n**温馨提示**\n\n${文}\n\n#### 办理流程：\n\n${文}\n`;
    expect(drawOutline(source)).toEqual(['一、任务', '  ~ 温馨提示', '  ~ 办理流程']);
  });
});

describe('labels', () => {
  it('are known ones, with or without text behind them, and stand beside each other', () => {
    const source = `（一）甲项\n行动目标：全区达标。\n具体举措：\n1. 建强组织。坚持党建引领。\n（二）乙项\n行动目标：全部覆盖。\n#### 具体举措\n${文}\n`;
    expect(drawOutline(source)).toEqual([
      ...['（一）甲项', '  - 行动目标', '  - 具体举措', '    1.建强组织'],
      ...['（二）乙项', '  - 行动目标', '  - 具体举措'],
    ]);
  });

  it('are learnt where a word opens two paragraphs', () => {
    const source = `（一）甲项\n预期成效：${文}\n（二）乙项\n预期成效：${文}\n`;
    expect(drawOutline(source)).toEqual(['（一）甲项', '  - 预期成效', '（二）乙项', '  - 预期成效']);
  });

  it('are not learnt from one paragraph, from unit lists, from addresses and phone numbers', () => {
    const source = `（一）甲项\n特别说明：${文}\n责任单位：区教育局\n联系电话：2345\n（二）乙项\n责任单位：区民政局\n联系电话：6789\n`;
    expect(drawOutline(source)).toEqual(['（一）甲项', '（二）乙项']);
  });

  it('nest where a part has the label of the whole', () => {
    const source = `一、甲项\n具体举措：\n（一）子项\n${文}\n具体举措：\n1. 建校。新建学校三所。\n二、乙项\n${文}\n`;
    expect(drawOutline(source)).toEqual([
      ...['一、甲项', '  - 具体举措', '    （一）子项', '      - 具体举措', '        1.建校', '二、乙项'],
    ]);
  });
});

describe('front matter', () => {
  it('holds the titles, also in Markdown, also printed again, and no heading', () => {
    const source = `# 云溪区人民政府文件\n\n# 云溪区人民政府关于印发云溪区绿化规划的通知\n\n各街道：\n\n现将《云溪区绿化规划》印发给你们。\n\n## 云溪区\n## 绿化规划\n\n## 一、总则\n\n${文}\n`;
    expect(drawOutline(source)).toEqual(['一、总则']);
    expect(
      outlineOf(source)
        .clauses.slice(0, 3)
        .every(({ kind }) => kind === 'front'),
    ).toBe(true);
  });

  it('holds the contents list, with leaders and page numbers or without', () => {
    const body = `第一章 总则\n${文}\n第一节 目标\n${文}\n第二章 附则\n${文}\n`;
    const wanted = ['第一章总则', '  第一节目标', '第二章附则'];
    for (const leader of ['', '......1', '……2', '…………………… 3']) {
      const contents = ['第一章 总则', '第一节 目标', '第二章 附则'].map((line) => line + leader);
      expect(drawOutline(`云溪区绿化规划\n目 录\n${contents.join('\n')}\n${body}`)).toEqual(wanted);
    }
  });

  it('does not swallow a text that only mentions 目录 in its heading', () => {
    expect(drawOutline(`一、目录清单\n${文}\n二、任务\n${文}\n`)).toEqual(['一、目录清单', '二、任务']);
  });

  it('leaves the list that names the annexes in the text of the notice', () => {
    const source = `关于检查的通知\n各校：\n一、要求\n${文}\n附件：1.检查表\n2.评分标准\n区教育局\n2031年3月5日\n附件1 检查表\n${文}\n附件2 评分标准\n${文}\n`;
    expect(drawOutline(source)).toEqual(['一、要求', '附件1检查表', '附件2评分标准']);
  });
});

describe('articles', () => {
  it('keep their paragraphs, items and tables whatever these look like', () => {
    const source =
      '第一章 总则\n第一条 为了规范服务，制定本办法。\n材料齐全。当场办理。\n下列单位负责：\n（一）教育局\n1. 检查。每年一次。\n| 档 | 元 |\n|---|---|\n| 甲 | 5 |\n第二章 附则\n第二条 自公布之日起施行。\n';
    const { clauses } = outlineOf(source);
    expect(drawOutline(source)).toEqual(['第一章总则', '第二章附则']);
    expect(clauses.map(({ kind, path }) => [kind, path.at(-1)])).toEqual([
      ['article', '第一条'],
      ['table-row', '第一条'],
      ['article', '第二条'],
    ]);
  });

  it('end where a part with a title of its own follows', () => {
    const source = `第一条 为了规范服务，制定本办法。\n第二条 自公布之日起施行。\n一、申请流程\n${文}\n`;
    expect(drawOutline(source)).toEqual(['一、申请流程']);
  });
});
