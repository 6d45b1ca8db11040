/** What rows are ordered by; null leaves them as their documents have them. */
export interface Order {
  by: string;
  isDescending: boolean;
}

type OrderPart = string | number;

/** A value that rows are ordered by, or several of which the first that differs decides; null comes last either way. */
export type OrderKey = OrderPart | OrderPart[] | null;

/** A column that rows can be ordered by. */
interface OrderColumn<Row> {
  id: string;
  key(row: Row): OrderKey;
}

/** Reads the `sort` of an address (`by` or `-by`); anything but one of the columns is no order. */
function readOrder(sort: string | undefined, columns: readonly { id: string }[]): Order | null {
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
function sortRows<Row>(rows: Row[], order: Order, keyOf: (row: Row) => OrderKey): Row[] {
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  const comparePart = (a: OrderPart, b: OrderPart) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  const compare = (a: OrderPart | OrderPart[], b: OrderPart | OrderPart[]) => {
    const [first, second] = [[a].flat(), [b].flat()];
    return first.reduce((found: number, part, at) => found || comparePart(part, second[at] ?? ''), 0);
  };
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return order.isDescending ? compare(b.key, a.key) : compare(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

/** Rows as the `sort` of an address wants them, and that order. */
export function orderRows<Row>(
  rows: Row[],
  columns: OrderColumn<NoInfer<Row>>[],
  sort: string | undefined,
): { rows: Row[]; order: Order | null } {
  const order = readOrder(sort, columns);
  const column = columns.find(({ id }) => id === order?.by);
  return { order, rows: order === null || column === undefined ? rows : sortRows(rows, order, column.key) };
}
