import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';
import { toProblem } from '../web/problem.ts';
import { askTool } from './ask-tool.ts';
import { clauseTool } from './clause-tool.ts';
import { searchTool } from './search-tool.ts';
import { targetsTool } from './targets-tool.ts';
import type { Tool, ToolContext } from './tool.ts';

const TOOLS = [askTool, searchTool, clauseTool, targetsTool];

const INSTRUCTIONS =
  '问规：就政府规划文件提问、检索。回答里的事实都引到原文的确切文字；引用征求意见稿时要说明它不是现行依据；文件没有说的不要补充。';

/** What a server of ours is made of, whichever door its client came through. */
export interface McpParts extends ToolContext {
  logger: Logger;
}

/**
 * An MCP server for one client. It is the SDK's plain Server: McpServer would put its own English words in front of what is
 * wrong with a tool's arguments.
 */
export function createMcpServer(parts: McpParts): Server {
  const server = new Server(
    { name: 'wengui', title: '问规', version: '1' },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOLS.map(({ definition }) => definition),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => {
    const tool = TOOLS.find(({ definition }) => definition.name === params.name);
    if (tool === undefined) {
      const names = TOOLS.map(({ definition }) => definition.name).join('、');
      throw new McpError(ErrorCode.InvalidParams, `没有 ${params.name} 这个工具；现有 ${names}`);
    }
    return callTool(tool, params.arguments ?? {}, { parts, signal });
  });
  return server;
}

/** The boundary of a tool: what fails becomes a result that a model can read, as the protocol asks for. */
async function callTool(
  tool: Tool,
  args: Record<string, unknown>,
  { parts, signal }: { parts: McpParts; signal: AbortSignal },
): Promise<CallToolResult> {
  try {
    return await tool.call(args, parts, signal);
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status >= 500 && !signal.aborted) {
      parts.logger.error({ tool: tool.definition.name, err: error }, 'tool failed');
    }
    return { content: [{ type: 'text', text: problem.message }], isError: true };
  }
}
