import { describe, expect, it } from 'vitest';
import { readUnitList } from '../../src/clauses/responsible-units.ts';
import { mapText } from '../../src/language/mapped-text.ts';
import { outlineOf } from './documents.ts';

function unitsOf(text: string): string[] {
  return readUnitList(mapText(text, 0, text.length))?.units.map(({ name }) => name) ?? [];
}

describe('readUnitList', () => {
  it.each([
    ['full-width brackets', '开展检查。（责任单位：区教育局、区残联）', ['区教育局', '区残联']],
    ['half-width brackets', '开展检查。(责任单位:区教育局,区残联)', ['区教育局', '区残联']],
    ['brackets of two kinds', '开展检查。（责任单位：区教育局、各街镇)', ['区教育局', '各街镇']],
    ['square brackets', '【责任单位：区教育局】', ['区教育局']],
    ['full-width square brackets', '开展检查。［责任单位：区教育局］', ['区教育局']],
    ['a dash', '开展检查。——责任单位：区教育局、区残联', ['区教育局', '区残联']],
    ['bare roles in brackets', '（牵头：区教育局；配合：区残联）', ['区教育局', '区残联']],
    ['roles without a stop between them', '牵头单位：区教育局  配合单位：区残联', ['区教育局', '区残联']],
    ['names parted by blanks', '（责任部门：区教育局 区残联 各街镇）', ['区教育局', '区残联', '各街镇']],
    [
      'a branch of a bureau',
      '（责任单位：市规划资源局青石分局、区教育局）',
      ['市规划资源局青石分局', '区教育局'],
    ],
    ['names parted by strokes', '（责任单位：区教育局/区残联）', ['区教育局', '区残联']],
    ['由 before the names', '（由区教育局牵头，区残联参与）', ['区教育局', '区残联']],
    ['tortoise shell brackets', '〔责任单位：区教育局、各街镇〕', ['区教育局', '各街镇']],
    ['no bracket', '责任单位：区教育局、区残联。', ['区教育局', '区残联']],
    [
      'leading and supporting units',
      '（牵头单位：区教育局；配合单位：区财政局、各街镇）',
      ['区教育局', '区财政局', '各街镇'],
    ],
    ['two brackets', '（牵头单位：区教育局）（配合单位：区财政局）', ['区教育局', '区财政局']],
    [
      'roles behind the names',
      '（责任单位：区教育局（牵头）、区财政局、区人社局等部门）',
      ['区教育局', '区财政局', '区人社局'],
    ],
    [
      'duties behind the names',
      '责任单位：区教育局牵头，区财政局、区人社局配合',
      ['区教育局', '区财政局', '区人社局'],
    ],
    [
      'names with brackets of their own',
      '（责任单位：区委编办（区政务办）、区财政局）',
      ['区委编办（区政务办）', '区财政局'],
    ],
    [
      'a deadline behind them',
      '（责任单位：区教育局、区财政局；完成时限：2031年底）',
      ['区教育局', '区财政局'],
    ],
    ['departments', '（责任部门：基础教育科、财务科）', ['基础教育科', '财务科']],
    [
      'duties alone',
      '开展检查。（区教育局牵头，区财政局、各街镇按职责分工负责）',
      ['区教育局', '区财政局', '各街镇'],
    ],
    ['names that a word joins', '发放补贴。（区教育局会同区财政局负责）', ['区教育局', '区财政局']],
    ['offices beyond a bureau', '开展推介。（区商务局牵头，区驻京联络处配合）', ['区商务局', '区驻京联络处']],
  ])('reads %s', (_, text, names) => {
    expect(unitsOf(text)).toEqual(names);
  });

  it.each([
    ['units that are spoken of', '各责任单位：要高度重视。'],
    ['a bracket that explains', '健全机制（由学校自主负责）。'],
    ['a list without names', '（责任单位：）'],
    ['text without units', '完善责任体系，落实单位主体责任。'],
  ])('finds none in %s', (_, text) => {
    expect(unitsOf(text)).toEqual([]);
  });

  it.each([
    [
      '（由区应急局负总责，区住建局按职责分工负责）',
      [
        ['区应急局', '负总责'],
        ['区住建局', ''],
      ],
    ],
    [
      '（责任单位：区供销社、区邮政局，排在首位的为牵头单位）',
      [
        ['区供销社', '牵头单位'],
        ['区邮政局', '责任单位'],
      ],
    ],
  ])('knows who leads in %s', (text, units) => {
    const list = readUnitList(mapText(`开展检查。${text}`, 0, text.length + 5))!;
    expect(list.units.map(({ name, role }) => [name, role])).toEqual(units);
  });

  it('knows where the bracket and each name stand', () => {
    const text = '开展\n检查。（责任单位：区教\n育局、区残联）';
    const list = readUnitList(mapText(text, 0, text.length))!;
    expect(text.slice(list.span.start, list.span.end)).toBe('（责任单位：区教\n育局、区残联）');
    expect(list.units.map(({ start, end }) => text.slice(start, end))).toEqual(['区教\n育局', '区残联']);
  });
});

describe('unit lists of clauses', () => {
  it('belong to the paragraph above them, also behind a title that ran in', () => {
    const source =
      '一、任务\n楷模教育。充分发挥纪念馆的作用。\n（责任单位：区教育局）\n1. 检查。每年一次检查。\n牵头单位：区教育局\n配合单位：区财政局\n';
    const { clauses } = outlineOf(source);
    expect(clauses.map(({ text, responsibleUnits }) => [text, responsibleUnits.length])).toEqual([
      ['充分发挥纪念馆的作用。（责任单位：区教育局）', 1],
      ['每年一次检查。牵头单位：区教育局配合单位：区财政局', 2],
    ]);
  });

  it('are a sentence of their own', () => {
    const [clause] = outlineOf('一、任务\n开展检查。（责任单位：区教育局）\n').clauses;
    expect(clause!.sentences.map(({ text }) => text)).toEqual(['开展检查。', '（责任单位：区教育局）']);
  });

  it('stand alone below a heading without text', () => {
    const [clause] = outlineOf('（一）检查\n（责任单位：区教育局）\n（二）通报\n每月一次。\n').clauses;
    expect(clause).toMatchObject({ path: ['（一）检查'], responsibleUnits: [{ name: '区教育局' }] });
  });
});
