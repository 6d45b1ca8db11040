import { randomBytes } from 'node:crypto';
import { constants, readFileSync } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { IndexStoreError } from '../errors.ts';
import { MEND } from './manifest.ts';

/*
 * index/
 *   current.json         {"build": "…"}: which build is served; replaced by rename, so it is the old or the new one
 *   builds/<id>/         written completely before current.json names it, never changed afterwards
 */
const POINTER_FILE = 'current.json';
const BUILDS_FOLDER = 'builds';
/** After this a build is taken for dead even if its process number lives on in another process. */
const LONGEST_BUILD_MS = 6 * 3_600_000;

/** Builds that this process is writing. */
const active = new Set<string>();

const Pointer = z.object({ build: z.string().regex(/^[\w-]+$/) });

/** A build being written. */
export interface Build {
  id: string;
  indexDir: string;
  /** Where its files go. */
  directory: string;
}

function unwritable(indexDir: string, cause: unknown): IndexStoreError {
  const code = (cause as NodeJS.ErrnoException).code ?? '未知错误';
  return new IndexStoreError(
    `索引文件夹“${indexDir}”无法写入（${code}）：请检查权限和磁盘空间，或用 INDEX_DIR、--out 换一个文件夹。`,
    { cause },
  );
}

/** Runs a step that writes below `indexDir`; what the file system refuses becomes one clear IndexStoreError. */
export async function writing<T>(indexDir: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) throw unwritable(indexDir, cause);
    throw cause;
  }
}

/** Opens a folder for a new build, beside whatever is served. */
export async function startBuild(indexDir: string): Promise<Build> {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
  const id = `${time}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const directory = join(indexDir, BUILDS_FOLDER, id);
  await writing(indexDir, async () => {
    await mkdir(directory, { recursive: true });
    await access(indexDir, constants.W_OK);
  });
  active.add(id);
  return { id, indexDir, directory };
}

/** Removes a build that will not be finished. */
export async function discardBuild({ id, directory }: Build): Promise<void> {
  active.delete(id);
  await rm(directory, { recursive: true, force: true });
}

/** Makes a complete build the served one, in a single step, and removes builds older than the one before. */
export async function publishBuild(build: Build): Promise<void> {
  const { indexDir, id, directory } = build;
  const previous = await readPointer(indexDir);
  await writing(indexDir, async () => {
    await syncTree(directory);
    const draft = join(indexDir, `${POINTER_FILE}.${id}`);
    await writeFile(draft, `${JSON.stringify({ build: id })}\n`);
    await sync(draft);
    await rename(draft, join(indexDir, POINTER_FILE));
    await sync(indexDir);
    active.delete(id);
    await prune(indexDir, new Set([id, previous]));
  });
}

/** Id of the served build; null where there is none yet. */
export async function readPointer(indexDir: string): Promise<string | null> {
  try {
    return parsePointer(await readFile(join(indexDir, POINTER_FILE), 'utf8'));
  } catch (error) {
    return missingOrThrow(error);
  }
}

/** `readPointer`, at once. */
export function readPointerSync(indexDir: string): string | null {
  try {
    return parsePointer(readFileSync(join(indexDir, POINTER_FILE), 'utf8'));
  } catch (error) {
    return missingOrThrow(error);
  }
}

/** Folder of a build. */
export function buildDirectory(indexDir: string, id: string): string {
  return join(indexDir, BUILDS_FOLDER, id);
}

function parsePointer(text: string): string {
  return Pointer.parse(JSON.parse(text)).build;
}

function missingOrThrow(error: unknown): null {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw new IndexStoreError(`索引的 ${POINTER_FILE} 无法读取：${MEND}`, { cause: error });
}

/** Waits until a file or folder is on the disk: a build must survive a power cut once it is named. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    await (entry.isDirectory() ? syncTree(path) : sync(path));
  }
  await sync(directory);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True while a build may still be written or about to be named by `current.json`, here or in another process. */
function isInProgress(id: string): boolean {
  if (active.has(id)) return true;
  const [time = '', pid = '0'] = id.split('-');
  if (Number(pid) === process.pid || !isAlive(Number(pid))) return false;
  const started = Date.parse(
    time.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/, '$1-$2-$3T$4:$5:$6.$7Z'),
  );
  return Date.now() - started < LONGEST_BUILD_MS;
}

async function prune(indexDir: string, kept: Set<string | null>): Promise<void> {
  for (const id of await readdir(join(indexDir, BUILDS_FOLDER))) {
    if (kept.has(id) || isInProgress(id)) continue;
    // Asked each time: another build may have been published since.
    if (id === (await readPointer(indexDir))) continue;
    await rm(buildDirectory(indexDir, id), { recursive: true, force: true });
  }
}
