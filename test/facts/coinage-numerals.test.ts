import { describe, expect, it } from 'vitest';
import { countsIn, numeralsOf } from '../../src/facts/coinage-numerals.ts';

describe('numeralsOf', () => {
  it.each([
    ['三全两高一大', [3, 2, 1]],
    ['一校三站', [1, 3]],
    ['双导师', [2]],
    ['1+1+n', [1, 1]],
    ['12351', [1, 2, 3, 5, 1]],
    ['邻里守望', []],
  ])('%s is built of %j', (name, numerals) => {
    expect(numeralsOf(name)).toEqual(numerals);
  });
});

describe('countsIn', () => {
  it('gives the numbers of things, not years or shares', () => {
    expect(countsIn('到2031年，建设1个中心港和三个停靠站，完好率达到95%。')).toEqual([1, 3]);
  });
});
