import { describe, expect, it } from 'vitest';
import { searchForm } from '../../src/language/normalise.ts';

describe('searchForm', () => {
  it.each([
    ['抓好教育督導體制機制保障', '抓好教育督导体制机制保障'],
    ['到 ２０２５ 年', '到2025年'],
    ['适龄残疾儿童总数的 10％以内', '适龄残疾儿童总数的10%以内'],
    ['（责任单位：区教育局）', '(责任单位:区教育局)'],
    ['加强虚拟仿真 AR 和 VR 教学', '加强虚拟仿真ar和vr教学'],
    ['deep  Learning 课程', 'deep learning课程'],
    ['深入贯\n彻党的教育方针', '深入贯彻党的教育方针'],
  ])('writes %s as %s', (printed, form) => {
    expect(searchForm(printed)).toBe(form);
  });

  it('keeps simplified characters that are also traditional ones', () => {
    expect(searchForm('乾坤、后来、著作、余地、干部')).toBe('乾坤、后来、著作、余地、干部');
  });

  it('drops invisible and broken characters', () => {
    expect(searchForm('学\u200b位\ufeff缺\u0000口\ud800')).toBe('学位缺口');
  });

  it('leaves its own output alone', () => {
    for (const text of ['督導體制 ２ a b', '①②㎡', '《教育》“双减”']) {
      expect(searchForm(searchForm(text))).toBe(searchForm(text));
    }
  });
});
