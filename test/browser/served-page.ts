import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PageAssets } from '../../src/channels/web/page-build.ts';
import { createFakeService, type FakeService } from '../channels/web/fake-service.ts';

/** A page of a service on the fake assistant, with what went wrong on it. */
export interface ServedPage {
  service: FakeService;
  base: string;
  context: BrowserContext;
  page: Page;
  /** Errors, refusals of the content security policy, and requests to another host. */
  faults: string[];
  /** Ends the service, connections under way included. */
  stop(): Promise<void>;
  /** Begins it anew at the same address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the app on a free port and opens an empty tab for it. */
export async function servePage(
  { browser, assets }: { browser: Browser; assets: PageAssets },
  settings: Parameters<typeof createFakeService>[0] = {},
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<ServedPage> {
  const service = await createFakeService(settings, { assets });
  let server = await listen(service, 0);
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const stop = () => end(server);
  const restart = async () => {
    server = await listen(service, port);
  };
  const close = async () => {
    await context.close();
    await stop();
  };
  return { service, base, context, page, faults: collectFaults(page, base), stop, restart, close };
}

function collectFaults(page: Page, base: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) faults.push(`asks another host: ${request.url()}`);
  });
  return faults;
}

async function listen(service: FakeService, port: number): Promise<ServerType> {
  const server = createAdaptorServer({ fetch: service.app.fetch });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return server;
}

async function end(server: ServerType): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
