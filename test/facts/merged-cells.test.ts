import { describe, expect, it } from 'vitest';
import { isTotal, readOut, readRows, rowName, unitInBrackets, unreadRows } from '../../src/facts/tables.ts';
import { outlineOf } from '../clauses/documents.ts';

const tableOf = (rows: string[]) =>
  outlineOf(`青石区工作要点\n\n一、任务\n\n${rows.join('\n')}\n`).clauses.find(
    ({ kind }) => kind === 'table-row',
  )!;

describe('cells that are printed once for several rows', () => {
  const table = tableOf([
    '| 类别 | 序号 | 指标 | 目标 | 单位 |',
    '| --- | --- | --- | --- | --- |',
    '| 水安全 | 1 | 堤防达标率（%） | 95 | 区水务局 |',
    '| | 2 | 泵闸占比（%） | 85 | 同上 |',
    '| | | 合计 | 180 | |',
  ]);

  it('go for the rows below, whatever counts those', () => {
    const [first, second] = readRows(table);
    expect(second!.cells.map(({ text }) => text)).toEqual(['水安全', '2', '泵闸占比（%）', '85', '区水务局']);
    expect(second!.carriedFrom).toEqual([first!.sentence]);
    expect(first!.carriedFrom).toEqual([]);
  });

  it('not for a total', () => {
    const total = readRows(table)[2]!;
    expect(isTotal(total)).toBe(true);
    expect(total.cells[0]!.text).toBe('');
  });
});

describe('a name that is missing', () => {
  const table = tableOf([
    '| 乡镇 | 小学 | 初中 |',
    '| --- | --- | --- |',
    '| 城关镇 | 4 | 2 |',
    '| | 3 | 1 |',
  ]);

  it('is not taken from the row above where a figure stands behind the gap', () => {
    expect(readRows(table).map(rowName)).toEqual(['城关镇', '']);
    expect(readOut(readRows(table)[0]!)).toBe('城关镇：小学 4，初中 2');
  });
});

it('counts the rows that do not fit the heads', () => {
  expect(unreadRows(tableOf(['| 任务 | 目标 |', '|---|---|', '| 改造 | 3 |', '| 新建 |']))).toBe(1);
});

it('percent points stay a unit', () => {
  expect(unitInBrackets('提高幅度（百分点）')).toBe('百分点');
});
