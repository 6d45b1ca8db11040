import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { createMcpServer, type McpParts } from './mcp-server.ts';

/**
 * Answers one MCP message. No session is kept: each request gets a server of its own, so that any process can answer it and
 * nothing is left behind by clients that go away. The reply is JSON, since no tool has anything to say before it is done.
 */
export async function answerOverHttp(
  request: Request,
  message: unknown,
  { signal, ...parts }: McpParts & { signal: AbortSignal },
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  const server = createMcpServer(parts);
  await server.connect(transport as Parameters<typeof server.connect>[0]);
  // Closing the server aborts the tool, but the transport would then never reply; 499 is what proxies log for this.
  const gone = new Promise<Response>((resolve) => {
    const leave = () => {
      void server.close();
      resolve(new Response(null, { status: 499 }));
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
  return await Promise.race([transport.handleRequest(request, { parsedBody: message }), gone]);
}
