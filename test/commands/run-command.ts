import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '../../src/main.ts');

/** What a finished command printed. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command under way. */
export interface Running {
  child: ChildProcessWithoutNullStreams;
  finished: Promise<Finished>;
  /** What it printed so far. */
  printed: { stdout: string; stderr: string };
  /** Waits for a line on stdout; fails when the command ends without it. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts `main.ts` as the package scripts do. */
export function startCommand(args: string[], env: Record<string, string> = {}): Running {
  const inherited = { PATH: process.env.PATH ?? '', TMPDIR: process.env.TMPDIR ?? os.tmpdir() };
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { ...inherited, ...env },
    // A command that does not end is a failure, and must not outlive the test run.
    timeout: 100_000,
    killSignal: 'SIGKILL',
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text;
  });
  const finished = new Promise<Finished>((resolve) =>
    child.on('close', (code) => resolve({ code, ...printed })),
  );
  const line = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(printed.stdout);
        if (match) resolve(match);
      };
      child.stdout.on('data', look);
      child.on('close', () =>
        reject(new Error(`ended without ${pattern}: ${printed.stdout}${printed.stderr}`)),
      );
      look();
    });
  return { child, finished, printed, line };
}

/** Runs a command to its end. */
export function runCommand(args: string[], env: Record<string, string> = {}): Promise<Finished> {
  return startCommand(args, env).finished;
}

/** A fresh folder with one short plan in it, and the settings that point everything there. */
export async function smallWorkplace(): Promise<{ root: string; docs: string; env: Record<string, string> }> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'wengui-command-'));
  const docs = path.join(root, 'docs');
  await writeDocument(docs, '甲区学前教育行动计划.md', SMALL_PLAN);
  const env = {
    ...{ DOCS_DIR: docs, INDEX_DIR: path.join(root, 'index'), DATA_DIR: path.join(root, 'data') },
    ...{ PORT: '0', LOG_LEVEL: 'info' },
  };
  return { root, docs, env };
}

/** Puts a document into a folder. */
export async function writeDocument(folder: string, name: string, text: string | Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
}

export const SMALL_PLAN = `# 甲区学前教育行动计划（2021—2025年）

## 一、发展目标

到2025年，全区普惠性幼儿园覆盖率达到86%，公办园在园幼儿占比达到52%。

## 二、主要任务

（一）增加普惠性学位。新建改扩建公办幼儿园12所，新增学位3600个。（责任单位：区教育局、区住建委）

（二）建强教师队伍。落实幼儿园教师持证上岗制度，每年培训教师500人次。（责任单位：区教育局）

## 三、保障措施

区教育局会同区财政局建立经费保障机制，每年对各园进行一次评估。
`;
