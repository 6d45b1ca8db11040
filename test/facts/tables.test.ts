import { expect, it } from 'vitest';
import { readingsOf } from '../../src/facts/tables.ts';
import { outlineOf } from '../clauses/documents.ts';

it('reads a row whose name takes two lines with its heads, and the rows behind it', () => {
  const source = `青石区人才规划

一、主要指标

序号   指标                        2030年   属性
1      人才总量（万人）            9.0      预期性
2      医疗机构每千人口执业
       （助理）医师（人）          2.6      约束性
3      骨干教师占比（%）  25       约束性
4      人才住房（套）              1500     约束性
`;
  const table = outlineOf(source).clauses.find(({ kind }) => kind === 'table-row')!;
  expect(readingsOf(table)).toEqual(
    expect.arrayContaining([
      '人才总量：2030年 9.0万人，属性 预期性',
      '医疗机构每千人口执业（助理）医师：2030年 2.6人，属性 约束性',
      '骨干教师占比：2030年 25%，属性 约束性',
      '人才住房：2030年 1500套，属性 约束性',
    ]),
  );
});
