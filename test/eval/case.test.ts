import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSuite, readSuite, readSuites } from '../../eval/case.ts';
import { findCaseFaults } from '../../eval/check-cases.ts';
import { splitOf } from '../../eval/split.ts';
import { knownCase, SOURCES } from './known-answer.ts';

const LINE = JSON.stringify(knownCase());

describe('reading a suite', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wengui-case-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads one case a line and skips empty lines', () => {
    expect(parseSuite(`${LINE}\n\n`, 'a.jsonl')).toEqual([knownCase()]);
  });

  it('names file and line of every fault at once', () => {
    const broken = [
      LINE,
      '{"id":',
      JSON.stringify({ ...knownCase({ id: 'k-2' }), type: 'facts', gold: [{}] }),
    ].join('\n');
    expect(() => parseSuite(broken, 'a.jsonl')).toThrow(
      /a\.jsonl:2 不是有效的 JSON[\s\S]*a\.jsonl:3 type：[\s\S]*gold\.0\.doc/,
    );
  });

  it('refuses an id given twice, in one file and across files', async () => {
    expect(() => parseSuite(`${LINE}\n${LINE}`, 'a.jsonl')).toThrow('a.jsonl:2 编号“k-1”与第 1 行重复');
    const [one, two] = [join(folder, '1.jsonl'), join(folder, '2.jsonl')];
    await Promise.all([writeFile(one, LINE), writeFile(two, LINE)]);
    await expect(readSuites([one, two])).rejects.toThrow('编号“k-1”同时出现在');
  });

  it('names the line on which a CSV row begins, multi-line cells before and in it', () => {
    const csv =
      'id,type,doc,question,answerable,note\na,time,x,问,是,"一\n二\n三"\nb,tmie,x,问,也许,"一\n二"\n';
    expect(() => parseSuite(csv, 'a.csv')).toThrow(/^a\.csv:5 type：[^\n]*answerable：[^\n]*$/);
  });

  it('names the file of a CSV whose quotes do not close', () => {
    expect(() => parseSuite('id,type\n"a,b\n', 'a.csv')).toThrow(/a\.csv:\d+ CSV 格式有误/);
  });

  it('reads GB18030, as older spreadsheets save', async () => {
    const file = join(folder, 'gb.csv');
    const head = Buffer.from('id,type,doc,question,answerable\na,time,x,');
    // 几时 in GB18030.
    await writeFile(file, Buffer.concat([head, Buffer.from([0xbc, 0xb8, 0xca, 0xb1]), Buffer.from(',1\n')]));
    expect(await readSuite(file)).toMatchObject([{ question: '几时', answerable: true }]);
  });

  it('says what to do about a missing, an empty and an odd file', async () => {
    await expect(readSuite(join(folder, 'none.jsonl'))).rejects.toThrow('--suite');
    expect(() => parseSuite('\n', 'a.jsonl')).toThrow('没有任何题目');
    const odd = join(folder, 'a.txt');
    await writeFile(odd, LINE);
    await expect(readSuite(odd)).rejects.toThrow('.jsonl 或 .csv');
  });
});

describe('faults of the cases themselves', () => {
  it('names gold that nothing could match', () => {
    const gold = (doc: string, quote: string) => knownCase({ gold: [{ doc, quote, path: '' }] });
    const faults = (one: ReturnType<typeof knownCase>) => findCaseFaults([one], SOURCES).join();
    expect(faults(knownCase())).toBe('');
    expect(faults(gold('hexi', '普惠性幼儿园覆盖率'))).toContain('“hexi”不存在');
    expect(faults(gold('xiqing', '达到93%'))).toContain('不足 8 字');
    expect(faults(gold('xiqing', '普惠性幼儿园覆盖率达到94%'))).toContain('不是“xiqing”的原文');
    expect(faults(knownCase({ gold: [] }))).toContain('没有依据');
  });
});

describe('the split', () => {
  it('is about even and never moves', () => {
    const ids = Array.from({ length: 1000 }, (_, i) => `case-${i}`);
    const dev = ids.filter((id) => splitOf(id) === 'dev').length;
    expect(dev).toBeGreaterThan(450);
    expect(dev).toBeLessThan(550);
    expect(['own-a', 'own-b', 'own-c', 'own-d'].map(splitOf)).toMatchInlineSnapshot(`
      [
        "held",
        "held",
        "dev",
        "held",
      ]
    `);
  });
});
