import { describe, expect, it } from 'vitest';
import { documentNumbering } from '../../src/clauses/document-numbering.ts';
import { mapParagraph } from '../../src/clauses/paragraph.ts';
import { joinParagraphs } from '../../src/clauses/paragraphs.ts';
import { readLines } from '../../src/documents/lines.ts';
import { stripMarks } from '../../src/language/mapped-text.ts';
import { drawOutline, numberedHeadings, outlineOf, readText } from './documents.ts';
import { type Setting, wrapText } from './wrapping.ts';

function paragraphsOf(source: string): string[] {
  const lines = readLines(source);
  return joinParagraphs(lines, documentNumbering(lines)).map(
    (paragraph) => mapParagraph(source, paragraph).mapped.text,
  );
}

const NANKAI = readText('seeds/nankai-education-14th-five-year-plan.txt');
const XIQING = readText('seeds/xiqing-education-action-plan-2023-2025.md');

describe('joinParagraphs on hard-wrapped text with blank lines between all lines', () => {
  const paragraphs = paragraphsOf(NANKAI);

  it('joins sentences cut anywhere', () => {
    expect(paragraphs).toContain(
      '（六）教与学的方式尚未发生根本性转变，有的学校对教学改革重视不够，缺少对课堂教学改革的有效引领。',
    );
  });

  it('joins headings cut in two, inside a quotation or not', () => {
    expect(paragraphs).toContain('（九）确保南开新优质教育顺利推进，“实施真督实导保障工程”');
    expect(paragraphs).toContain('（一）加强学校党组织作为学校工作战斗力基础的建设');
  });

  it('joins across the pages', () => {
    expect(paragraphs.some((text) => text.includes('“做知书达礼的南开学子”“做文明儒雅的南开学子”'))).toBe(
      true,
    );
  });

  it('keeps a heading and a one-line paragraph apart', () => {
    expect(paragraphs).toContain('一、发展基础');
    expect(paragraphs).toContain('（七）民办教育亟待补齐短板。');
  });
});

describe('joinParagraphs on Markdown', () => {
  const paragraphs = paragraphsOf(XIQING);

  it('joins paragraphs that a page break cut', () => {
    expect(paragraphs.some((text) => text.includes('为指导，深入贯彻党的二十大精神'))).toBe(true);
    expect(paragraphs.some((text) => text.includes('全面工作，支持和保证校长依法依规'))).toBe(true);
  });

  it('joins a unit list that a page break cut', () => {
    expect(paragraphs.some((text) => text.includes('（责任单位：区教育局、区委编办、'))).toBe(true);
  });

  it('keeps headings, labels, unit lists and dates apart from what stands around them', () => {
    for (const text of ['一、指导思想', '具体举措：', '（责任单位：区教育局、区残联）', '2023年11月23日'])
      expect(paragraphs).toContain(text);
  });

  it('keeps every row of a table apart', () => {
    expect(paragraphsOf('| 任务 | 单位 |\n|---|---|\n| 摸排 | 区教育局 |\n说明如下，\n')).toHaveLength(4);
  });
});

describe('tables set with gaps', () => {
  const source =
    '一、主要指标\n指标名称\t2025年\t2030年\n毛入园率（%）\t93.5\t95\n\n第一章    总    则\n临溪区教育局    临溪区财政局\n序号     任务      单位\n 1     新建学校    区教育局\n';

  it('are rows whose cells stay apart', () => {
    const tables = outlineOf(source).clauses.filter(({ kind }) => kind === 'table-row');
    expect(tables.map(({ text }) => text)).toEqual([
      '指标名称 2025年 2030年；毛入园率（%） 93.5 95',
      '序号 任务 单位；1 新建学校 区教育局',
    ]);
    for (const { text, start, end } of tables.flatMap(({ sentences }) => sentences))
      expect(stripMarks(text)).toBe(stripMarks(source.slice(start, end)));
  });

  it('are told from headings and signatures set wide', () => {
    expect(drawOutline(source)).toEqual(['一、主要指标', '第一章总则']);
    expect(paragraphsOf(source)).toContain('临溪区教育局临溪区财政局');
  });
});

describe('running heads', () => {
  const page = (n: number, text: string) => `${text}\n\n— ${n} —\n\n青石区渡口工作要点\n\n`;
  const source = `青石区渡口工作要点\n\n${page(1, '每年改造渡口两个，培训船')}工三十名，按时检修渡轮，发放补助。\n\n${page(2, '渡口应当按照核定的乘客人数和摆渡距离，在明显位置配齐')}救生衣，每月检查。\n\n${page(3, '船工应当经过培训并且考试合格，由区交通局发给证书，持')}证上岗。\n`;

  it('neither cut a sentence in two nor stand as text', () => {
    const paragraphs = paragraphsOf(source);
    expect(paragraphs).toContain('渡口应当按照核定的乘客人数和摆渡距离，在明显位置配齐救生衣，每月检查。');
    expect(paragraphs).toContain('船工应当经过培训并且考试合格，由区交通局发给证书，持证上岗。');
  });

  it('leave the first, which may be the title', () => {
    expect(readLines(source)[0]).toMatchObject({ text: '青石区渡口工作要点', isPageNumber: false });
  });
});

describe('joinParagraphs on lines broken by counting characters', () => {
  const PARAGRAPHS = [
    '建成区青少年宫新馆，总建筑面积2.6万平方米，设活动室64间，2023年6月1日正式开放，全年接待12.5万人次，比2022年多3800人次。',
    '全区有专职辅导员58名、志愿辅导员1240名，其中持有校外教育辅导员证书的占志愿辅导员的45%，2024年新增260名，2025年再增310名。',
    '五年累计开展校外活动6820场，参与青少年57.3万人次，“湖畔科学夜”举办41期，“小小讲解员”培养学员1360名。',
    '社区覆盖率由2020年的38%提高到59%，科技馆完成二期展陈更新，五年累计接待观众118万人次，志愿服务时长9.6万小时。',
  ];
  const source = PARAGRAPHS.map((text) => (`　　${text}`.match(/.{1,24}/gu) ?? []).join('\n')).join('\n');

  it('puts every paragraph together', () => {
    expect(paragraphsOf(source)).toEqual(PARAGRAPHS);
  });
});

describe('joinParagraphs elsewhere', () => {
  it('gives each whole line its own paragraph', () => {
    const lines = ['一、总则', '坚持公平优质。', '（一）加强领导', '区教育局', '2031年3月5日'];
    expect(paragraphsOf(lines.join('\n'))).toEqual(lines);
  });

  it('keeps a long title without a number apart from what follows', () => {
    const lines = [
      '云溪区人民政府关于进一步加强和改进新时代养老服务工作的实施意见',
      '为加强养老服务，提出如下意见。',
    ];
    expect(paragraphsOf(lines.join('\n'))).toEqual(lines);
  });

  it('joins a line that begins with a stop or closing mark to the one before it', () => {
    expect(paragraphsOf('落实《教育规划（2031—2035年）》\n，持续推进。\n')).toEqual([
      '落实《教育规划（2031—2035年）》，持续推进。',
    ]);
  });

  it('joins 第三章 to the title printed below it', () => {
    expect(paragraphsOf('第三章\n监督管理\n第一条 街道负责检查。\n')[0]).toBe('第三章监督管理');
  });

  it('does not run on where a bracket is never closed', () => {
    const lines = [
      '一、落实《教育规划的要求，推进各项工作，确保取得实实在在的成效。',
      '各单位要抓好落实，按时报送工作进展情况。',
    ];
    expect(paragraphsOf(lines.join('\n'))).toEqual(lines);
  });

  it('keeps a wrapped line that begins with a cross-reference in its sentence', () => {
    const articles = [
      '第一条　为了规范托管服务，保障学生安全，根据有关法律、法规，结合本市实际，制定本办法，并由市教育局组织实施。',
      '第二条　托管机构应当具备固定的场所和工作人员，按照第三条规定的程序办理备案，不得违反第四条第一款的要求从事活动。',
      '第三条　托管机构不得从事学科类培训，不得收取备案费用以外的任何费用，违者由教育行政部门责令限期改正并予以通报。',
    ];
    let cut = 0;
    // Wider lines are too few here to tell the right edge.
    for (let width = 18; width < 30; width++) {
      const source = wrapText(articles, { width, isIndented: true, keepsIndent: true, hasBlankLines: false });
      if (/\n第[三四]条[规第]/u.test(source)) cut++;
      expect(paragraphsOf(source), `width ${width}`).toHaveLength(3);
    }
    expect(cut).toBeGreaterThan(1);
  });

  it('tells paragraphs by blank lines where only they have them', () => {
    const body = wrapText(
      [
        '完善覆盖城乡的公共服务体系，推进资源均衡布局，让群众就近享有优质服务，不断增强获得感幸福感。',
        '健全多元参与机制，支持社会力量兴办服务机构，形成政府主导、社会参与的格局，促进共同发展。',
      ],
      { width: 22, isIndented: false, keepsIndent: false, hasBlankLines: false },
    ).replace('感。\n', '感。\n\n');
    expect(paragraphsOf(`一、总则\n\n${body}`)).toHaveLength(3);
  });

  it('reads CRLF, lone CR and form feeds as line ends', () => {
    expect(paragraphsOf('一、总则\r\n内容甲。\r二、任务\f内容乙。')).toEqual([
      '一、总则',
      '内容甲。',
      '二、任务',
      '内容乙。',
    ]);
  });

  it('leaves a page number inside the paragraph it cuts, out of its text', () => {
    const source = `${'推进学前教育普及普惠发展，'.repeat(4)}健\n— 3 —\n全教育经费投入机制。\n一、总则\n`;
    expect(paragraphsOf(source)[0]).toMatch(/，健全教育经费投入机制。$/u);
  });
});

describe('the seeds, wrapped anew', () => {
  const settings = [17, 20, 23, 26, 28, 33, 40].flatMap((width): Setting[] => [
    { width, isIndented: false, keepsIndent: false, hasBlankLines: false },
    { width, isIndented: true, keepsIndent: false, hasBlankLines: true },
    { width, isIndented: true, keepsIndent: true, hasBlankLines: false },
  ]);

  it.each([
    ['Nankai', NANKAI],
    ['Xiqing', XIQING],
  ])('keep the headings of the %s plan at every width', (_, source) => {
    const wanted = numberedHeadings(source);
    const paragraphs = paragraphsOf(source);
    for (const setting of settings)
      expect(numberedHeadings(wrapText(paragraphs, setting)), JSON.stringify(setting)).toEqual(wanted);
  });
});
