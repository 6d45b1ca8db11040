import { describe, expect, it } from 'vitest';
import { stripMarks } from '../../src/language/mapped-text.ts';
import { drawOutline, numberedHeadings, outlineOf, printedPieces, readText } from './documents.ts';

const SEEDS = {
  nankai: 'seeds/nankai-education-14th-five-year-plan.txt',
  xiqing: 'seeds/xiqing-education-action-plan-2023-2025.md',
};
const plain = (title: string | null) => (title === null ? null : stripMarks(title));

describe.each(Object.entries(SEEDS))('the outline of %s', (id, file) => {
  const source = readText(file);
  const expected: { title: string; parent: string | null }[] = JSON.parse(
    readText(`test/fixtures/${id}.outline.json`),
  );

  it('has every numbered heading under its parent, in order', () => {
    const found = numberedHeadings(source).map(({ title, parent }) => `${plain(title)} < ${plain(parent)}`);
    const wanted = expected.map(({ title, parent }) => `${plain(title)} < ${plain(parent)}`);
    expect(found.filter((heading) => wanted.includes(heading))).toEqual(wanted);
  });

  it('has no other heading of those families but the run-in ones', () => {
    const wanted = new Set(expected.map(({ title }) => plain(title)));
    const others = numberedHeadings(source)
      .map(({ title }) => plain(title)!)
      .filter((title) =>
        /^(?:第.+?[篇章]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])/u.test(title),
      )
      .filter((title) => !wanted.has(title));
    const runIns = ['（一）加强组织领导', '（二）加强资金保障', '（三）加强督查问效', '（四）加强宣传引导'];
    expect(others).toEqual(id === 'xiqing' ? runIns : []);
  });

  it('holds every character once, and cites sentences verbatim', () => {
    const outline = outlineOf(source);
    expect(printedPieces(outline, source)).toBe(stripMarks(source));
    const sentences = outline.clauses.flatMap((clause) => clause.sentences);
    for (const { text, start, end } of sentences) {
      expect(stripMarks(source.slice(start, end))).toBe(stripMarks(text));
      expect(text.length).toBeLessThanOrEqual(200);
    }
  });
});

describe('parts of a plan', () => {
  it('reads all 22 lists of responsible units', () => {
    const { clauses } = outlineOf(readText(SEEDS.xiqing));
    const lists = clauses.filter(({ responsibleUnits }) => responsibleUnits.length > 0);
    expect(lists).toHaveLength(22);
    const named = lists.map(({ responsibleUnits }) => responsibleUnits.map(({ name }) => name));
    expect(named).toContainEqual(['区教育局', '区残联']);
    expect(named).toContainEqual(['区教育局', '区妇联', '公安西青分局', '区司法局', '区检察院', '区法院']);
  });

  it('keeps numbered sentences as clauses', () => {
    const titles = drawOutline(readText(SEEDS.nankai));
    expect(titles.some((title) => title.includes('民办教育亟待补齐短板'))).toBe(false);
  });

  it('keeps the items of an article in the article and names it in the path', () => {
    const source =
      '某市校车管理办法\n\n第一章 总则\n\n第一条 为加强管理，制定本办法。\n\n第二条 教育局履行下列职责：\n\n（一）编制方案；\n\n（二）每学期检查不少于2次。\n\n第二章 附则\n\n第三条 按照第二条的规定执行。';
    const { clauses, headings } = outlineOf(source);
    expect(headings.map(({ title }) => title)).toEqual(['第一章总则', '第二章附则']);
    const second = clauses.find(({ path }) => path.includes('第二条'))!;
    expect(second.text).toContain('每学期检查不少于2次');
    expect(clauses.filter(({ kind }) => kind === 'article')).toHaveLength(3);
  });

  it.each([
    [
      '一、总则\n\n正文一句话。\n\n（一）目标\n\n正文二句话。\n\n1. 建设学校。新建三所学校，扩大供给。',
      ['一、总则', '  （一）目标', '    1.建设学校'],
    ],
    ['1 总则\n\n正文一句话。\n\n1.1 目的\n\n正文二句话。\n\n1.2 范围\n\n正文三句话。', null],
    [
      '某市工作方案\n\n一、总则\n\n正文一句话。\n\n附件1：任务清单\n\n一、任务\n\n正文二句话。',
      ['一、总则', '附件1：任务清单', '  一、任务'],
    ],
  ])('orders the families of numbers in %j', (source, wanted) => {
    const drawn = drawOutline(source);
    if (wanted) expect(drawn).toEqual(wanted);
    else expect(drawn.filter((line) => /1\.[12]/u.test(line))).toHaveLength(2);
  });

  it('reads a table as rows of one clause', () => {
    const source =
      '一、任务分工\n\n| 任务 | 部门 |\n|---|---|\n| 摸排需求 | 基础教育科 |\n| 公布名单 | 各区教育局 |';
    const table = outlineOf(source).clauses.find(({ kind }) => kind === 'table-row')!;
    expect(table.sentences.map(({ text }) => text)).toEqual([
      '任务 部门',
      '摸排需求 基础教育科',
      '公布名单 各区教育局',
    ]);
  });
});
