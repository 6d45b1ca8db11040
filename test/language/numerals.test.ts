import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuantities } from '../../src/language/numerals.ts';

const canonicals = (text: string) => findQuantities(text).map(({ canonical }) => canonical);

describe('findQuantities', () => {
  it.each([
    [['93%', '93％', '９３%', '百分之九十三', '93 %'], '93%'],
    [['50个', '50 个', '五十个', '５０个'], '50个'],
    [['15000名', '1.5万名', '一万五千名', '15,000 名'], '15000名'],
    [['2025年', '2025 年', '二〇二五年', '二零二五年', '2025年度'], '2025年'],
    [['2021—2025年', '2021-2025年', '2021年至2025年', '2021～2025', '2021年到2025年'], '2021-2025年'],
    [['2—3所', '2-3 所', '两到三所', '二至三所'], '2-3所'],
    [['5%—10%', '5-10%', '百分之五到百分之十'], '5-10%'],
    [['300元', '三百元', '300 元'], '300元'],
    [['3万元', '三万元', '30000元'], '30000元'],
    [['2023年11月23日', '2023-11-23', '2023.11.23', '2023 年 11 月 23 日'], '2023年11月23日'],
    [['第十二条', '第12条', '第 12 条'], '第12条'],
    [['九大', '9大'], '9大'],
    [['两周', '2周'], '2周'],
    [['七成', '70%'], '70%'],
    [['三分之一', '3分之1'], '1/3'],
    [['一年级', '1年级'], '1年级'],
    [['二十余所', '20多所', '20所'], '20所'],
  ])('reads %j as %s', (writings, canonical) => {
    expect(writings.map(canonicals)).toEqual(writings.map(() => [canonical]));
  });

  it('tells what kind of number it is', () => {
    const kinds = findQuantities('到2025年达到93%，生均300元，认定50个，第三条，2023年11月23日，2.0版');
    expect(kinds.map(({ kind, value }) => [kind, value])).toEqual([
      ['year', 2025],
      ['percent', 93],
      ['money', 300],
      ['count', 50],
      ['ordinal', 3],
      ['date', 2023],
      ['plain', 2],
    ]);
  });

  it('gives both ends of a range', () => {
    expect(findQuantities('打造 2—3 所优质民办学校')[0]).toMatchObject({ value: 2, upper: 3, unit: '所' });
  });

  it.each([
    '统一管理、一体化、一些、一定、进一步、万一、唯一',
    '十分重要、十佳教师、十几所',
    '培养一批教师，建设一支队伍，一系列举措，一个主要矛盾，每一所学校',
    '“十四五”期间、十三五规划、党的二十大精神、第十四个五年规划',
    '三全育人、四不两直、三重一大、五育并举、两学一做、三位一体',
    '一校一品、多校一园、一带一路、一专多能',
    '市、区两级教研员',
    '一是强化机制，二是完善协同',
    '5G技术、体育“2+1项目”、“1+1+N”、1+X证书',
    '三四个、数十所',
    '百姓、千方百计、百年',
    '初三、高一、周三',
  ])('finds no quantity in %s', (text) => {
    expect(canonicals(text)).toEqual([]);
  });

  it('takes the number of a list item for none', () => {
    expect(canonicals('1. 建强组织体系。2、健全制度；（3）每年1次')).toEqual(['1次']);
  });

  it('takes a word that begins with a unit for no unit', () => {
    expect(canonicals('3名师')).toEqual(['3']);
    expect(canonicals('3名教师')).toEqual(['3名']);
  });

  it('points at the printed words', () => {
    const text = '增加小学学位 3240 个、中学学位2700个';
    for (const { start, end, text: printed } of findQuantities(text))
      expect(text.slice(start, end)).toBe(printed);
    expect(findQuantities(text).map((quantity) => quantity.text)).toEqual(['3240 个', '2700个']);
  });

  it('reads a number from 1 to 9999 the same in digits and in Chinese', () => {
    const digits = '零一二三四五六七八九';
    const inChinese = (value: number): string => {
      let text = '';
      let gap = false;
      for (const [unit, name] of [
        [1000, '千'],
        [100, '百'],
        [10, '十'],
        [1, ''],
      ] as const) {
        const digit = Math.floor(value / unit) % 10;
        if (digit > 0) text += (gap && text !== '' ? '零' : '') + digits[digit] + name;
        gap = digit === 0;
      }
      return text.replace(/^一十/, '十');
    };
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9999 }), (value) => {
        expect(canonicals(`${inChinese(value)}所学校`)).toEqual([`${value}所`]);
      }),
    );
  });

  it('finds ordered, separate quantities in any text', () => {
    const pieces = fc.constantFrom(
      '一',
      '十',
      '百分之',
      '第',
      '93',
      '％',
      '—',
      '年',
      '个',
      '2025',
      ' ',
      '万',
      '点',
      '.',
      '大',
      'a',
      '+',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end, canonical } of findQuantities(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(canonical).not.toMatch(/NaN|undefined/);
          last = end;
        }
      }),
    );
  });
});
