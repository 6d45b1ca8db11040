import { describe, expect, it } from 'vitest';
import { pageAt } from '../../src/documents/document.ts';
import { readLines } from '../../src/documents/lines.ts';
import { findPageStarts } from '../../src/documents/pages.ts';
import { readText } from '../clauses/documents.ts';

function pagesOf(source: string): number[] {
  return findPageStarts(source, readLines(source));
}

function bodyLines(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => `第${from + i}行正文推进学前教育普及普惠发展`);
}

describe('findPageStarts', () => {
  it('finds the 24 pages that leading spaces mark in the Nankai plan', () => {
    const source = readText('seeds/nankai-education-14th-five-year-plan.txt');
    const pageStarts = pagesOf(source);
    expect(pageStarts.length).toBe(24);
    expect(pageAt({ pageStarts }, 0)).toBe(1);
    expect(pageAt({ pageStarts }, source.indexOf('学子”“做文明儒雅的南开学子”'))).toBe(2);
    expect(pageAt({ pageStarts }, source.indexOf('有信仰'))).toBe(1);
    expect(pageAt({ pageStarts }, source.length)).toBe(24);
  });

  it('finds no pages in a Markdown file', () => {
    expect(pagesOf(readText('seeds/xiqing-education-action-plan-2023-2025.md'))).toEqual([]);
  });

  it('takes indented paragraphs for no pages, with one space or two', () => {
    for (const indent of [' ', '  ', '　', '　　']) {
      const source = bodyLines(60)
        .map((line, i) => (i % 3 === 0 ? indent + line : line))
        .join('\n');
      expect(pagesOf(source)).toEqual([]);
    }
  });

  it('takes a few lines that happen to begin with a space for no pages', () => {
    const lines = bodyLines(60);
    for (const i of [0, 5, 41]) lines[i] = ` ${lines[i]}`;
    expect(pagesOf(lines.join('\n'))).toEqual([]);
  });

  it('starts a page behind every form feed, but none behind the last', () => {
    const source = '第一页\n\f第二页\n\f第三页\n\f';
    expect(pagesOf(source)).toEqual([0, source.indexOf('第二页'), source.indexOf('第三页')]);
  });

  it('starts a page below every printed page number', () => {
    const source = [1, 2, 3].map((page) => [...bodyLines(8, page * 10), `— ${page} —`].join('\n')).join('\n');
    const pageStarts = pagesOf(source);
    expect(pageStarts.length).toBe(3);
    expect(pageAt({ pageStarts }, source.indexOf('第20行'))).toBe(2);
    expect(pageAt({ pageStarts }, source.indexOf('— 2 —'))).toBe(2);
    expect(pageAt({ pageStarts }, source.indexOf('第30行'))).toBe(3);
  });

  it('keeps the printed number where a file begins with a later page', () => {
    const source = [5, 6, 7].map((page) => [...bodyLines(8, page * 10), `${page}`].join('\n')).join('\n');
    const pageStarts = pagesOf(source);
    expect(pageAt({ pageStarts }, 0)).toBe(5);
    expect(pageAt({ pageStarts }, source.indexOf('第60行'))).toBe(6);
  });

  it('takes a column of numbers for no pages', () => {
    expect(pagesOf(['指标', '1', '2', '3', '4', ...bodyLines(20)].join('\n'))).toEqual([]);
  });
});
