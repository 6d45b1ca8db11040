import type { ServedIndex } from '../channel.ts';

/** A table that is made at its first use and again only when another index is served. */
export function oncePerIndex<Table>(make: (index: ServedIndex) => Table): (index: ServedIndex) => Table {
  const tables = new WeakMap<ServedIndex, { table: Table }>();
  return (index) => {
    const made = tables.get(index) ?? { table: make(index) };
    tables.set(index, made);
    return made.table;
  };
}
