import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PAGE_FOLDER, type PageAssets } from './page-build.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CACHE = path.join(ROOT, 'node_modules/.cache/wengui-page');
/** What the page is built from, besides the packages that the lock file names. */
const SOURCES = [
  PAGE_FOLDER,
  path.resolve(import.meta.dirname, '../readable-quote.ts'),
  path.join(import.meta.dirname, 'page-build.ts'),
  path.join(ROOT, 'package-lock.json'),
];
/** Earlier builds kept: two branches side by side should not build in turn. */
const KEPT = 4;

/** The page as built before from the same sources, or built now. */
export async function bundlePage(cache = CACHE): Promise<PageAssets> {
  const file = path.join(cache, `${sourcesHash()}.json`);
  const known = readBuilt(file);
  if (known !== null) return known;
  const assets = await buildInChild();
  keepBuilt(file, assets);
  return assets;
}

/** Builds in a process of its own: the bundler would keep 300 MB of the service for as long as it runs. */
async function buildInChild(): Promise<PageAssets> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = path.join(import.meta.dirname, 'build-page-in-child.ts');
  const limits = { maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, script], limits);
  return JSON.parse(stdout);
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf)) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 20);
}

function filesOf(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source];
  const names = readdirSync(source).sort();
  return names.flatMap((name) => filesOf(path.join(source, name)));
}

function readBuilt(file: string): PageAssets | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // Not built yet, not to be read, or cut off while it was written: all are mended by building.
    if (error instanceof SyntaxError || isDiskError(error)) return null;
    throw error;
  }
}

/** Keeps a build for the next start; where the folder cannot be written, that start builds again. */
function keepBuilt(file: string, assets: PageAssets): void {
  const folder = path.dirname(file);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, JSON.stringify(assets));
    renameSync(draft, file);
    dropOldest(folder);
  } catch (error) {
    // An installation for reading only, or a full disk: the page is served from memory as it is.
    if (!isDiskError(error)) throw error;
  }
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

function dropOldest(folder: string): void {
  const kept = readdirSync(folder).map((name) => path.join(folder, name));
  kept.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const file of kept.slice(KEPT)) rmSync(file, { force: true });
}
