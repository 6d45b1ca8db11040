import { describe, expect, it } from 'vitest';
import { readInstitutions, type WordCutter } from '../../src/facts/institutions.ts';
import { outlineOf } from '../clauses/documents.ts';

/** Cuts at the words it knows and at single characters between them; 海州 is a place, 海州师范学院 an organisation. */
const TAGS: Record<string, string> = { 海州师范学院: 'nt', 海州: 'ns' };
const KNOWN = [
  '海州师范学院',
  '海州',
  '白沙',
  '小学',
  '中学',
  '学校',
  '大学',
  '公司',
  '普通',
  '镇',
  '第9',
  '航运',
];
const words: WordCutter = {
  words: (text) => text.replace('第九', '第9').match(new RegExp(`${KNOWN.join('|')}|.`, 'gu')) ?? [],
  tagOf: (word) => TAGS[word] ?? 'n',
};

const inPlan = (...paragraphs: string[]) =>
  ['青石区校舍改善方案', '一、校舍建设', ...paragraphs, ''].join('\n\n');

function read(...paragraphs: string[]) {
  const source = inPlan(...paragraphs);
  const outline = outlineOf(source);
  return { source, outline, found: readInstitutions(source, outline, { words, places: ['白沙'] }) };
}
const kindsIn = (text: string) => read(text).found.map(({ words: part, kinds }) => [part, kinds]);

describe('readInstitutions', () => {
  it('has each part of a sentence that names one, with its place', () => {
    const { source, outline, found } = read(
      '各项工程今年开工，明年完工。新建柳路小学，增加学位300个，扩建青石第九 中学。',
    );
    const [clause] = outline.clauses.filter(({ kind }) => kind === 'text');
    expect(found).toMatchObject([
      { clauseId: clause!.id, position: 1, words: '新建柳路小学，', kinds: ['小学', '学校'] },
      { clauseId: clause!.id, position: 1, words: '扩建青石第九中学。', kinds: ['中学', '学校'] },
    ]);
    expect(found.map(({ start, end }) => source.slice(start, end))).toEqual([
      '新建柳路小学，',
      '扩建青石第九 中学。',
    ]);
  });

  it('tells universities, firms and the schools that go by one name apart', () => {
    expect(kindsIn('与海州师范学院签约。')).toEqual([['与海州师范学院签约。', ['高校']]]);
    expect(kindsIn('委托海州航运公司施工。')).toEqual([['委托海州航运公司施工。', ['公司']]]);
    expect(kindsIn('在启智学校增设职教部。')).toEqual([['在启智学校增设职教部。', ['学校']]]);
    expect(kindsIn('白沙小学和海州大学结对。')).toEqual([
      ['白沙小学和海州大学结对。', ['高校', '小学', '学校']],
    ]);
  });

  it('passes over sorts of school and the schools of a whole place', () => {
    for (const text of ['支持普通学校发展。', '各小学每年演练。', '全市中学开放。', '全区小学扩班。'])
      expect(kindsIn(text)).toEqual([]);
    expect(kindsIn('建设河口镇学校。')).toHaveLength(1);
  });

  it('reads rows of a table with the heads of their cells and gives the place of the row', () => {
    const { source, found } = read(
      '| 序号 | 项目 | 地点 |\n| --- | --- | --- |\n| 1 | 新建食堂 | 柳路小学 |',
    );
    expect(found).toMatchObject([{ position: 1, words: '新建食堂：地点 柳路小学', kinds: ['小学', '学校'] }]);
    expect(source.slice(found[0]!.start, found[0]!.end)).toContain('新建食堂 | 柳路小学');
  });
});
