import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config.ts';
import { decodeText } from '../../src/documents/decode.ts';
import { readSuites } from '../case.ts';
import { formatBench, type ScaleFigures } from './bench-table.ts';
import { adaptQuestions, generateDocuments } from './generate-documents.ts';
import { measureInChild, type Task } from './in-child.ts';
import type { ProductFigures } from './measure-product.ts';
import type { StockFigures } from './measure-stock.ts';
import { measureService } from './service.ts';

const SCALES = [200, 2000, 20_000];
const LARGE = 100_000;

const USAGE = '用法：npm run bench -- [--json 结果.json] [--large]';

async function readTexts(docsDir: string): Promise<string[]> {
  const files = (await readdir(docsDir)).filter((file) => /\.(txt|md)$/.test(file)).sort();
  return Promise.all(files.map(async (file) => decodeText(await readFile(join(docsDir, file)), file)));
}

async function findSuites(): Promise<string[]> {
  const folders = ['cases', 'examples'].map((name) => join(import.meta.dirname, '..', name));
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((file) => join(folder, file))),
  );
  return files.flat().filter((file) => file.endsWith('.jsonl'));
}

async function measureScale(name: string, isSeeds: boolean, task: Task): Promise<ScaleFigures> {
  process.stderr.write(`${name}：问规 …`);
  const product = await measureInChild<ProductFigures>('measure-product.ts', task);
  process.stderr.write(' 服务 …');
  const service = await measureService({ ...task, dataDir: join(task.indexDir, '..', 'data') });
  process.stderr.write(' 对照 …');
  const stock = await measureInChild<StockFigures>('measure-stock.ts', task);
  process.stderr.write(' 完成\n');
  return { name, isSeeds, product, service, stock };
}

/** Writes generated documents into a folder of their own under `root`. */
async function prepareScale(
  root: string,
  texts: string[],
  clauses: number,
  questions: string[],
): Promise<Task> {
  const folder = join(root, String(clauses));
  const docsDir = join(folder, 'docs');
  await mkdir(docsDir, { recursive: true });
  const documents = generateDocuments({ texts, clauses });
  for (const { file, text } of documents) await writeFile(join(docsDir, file), text);
  const regions = documents.map((document) => document.region);
  return {
    docsDir,
    indexDir: join(folder, 'index'),
    questions: adaptQuestions(questions, regions),
    suites: [],
  };
}

async function measureAll(root: string, clauseCounts: number[]): Promise<ScaleFigures[]> {
  const { docsDir } = loadConfig();
  const suites = await findSuites();
  const questions = (await readSuites(suites)).map((one) => one.question);
  const seeds = { docsDir, indexDir: join(root, 'seeds', 'index'), questions, suites };
  const scales = [await measureScale('两份种子文件', true, seeds)];
  const texts = await readTexts(docsDir);
  for (const clauses of clauseCounts) {
    const task = await prepareScale(root, texts, clauses, questions);
    scales.push(await measureScale(`${clauses} 条`, false, task));
  }
  return scales;
}

async function main(values: { json?: string | undefined; large: boolean }): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'wengui-bench-'));
  try {
    const scales = await measureAll(root, values.large ? [...SCALES, LARGE] : SCALES);
    const machine = `Node ${process.version}，${cpus().length} 核 ${cpus()[0]?.model ?? ''}`.trim();
    process.stdout.write(`${machine}\n${formatBench(scales)}\n`);
    if (values.json !== undefined) {
      await writeFile(
        values.json,
        `${JSON.stringify({ at: new Date().toISOString(), machine, scales }, null, 1)}\n`,
      );
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function readArguments() {
  try {
    return parseArgs({ options: { json: { type: 'string' }, large: { type: 'boolean', default: false } } })
      .values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return null;
  }
}

// 'exit' listeners stop what was started; without these Ctrl-C and `timeout` would skip them.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

const values = readArguments();
if (values === null) process.exitCode = 2;
else await main(values);
