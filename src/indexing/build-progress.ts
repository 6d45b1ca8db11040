/** The steps of a build, in order, as people see them. */
export const BUILD_STAGES = ['读取文件', '划分条款', '切词', '计算向量', '建立索引', '写入'] as const;

type BuildStage = (typeof BUILD_STAGES)[number];

/** How far a build has come: `done` of `total` in its present stage. */
export interface BuildProgress {
  stage: BuildStage;
  done: number;
  total: number;
}

/** Hears of every step of a build. */
export type ReportProgress = (progress: BuildProgress) => void;

/** Clauses between two reports; also how many texts an embedder is given at a time. */
const BATCH = 256;

/** Calls `step` for batches of `items` and reports after each, giving the event loop a turn in between. */
export async function inBatches<T>(
  items: T[],
  { stage, report }: { stage: BuildStage; report: ReportProgress },
  step: (batch: T[]) => void | Promise<void>,
): Promise<void> {
  report({ stage, done: 0, total: items.length });
  for (let from = 0; from < items.length; from += BATCH) {
    await step(items.slice(from, from + BATCH));
    report({ stage, done: Math.min(from + BATCH, items.length), total: items.length });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Runs a step that has no parts to count. */
export async function inOneStep<T>(
  stage: BuildStage,
  report: ReportProgress,
  step: () => T | Promise<T>,
): Promise<T> {
  report({ stage, done: 0, total: 1 });
  const result = await step();
  report({ stage, done: 1, total: 1 });
  return result;
}
