import { describe, expect, it } from 'vitest';
import { partsTold } from '../../src/retrieval/told-parts.ts';

describe('parts of a question', () => {
  it('that tell how it came up are told from those that ask', () => {
    expect(partsTold('我在食堂上班,家里有两个娃,想问体育课每天多长时间?')).toEqual({
      asked: ['想问体育课每天多长时间?'],
      told: ['我在食堂上班', '家里有两个娃'],
    });
  });

  it('ask from the first one on that does', () => {
    expect(partsTold('我想问学位有多少,小学的').asked).toEqual(['我想问学位有多少', '小学的']);
  });

  it('that say what somebody thinks of a figure are not asked of the documents', () => {
    expect(partsTold('要求每个学生会3项技能,负担是不是太重了').told).toEqual(['负担是不是太重了']);
    expect(partsTold('覆盖率要到95%,难度大吗').told).toEqual(['难度大吗']);
    expect(partsTold('只定了95%,是不是有点保守').told).toEqual(['是不是有点保守']);
    expect(partsTold('负担是不是太重了').told).toEqual([]);
  });

  it('are all asked where none asks, and where nobody tells of himself', () => {
    expect(partsTold('我家孩子上幼儿园').asked).toEqual(['我家孩子上幼儿园']);
    expect(partsTold('碰上雾霾天,体育课怎么上?').told).toEqual([]);
  });
});
