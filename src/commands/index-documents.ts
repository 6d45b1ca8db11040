import path from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { type BuildProgress, buildIndex } from '../build-index.ts';
import { loadConfig } from '../config.ts';
import { embedderOf } from './current-index.ts';
import { UsageError } from './usage-error.ts';

/** `index [--docs DIR] [--out DIR]`: builds the index of a folder of documents. */
export async function indexDocuments(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { docs: { type: 'string' }, out: { type: 'string' } } });
  if (values.docs === '' || values.out === '') throw new UsageError('--docs 和 --out 后面要写文件夹');
  const config = loadConfig();
  const progress = process.stderr.isTTY ? progressBar() : progressLines();
  const report = await buildIndex({
    docsDir: path.resolve(values.docs ?? config.docsDir),
    indexDir: path.resolve(values.out ?? config.indexDir),
    ...(await embedderOf(config)),
    onProgress: progress.show,
  }).finally(progress.end);
  for (const { file, message } of report.problems) process.stderr.write(`未能读入 ${file}：${message}\n`);
  const seconds = (report.elapsedMs / 1000).toFixed(1);
  process.stdout.write(
    `索引已建好：${report.documents} 份文件，${report.clauses} 条条款，用时 ${seconds} 秒\n`,
  );
}

interface ProgressDisplay {
  show(progress: BuildProgress): void;
  end(): void;
}

function progressBar(): ProgressDisplay {
  const bar = new SingleBar({
    format: '{stage} [{bar}] {value}/{total}',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { stage: '' });
  return {
    show: ({ stage, done, total }) => {
      bar.setTotal(total);
      bar.update(done, { stage });
    },
    end: () => bar.stop(),
  };
}

/** One line a stage: in a log file a bar would be a line for each of its steps. */
function progressLines(): ProgressDisplay {
  return {
    show: ({ stage, done, total }) => {
      if (done === total) process.stderr.write(`${stage} ${total}/${total}\n`);
    },
    end: () => undefined,
  };
}
