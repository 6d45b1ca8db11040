import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a test run a temporary folder of its own, which goes with it whatever the tests leave behind. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'wengui-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
