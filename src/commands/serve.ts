import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Logger } from 'pino';
import { type AppParts, createApp } from '../app.ts';
import { createAssistant } from '../assistant.ts';
import { hasBots } from '../channels/bots/bot-settings.ts';
import type { Bots } from '../channels/bots/create-bots.ts';
import type { PolicyAssistant } from '../channels/channel.ts';
import { bundlePage } from '../channels/web/page-assets.ts';
import { type Config, loadConfig } from '../config.ts';
import { ConfigError, IndexStoreError } from '../errors.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { readQuestion } from '../retrieval/question.ts';
import { openCurrentIndex, watchCurrentIndex } from './current-index.ts';
import { loadGeneration } from './generation.ts';
import { createLogger, withoutQuote } from './log.ts';

/** Longest wait for answers under way once the process was told to stop. */
const STOP_LIMIT_MS = 10_000;

/** `serve`: takes the port at once, answers 503 until the index is there, then says where it can be reached. */
export async function serve(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const config = loadConfig();
  const logger = createLogger(config);
  const state: ServiceState = { index: null, isStopping: false, stopping: new AbortController() };
  const { generation } = await loadGeneration(config);
  if (generation)
    generation.onFallback = (reason, message) =>
      logger.warn({ reason, message: withoutQuote(message) }, 'extractive answer given');
  const assistant = createAssistant(() => served(state), generation ? { generation } : {});
  const isReady = () => state.index !== null && !state.isStopping;
  const assets = await bundlePage();
  const stopping = state.stopping.signal;
  const connected = await connectBots({ config, assistant, logger, isReady });
  const app = createApp({ assistant, config, logger, assets, isReady, stopping, ...connected?.doors });
  const server = await listen(config, async (request, env) => {
    const response = await app.fetch(request, env);
    // Clients that keep their connection must open the next one elsewhere.
    if (state.isStopping) response.headers.set('Connection', 'close');
    return response;
  });
  const stopBots = () => connected?.bots().stop(STOP_LIMIT_MS);
  const flush = async () => {
    await stopBots();
    await generation?.flush?.();
  };
  stopOnSignal({ server, state, logger, flush });
  try {
    await takeUpIndex({ config, state, logger });
  } catch (error) {
    // An open port would keep the process alive.
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    throw error;
  }
  connected?.bots().start();
  process.stdout.write(`问规已就绪：${addressOf(config.host, server)}\n`);
}

/** Chat platforms, loaded only where one is set. */
async function connectBots(parts: {
  config: Config;
  assistant: PolicyAssistant;
  logger: Logger;
  isReady: () => boolean;
}) {
  const { config, ...rest } = parts;
  if (!hasBots(config.bots)) return null;
  const { createBots } = await import('../channels/bots/create-bots.ts');
  let bots: Bots | undefined;
  const doors: Pick<AppParts, 'connectBots'> = {
    connectBots(handed) {
      const { bots: settings, dataDir, chat } = config;
      bots = createBots({ ...rest, ...handed, settings, dataDir, writingMs: chat?.answerMs ?? null });
      return bots.routes;
    },
  };
  return { doors, bots: () => bots! };
}

/** Loads the index, building it where it is missing or stale, and takes up every later one. */
async function takeUpIndex({
  config,
  state,
  logger,
}: {
  config: Config;
  state: ServiceState;
  logger: Logger;
}) {
  const prepared = (index: PolicyIndex) => {
    // What questions are read with is made now rather than within the first one.
    readQuestion('哪些单位负责', index);
    return index;
  };
  state.index = prepared(await openCurrentIndex(config, (line) => process.stderr.write(`${line}\n`)));
  const takeUp = (index: PolicyIndex) => {
    state.index = prepared(index);
    logger.info({ clauses: index.clauses.length }, 'index taken up');
  };
  state.unwatch = await watchCurrentIndex(config, logger, takeUp, state.index);
}

interface ServiceState {
  /** Null until the index is loaded. */
  index: PolicyIndex | null;
  isStopping: boolean;
  /** Aborted when STOP_LIMIT_MS is over. */
  stopping: AbortController;
  unwatch?: () => void;
}

function served({ index }: ServiceState): PolicyIndex {
  if (index === null) throw new IndexStoreError('索引尚未载入');
  return index;
}

function addressOf(host: string, server: ServerType): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** @throws ConfigError naming PORT or HOST. */
async function listen({ host, port }: Config, fetch: Fetch): Promise<ServerType> {
  const server = createAdaptorServer({ fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, { host, port })));
    server.listen(port, host.replace(/^\[|\]$/g, ''), resolve);
  });
  return server;
}

function listenError(
  error: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
): ConfigError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `端口 ${port} 已被占用，请停掉占用它的程序，或用 PORT 换一个`,
    EACCES: `没有权限使用端口 ${port}，请用 PORT 换一个 1024 以上的`,
    EADDRNOTAVAIL: `本机没有 ${host} 这个地址，请改正 HOST`,
    ENOTFOUND: `找不到 ${host} 这个地址，请改正 HOST`,
  };
  return new ConfigError(reasons[error.code ?? ''] ?? `无法在 ${host}:${port} 提供服务（${error.code}）`, {
    cause: error,
  });
}

/** Stops taking requests, lets those under way finish (STOP_LIMIT_MS at most), then ends the process. */
function stopOnSignal({
  server,
  state,
  logger,
  flush,
}: {
  server: ServerType;
  state: ServiceState;
  logger: Logger;
  /** Sends the traces that are still here. */
  flush?: () => Promise<void>;
}): void {
  const stop = (signal: NodeJS.Signals) => {
    // A second signal is somebody who will not wait.
    if (state.isStopping) process.exit(1);
    state.isStopping = true;
    state.unwatch?.();
    logger.info({ signal }, 'stopping');
    const closeIdle = () => 'closeIdleConnections' in server && server.closeIdleConnections();
    setInterval(closeIdle, 100);
    setTimeout(() => {
      state.stopping.abort();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, STOP_LIMIT_MS);
    server.close(() => void (flush?.() ?? Promise.resolve()).finally(() => process.exit(0)));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
