import { describe, expect, it } from 'vitest';
import { stripMarks } from '../../src/language/mapped-text.ts';
import { documentOf, drawOutline, outlineOf, printedPieces, readText } from './documents.ts';

const FOLDER = 'test/fixtures/documents';

describe('a law-style regulation', () => {
  const source = readText(`${FOLDER}/care-measures.txt`);
  const { clauses } = outlineOf(source);

  it('has its chapters and sections as headings, those of the contents list not', () => {
    expect(drawOutline(source)).toEqual([
      '第一章总则',
      '第二章设立与备案',
      '第三章服务与安全',
      '  第一节场所和人员',
      '  第二节服务规范',
      '第四章监督管理',
      '第五章法律责任',
      '第六章附则',
    ]);
  });

  it('has one clause for each of its 19 articles, named in the path', () => {
    const articles = clauses.filter(({ kind }) => kind === 'article');
    expect(articles.map(({ path }) => path.at(-1))).toEqual(
      '一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九'
        .split(' ')
        .map((n) => `第${n}条`),
    );
    expect(articles[8]!.path).toEqual(['第三章服务与安全', '第一节场所和人员', '第九条']);
  });

  it('keeps the items and further paragraphs of an article in it', () => {
    const fifth = clauses.find(({ path }) => path.at(-1) === '第五条')!;
    expect(fifth.text).toMatch(
      /^第五条设立托管机构.*（四）法律、法规规定的其他条件。.*3．民办非企业单位。$/u,
    );
    expect(fifth.sentences.map(({ text }) => text)).toContain('（一）有符合第十一条规定的场所；');
    const sixth = clauses.find(({ path }) => path.at(-1) === '第六条')!;
    expect(sixth.sentences.map(({ text }) => text).slice(-2)).toEqual([
      '（二）场所使用证明',
      '（三）工作人员名单及健康证明',
    ]);
  });

  it('keeps a paragraph that begins with 依照第五条 in the article before it', () => {
    const seventh = clauses.find(({ path }) => path.at(-1) === '第七条')!;
    expect(seventh.text).toContain('依照第五条第一款第二项规定核定的学生人数');
  });

  it('keeps the contents list as front matter', () => {
    const contents = clauses.find(({ text }) => text.startsWith('目录'))!;
    expect(contents).toMatchObject({ kind: 'front', heading: null, path: [] });
    expect(contents.text).toMatch(/第六章附则$/u);
  });

  it('says what it is', () => {
    expect(documentOf(source)).toMatchObject({
      ...{ title: '青屏市校外托管机构管理办法', issuer: '青屏市人民政府', issuedOn: '2027-04-02' },
      ...{ status: '现行', period: null, region: '青屏市' },
    });
  });
});

describe('a notice with annexes in Markdown', () => {
  const source = readText(`${FOLDER}/reading-notice.md`);
  const { clauses } = outlineOf(source);

  it('has its parts and annexes as headings, the list that names the annexes not', () => {
    expect(drawOutline(source)).toEqual([
      '一、总体要求',
      '二、主要任务',
      '  （一）完善阅读条件',
      '    1.改善图书馆舍',
      '    2.优化图书配备',
      '      （1）补充数量',
      '      （2）严把质量',
      '    3.开放时间',
      '  （二）丰富阅读活动',
      '    1.开设阅读课程',
      '    2.组织读书节',
      '    3.打造阅读品牌',
      '  （三）建强指导队伍',
      '    1、配齐管理人员',
      '    2、加强教师培训',
      '三、实施步骤',
      '  （一）启动阶段（2027年3月至4月）',
      '  （二）推进阶段（2027年5月至2029年6月）',
      '  （三）总结阶段（2029年7月至12月）',
      '四、工作要求',
      '附件1',
      '附件2学校图书馆（室）建设标准',
      '  一、面积标准',
      '  二、设备标准',
    ]);
  });

  it('joins what a page break cut and keeps numbered sentences whole', () => {
    expect(clauses.some(({ text }) => text.includes('坚决防止不良读物进入校园。'))).toBe(true);
    const demands = clauses.filter(({ path }) => path.at(-1) === '四、工作要求');
    expect(demands.slice(0, 3).map(({ text }) => text.slice(0, 3))).toEqual(['（一）', '（二）', '（三）']);
  });

  it('reads the table row by row, each with a stop behind it', () => {
    const table = clauses.find(({ kind }) => kind === 'table-row')!;
    expect(table.sentences.map(({ text }) => text)).toEqual([
      '序号 任务 责任单位 完成时限',
      '1 图书馆（室）达标改造 区教育局、区财政局 2028年12月',
      '2 补充学生图书8.6万册 区教育局 2029年6月',
      '3 举办校园读书节 区教育局、区委宣传部 每年4月',
    ]);
    expect(table.text).toContain('2028年12月；2 补充学生图书8.6万册');
    expect(table.path).toEqual(['附件1']);
  });

  it('reads units on a line of their own and at the end of their clause', () => {
    const units = clauses
      .filter(({ responsibleUnits }) => responsibleUnits.length > 0)
      .map(({ path, responsibleUnits }) => [path.at(-1), ...responsibleUnits.map(({ name }) => name)]);
    expect(units).toEqual([
      ['3.开放时间', '区教育局', '区财政局'],
      ['3.打造阅读品牌', '区教育局', '区委宣传部', '区文化和旅游局'],
    ]);
  });
});

describe('a hard-wrapped five-year plan', () => {
  const source = readText(`${FOLDER}/fifteenth-plan.txt`);

  it('has 篇, 章, 节, 专栏 and its other parts as headings', () => {
    expect(drawOutline(source)).toEqual([
      '第一篇开启高质量发展新征程',
      '  第一章发展环境',
      '    第一节发展基础',
      '      ~ 创新能力稳步提升',
      '      ~ 民生福祉持续增进',
      '    第二节面临形势',
      '  第二章总体要求',
      '    第一节指导思想',
      '    第二节基本原则',
      '      ~ 坚持人民至上',
      '      ~ 坚持创新驱动',
      '      ~ 坚持系统观念',
      '    第三节主要目标',
      '      专栏1“十五五”时期经济社会发展主要指标',
      '第二篇建设现代化产业体系',
      '  第三章壮大实体经济',
      '    第一节提升优势产业',
      '      一、推动装备制造业高端化',
      '      二、推动绿色食品产业品牌化',
      '    第二节培育新兴产业',
      '      （一）新能源',
      '      （二）生物医药',
      '      专栏2新兴产业培育重点工程',
      '        1．绿色能源工程',
      '        2．本草工程',
      '第三篇增进民生福祉',
      '  第四章建设高质量教育体系',
      '    第一节推动基础教育提质扩容',
      '    第二节完善终身学习体系',
      '  第五章保障措施',
      '    第一节加强组织实施',
      '      ~ 坚持党的全面领导',
      '      ~ 强化规划衔接',
      '    第二节加强监测评估',
    ]);
  });

  it('ends a box with its table', () => {
    const { clauses } = outlineOf(source);
    const table = clauses.find(({ kind }) => kind === 'table-row')!;
    expect(table.path.at(-1)).toMatch(/^专栏1/u);
    const below = clauses.find(({ text }) => text.startsWith('展望2035年'))!;
    expect(below.path.at(-1)).toBe('第三节主要目标');
  });

  it('says what it is', () => {
    expect(documentOf(source)).toMatchObject({
      ...{ title: '岚川市国民经济和社会发展第十五个五年规划纲要', region: '岚川市', status: '现行' },
      ...{ issuedOn: '2026-01-22', period: { fromYear: 2026, toYear: 2030 } },
    });
  });

  it('keeps its outline and pages where page numbers stand between the lines', () => {
    const lines = source.trimEnd().split('\n');
    const numbered = lines
      .flatMap((line, i) => (i % 12 === 11 ? [line, `— ${(i + 1) / 12} —`] : [line]))
      .join('\n');
    expect(drawOutline(numbered)).toEqual(drawOutline(source));
    const outline = outlineOf(numbered);
    expect(printedPieces(outline, numbered)).toBe(stripMarks(numbered));
    const cut = outline.clauses.find(({ text }) => text.startsWith('当前和今后一个时期'))!;
    expect(cut.text).not.toMatch(/—/u);
    expect(outline.clauses.find(({ text }) => text.startsWith('展望2035年'))!.page).toBe(4);
    for (const { sentences } of outline.clauses)
      for (const { text, start, end, parts = [{ start, end }] } of sentences)
        expect(stripMarks(parts.map((part) => numbered.slice(part.start, part.end)).join(''))).toBe(
          stripMarks(text),
        );
  });
});

describe.each(['care-measures.txt', 'reading-notice.md', 'fifteenth-plan.txt'])('%s', (file) => {
  it('has 1,400 characters or more, each in one heading or clause', () => {
    const source = readText(`${FOLDER}/${file}`);
    expect(source.length).toBeGreaterThan(1400);
    expect(printedPieces(outlineOf(source), source)).toBe(stripMarks(source));
  });
});
