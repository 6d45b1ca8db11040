import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

/** An app at a port of its own. */
export interface ServedApp {
  base: string;
  close(): Promise<void>;
}

/** Listens on a free port of this machine; `host` names it to browsers (`localhost` is another site than 127.0.0.1). */
export async function serveApp(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  host = '127.0.0.1',
): Promise<ServedApp> {
  const server = createAdaptorServer({ fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      // Browsers keep connections open.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
