/** Things that happened, oldest first, and a way to await the next ones. */
export interface EventList<T> {
  readonly items: T[];
  add(item: T): void;
  /**
   * Resolves as soon as there are that many items (to all of them), or one that fits (to those that fit).
   * Rejects after `ms` milliseconds.
   */
  waitFor(wanted: number | ((item: T) => boolean), ms?: number): Promise<T[]>;
}

/** @param what names the items in the message of a wait that was in vain. */
export function createEventList<T>(what: string): EventList<T> {
  const items: T[] = [];
  const watchers = new Set<() => void>();
  const found = (wanted: number | ((item: T) => boolean)): T[] | null => {
    if (typeof wanted === 'number') return items.length >= wanted ? [...items] : null;
    const fitting = items.filter(wanted);
    return fitting.length > 0 ? fitting : null;
  };
  return {
    items,
    add(item) {
      items.push(item);
      for (const look of [...watchers]) look();
    },
    waitFor(wanted, ms = 5000) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const fitting = found(wanted);
          if (!fitting) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(fitting);
        };
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`waited ${ms} ms for ${what} in vain; there are ${items.length}`));
        }, ms);
        // Who waits in vain keeps no program alive.
        timer.unref();
        watchers.add(look);
        look();
      });
    },
  };
}
