import { describe, expect, it } from 'vitest';
import { readDuties } from '../../src/facts/duties.ts';
import { readRows, rowName } from '../../src/facts/tables.ts';
import { outlineOf } from '../clauses/documents.ts';

const tableOf = (head: string, ...rows: string[]) =>
  [head, head.replace(/[^|]+/gu, ' --- '), ...rows].join('\n');
const inPlan = (...paragraphs: string[]) =>
  ['青石区渡口改造方案', '一、任务分工', ...paragraphs, ''].join('\n\n');
const readFrom = (source: string) => readDuties(source, outlineOf(source));
const dutiesOf = (...paragraphs: string[]) => readFrom(inPlan(...paragraphs));
const rowsOf = (...paragraphs: string[]) => outlineOf(inPlan(...paragraphs)).clauses.flatMap(readRows);

const TABLE = tableOf(
  '| 序号 | 重点任务 | 牵头单位 | 配合单位 |',
  '| 1 | 栈桥加固 | 区水务局 | 区财政局、区交通局 |',
  '| 2 | 候船亭翻新 | 区交通局 | 区文化旅游局 |',
);

describe('readRows', () => {
  it('puts every cell under the head of its column', () => {
    expect(rowsOf(TABLE)[0]!.cells).toEqual([
      { head: '序号', text: '1' },
      { head: '重点任务', text: '栈桥加固' },
      { head: '牵头单位', text: '区水务局' },
      { head: '配合单位', text: '区财政局、区交通局' },
    ]);
  });

  it('leaves out a row whose cells do not fit the heads', () => {
    const rows = rowsOf(tableOf('| 任务 | 牵头单位 |', '| 栈桥加固 |', '| 候船亭翻新 | 区交通局 |'));
    expect(rows.map(rowName)).toEqual(['候船亭翻新']);
  });

  it('takes the semicolon off the end of a row', () => {
    const [row] = rowsOf(tableOf('| 任务 | 牵头单位 |', '| 栈桥加固 | 区水务局； |'));
    expect(row!.cells.map(({ text }) => text)).toEqual(['栈桥加固', '区水务局']);
  });

  it('reads none from running text', () => {
    expect(
      rowsOf('每个渡口应当尽快配备GPS devices，并更换LED lamps。每年检查GPS devices和LED lamps。'),
    ).toEqual([]);
  });
});

describe('rowName', () => {
  it.each([
    [
      'the cell under a head that names tasks',
      '| 序号 | 牵头单位 | 改造工程 |',
      '| 1 | 区水务局 | 栈桥加固 |',
      '栈桥加固',
    ],
    [
      'else the first that does not count rows',
      '| 序号 | 渡口 | 牵头单位 |',
      '| 1 | 柳湾 | 区水务局 |',
      '柳湾',
    ],
  ])('is %s', (_which, head, row, name) => {
    expect(rowName(rowsOf(tableOf(head, row))[0]!)).toBe(name);
  });
});

describe('duties from a table', () => {
  it('are one for each row, its units by what they do', () => {
    expect(dutiesOf(TABLE).map(({ task, units, roles }) => ({ task, units, roles }))).toEqual([
      {
        task: '栈桥加固',
        units: ['区水务局', '区财政局', '区交通局'],
        roles: [
          { role: '牵头单位', units: ['区水务局'] },
          { role: '配合单位', units: ['区财政局', '区交通局'] },
        ],
      },
      {
        task: '候船亭翻新',
        units: ['区交通局', '区文化旅游局'],
        roles: [
          { role: '牵头单位', units: ['区交通局'] },
          { role: '配合单位', units: ['区文化旅游局'] },
        ],
      },
    ]);
  });

  it('point at the row they were read from', () => {
    const source = inPlan(TABLE);
    const [, second] = readFrom(source);
    const row = source.slice(second!.start, second!.end);
    expect(row).toContain('候船亭翻新');
    expect(row).not.toContain('栈桥加固');
  });

  it('leave out a role whose cell names nobody', () => {
    const [duty] = dutiesOf(tableOf('| 任务 | 牵头单位 | 配合单位 |', '| 栈桥加固 | 区水务局 | / |'));
    expect(duty!.roles).toEqual([{ role: '牵头单位', units: ['区水务局'] }]);
  });

  it('leave out a row whose cells do not fit', () => {
    const duties = dutiesOf(tableOf('| 任务 | 牵头单位 |', '| 栈桥加固 |', '| 候船亭翻新 | 区交通局 |'));
    expect(duties.map(({ task }) => task)).toEqual(['候船亭翻新']);
  });

  it('are none where no column is for units', () => {
    expect(dutiesOf(tableOf('| 任务 | 完成时间 |', '| 栈桥加固 | 三月底 |'))).toEqual([]);
  });
});

describe('duties from a list in brackets', () => {
  it('belong to the heading above and have no roles', () => {
    const [duty, ...others] = dutiesOf('（一）栈桥加固', '更换桥板。（责任单位：区水务局、区财政局）');
    expect(others).toEqual([]);
    expect(duty).toMatchObject({ task: '栈桥加固', units: ['区水务局', '区财政局'], roles: [] });
  });

  it('stand beside those of a table in the order of the text', () => {
    const duties = dutiesOf('完善渡口标识。（责任单位：区城管局）', TABLE);
    expect(duties.map(({ task }) => task)).toEqual(['任务分工', '栈桥加固', '候船亭翻新']);
  });

  it('have no task before the first heading', () => {
    const [duty] = readFrom('渡口改造要点\n\n更换各渡口的桥板，确保行人安全。（责任单位：区水务局）\n');
    expect(duty).toMatchObject({ heading: null, task: '', units: ['区水务局'] });
  });

  it('on a line of their own behind several items are for the section that holds them', () => {
    const [duty, ...others] = dutiesOf(
      '（一）设施行动',
      '1.加固栈桥。更换桥板。',
      '2.翻新凉亭。粉刷立柱。',
      '责任单位：区水务局、区财政局',
    );
    expect(others).toEqual([]);
    expect(duty!.task).toBe('设施行动');
  });

  it('are for the item alone where another item has its own', () => {
    const duties = dutiesOf(
      '（一）设施行动',
      '1.加固栈桥。更换桥板。',
      '责任单位：区水务局',
      '2.翻新凉亭。粉刷立柱。',
      '责任单位：区财政局',
    );
    expect(duties.map(({ task }) => task)).toEqual(['加固栈桥', '翻新凉亭']);
  });
});
