import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { createApp } from '../../src/app.ts';

/** An app that clients of other people's making can reach. */
export interface ListeningApp {
  /** Without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/** Gives an app a free port on this machine, as `serve` does. */
export async function listen(app: ReturnType<typeof createApp>): Promise<ListeningApp> {
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
