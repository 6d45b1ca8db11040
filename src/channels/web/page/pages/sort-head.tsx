/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { nextSort, type Order } from './order.ts';
import { tableStrings } from './table-strings.ts';

/** Where a page of tables is, and what its address says. */
export interface PageAddress {
  path: string;
  /** Filters and `sort` as given; empty ones are left out. */
  query: Partial<Record<string, string>>;
}

/** The address of a page with something of its query changed. */
export function addressWith({ path, query }: PageAddress, change: Record<string, string>): string {
  const entries = Object.entries({ ...query, ...change }).filter(([, value]) => value);
  const search = new URLSearchParams(entries as [string, string][]).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** The head of a column that orders the table by it; a plain link, so that it works without a script too. */
export function SortHead(props: {
  id: string;
  label: string;
  order: Order | null;
  address: PageAddress;
  class?: string | undefined;
  /** What stands above the link. */
  children?: ComponentChildren;
}) {
  const { id, label, order, address } = props;
  const isSorted = order?.by === id;
  const direction = !isSorted ? 'none' : order.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={props.class} aria-sort={isSorted ? direction : undefined}>
      {props.children}
      <a
        class="sort"
        data-sort={id}
        href={addressWith(address, { sort: nextSort(order, id) })}
        title={tableStrings.sortHints[direction]}
      >
        {label}
        <span class={`arrow ${direction}`} aria-hidden="true" />
      </a>
    </th>
  );
}
