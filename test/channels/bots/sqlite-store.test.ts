import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/channels/bots/sqlite-store.ts';
import { describeBotStore } from './bot-store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'wengui-bots-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => join(folder, 'data', `store-${files++}.sqlite`);

describeBotStore('the SQLite store', () => {
  const file = newFile();
  return [openSqliteStore(file), openSqliteStore(file)];
});

it('refuses a file of another version', () => {
  const file = newFile();
  openSqliteStore(file).close();
  const db = new Database(file);
  db.pragma('user_version = 99');
  db.close();
  expect(() => openSqliteStore(file)).toThrow(/99/);
});
