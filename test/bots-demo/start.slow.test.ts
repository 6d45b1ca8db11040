import { execFile } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PLATFORM_FACTS } from './platform-facts.ts';

const START = path.resolve(import.meta.dirname, 'start.ts');

it('plays the whole dialogue on every platform, ends by itself and leaves nothing behind', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'wengui-demo-test-'));
  const env = { PATH: process.env.PATH, TMPDIR: root, INDEX_DIR: path.join(root, 'index') };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', START, '--full'], {
    env,
    timeout: 100_000,
    maxBuffer: 10_000_000,
  });
  const shows = stdout.split('━━━━━━ ').slice(1);
  const titles = Object.values(PLATFORM_FACTS).map(({ title }) => title);
  const acts = titles.map((title) => shows.find((act) => act.startsWith(title)) ?? '');
  for (const [i, act] of acts.entries()) {
    expect(act, titles[i]).toMatch(/✓ 地址 …\/bots\/[a-z-]+ 可用/u);
    expect(act, titles[i]).toContain('义务教育巩固率超过99%');
    expect(act, titles[i]).toContain('是征求意见稿，尚未正式印发');
    expect(act, titles[i]).toMatch(/http:\/\/127\.0\.0\.1:\d+\/d\/nankai\?words=\d+-\d+#nankai-/u);
    expect(act, titles[i]).toContain('文件中未提及所问内容');
    expect(act, titles[i]).toContain('“学前教育”的指标共');
    expect(act, titles[i]).toContain('张老师');
  }
  expect(acts.filter((act) => act.includes('@问规 西青普惠性幼儿园覆盖率'))).toHaveLength(3);
  expect(stdout).toContain('回复“继续”接着看');
  expect(stdout).toContain('演示结束');
  // tsx keeps its compiled files there.
  const left = (await readdir(root)).filter((name) => name.startsWith('wengui-'));
  expect(left).toEqual([]);
});
