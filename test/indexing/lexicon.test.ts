import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { createLexicon, findLexiconDir, type Lexicon, loadLexicon } from '../../src/indexing/lexicon.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexicon-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('words of talk', () => {
  const lexicon = createLexicon({ 'talk.txt': '要点, 角色 # 问样子\n放在\n' });

  it('leads from everyday words to plain ones without making words of those', () => {
    const lexicon = createLexicon({
      'synonyms.txt': '催办, 督促',
      'everyday.txt': '催办 -> 配合\n打头阵 -> 率先\n没人…牵头 => 责任 分工\n',
    });
    expect(lexicon.alternatives('催办').map(({ word }) => word)).toEqual(['督促', '配合']);
    expect(lexicon.policyTerms).toContain('打头阵');
    for (const word of ['配合', '率先', '责任']) expect(lexicon.policyTerms).not.toContain(word);
    expect(lexicon.rewrite('没人来牵头')).toContain('责任');
  });

  it('are known in search form, and no others are', () => {
    expect(['要点', '角色', '放在'].every((word) => lexicon.isTalk(word))).toBe(true);
    expect(lexicon.isTalk('校车')).toBe(false);
  });

  it('change the fingerprint, so that the index is made anew', () => {
    expect(lexicon.fingerprint).not.toBe(createLexicon({}).fingerprint);
  });
});

describe('synonyms', () => {
  const lexicon = createLexicon({
    'synonyms.txt': '老师, 教师\n幼儿园 -> 学前教育、学前 # 大类\n老师，师资\n',
  });

  it('replaces equal words both ways', () => {
    expect(lexicon.alternatives('教师')).toEqual([{ word: '老师', weight: 0.8 }]);
    expect(lexicon.alternatives('老师').map(({ word }) => word)).toEqual(['教师', '师资']);
  });

  it('leads one way only where an arrow says so, at a lower weight', () => {
    expect(lexicon.alternatives('幼儿园')).toEqual([
      { word: '学前教育', weight: 0.5 },
      { word: '学前', weight: 0.5 },
    ]);
    expect(lexicon.alternatives('学前教育')).toEqual([]);
  });

  it('has nothing for a word it does not know', () => {
    expect(lexicon.alternatives('云动')).toEqual([]);
  });

  it('keeps the words of every file whole', () => {
    expect(lexicon.policyTerms).toEqual(
      expect.arrayContaining(['老师', '教师', '师资', '幼儿园', '学前教育', '学前']),
    );
  });
});

describe('rewrite', () => {
  const lexicon = createLexicon({
    'colloquial.txt': '放学…没人管, 三点半 => 课后服务\n入园难 => 学前教育 学位\n',
  });

  it('appends the policy wording and keeps what was asked', () => {
    expect(lexicon.rewrite('入园难怎么办')).toBe('入园难怎么办，学前教育，学位');
  });

  it('lets a gap stand between the halves of a phrase, not a sentence end', () => {
    expect(lexicon.rewrite('放学以后孩子没人管')).toContain('课后服务');
    expect(lexicon.rewrite('放学了。没人管')).toBe('放学了。没人管');
  });

  it('reads phrases in traditional characters and with spaces', () => {
    expect(lexicon.rewrite('入園 難')).toContain('学前教育');
  });

  it('leaves other text as it is', () => {
    expect(lexicon.rewrite('区教育局 负责什么')).toBe('区教育局 负责什么');
  });
});

describe('faults', () => {
  it.each([
    ['synonyms.txt', '# 说明\n老师, 教师\n只有一个\n', 'synonyms.txt 第 3 行'],
    ['synonyms.txt', '老师,, 教师\n', 'synonyms.txt 第 1 行'],
    ['synonyms.txt', '甲 -> 乙 -> 丙\n', 'synonyms.txt 第 1 行'],
    ['colloquial.txt', '\n入园难 学前教育\n', 'colloquial.txt 第 2 行'],
    ['colloquial.txt', '入园难 => \n', 'colloquial.txt 第 1 行'],
    ['policy-terms.txt', '双减\n、\n', 'policy-terms.txt 第 2 行'],
    ['policy-terms.txt', `${'长'.repeat(40)}\n`, 'policy-terms.txt 第 1 行'],
  ] as const)('names the place of a fault in %s: %j', (file, text, place) => {
    expect(() => createLexicon({ [file]: text })).toThrow(ConfigError);
    expect(() => createLexicon({ [file]: text })).toThrow(place);
  });
});

describe('folders', () => {
  it('prefers the lexicon of the documents folder, else takes the bundled one', async () => {
    const own = join(folder, 'own');
    await mkdir(join(own, 'lexicon'), { recursive: true });
    await writeFile(join(own, 'lexicon', 'synonyms.txt'), '甲方案, 乙方案\n');
    const lexicon = await loadLexicon(await findLexiconDir(own));
    expect(lexicon.alternatives('甲方案')).toHaveLength(1);
    expect(lexicon.alternatives('老师')).toEqual([]);
    expect((await loadLexicon(await findLexiconDir(folder))).alternatives('老师')).not.toEqual([]);
  });

  it('has a fingerprint that changes with any line', () => {
    const one = createLexicon({ 'synonyms.txt': '老师, 教师\n' });
    const two = createLexicon({ 'synonyms.txt': '老师, 教员\n' });
    expect(one.fingerprint).not.toBe(two.fingerprint);
    expect(one.fingerprint).toBe(createLexicon({ 'synonyms.txt': '老师, 教师\n' }).fingerprint);
  });
});

describe('the bundled lexicon', () => {
  let lexicon: Lexicon;
  beforeAll(async () => {
    lexicon = await loadLexicon(await findLexiconDir(folder));
  });

  it.each([
    ['老师', '教师'],
    ['公立', '公办'],
    ['私立', '民办'],
    ['娃', '学生'],
    ['补课班', '校外培训机构'],
    ['自闭症', '孤独症'],
    ['家委会', '家长委员会'],
  ])('leads from %s to %s', (spoken, written) => {
    expect(lexicon.alternatives(spoken).map(({ word }) => word)).toContain(written);
  });

  it('holds no word that would swallow a shorter one people ask for', () => {
    for (const word of ['上幼儿园', '区教育局', '全区学校']) expect(lexicon.policyTerms).not.toContain(word);
  });
});
