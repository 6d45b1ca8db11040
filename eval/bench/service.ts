import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import { type Latency, measureLatency } from './evidence.ts';
import { createRandom, shuffle } from './generate-documents.ts';

/** What a running service costs and gives. */
export interface ServiceFigures {
  /** Milliseconds from the command to its ready line, median of three starts. */
  startMs: number;
  /** Resident memory of the serving process in MB: once ready, and after the load. */
  readyMb: number;
  loadedMb: number;
  latency: Latency;
  answersPerSecond: number;
  failedAnswers: number;
}

const READY_TIMEOUT_MS = 300_000;
const CONNECTIONS = 16;
const LOAD_SECONDS = 8;

interface Service {
  base: string;
  startMs: number;
  child: ChildProcess;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the real `npm start` and waits for the line with the address. */
async function startService(directories: {
  docsDir: string;
  indexDir: string;
  dataDir: string;
}): Promise<Service> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const { docsDir, indexDir, dataDir } = directories;
  const settings = {
    PORT: String(port),
    HOST: '127.0.0.1',
    DOCS_DIR: docsDir,
    INDEX_DIR: indexDir,
    DATA_DIR: dataDir,
  };
  const startedAt = performance.now();
  // A process group of its own, so that stopping reaches the server behind npm and its shell.
  const child = spawn('npm', ['start'], {
    env: { ...process.env, ...settings },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A group of its own does not hear Ctrl-C at the terminal; it must not outlive the bench.
  const stopWithBench = () => process.kill(-child.pid!, 'SIGKILL');
  process.once('exit', stopWithBench);
  child.once('exit', () => process.off('exit', stopWithBench));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`服务没有在 ${READY_TIMEOUT_MS / 1000} 秒内就绪\n${output}`)),
      READY_TIMEOUT_MS,
    );
    const read = (data: Buffer) => {
      output += data.toString();
      if (!output.includes(base)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout!.on('data', read);
    // Logs may name the address before the service is ready; they are kept for the message only.
    child.stderr!.on('data', (data: Buffer) => {
      output += data.toString().replaceAll(base, '');
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`服务没有启动（${signal ?? `退出码 ${code}`}）\n${output}`));
    });
  });
  return { base, startMs: performance.now() - startedAt, child };
}

async function stopService({ child }: Service): Promise<void> {
  if (child.exitCode !== null) return;
  const stopped = once(child, 'exit');
  const group = -child.pid!;
  process.kill(group, 'SIGTERM');
  const timer = setTimeout(() => process.kill(group, 'SIGKILL'), 5000);
  await stopped;
  clearTimeout(timer);
}

/** Resident memory in MB of the largest process under `root`: the server, not npm or its shell. */
async function residentMb(root: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const family = new Set([root]);
  for (let grew = true; grew; ) {
    const before = family.size;
    for (const [pid, parent] of rows) if (family.has(parent)) family.add(pid);
    grew = family.size > before;
  }
  return Math.max(...rows.filter(([pid]) => family.has(pid)).map(([, , rss]) => rss)) / 1024;
}

async function measureLoad(
  base: string,
  questions: string[],
): Promise<{ answersPerSecond: number; failedAnswers: number }> {
  const requests = questions.map((question) => ({
    method: 'POST' as const,
    path: '/api/ask',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  }));
  let clients = 0;
  const result = await autocannon({
    url: base,
    connections: CONNECTIONS,
    duration: LOAD_SECONDS,
    requests,
    // Left alone every connection begins with the first question, and a short run asks only the head of the list.
    setupClient: (client) => client.setRequests(shuffle(createRandom(clients++), requests)),
  });
  return {
    answersPerSecond: result['2xx'] / result.duration,
    failedAnswers: result.non2xx + result.errors + result.timeouts,
  };
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

/** Starts the service three times on an index that is present, then measures the last one. */
export async function measureService(options: {
  docsDir: string;
  indexDir: string;
  dataDir: string;
  questions: string[];
}): Promise<ServiceFigures> {
  const { questions } = options;
  const starts: number[] = [];
  // The first start may still build the page; it is not one of the three.
  await stopService(await startService(options));
  for (let i = 0; i < 2; i++) {
    const early = await startService(options);
    starts.push(early.startMs);
    await stopService(early);
  }
  const service = await startService(options);
  starts.push(service.startMs);
  try {
    const readyMb = await residentMb(service.child.pid!);
    const latency = await measureLatency(questions, async (question) => {
      const response = await fetch(`${service.base}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question }),
      });
      if (response.status !== 200) throw new Error(`HTTP ${response.status}：${question}`);
      await response.json();
    });
    const load = await measureLoad(service.base, questions);
    return {
      startMs: median(starts),
      readyMb,
      loadedMb: await residentMb(service.child.pid!),
      latency,
      ...load,
    };
  } finally {
    await stopService(service);
  }
}
