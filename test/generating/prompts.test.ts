import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPrompts } from '../../src/generating/prompts.ts';

const FOLDER = resolve(import.meta.dirname, '../../prompts');
const copies: string[] = [];
afterAll(() => Promise.all(copies.map((folder) => rm(folder, { recursive: true }))));

async function copyWith(change: (name: string, text: string) => string | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prompts-'));
  copies.push(folder);
  for (const name of await readdir(FOLDER)) {
    const text = change(name, await readFile(join(FOLDER, name), 'utf8'));
    if (text !== null) await writeFile(join(folder, name), text);
  }
  return folder;
}

describe('the prompts', () => {
  it('are filled in one pass: what a value holds is no variable', () => {
    const filled = readPrompts().fill('answer-user', { material: '{"question":"{{limit}} {{material}}"}' });
    expect(filled).toContain('{"question":"{{limit}} {{material}}"}');
  });

  it('are all used', async () => {
    const prompts = readPrompts();
    expect(prompts.fill('answer-system', { limit: '180' })).toContain('180');
    expect((await readdir(FOLDER)).length).toBe(6);
  });

  it('have a version that changes with their text', async () => {
    const folder = await copyWith((name, text) => (name === 'split-user.md' ? `${text} ` : `${text}。`));
    expect(readPrompts(folder).version).not.toBe(readPrompts().version);
    expect(readPrompts().version).toBe(readPrompts().version);
  });

  it.each([
    [
      'a missing file',
      (name: string, text: string) => (name === 'repair-user.md' ? null : text),
      'repair-user.md',
    ],
    ['a missing variable', (_: string, text: string) => text.replace('{{most}}', '3'), '{{most}}'],
    [
      'an unknown variable',
      (_: string, text: string) => text.replace('{{limit}}', '{{limit}}{{linit}}'),
      '{{linit}}',
    ],
  ])('%s is told by name', async (_, change, named) => {
    const folder = await copyWith(change);
    expect(() => readPrompts(folder)).toThrow(named);
  });
});
