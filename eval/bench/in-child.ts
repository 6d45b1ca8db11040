import { fork } from 'node:child_process';
import { join } from 'node:path';

/** What a measuring process is told. */
export interface Task {
  docsDir: string;
  indexDir: string;
  questions: string[];
  /** Suites whose evidence is looked for; empty where the documents are not the ones the suites are about. */
  suites: string[];
}

/**
 * Runs a measuring script in a process of its own and gives what it sends back: jieba has one dictionary a process,
 * and the heap of one scale would slow the next.
 */
export function measureInChild<T>(script: string, task: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, script), [], { execArgv: ['--import', 'tsx'] });
    let result: T | undefined;
    child.on('message', (message) => {
      result = message as T;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0 && result !== undefined) resolve(result);
      else reject(new Error(`${script} 没有测完（退出码 ${code}）`));
    });
    child.send(task);
  });
}

/** The other end of `measureInChild`: does the task and sends its result. */
export function serveTask<T>(work: (task: Task) => Promise<T>): void {
  process.once('message', async (task) => {
    try {
      process.send!(await work(task as Task), () => process.disconnect());
    } catch (error) {
      // The parent reports the script and the exit code; the reason is for the person watching.
      console.error(error);
      process.exit(1);
    }
  });
}
