import { describe, expect, it } from 'vitest';
import { nextSort, orderRows } from '../../../../../src/channels/web/page/pages/order.ts';

interface Row {
  name: string;
  value: number | null;
}
const COLUMNS = [
  { id: 'name', key: ({ name }: Row) => name },
  { id: 'value', key: ({ value }: Row) => value },
];
const ROWS: Row[] = [
  { name: '第10项', value: 3 },
  { name: '第2项', value: null },
  { name: '安全', value: 1 },
  { name: '保障', value: 3 },
];
const names = (sort: string | undefined) => orderRows(ROWS, COLUMNS, sort).rows.map(({ name }) => name);

describe('orderRows', () => {
  it('leaves rows as they are without an order, or with one that is none of the columns', () => {
    for (const sort of [undefined, '', 'other', '-', '--value', 'value ', '__proto__'])
      expect(names(sort)).toEqual(ROWS.map(({ name }) => name));
  });

  it('orders numbers by their size, equal ones as they were, missing ones last either way', () => {
    expect(names('value')).toEqual(['安全', '第10项', '保障', '第2项']);
    expect(names('-value')).toEqual(['第10项', '保障', '安全', '第2项']);
  });

  it('orders by the first of several keys that differs', () => {
    const byUnit = [{ id: 'both', key: ({ name, value }: Row) => (value === null ? null : [value, name]) }];
    const order = (sort: string) => orderRows(ROWS, byUnit, sort).rows.map(({ name }) => name);
    expect(order('both')).toEqual(['安全', '保障', '第10项', '第2项']);
    expect(order('-both')).toEqual(['第10项', '保障', '安全', '第2项']);
  });

  it('orders words as a Chinese dictionary does, and their figures as numbers', () => {
    expect(names('name')).toEqual(['安全', '保障', '第2项', '第10项']);
    expect(names('-name')).toEqual(['第10项', '第2项', '保障', '安全']);
  });
});

it('goes up, down, and back to the order of the document', () => {
  const { order: none } = orderRows(ROWS, COLUMNS, undefined);
  const { order: up } = orderRows(ROWS, COLUMNS, 'value');
  const { order: down } = orderRows(ROWS, COLUMNS, '-value');
  expect([none, up, down].map((order) => nextSort(order, 'value'))).toEqual(['value', '-value', '']);
  expect(nextSort(down, 'name')).toBe('name');
});
