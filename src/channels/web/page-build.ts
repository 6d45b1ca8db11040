import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rolldown } from 'vite';

/** Everything that browsers run or show. */
export const PAGE_FOLDER = path.join(import.meta.dirname, 'page');

/** What is built, by the name that pages ask for: scripts start, style sheets are linked. */
const ENTRIES = { page: 'browser.ts', look: 'look.css' };
/** What the chat page is told to load at once, since the entry would ask for it only when it runs itself. */
const CHAT_MODULE = path.join(PAGE_FOLDER, 'chat/start.tsx');

/** A file as served. */
interface AssetFile {
  type: string;
  body: string;
}

/** The page's files by name, each with a hash of its content in it, and the names of those that a page begins with. */
export interface PageAssets {
  files: Record<string, AssetFile>;
  entries: Record<string, string>;
  /** The scripts that the chat page runs. */
  chatScripts: string[];
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Builds the page in memory, for the web views of WeCom and DingTalk (Chrome 87, Safari 14). Takes about a second, and
 * Vite is loaded only here: a start that finds the page built does without both.
 */
export async function buildPage(): Promise<PageAssets> {
  const { build } = await import('vite');
  const target = ['chrome87', 'safari14'];
  const input = Object.fromEntries(
    Object.entries(ENTRIES).map(([name, file]) => [name, path.join(PAGE_FOLDER, file)]),
  );
  const built = await build({
    root: PAGE_FOLDER,
    base: '/assets/',
    // The service may be started from any folder, and must not take settings from there.
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'silent',
    // What is built is kept, so it must not depend on who builds: tests run with another NODE_ENV.
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      write: false,
      target,
      cssTarget: target,
      // The preload helper writes link elements for browsers that no longer matter; the chunks are small.
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  });
  return collect((built as Rolldown.RolldownOutput).output);
}

function collect(output: Rolldown.RolldownOutput['output']): PageAssets {
  const files: Record<string, AssetFile> = {
    'icon.svg': { type: TYPES['.svg']!, body: readFileSync(path.join(PAGE_FOLDER, 'icon.svg'), 'utf8') },
  };
  const entries: Record<string, string> = {};
  for (const item of output) {
    const body = item.type === 'chunk' ? item.code : String(item.source);
    // A style sheet that is an entry leaves an empty script behind.
    if (item.type === 'chunk' && body.trim() === '') continue;
    files[item.fileName] = { type: TYPES[path.extname(item.fileName)] ?? 'application/octet-stream', body };
    const name =
      item.type === 'chunk' ? (item.isEntry ? item.name : '') : path.parse(item.names[0] ?? '').name;
    if (Object.hasOwn(ENTRIES, name)) entries[name] = item.fileName;
  }
  const chat = output.find((item) => item.type === 'chunk' && item.facadeModuleId === CHAT_MODULE);
  const chatScripts = chat?.type === 'chunk' ? [chat.fileName, ...chat.imports] : [];
  return { files, entries, chatScripts };
}
