import { parseArgs } from 'node:util';
import { CASE_TYPES, type CaseType, type EvalCase } from './case.ts';
import { type Split, splitOf } from './split.ts';

/** How `npm run eval` was called. */
export interface EvalArguments {
  /** Suite files; empty means the default ones. */
  suites: string[];
  /** Address of a running service; null asks in process. */
  base: string | null;
  /** Folder of documents to ask about in process; null means the served ones. */
  docs: string | null;
  /** File of thresholds; null means `eval/thresholds.json`. */
  thresholds: string | null;
  json: string | null;
  report: string | null;
  /** File of the last results, to stand beside these; null means the usual one. */
  last: string | null;
  types: CaseType[];
  ids: string[];
  split: Split | null;
  failed: boolean;
  /** Who writes the answers in process: the words of the clauses, or a model that is checked. */
  mode: 'extractive' | 'generative';
  /** Model that judges the wording, beside the score; null: none. */
  judge: string | null;
}

export const USAGE = `用法：npm run eval -- [--suite 题目.jsonl|.csv]… [--base 网址 | --docs 文件夹] [--json 结果.json] [--report 报告.html] [--last 上次.json]
             [--thresholds 达标线.json] [--type 类型]… [--id 编号]… [--split dev|held] [--failed]
             [--mode extractive|generative] [--judge 模型]
  --suite   题目文件，可给多个；不给则用 eval/cases/*.jsonl
  --base    向运行中的服务提问，例如 http://127.0.0.1:8787；不给则在本进程内回答
  --docs    在本进程内就这个文件夹的文件回答，索引另建在 eval/reports/ 下，不动 index/
  --json    把全部结果写成 JSON       --report  写成一个网页，与上一次并排
  --thresholds  达标线文件（默认 eval/thresholds.json）
  --last    上一次的结果存在哪里（默认 eval/reports/last-run.json）
  --type、--id、--split  只评其中一部分（dev 用于调试，held 留作检验）
  --failed  列出未通过的题
  --mode    generative：由模型撰写再核对（CHAT_MODEL 等设置；不设则用随附的演示模型），
            并指出哪些题不用模型反而能通过（有则退出码为 1）
  --judge   另请这个模型评判文字好坏，不计入通过率`;

/** The command line cannot be understood; the message says what is wrong with it (exit code 2). */
export class UsageError extends Error {
  override name = 'UsageError' as const;
}

function asType(value: string): CaseType {
  const type = CASE_TYPES.find((one) => one === value);
  if (type === undefined) throw new UsageError(`没有“${value}”这个类型；可用：${CASE_TYPES.join('、')}`);
  return type;
}

const MANY = { type: 'string', multiple: true, default: [] as string[] } as const;
const ONE = { type: 'string' } as const;

function readFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        suite: MANY,
        base: ONE,
        docs: ONE,
        thresholds: ONE,
        json: ONE,
        report: ONE,
        last: ONE,
        type: MANY,
        id: MANY,
        split: ONE,
        failed: { type: 'boolean', default: false },
        mode: { type: 'string', default: 'extractive' },
        judge: ONE,
      },
    }).values;
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

/** Reads the arguments after `--`; anything unknown is a `UsageError`. */
export function parseEvalArguments(args: string[]): EvalArguments {
  const values = readFlags(args);
  const { split = null, base = null, docs = null } = values;
  if (split !== null && split !== 'dev' && split !== 'held')
    throw new UsageError('--split 只能是 dev 或 held');
  if (base !== null && !/^https?:\/\//.test(base))
    throw new UsageError('--base 应是 http:// 或 https:// 开头的网址');
  if (docs === '') throw new UsageError('--docs 后面要写文件夹');
  if (docs !== null && base !== null)
    throw new UsageError('--docs 和 --base 不能同时给：--docs 在本进程内回答，--base 向服务提问');
  const { mode } = values;
  if (mode !== 'extractive' && mode !== 'generative')
    throw new UsageError('--mode 只能是 extractive 或 generative');
  return {
    suites: values.suite,
    base: base?.replace(/\/+$/, '') ?? null,
    docs,
    thresholds: values.thresholds ?? null,
    json: values.json ?? null,
    report: values.report ?? null,
    last: values.last ?? null,
    types: values.type.map(asType),
    ids: values.id,
    split,
    failed: values.failed,
    mode,
    judge: values.judge ?? null,
  };
}

/** The cases the arguments pick. */
export function pickCases(
  cases: EvalCase[],
  picked: Pick<EvalArguments, 'types' | 'ids' | 'split'>,
): EvalCase[] {
  return cases.filter(
    (one) =>
      (picked.types.length === 0 || picked.types.includes(one.type)) &&
      (picked.ids.length === 0 || picked.ids.includes(one.id)) &&
      (picked.split === null || splitOf(one.id) === picked.split),
  );
}
