import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A load balancer before several processes. */
export interface RoundRobin {
  /** Without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/**
 * Hands each request to the next of the processes. One that refuses or breaks a connection gets no more, and that request
 * fails with 502: whether it was taken nobody knows.
 */
export async function startRoundRobin(urls: string[]): Promise<RoundRobin> {
  let alive = urls;
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const url = alive[turn++ % alive.length];
    if (url === undefined) return void outgoing.writeHead(503).end();
    pass(incoming, outgoing, url, () => {
      alive = alive.filter((other) => other !== url);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, url: string, onDead: () => void): void {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url!, url), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  onward.on('error', () => {
    onDead();
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  });
  incoming.pipe(onward);
}
