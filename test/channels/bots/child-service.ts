import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ServeParts } from './serve-connected.ts';

const ENTRY = path.resolve(import.meta.dirname, 'serve-connected.ts');
const LIMIT_MS = 110_000;

/** The product in a process of its own. */
export interface ChildService {
  url: string;
  kill(): Promise<void>;
  /** Ends it in good order; gives what it logged as a warning or an error, with counts. */
  stop(): Promise<Record<string, number>>;
}

/** Starts it; several on one `dataDir` are one bot. */
export async function startChild(parts: ServeParts): Promise<ChildService> {
  const child = spawn(process.execPath, ['--import', 'tsx', ENTRY, JSON.stringify(parts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  const ended = once(child, 'close');
  return {
    url: await said(child, /^ready (.*)$/mu),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      const troubles = said(child, /^troubles (.*)$/mu);
      child.kill('SIGTERM');
      await ended;
      return JSON.parse(await troubles) as Record<string, number>;
    },
  };
}

/** The first line that fits; fails when the process ends without it. */
function said(child: ChildProcessByStdio<null, Readable, null>, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const match = pattern.exec(printed);
      if (match) resolve(match[1]!);
    });
    child.on('close', () => reject(new Error(`ended without ${pattern}: ${printed}`)));
  });
}
