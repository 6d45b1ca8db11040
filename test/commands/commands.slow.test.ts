import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FeedbackStore } from '../../src/channels/feedback-store.ts';
import { runCommand, smallWorkplace, writeDocument } from './run-command.ts';

let place: Awaited<ReturnType<typeof smallWorkplace>>;
beforeAll(async () => {
  place = await smallWorkplace();
});

const oneLine = /^[^\n]+\n$/;

describe('index', () => {
  it('builds the index of a folder, line by line where there is no terminal', async () => {
    const out = path.join(place.root, 'other-index');
    const { code, stdout, stderr } = await runCommand(['index', '--docs', place.docs, '--out', out]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/^索引已建好：1 份文件，\d+ 条条款/);
    expect(stderr.split('\n').filter(Boolean).length).toBeLessThan(12);
    expect(existsSync(out)).toBe(true);
  });

  it('names a broken file and takes the others', async () => {
    const { root, docs, env } = await smallWorkplace();
    await writeDocument(docs, '空文件.txt', '');
    await writeDocument(
      docs,
      '图片.txt',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0xff, 0xfe, 0]),
    );
    await writeDocument(docs, '通知.docx', 'PK');
    const { code, stdout, stderr } = await runCommand(['index'], { ...env, INDEX_DIR: path.join(root, 'i') });
    expect(code).toBe(0);
    expect(stdout).toContain('1 份文件');
    for (const name of ['空文件.txt', '图片.txt', '通知.docx']) expect(stderr).toContain(`未能读入 ${name}`);
  });

  it('fails in one line where the documents or the index cannot be reached', async () => {
    const missing = await runCommand([
      'index',
      '--docs',
      path.join(place.root, 'nowhere'),
      '--out',
      path.join(place.root, 'x'),
    ]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/找不到文件夹/);
    await writeFile(path.join(place.root, 'a-file'), '');
    const unwritable = await runCommand([
      'index',
      '--docs',
      place.docs,
      '--out',
      path.join(place.root, 'a-file', 'index'),
    ]);
    expect(unwritable.code).toBe(1);
    expect(unwritable.stderr).toMatch(/无法写入/);
    for (const { stderr, stdout } of [missing, unwritable]) {
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(stdout).toBe('');
    }
  });
});

describe('ask', () => {
  it('builds a missing index, and with --json prints one Answer and nothing else', async () => {
    const { env } = await smallWorkplace();
    const { code, stdout, stderr } = await runCommand(
      ['ask', '普惠性幼儿园覆盖率到2025年达到多少？', '--json'],
      env,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(oneLine);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ status: 'answered', mode: 'extractive' });
    expect(answer.answer).toContain('86%');
    expect(stderr).toMatch(/还没有索引，正在建立索引/);
  });

  it('prints answer, grounds and notices for people, and follows up on --history', async () => {
    const { code, stdout } = await runCommand(
      ['ask', '那公办园呢？', '--history', '普惠性幼儿园覆盖率达到多少？'],
      place.env,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('52%');
    expect(stdout).toMatch(/依据\n {2}\[1\] /);
  });

  it.each([
    [[]],
    [['一', '二']],
    [['']],
    [['  ']],
    [['问'.repeat(501)]],
    [['问', '--loud']],
    [['问', '--history', '']],
  ])('calls %j a wrong usage', async (args) => {
    const { code, stdout, stderr } = await runCommand(['ask', ...args], place.env);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('用法');
  });
});

describe('outline', () => {
  const plan = () => path.join(place.docs, '甲区学前教育行动计划.md');

  it('prints headings and clauses of one file', async () => {
    const { code, stdout } = await runCommand(['outline', plan(), '--json']);
    expect(code).toBe(0);
    const outline = JSON.parse(stdout);
    expect(outline.headings.map((heading: { title: string }) => heading.title)).toContain('二、主要任务');
    expect(Object.keys(outline.headings[0]).sort()).toEqual(['kind', 'level', 'start', 'title']);
    expect(Object.keys(outline.clauses[0]).sort()).toEqual(['end', 'id', 'page', 'path', 'start']);
    expect((await runCommand(['outline', plan()])).stdout).toContain('一、发展目标');
  });

  it('says what is wrong with a file, or with how it was called', async () => {
    for (const file of [path.join(place.root, 'nowhere.txt'), place.docs]) {
      const { code, stderr } = await runCommand(['outline', file, '--json']);
      expect(code).toBe(1);
      expect(stderr).toMatch(oneLine);
    }
    expect((await runCommand(['outline'])).code).toBe(2);
  });
});

describe('feedback', () => {
  it('lists what was said and turns an entry into a case', async () => {
    const { env } = await smallWorkplace();
    expect((await runCommand(['feedback'], env)).stdout).toContain('还没有反馈');
    const citations = [{ documentId: 'jia', path: ['一、发展目标'], quote: '覆盖率达到86%' }];
    await new FeedbackStore(env.DATA_DIR!).add({
      ...{ id: 'abcdef12-3456', at: '2025-01-02T03:04:05.000Z', answerId: 'a', verdict: 'up', comment: null },
      ...{ question: '覆盖率是多少？', history: [], status: 'answered', answer: '86%[1]', citations },
    });
    const list = await runCommand(['feedback', 'list'], env);
    expect(list.stdout).toMatch(/abcdef12 {2}2025-01-02 03:04 {2}有用/);
    const made = await runCommand(['feedback', '--to-case', 'abcdef12'], env);
    expect(made.stdout).toMatch(oneLine);
    expect(JSON.parse(made.stdout)).toMatchObject({
      doc: 'jia',
      answerable: true,
      gold: [{ quote: '覆盖率达到86%' }],
    });
    expect(await readFile(path.join(env.DATA_DIR!, 'feedback.jsonl'), 'utf8')).toMatch(oneLine);
    const unknown = await runCommand(['feedback', '--to-case', 'zzz'], env);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('any other command', () => {
  it('is a wrong usage, and --help is not', async () => {
    expect(await runCommand([])).toMatchObject({ code: 2, stdout: '' });
    expect(await runCommand(['toString'])).toMatchObject({ code: 2, stdout: '' });
    expect((await runCommand(['--help'])).stdout).toContain('用法');
  });
});
