/** What rows are ordered by; null leaves them as their documents have them. */
export interface Order {
  by: string;
  isDescending: boolean;
}

/** A value that rows are ordered by; null comes last either way. */
export type OrderKey = string | number | null;

/** Reads the `sort` of an address (`by` or `-by`); anything but one of the columns is no order. */
export function readOrder(sort: string | undefined, columns: readonly { id: string }[]): Order | null {
  const [, minus, by] = /^(-?)([a-z]+)$/.exec(sort ?? '') ?? [];
  if (by === undefined || !columns.some(({ id }) => id === by)) return null;
  return { by, isDescending: minus === '-' };
}

/** The `sort` that a click on a column's head leads to: upwards, then downwards, then the documents' own order. */
export function nextSort(order: Order | null, id: string): string {
  if (order?.by !== id) return id;
  return order.isDescending ? '' : `-${id}`;
}

/** Rows by the keys of a column; those that are equal stay as they were. */
export function sortRows<Row>(rows: Row[], order: Order | null, keyOf: (row: Row) => OrderKey): Row[] {
  if (order === null) return rows;
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  const compare = (a: OrderKey, b: OrderKey) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return order.isDescending ? compare(b.key, a.key) : compare(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}
