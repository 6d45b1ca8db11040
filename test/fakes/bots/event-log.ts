import { inspect } from 'node:util';

/** What is waited for: so many entries, or entries of a kind. */
export type Wanted<T> = number | ((entry: T) => boolean);

/** A growing list that tells those who wait for it. */
export interface EventLog<T> {
  /** Oldest first. */
  entries: T[];
  add(entry: T): void;
  /** To be called after a change within an entry. */
  changed(): void;
  /**
   * The entries once there are as many as `wanted`, or those that it accepts once there is one.
   * @param ms after which it fails, saying what there is instead.
   */
  waitFor(wanted: Wanted<T>, ms?: number): Promise<T[]>;
  /** Resolves once the condition holds; it is looked at after every change. */
  until(condition: () => boolean, ms?: number): Promise<void>;
}

const PATIENCE_MS = 5000;

/** @param name what the entries are, for the message of a wait in vain. */
export function createEventLog<T>(name: string): EventLog<T> {
  const entries: T[] = [];
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  const until = (condition: () => boolean, ms = PATIENCE_MS) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`${name}: waited ${ms} ms in vain; there is ${inspect(entries, { depth: 1 })}`));
      }, ms);
      // Who waits in vain keeps no program alive.
      timer.unref();
      const look = () => {
        if (!condition()) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    entries,
    changed,
    until,
    add(entry) {
      entries.push(entry);
      changed();
    },
    async waitFor(wanted, ms) {
      if (typeof wanted === 'number') await until(() => entries.length >= wanted, ms);
      else await until(() => entries.some(wanted), ms);
      return typeof wanted === 'number' ? [...entries] : entries.filter(wanted);
    },
  };
}
