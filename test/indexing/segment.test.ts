import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IndexStoreError } from '../../src/errors.ts';
import { findLexiconDir, loadLexicon } from '../../src/indexing/lexicon.ts';
import { readDictionary, Segmenter, writeDictionary } from '../../src/indexing/segment.ts';

let folder: string;
let segmenter: Segmenter;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segment-'));
  const { policyTerms } = await loadLexicon(await findLexiconDir(folder));
  segmenter = new Segmenter(
    await writeDictionary(join(folder, 'general'), [...policyTerms, '影子计划'], policyTerms),
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('words', () => {
  it('keeps policy terms, coinages and numbers whole', () => {
    expect(segmenter.words('全区学前三年毛入园率达到93％以上，实施“影子计划”')).toEqual([
      '全区',
      '学前三年',
      '毛入园率',
      '达到',
      '93%',
      '以上',
      '实施',
      '影子计划',
    ]);
  });

  it('cuts all ways of writing a number alike', () => {
    const cut = segmenter.words('认定不少于50个基地，占比百分之八十五');
    expect(segmenter.words('认定不少于五十个基地，占比 85 ％')).toEqual(cut);
    expect(cut).toEqual(expect.arrayContaining(['50个', '85%']));
  });

  it('cuts traditional writing like simplified', () => {
    expect(segmenter.words('教育督導體制')).toEqual(segmenter.words('教育督导体制'));
  });

  it.each(['任务', '行动', '扩大', '要求', '加强', '推进', '保障', '减少'])(
    'does not drop the policy word %s',
    (word) => {
      expect(segmenter.words(`文件对${word}是什么`)).toContain(word);
    },
  );

  it('drops grammar and asking words', () => {
    expect(segmenter.words('公办园的占比是多少呢？')).toEqual(['公办园', '占比']);
  });

  it.each([
    ['构建三全育人格局', '三全育人'],
    ['九年一贯制学校', '九年一贯制'],
    ['中小幼一体化德育', '一体化'],
    ['统一管理', '统一'],
    ['十分重要', '十分'],
    ['“十四五”期间', '十四五'],
    ['第十四个五年规划', '第十四个五年规划'],
  ])('reads no number into %s', (text, word) => {
    expect(segmenter.words(text)).toContain(word);
  });

  it('lists the parts of a long word after it', () => {
    expect(segmenter.words('校外培训机构')).toEqual(['校外培训机构', '校外培训', '机构']);
  });

  it('keeps Latin words and codes whole', () => {
    expect(segmenter.words('运用 5G 技术和 VR，1+X证书')).toEqual([
      '运用',
      '5g',
      '技术',
      'vr',
      '1+x',
      '证书',
    ]);
  });

  it.each(['', '？！…', '\ud800', '\u0000\n', '𠮷', '😀'])('survives %j', (text) => {
    expect(segmenter.words(text).length).toBeLessThanOrEqual(1);
  });

  it('gives a fresh list each time', () => {
    segmenter.words('学前教育').push('x');
    expect(segmenter.words('学前教育')).toEqual(['学前教育']);
  });
});

describe('terms', () => {
  it('adds marked character pairs within runs of Chinese', () => {
    expect(segmenter.terms('当城中学，3所')).toEqual(
      expect.arrayContaining(['·当城', '·城中', '·中学', '3所']),
    );
    expect(segmenter.terms('当城中学，3所')).not.toContain('·学，');
  });

  it('adds both ends of a range', () => {
    expect(segmenter.terms('2021—2025年')).toEqual(['2021-2025年', '2021年', '2025年']);
  });
});

describe('dictionaries', () => {
  it('serves two segmenters in one process in any order', async () => {
    const plain = new Segmenter(await writeDictionary(join(folder, 'plain'), []));
    const other = new Segmenter(await writeDictionary(join(folder, 'other'), ['楷模教育']));
    const texts = ['楷模教育特色', '楷模教育 特色', '楷模教育，特色'];
    for (const text of texts) {
      expect(other.words(text)).toEqual(['楷模教育', '特色']);
      expect(plain.words(text)).toEqual(['楷模', '教育', '特色']);
    }
  });

  it('comes back from its folder the same', async () => {
    const again = new Segmenter(await readDictionary(segmenter.dictionary.directory));
    expect(again.dictionary).toEqual(segmenter.dictionary);
    expect(again.words('构建三全育人格局')).toEqual(segmenter.words('构建三全育人格局'));
  });

  it('has another fingerprint when its words change', async () => {
    const one = await writeDictionary(join(folder, 'one'), ['楷模教育']);
    const two = await writeDictionary(join(folder, 'two'), ['云动课程']);
    expect(one.fingerprint).not.toBe(two.fingerprint);
  });

  it('says what to run when a folder holds none', async () => {
    await expect(readDictionary(join(folder, 'nowhere'))).rejects.toThrow(IndexStoreError);
    await expect(readDictionary(join(folder, 'nowhere'))).rejects.toThrow('npm run index');
  });
});
