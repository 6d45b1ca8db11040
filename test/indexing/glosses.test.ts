import { expect, test } from 'vitest';
import { Glosses } from '../../src/indexing/glosses.ts';

const TABLE = '上学\tschool attend\n教师\tteach\n老师\tteach\n队伍\ttroop rank\n';

test('finds every word of its table, the first and the last too', () => {
  const glosses = new Glosses(TABLE);
  expect(glosses.of('上学')).toEqual(['school', 'attend']);
  expect(glosses.of('老师')).toEqual(['teach']);
  expect(glosses.of('队伍')).toEqual(['troop', 'rank']);
});

test('gives a word that the dictionary lacks the glosses of the words inside it', () => {
  expect(new Glosses(TABLE).of('教师队伍')).toEqual(['teach', 'troop', 'rank']);
  expect(new Glosses(TABLE).of('全体教师')).toEqual(['teach']);
});

test('knows nothing of other words, Latin words and numbers', () => {
  const glosses = new Glosses(TABLE);
  for (const word of ['', '师', '校长', 'vr', '93%', '一', '龘龘']) expect(glosses.of(word)).toEqual([]);
});

test('gives the same answer when asked again', () => {
  const glosses = new Glosses(TABLE);
  expect(glosses.of('教师队伍')).toEqual(glosses.of('教师队伍'));
});

test('works with an empty table', () => {
  expect(new Glosses('').of('教师')).toEqual([]);
});

test('brings everyday and official words together', () => {
  const glosses = Glosses.shared();
  for (const [everyday, official] of [
    ['老师', '教师'],
    ['上学', '入学'],
    ['自闭症', '孤独症'],
    ['薪水', '工资'],
    ['小孩', '孩子'],
  ] as const) {
    const shared = glosses.of(everyday).filter((gloss) => glosses.of(official).includes(gloss));
    expect(shared, `${everyday} ${official}`).not.toEqual([]);
  }
});
