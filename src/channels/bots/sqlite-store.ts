import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { BotMessage, BotReply, Exchange } from './bot-message.ts';
import type { AnswerRecord, BotStore, BucketRate, Job, StreamState } from './bot-store.ts';

/** Changed with the tables: a file of another version is refused rather than misread. */
const VERSION = 1;
/** How long a process waits for another one's write. */
const BUSY_MS = 5_000;

const TABLES = `
CREATE TABLE IF NOT EXISTS jobs (
  id INTEGER PRIMARY KEY, lane TEXT NOT NULL, key TEXT NOT NULL, conversation TEXT NOT NULL,
  message TEXT NOT NULL, reply TEXT, sent INTEGER NOT NULL DEFAULT 0,
  owner TEXT, held_until INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, outcome TEXT, finished_at INTEGER, UNIQUE (lane, key)
);
CREATE INDEX IF NOT EXISTS open_jobs ON jobs (conversation, id) WHERE finished_at IS NULL;
CREATE INDEX IF NOT EXISTS next_jobs ON jobs (id) WHERE finished_at IS NULL;
CREATE INDEX IF NOT EXISTS ended_jobs ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS turns (id INTEGER PRIMARY KEY, conversation TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS turns_of ON turns (conversation, id);
CREATE TABLE IF NOT EXISTS kept (kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (kind, name));
CREATE TABLE IF NOT EXISTS streams (id TEXT PRIMARY KEY, content TEXT NOT NULL, finished INTEGER NOT NULL, fetched INTEGER NOT NULL DEFAULT 0, until INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, tokens REAL NOT NULL, at INTEGER NOT NULL);
`;

interface JobRow {
  id: number;
  message: string;
  reply: string | null;
  sent: number;
  attempts: number;
}

/**
 * The store in one SQLite file, for one machine: several processes on the same file behave as one.
 * @param file ':memory:' keeps it in this process.
 * @throws Error where the file is of another version or no database.
 */
export function openSqliteStore(file: string): BotStore {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true });
  const db = new Database(file, { timeout: BUSY_MS });
  db.pragma('journal_mode = WAL');
  // What a process wrote outlives its end; only what must outlive a power cut too is waited for, see #durably.
  db.pragma('synchronous = NORMAL');
  const version = db.pragma('user_version', { simple: true });
  if (version !== 0 && version !== VERSION)
    throw new Error(`bot store has version ${version}, this program reads ${VERSION}`);
  db.exec(TABLES);
  db.pragma(`user_version = ${VERSION}`);
  return new SqliteStore(db);
}

class SqliteStore implements BotStore {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #toWrite: {
    write: () => boolean;
    resolve: (result: boolean) => void;
    reject: (reason: unknown) => void;
  }[] = [];

  constructor(db: Database.Database) {
    this.#db = db;
  }

  /** Statements are compiled once. */
  #sql(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #changes(text: string, ...values: unknown[]): boolean {
    return this.#sql(text).run(...values).changes > 0;
  }

  /**
   * On the disk, with all that was written before, when it resolves. That takes milliseconds in which nobody else can write,
   * so that what comes together is written together.
   */
  #durably(write: () => boolean): Promise<boolean> {
    if (this.#toWrite.length === 0) setImmediate(() => this.#writeDurably());
    return new Promise((resolve, reject) => this.#toWrite.push({ write, resolve, reject }));
  }

  #writeDurably(): void {
    const writes = this.#toWrite.splice(0);
    if (writes.length === 0) return;
    try {
      const results = this.#onDisk(() => writes.map(({ write }) => write()));
      for (const [i, { resolve }] of writes.entries()) resolve(results[i]!);
    } catch (error) {
      // Each caller is told, also where the store was closed meanwhile.
      for (const { reject } of writes) reject(error);
    }
  }

  #onDisk<Result>(write: () => Result): Result {
    this.#db.pragma('synchronous = FULL');
    try {
      return this.#db.transaction(write).immediate();
    } finally {
      this.#db.pragma('synchronous = NORMAL');
    }
  }

  async addJob(message: BotMessage, reply?: BotReply): Promise<boolean> {
    const { lane, key, conversation } = message;
    const said = reply === undefined ? null : JSON.stringify(reply);
    // It is acknowledged next.
    return this.#durably(() =>
      this.#changes(
        'INSERT OR IGNORE INTO jobs (lane, key, conversation, message, reply) VALUES (?, ?, ?, ?, ?)',
        ...[lane, key, conversation, JSON.stringify(message), said],
      ),
    );
  }

  async hasJob(lane: string, key: string): Promise<boolean> {
    return this.#sql('SELECT 1 FROM jobs WHERE lane = ? AND key = ?').get(lane, key) !== undefined;
  }

  async countWaiting(conversation?: string): Promise<number> {
    const row =
      conversation === undefined
        ? this.#sql('SELECT count(*) AS n FROM jobs WHERE finished_at IS NULL').get()
        : this.#sql('SELECT count(*) AS n FROM jobs WHERE finished_at IS NULL AND conversation = ?').get(
            conversation,
          );
    return (row as { n: number }).n;
  }

  async claimJob(owner: string, lanes: string[], times: { now: number; until: number }): Promise<Job | null> {
    const wanted = { now: times.now, lanes: JSON.stringify(lanes) };
    // Mostly there is none, and only to read locks nobody out.
    if (this.#sql(NEXT_JOB).get(wanted) === undefined) return null;
    const row = this.#sql(
      `UPDATE jobs SET owner = @owner, held_until = @until, attempts = attempts + 1 WHERE id = (${NEXT_JOB})
       RETURNING id, message, reply, sent, attempts`,
    ).get({ ...wanted, owner, until: times.until }) as JobRow | undefined;
    return row === undefined ? null : toJob(row);
  }

  async renewJob(id: number, owner: string, until: number): Promise<boolean> {
    return this.#changes(`UPDATE jobs SET held_until = ? WHERE ${MINE}`, until, id, owner);
  }

  async saveReply(id: number, owner: string, reply: BotReply): Promise<boolean> {
    return this.#changes(`UPDATE jobs SET reply = ? WHERE ${MINE}`, JSON.stringify(reply), id, owner);
  }

  async markSent(id: number, owner: string): Promise<boolean> {
    // Lost, it would be sent a second time.
    return this.#durably(() => this.#changes(`UPDATE jobs SET sent = sent + 1 WHERE ${MINE}`, id, owner));
  }

  async postponeJob(id: number, owner: string, notBefore: number): Promise<boolean> {
    return this.#changes(
      `UPDATE jobs SET owner = NULL, held_until = 0, not_before = ? WHERE ${MINE}`,
      notBefore,
      id,
      owner,
    );
  }

  async finishJob(
    id: number,
    owner: string,
    { outcome, now, turn }: { outcome: string; now: number; turn: Exchange | null },
  ): Promise<boolean> {
    return this.#db.transaction(() => {
      const isMine = this.#changes(
        `UPDATE jobs SET finished_at = ?, outcome = ?, owner = NULL WHERE ${MINE}`,
        now,
        outcome,
        id,
        owner,
      );
      if (isMine && turn)
        this.#sql(
          'INSERT INTO turns (conversation, question, answer, at) SELECT conversation, ?, ?, ? FROM jobs WHERE id = ?',
        ).run(turn.question, turn.answer, now, id);
      return isMine;
    })();
  }

  async history(conversation: string, since: number) {
    const rows = this.#sql(
      'SELECT question, answer FROM turns WHERE conversation = ? AND at >= ? ORDER BY id',
    ).all(conversation, since) as Exchange[];
    return rows.flatMap(({ question, answer }) => [
      { role: 'user' as const, content: question },
      { role: 'assistant' as const, content: answer },
    ]);
  }

  async forget(conversation: string): Promise<void> {
    this.#db.transaction(() => {
      this.#sql('DELETE FROM turns WHERE conversation = ?').run(conversation);
      this.#sql("DELETE FROM kept WHERE kind = 'rest' AND name = ?").run(conversation);
    })();
  }

  #keep(kind: string, name: string, value: string, until: number): void {
    this.#sql('INSERT OR REPLACE INTO kept (kind, name, value, until) VALUES (?, ?, ?, ?)').run(
      kind,
      name,
      value,
      until,
    );
  }

  #kept(kind: string, name: string, now: number): string | null {
    const row = this.#sql('SELECT value FROM kept WHERE kind = ? AND name = ? AND until > ?').get(
      kind,
      name,
      now,
    ) as { value: string } | undefined;
    return row?.value ?? null;
  }

  async keepRest(conversation: string, pages: string[], until: number): Promise<void> {
    this.#keep('rest', conversation, JSON.stringify(pages), until);
  }

  async rest(conversation: string, now: number): Promise<string[]> {
    return JSON.parse(this.#kept('rest', conversation, now) ?? '[]') as string[];
  }

  async rememberAnswer(record: AnswerRecord, until: number): Promise<void> {
    this.#keep('answer', record.answerId, JSON.stringify(record), until);
  }

  async findAnswer(answerId: string, now: number): Promise<AnswerRecord | null> {
    const text = this.#kept('answer', answerId, now);
    return text === null ? null : (JSON.parse(text) as AnswerRecord);
  }

  async saveStream(
    id: string,
    { content, isFinished }: { content: string; isFinished: boolean },
    until: number,
  ) {
    this.#sql(
      `INSERT INTO streams (id, content, finished, until) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET content = excluded.content, finished = excluded.finished, until = excluded.until
       WHERE streams.finished = 0`,
    ).run(id, content, Number(isFinished), until);
  }

  async stream(id: string, now: number): Promise<StreamState | null> {
    const row = this.#sql('SELECT content, finished, fetched FROM streams WHERE id = ? AND until > ?').get(
      id,
      now,
    ) as { content: string; finished: number; fetched: number } | undefined;
    return row === undefined
      ? null
      : { content: row.content, isFinished: row.finished === 1, isFetched: row.fetched === 1 };
  }

  async markFetched(id: string): Promise<void> {
    this.#sql('UPDATE streams SET fetched = 1 WHERE id = ? AND finished = 1').run(id);
  }

  async value(name: string, now: number): Promise<string | null> {
    return this.#kept('value', name, now);
  }

  async setValue(name: string, value: string, until: number, unless?: string | null): Promise<boolean> {
    return this.#db
      .transaction(() => {
        if (unless !== undefined && this.#kept('value', name, 0) !== unless) return false;
        this.#keep('value', name, value, until);
        return true;
      })
      .immediate();
  }

  async clearValue(name: string, value: string): Promise<void> {
    this.#sql("DELETE FROM kept WHERE kind = 'value' AND name = ? AND value = ?").run(name, value);
  }

  async lease(name: string, owner: string, { now, until }: { now: number; until: number }): Promise<boolean> {
    return this.#changes(
      `INSERT INTO leases (name, owner, until) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
       WHERE leases.owner = excluded.owner OR leases.until <= ?`,
      name,
      owner,
      until,
      now,
    );
  }

  async releaseLease(name: string, owner: string): Promise<void> {
    this.#sql('DELETE FROM leases WHERE name = ? AND owner = ?').run(name, owner);
  }

  async releaseOwner(owner: string): Promise<void> {
    this.#db.transaction(() => {
      this.#sql('UPDATE jobs SET owner = NULL, held_until = 0 WHERE owner = ? AND finished_at IS NULL').run(
        owner,
      );
      this.#sql('DELETE FROM leases WHERE owner = ?').run(owner);
    })();
  }

  async takeToken(bucket: string, { burst, perMinute }: BucketRate, now: number): Promise<number> {
    return this.#db
      .transaction(() => {
        const before = this.#sql('SELECT tokens, at FROM buckets WHERE name = ?').get(bucket) as
          | { tokens: number; at: number }
          | undefined;
        const elapsed = before === undefined ? 0 : Math.max(0, now - before.at);
        const tokens = Math.min(burst, (before?.tokens ?? burst) + (elapsed * perMinute) / 60_000);
        if (tokens < 1) return Math.ceil(((1 - tokens) * 60_000) / perMinute);
        this.#sql('INSERT OR REPLACE INTO buckets (name, tokens, at) VALUES (?, ?, ?)').run(
          bucket,
          tokens - 1,
          now,
        );
        return 0;
      })
      .immediate();
  }

  async sweep({
    now,
    finishedBefore,
    turnsBefore,
  }: {
    now: number;
    finishedBefore: number;
    turnsBefore: number;
  }) {
    this.#db.transaction(() => {
      this.#sql('DELETE FROM jobs WHERE finished_at < ?').run(finishedBefore);
      this.#sql('DELETE FROM turns WHERE at < ?').run(turnsBefore);
      this.#sql('DELETE FROM kept WHERE until <= ?').run(now);
      this.#sql('DELETE FROM streams WHERE until <= ?').run(now);
      this.#sql('DELETE FROM leases WHERE until <= ?').run(now);
      // A bucket untouched for an hour is full.
      this.#sql('DELETE FROM buckets WHERE at < ?').run(now - 3_600_000);
    })();
  }

  close(): void {
    this.#writeDurably();
    this.#db.close();
  }
}

/**
 * The oldest job that may be taken. The index must be named: SQLite would go by the lane, through a day's finished jobs, and
 * this is asked at every message with all writing locked.
 */
const NEXT_JOB = `
  SELECT id FROM jobs AS job INDEXED BY next_jobs
  WHERE finished_at IS NULL AND held_until <= @now AND not_before <= @now
    AND lane IN (SELECT value FROM json_each(@lanes))
    AND NOT EXISTS (SELECT 1 FROM jobs AS earlier INDEXED BY open_jobs WHERE earlier.finished_at IS NULL
      AND earlier.conversation = job.conversation AND earlier.id < job.id)
  ORDER BY id LIMIT 1`;

/** An unfinished job of its owner. */
const MINE = 'id = ? AND owner = ? AND finished_at IS NULL';

function toJob(row: JobRow): Job {
  return {
    id: row.id,
    message: JSON.parse(row.message) as BotMessage,
    reply: row.reply === null ? null : (JSON.parse(row.reply) as BotReply),
    sent: row.sent,
    attempts: row.attempts,
  };
}
