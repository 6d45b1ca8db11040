import { parseArgs } from 'node:util';
import { createAssistant } from '../assistant.ts';
import { serveOverStdio } from '../channels/mcp/over-stdio.ts';
import { loadConfig } from '../config.ts';
import { openCurrentIndex, watchCurrentIndex } from './current-index.ts';
import { loadGeneration } from './generation.ts';
import { createLogger } from './log.ts';

/** `mcp`: serves an MCP client on stdin and stdout; stdout holds nothing but the protocol, all else goes to stderr. */
export async function mcp(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const config = loadConfig();
  const logger = createLogger(config);
  let index = await openCurrentIndex(config, (line) => process.stderr.write(`${line}\n`));
  const { generation } = await loadGeneration(config);
  if (generation) generation.onFallback = (reason) => logger.warn({ reason }, 'extractive answer given');
  const assistant = createAssistant(() => index, generation ? { generation } : {});
  // Clients keep the process for as long as they run, and documents change meanwhile.
  const unwatch = await watchCurrentIndex(
    config,
    logger,
    (taken) => {
      index = taken;
    },
    index,
  );
  await serveOverStdio({ assistant, ask: assistant.ask, logger });
  unwatch();
  await generation?.flush?.();
}
