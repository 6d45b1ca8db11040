import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/answering/answer-question.ts';
import { isWritable } from '../../src/generating/writable.ts';

const replyOf = (...lines: string[]) => ({ status: 'answered', draft: { lines } }) as unknown as Reply;

describe('an answer that a model may write', () => {
  it('is one in prose', () => {
    expect(isWritable(replyOf('青石区：加强渡船管理[1]；改造候船亭[2]。'), 'how')).toBe(true);
  });

  it.each([
    '青石区：文件写的不是 80%，原文是：渡船检查率达到50%[1]。',
    '青石区：文件写的上下限与问题说的相反，原文是：控制在10%以内[1]。',
    '青石区：文件没有写到北京大学，原文是：与天津师范大学联合培养[1]。',
    '青石区：文件写的是“推进青石一中‘强基工程’建设”[1]。',
    '其余文件没有一一列出：提问时写明地区或文件名即可查询。',
    '| 文件 | 写了什么 |',
  ])('is none that puts something right or lists it: %s', (line) => {
    expect(isWritable(replyOf(line), 'fact')).toBe(false);
  });

  it('is none that was not found, and none read off the structure', () => {
    const { draft } = replyOf('青石区：加强渡船管理[1]。');
    expect(isWritable({ status: 'not_found', draft } as Reply, 'how')).toBe(false);
    expect(isWritable({ status: 'answered', draft } as Reply, 'location')).toBe(false);
  });
});
