import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { bundlePage } from '../../../src/channels/web/page-assets.ts';

it('finds the page built by an earlier start, and builds it again where nothing can be kept', async () => {
  const cache = await mkdtemp(path.join(os.tmpdir(), 'wengui-page-'));
  const built = await bundlePage(cache);
  const [file = ''] = await readdir(cache);
  const mark = { ...built, entries: { page: 'found.js' } };
  await writeFile(path.join(cache, file), JSON.stringify(mark));
  expect((await bundlePage(cache)).entries).toEqual({ page: 'found.js' });
  await writeFile(path.join(cache, file), 'cut o');
  expect((await bundlePage(cache)).entries).toEqual(built.entries);
  // A file where the folder should be.
  expect((await bundlePage(path.join(cache, file, 'below'))).entries).toEqual(built.entries);
});
