import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * A real Chromium without apt: the one of @sparticuz/chromium, unpacked once for each version. Its own arguments are
 * not used: `--single-process` dies with the first closed context, `--disable-web-security` would void what is tested.
 */
export async function launchChromium(): Promise<Browser> {
  const folder = await unpackedFolder();
  return await chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'],
    env: { ...process.env, FONTCONFIG_FILE: await writeFontSettings(folder) },
  });
}

/** Chromium crashes where it finds no font at all: the package's Latin ones always, the machine's own if there are any. */
async function writeFontSettings(folder: string): Promise<string> {
  const file = path.join(folder, 'wengui-fonts.conf');
  const folders = [path.join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...folders.map((name) => `<dir>${name}</dir>`),
    `<cachedir>${path.join(folder, 'font-cache')}</cachedir>`,
    '</fontconfig>',
  ];
  await writeFile(file, lines.join('\n'));
  return file;
}

async function unpackedFolder(): Promise<string> {
  const packageFile = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(path.join(packageRoot(packageFile), 'package.json'), 'utf8'));
  const folder = path.join(os.tmpdir(), `wengui-chromium-${version}`);
  if (existsSync(path.join(folder, 'chromium'))) return folder;
  // Unpacked beside and moved into place: another test process may be doing the same.
  const draft = await mkdtemp(`${folder}-`);
  await unpackInto(draft);
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(path.join(folder, 'chromium'))) throw error;
  }
  return folder;
}

function packageRoot(file: string): string {
  return file.slice(0, file.lastIndexOf('/chromium/') + '/chromium'.length);
}

/** The package unpacks into the temporary folder of its process and takes whatever lies there for its own. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
