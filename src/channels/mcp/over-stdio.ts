import { once } from 'node:events';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createMcpServer, type McpParts } from './mcp-server.ts';

/** Serves one client on stdin and stdout until it closes stdin; calls under way still get their result. */
export async function serveOverStdio(parts: McpParts): Promise<void> {
  const ended = once(process.stdin, 'end');
  await createMcpServer(parts).connect(new StdioServerTransport());
  await ended;
}
