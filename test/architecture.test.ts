import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');
/** From the bottom up: a folder may import itself and what stands before it. */
const ORDER = [
  'language',
  'models',
  'documents',
  'clauses',
  'facts',
  'indexing',
  'retrieval',
  'answering',
  'proving',
  'generating',
  'channels',
];
const ROOT_FOR_ALL = new Set(['errors.ts']);
const VENDORS: Record<string, RegExp> = {
  nodejieba: /^indexing\/segment\.ts$/,
  'hnswlib-node': /^indexing\/vector-index\.ts$/,
  openai: /^models\//,
  '@langchain/openai': /^models\//,
  '@modelcontextprotocol/sdk': /^channels\/mcp\//,
  'better-sqlite3': /^channels\/bots\/sqlite-store\.ts$/,
  'fast-xml-parser': /^channels\/wecom-app\//,
  '@wecom/aibot-node-sdk': /^channels\/wecom-bot\//,
  ws: /^channels\/dingtalk\//,
  hono: /^(?:app\.ts|main\.ts|channels\/|commands\/)/,
};

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesUnder(join(folder, entry.name))
      : entry.name.endsWith('.ts')
        ? [join(folder, entry.name)]
        : [],
  );
}

function importsOf(file: string): { target: string; isType: boolean }[] {
  const text = readFileSync(file, 'utf8');
  const found = [...text.matchAll(/^(import|export)( type)?[^;]*?from '([^']+)'|import\('([^']+)'\)/gmu)];
  return found.map((match) => ({ target: (match[3] ?? match[4])!, isType: match[2] !== undefined }));
}

const files = filesUnder(SRC).filter((file) => !file.includes('/page/'));
const folderOf = (path: string) => relative(SRC, path).split('/').slice(0, -1)[0] ?? '';

describe('architecture', () => {
  it('imports point upstream only', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const from = ORDER.indexOf(folderOf(file));
      if (from < 0) continue;
      for (const { target } of importsOf(file)) {
        if (!target.startsWith('.')) continue;
        const path = resolve(dirname(file), target);
        const to = ORDER.indexOf(folderOf(path));
        const isRootFile = dirname(path) === SRC;
        const isFine = isRootFile ? ROOT_FOR_ALL.has(relative(SRC, path)) : to >= 0 && to <= from;
        if (!isFine) wrong.push(`${relative(SRC, file)} -> ${relative(SRC, path)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has no import cycle, type imports included', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter(({ target }) => target.startsWith('.'))
          .map(({ target }) => resolve(dirname(file), target)),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        cycles.push(
          [...path.slice(path.indexOf(file)), file].map((name) => relative(SRC, name)).join(' -> '),
        );
        return;
      }
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('keeps each vendor behind its own door', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter(({ target, isType }) => {
          const vendor = Object.keys(VENDORS).find(
            (name) => target === name || target.startsWith(`${name}/`),
          );
          return vendor && !isType && !VENDORS[vendor]!.test(relative(SRC, file));
        })
        .map(({ target }) => `${relative(SRC, file)} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the environment in one file only', () => {
    const readers = files
      // The name that the page's bundler puts a constant in the place of is not read.
      .filter((file) => /process\.env(?!\.NODE_ENV')/.test(readFileSync(file, 'utf8')))
      .map((file) => relative(SRC, file));
    expect(readers).toEqual(['config.ts']);
  });

  it('keeps files to a size one can hold', () => {
    const long = files
      .filter((file) => readFileSync(file, 'utf8').split('\n').length > 400)
      .map((file) => relative(SRC, file));
    expect(long).toEqual([]);
  });
});
