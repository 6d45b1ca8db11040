import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentIdOf, readDocuments } from '../../src/documents/read-documents.ts';
import { DocumentError } from '../../src/errors.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'documents-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function put(files: Record<string, string | Uint8Array>): Promise<void> {
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(dir, name), content)));
}

const PLAN = '云溪区绿化规划\n\n一、总则\n\n多种树。\n';

describe('documentIdOf', () => {
  it('is the file name where that is plain', () => {
    expect(documentIdOf('Green Plan_2031.md')).toBe('green-plan-2031');
  });

  it('is stable for Chinese names, however the system writes them', () => {
    expect(documentIdOf('云溪区绿化规划.txt')).toBe('doc-bbb02bbc');
    expect(documentIdOf('云溪区绿化规划.md')).toBe(documentIdOf('云溪区绿化规划.txt'));
    expect(documentIdOf('Café规划.txt'.normalize('NFD'))).toBe(documentIdOf('Café规划.txt'.normalize('NFC')));
  });

  it('tells names apart that share their Latin letters', () => {
    expect(documentIdOf('规划2031.txt')).not.toBe(documentIdOf('方案2031.txt'));
    expect(documentIdOf('规划2031.txt')).toMatch(/^2031-[0-9a-f]{8}$/u);
  });
});

describe('readDocuments', () => {
  it('reads text and Markdown without any metadata', async () => {
    await put({ '规划.txt': PLAN, 'plan.md': `# ${PLAN}` });
    const { documents, problems } = await readDocuments(dir);
    expect(problems).toEqual([]);
    expect(documents.map(({ file, title }) => [file, title])).toEqual([
      ['plan.md', '云溪区绿化规划'],
      ['规划.txt', '云溪区绿化规划'],
    ]);
  });

  it('says of Word, PDF and table files what to do, and serves the others', async () => {
    await put({ 'a.docx': 'PK', 'b.PDF': '%PDF', 'c.xlsx': 'PK', '规划.txt': PLAN });
    const { documents, problems } = await readDocuments(dir);
    expect(documents.map(({ file }) => file)).toEqual(['规划.txt']);
    expect(problems.map(({ file }) => file)).toEqual(['a.docx', 'b.PDF', 'c.xlsx']);
    expect(problems[0]!.message).toBe('文件“a.docx”是 .docx 格式，目前只能读取 .txt 和 .md，请先另存为文本');
  });

  it('names empty, blank and binary files, and serves the others', async () => {
    await put({ 'a.txt': '', 'b.txt': ' \r\n\t\n', 'c.txt': new Uint8Array(64), '规划.txt': PLAN });
    const { documents, problems } = await readDocuments(dir);
    expect(documents.map(({ file }) => file)).toEqual(['规划.txt']);
    expect(problems.map(({ file }) => file)).toEqual(['a.txt', 'b.txt', 'c.txt']);
    for (const { file, message } of problems) expect(message).toContain(`“${file}”`);
  });

  it('names files that the disk does not give, and serves the others', async () => {
    await put({ '规划.txt': PLAN, 'secret.txt': PLAN });
    await symlink(join(dir, 'nowhere.txt'), join(dir, 'link.txt'));
    await chmod(join(dir, 'secret.txt'), 0o000);
    const { documents, problems } = await readDocuments(dir);
    expect(documents.map(({ file }) => file)).toContain('规划.txt');
    expect(problems.find(({ file }) => file === 'link.txt')?.message).toContain('无法读取（ENOENT）');
    expect(problems.every(({ message }) => !message.includes(dir))).toBe(true);
  });

  it('follows links, passes over hidden, lock and foreign files', async () => {
    await put({ '规划.txt': PLAN, '.hidden.txt': PLAN, '~$规划.docx': '', 'notes.bak': PLAN, LICENSE: 'x' });
    await symlink(join(dir, '规划.txt'), join(dir, 'linked.txt'));
    const { documents, problems } = await readDocuments(dir);
    expect(problems).toEqual([]);
    expect(documents.map(({ file }) => file)).toEqual(['linked.txt', '规划.txt']);
  });

  it('names the second of two documents with one id', async () => {
    await put({ 'plan.md': PLAN, 'plan.txt': PLAN });
    const { documents, problems } = await readDocuments(dir);
    expect(documents.map(({ file }) => file)).toEqual(['plan.md']);
    expect(problems).toEqual([
      { file: 'plan.txt', message: '编号“plan”已被“plan.md”使用，请在 sources.json 中另给一个 id' },
    ]);
  });

  it('refuses a missing folder and says which setting to use', async () => {
    await expect(readDocuments(join(dir, 'nowhere'))).rejects.toThrow(DocumentError);
    await expect(readDocuments(join(dir, 'nowhere'))).rejects.toThrow(/DOCS_DIR/u);
  });
});

describe('sources.json', () => {
  const sources = (documents: unknown[]) => JSON.stringify({ documents });

  it('overrules what the text says, field by field', async () => {
    const entry = {
      file: '规划.txt',
      id: 'green',
      status: '已废止',
      period: { fromYear: 2031, toYear: 2035 },
    };
    await put({ '规划.txt': PLAN, 'sources.json': `\ufeff${sources([entry])}` });
    const { documents, problems } = await readDocuments(dir);
    expect(problems).toEqual([]);
    expect(documents[0]).toMatchObject({
      ...{ id: 'green', title: '云溪区绿化规划', status: '已废止', region: '云溪区' },
      period: { fromYear: 2031, toYear: 2035 },
    });
  });

  it.each([
    ['no JSON', '{"documents": [', /不是合法的 JSON/u],
    ['of another shape', '[]', /顶层/u],
    ['binary', '\u0000\u0001\u0002\u0003', /不是可读的文本/u],
  ])('that is %s is a problem, and the documents are served without it', async (_, text, message) => {
    await put({ '规划.txt': PLAN, 'sources.json': text });
    const { documents, problems } = await readDocuments(dir);
    expect(documents.map(({ title }) => title)).toEqual(['云溪区绿化规划']);
    expect(problems.map(({ file }) => file)).toEqual(['sources.json']);
    expect(problems[0]!.message).toMatch(message);
  });

  it('keeps its good entries where one is wrong, and names that one', async () => {
    const good = { file: '规划.txt', id: 'green' };
    await put({
      '规划.txt': PLAN,
      'b.txt': PLAN,
      'sources.json': sources([{ file: 'b.txt', id: '绿' }, good]),
    });
    const { documents, problems } = await readDocuments(dir);
    expect(documents.map(({ id }) => id)).toEqual(['b', 'green']);
    expect(problems[0]!.message).toContain('documents.0.id（“b.txt”）有误：只能用小写字母、数字和连字符');
  });

  it('names entries without a file and files entered twice', async () => {
    const entries = [{ file: '规划.txt' }, { file: '规划.txt', id: 'x' }, { file: '没有.txt' }];
    await put({ '规划.txt': PLAN, 'sources.json': sources(entries) });
    const { documents, problems } = await readDocuments(dir);
    expect(documents.length).toBe(1);
    expect(problems.map(({ message }) => message)).toEqual([
      'sources.json 中“规划.txt”出现了两次，只采用第一次',
      'sources.json 提到的“没有.txt”不在文件夹里',
    ]);
  });
});
