import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, stop } from 'esbuild';

const FOLDER = path.join(import.meta.dirname, 'page');

/** The page's files as served, and a version that changes with any of them. */
export interface PageAssets {
  version: string;
  files: Record<string, { type: string; body: string }>;
}

/**
 * Bundles the page's script and style in memory, for the web views of WeCom and DingTalk (Chrome 87, Safari 14).
 * Takes about 0.1 s, so nothing built is kept on disk that could go stale.
 */
export async function bundlePage(): Promise<PageAssets> {
  const result = await build({
    entryPoints: [path.join(FOLDER, 'chat.ts'), path.join(FOLDER, 'chat.css')],
    outdir: FOLDER,
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    platform: 'browser',
    target: ['chrome87', 'safari14'],
    // Safari 14.0 fails one corner of it (esbuild therefore refuses 14), which none of our code comes near.
    supported: { destructuring: true },
    // The service may be started from any folder; the page must not take a tsconfig from there.
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  // The esbuild service is a process of its own, with nothing more to do.
  await stop();
  const bundled = (extension: string) =>
    result.outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
  const files = {
    'chat.js': { type: 'text/javascript; charset=utf-8', body: bundled('.js') },
    'chat.css': { type: 'text/css; charset=utf-8', body: bundled('.css') },
    'icon.svg': { type: 'image/svg+xml', body: readFileSync(path.join(FOLDER, 'icon.svg'), 'utf8') },
  };
  const hash = createHash('sha256');
  for (const file of Object.values(files)) hash.update(file.body);
  return { version: hash.digest('hex').slice(0, 12), files };
}

/** The frame of every page, with its holes. */
export function readPageFrame(): string {
  return readFileSync(path.join(FOLDER, 'index.html'), 'utf8');
}
