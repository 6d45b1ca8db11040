import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { type AppParts, createApp } from '../../../src/app.ts';
import { createFakeAssistant, type FakeAssistant } from '../../fakes/policy-assistant.ts';

/** An app on the fake assistant, with what its routes left behind. */
export interface FakeService {
  app: ReturnType<typeof createApp>;
  assistant: FakeAssistant;
  dataDir: string;
  /** Every log line, parsed. */
  logged: Record<string, unknown>[];
  /** POSTs a JSON body. */
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>;
}

/** Builds the app as `serve` does, without a port. */
export async function createFakeService(
  settings: Partial<AppParts['config']> = {},
  parts: Partial<AppParts> = {},
): Promise<FakeService> {
  const assistant = createFakeAssistant();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'wengui-data-'));
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const config = {
    ...{ apiKeys: [], rateLimitPerMinute: 60, isBehindProxy: false, embedAllowed: [], dataDir },
    ...settings,
  };
  const app = createApp({ assistant, config, logger, ...parts });
  const post: FakeService['post'] = async (path, body, init = {}) =>
    await app.request(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
      headers: { 'Content-Type': 'application/json', ...init.headers },
    });
  return { app, assistant, dataDir, logged, post };
}

/** The JSON of a response, of the shape that the test goes on to check. */
export async function jsonOf<Shape = Record<string, unknown>>(
  response: Response | Promise<Response>,
): Promise<Shape> {
  return (await (await response).json()) as Shape;
}
