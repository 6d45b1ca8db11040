import { describe, expect, it } from 'vitest';
import type { Clause, Outline } from '../../src/clauses/clause.ts';
import { learnTerms } from '../../src/indexing/learn-terms.ts';

function outlineOf(texts: string[], units: string[] = []): Outline {
  const clause = (text: string): Clause => ({
    id: text,
    documentId: 'd',
    kind: 'text',
    path: [],
    heading: null,
    text,
    page: null,
    sentences: [],
    responsibleUnits: units.map((name) => ({ name, role: '', start: 0, end: 0 })),
    unitsSpan: null,
    start: 0,
    end: 0,
  });
  return { documentId: 'd', title: 't', headings: [], clauses: texts.map(clause) };
}

describe('learnTerms', () => {
  it('learns quoted coinages, also from traditional writing', () => {
    expect(learnTerms([], [outlineOf(['实施“影子计划”，构建「學習共同體」'])])).toEqual([
      '学习共同体',
      '影子计划',
    ]);
  });

  it('leaves slogans and what holds a quantity or a sign', () => {
    const texts = ['“做有家国情怀的学子”“九大工程”“2+1项目”“日查+夜查”“市、区两级”'];
    expect(learnTerms([], [outlineOf(texts)])).toEqual([]);
  });

  it('learns titles without the place and the bracket', () => {
    const outline = outlineOf([
      '修订《东丽区学校体育工作综合评估方案》，落实《教师行为处理办法(2018年修订)》',
    ]);
    expect(learnTerms([{ region: '东丽区' }], [outline])).toEqual([
      '东丽',
      '学校体育工作综合评估方案',
      '教师行为处理办法',
    ]);
  });

  it('learns offices without their level', () => {
    const units = ['区教育局', '区委编办', '市规划资源局东丽分局', '各有关学校'];
    expect(learnTerms([], [outlineOf(['…'], units)])).toEqual(
      ['教育局', '编办', '规划资源局东丽分局'].sort(),
    );
  });

  it('learns the same whatever the order of the documents', () => {
    const [one, two] = [outlineOf(['“甲计划”']), outlineOf(['“乙计划”'])];
    expect(learnTerms([], [one, two])).toEqual(learnTerms([], [two, one]));
  });
});
