import { WenguiError } from './errors.ts';

/** What a command is called as, and what it prints about itself. */
const USAGE = `用法：
  serve                                       启动服务（HOST、PORT 等设置见 .env.example）
  index [--docs 文件夹] [--out 文件夹]          建立索引
  ask "问题" [--json] [--history "上一问"]…      回答一个问题
  mcp                                         作为 MCP 服务，在标准输入输出上供其他程序调用
  outline 文件 [--json]                        一份文件是怎样被理解的
  doctor                                      逐项检查设置、索引和模型服务
  feedback [list | --to-case 反馈编号]          列出反馈，或把一条反馈变成评测用例`;

/** Each command is imported when it is asked for: `ask` must not wait for the web server to load. */
const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  serve: async (args) => (await import('./commands/serve.ts')).serve(args),
  index: async (args) => (await import('./commands/index-documents.ts')).indexDocuments(args),
  ask: async (args) => (await import('./commands/ask.ts')).ask(args),
  mcp: async (args) => (await import('./commands/mcp.ts')).mcp(args),
  outline: async (args) => (await import('./commands/outline.ts')).outline(args),
  doctor: async (args) => (await import('./commands/doctor.ts')).doctor(args),
  feedback: async (args) => (await import('./commands/feedback.ts')).feedback(args),
};

async function run([name = '', ...args]: string[]): Promise<void> {
  if (name === '--help' || name === '-h' || name === 'help') return void process.stdout.write(`${USAGE}\n`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    fail(`${name === '' ? '缺少命令' : `没有 ${name} 这个命令`}\n${USAGE}`, 2);
    return;
  }
  try {
    await command(args);
  } catch (error) {
    // The boundary between the program and the person: one line, and the exit code of contracts section 1.
    if (isUsageError(error)) fail(`${error.message}\n${USAGE}`, 2);
    else fail(describe(error), 1);
  }
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

/** Thrown by parseArgs, and by commands for an argument that makes no sense. */
function isUsageError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'UsageError' || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  );
}

function describe(error: unknown): string {
  if (error instanceof WenguiError) return error.message;
  if (process.argv.includes('--trace') && error instanceof Error) return error.stack ?? error.message;
  return `没有做成：${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
}

await run(process.argv.slice(2));
