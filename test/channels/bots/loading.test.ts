import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Packages that nobody should pay for who connects no chat platform; and only one way of connecting needs the SDK. */
const PACKAGES = ['better-sqlite3', 'ws', '@wecom/aibot-node-sdk', 'fast-xml-parser'];

/** Tells on standard output which of these are imported. */
const HOOK = `
  import { writeSync } from 'node:fs';
  const names = ${JSON.stringify(PACKAGES)};
  export async function resolve(name, context, next) {
    if (names.includes(name)) writeSync(1, name + '\\n');
    return next(name, context);
  }
`;

/** Which of these a new process has loaded once it has run a program. */
async function loadedBy(program: string): Promise<string[]> {
  const hook = JSON.stringify(`data:text/javascript,${encodeURIComponent(HOOK)}`);
  const script = `
    import { register } from 'node:module';
    register(${hook});
    ${program}
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: ROOT },
  );
  return [...new Set(stdout.trim().split('\n'))].filter((name) => name !== '');
}
const CALLBACK = `{ displayName: null, callback: { token: 'a', aesKey: 'b' }, connection: null }`;
const SETTINGS = `{ publicUrl: null, limits: {}, wecomBot: ${CALLBACK}, wecomApp: null, dingtalk: null, feishu: null }`;

it('loads nothing of the chat platforms where none is connected', async () => {
  const loaded = await loadedBy(`
    const { readConfig } = await import('./src/config.ts');
    const { hasBots } = await import('./src/channels/bots/bot-settings.ts');
    await import('./src/commands/serve.ts');
    await import('./src/commands/doctor.ts');
    if (hasBots(readConfig({}).bots)) throw new Error('connected');
  `);
  expect(loaded).toEqual([]);
});

it('loads the SDK of WeCom only for its long connection', async () => {
  const loaded = await loadedBy(`
    const { probeBots } = await import('./src/channels/bots/create-bots.ts');
    await probeBots(${SETTINGS});
  `);
  expect(loaded).toContain('better-sqlite3');
  expect(loaded).not.toContain('@wecom/aibot-node-sdk');
});
