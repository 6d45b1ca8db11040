import { describe, expect, it } from 'vitest';
import { visibleText, visibleTexts } from '../../../../src/channels/web/page/visible-text.ts';

describe('visibleText', () => {
  it.each([
    ['\u202e得不\u202c', '得不'],
    ['不\u200b得\ufeff', '不得'],
    ['a\u2066b\u2069c', 'abc'],
    ['中文 “引号” —— 12%', '中文 “引号” —— 12%'],
  ])('shows %j as %j', (text, shown) => expect(visibleText(text)).toBe(shown));
});

it('cleans every text inside a value and leaves the rest', () => {
  const given = { quote: '不\u200b得', path: ['一\u202e'], page: 3, none: null, isPast: true };
  expect(visibleTexts(given)).toEqual({ quote: '不得', path: ['一'], page: 3, none: null, isPast: true });
});
