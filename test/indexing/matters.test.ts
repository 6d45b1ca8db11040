import { describe, expect, it } from 'vitest';
import { createLexicon } from '../../src/indexing/lexicon.ts';

const { mattersIn, fingerprint } = createLexicon({
  'matters.txt': '# 吃\n食堂, 饭堂 # 供餐\n手机, 带手机\n手机上, 平台\n',
});
const found = (text: string) => mattersIn(text).map(({ word, start }) => `${start}${word}`);

describe('concrete matters in a text', () => {
  it('are found with every wording of theirs', () => {
    expect(mattersIn('学校饭堂谁管')).toEqual([
      { word: '饭堂', start: 2, end: 4, wordings: ['食堂', '饭堂'] },
    ]);
  });

  it('are taken by their longest wording, and none twice', () => {
    expect(found('能带手机吗')).toEqual(['1带手机']);
    expect(found('手机上能查吗')).toEqual(['0手机上']);
    expect(found('食堂和手机')).toEqual(['0食堂', '3手机']);
  });

  it('are none where the text names none', () => {
    expect(found('教师培训怎么做')).toEqual([]);
  });

  it('change the fingerprint, so that the index is made anew', () => {
    expect(fingerprint).not.toBe(createLexicon({}).fingerprint);
  });
});
