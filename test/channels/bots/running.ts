import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { type ConnectedService, startConnected } from './connected-service.ts';
import type { FakePlatform } from './platforms.ts';

/** A promise that a test fulfils when it likes. */
export function createGate(): { gate: Promise<void>; open: () => void } {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
}

/** A clock that a test moves on. */
export function createClock(): { now: () => number; advance: (ms: number) => void } {
  let offsetMs = 0;
  return {
    now: () => Date.now() + offsetMs,
    advance(ms) {
      offsetMs += ms;
    },
  };
}

/** Resolves when that many sends were put off, so that moving the clock on overtakes none under way. */
export function untilPutOff({ logged }: ConnectedService, times: number): Promise<void> {
  const count = () => logged.filter(({ msg }) => msg === 'page not delivered').length;
  return vi.waitFor(() => expect(count()).toBeGreaterThanOrEqual(times), { timeout: 5_000, interval: 10 });
}

/** Services and platforms of one test, closed together behind it. */
export function createRunning() {
  const services: ConnectedService[] = [];
  const platforms: FakePlatform[] = [];
  const folders: string[] = [];
  const start = async (platform: FakePlatform, parts?: Parameters<typeof startConnected>[1]) => {
    const service = await startConnected(platform.settings, parts);
    services.push(service);
    return service;
  };
  return {
    /** A fake platform. */
    async platform<Platform extends FakePlatform>(started: Promise<Platform>): Promise<Platform> {
      const platform = await started;
      platforms.push(platform);
      return platform;
    },
    /** Where a process keeps what the next one takes over. */
    async dataDir() {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'wengui-bots-'));
      folders.push(folder);
      return folder;
    },
    /** A process that nobody is told of. */
    start,
    /** A process that the platform knows. */
    async connect(platform: FakePlatform, parts?: Parameters<typeof startConnected>[1]) {
      const service = await start(platform, parts);
      await platform.connect(service.url);
      return service;
    },
    async close() {
      await Promise.all(services.splice(0).map((service) => service.close()));
      await Promise.all(platforms.splice(0).map((platform) => platform.close()));
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
    },
  };
}
