import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatementStream } from '../../src/generating/statement-stream.ts';

const A = { text: '西青区到2025年建成“幸福”学校{一批}', handles: ['C1'], quotes: ['建成“幸福”学校'] };
const B = { text: '写着 \\" 和 } 的一句', handles: ['C2', 'C3'], quotes: ['原话'] };

function read(text: string, size = text.length): unknown[] {
  const stream = new StatementStream();
  const found: unknown[] = [];
  for (let at = 0; at < text.length; at += size) found.push(...stream.push(text.slice(at, at + size)));
  return found;
}

describe('statements found in streamed text', () => {
  it.each([
    ['one a line', `${JSON.stringify(A)}\n${JSON.stringify(B)}\n`],
    ['an array in a code fence', `\`\`\`json\n${JSON.stringify([A, B])}\n\`\`\``],
    ['an object that holds them', JSON.stringify({ statements: [A, B] })],
    ['over several lines', `${JSON.stringify(A, null, 2)}\n${JSON.stringify(B, null, 2)}`],
    [
      'between other words',
      `好的，"如下"：\n${JSON.stringify(A)}\n然后 } 再来：${JSON.stringify(B)}\n完毕。`,
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([A, B]);
  });

  it('in pieces of any size', () => {
    const text = `开头 ${JSON.stringify(A)}\n${JSON.stringify({ statements: [B] })} 结尾`;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
        expect(read(text, size)).toEqual([A, B]);
      }),
    );
  });

  it('give a statement as soon as it is whole', () => {
    const stream = new StatementStream();
    const text = JSON.stringify(A);
    expect(stream.push(text.slice(0, -1))).toEqual([]);
    expect(stream.push('}')).toEqual([A]);
  });

  it('a handle or quote that is no list is one of them', () => {
    expect(read('{"text":"一句话","handles":"C1","quotes":"原话"}')).toEqual([
      { text: '一句话', handles: ['C1'], quotes: ['原话'] },
    ]);
  });

  it.each([
    '只有散文。',
    '{"text":"没有依据"}',
    '{"text":1,"handles":[],"quotes":[]}',
    '{"text":"断了", "handl',
    '{坏的}',
  ])('nothing in %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('forget an object that never ends', () => {
    const stream = new StatementStream();
    for (let i = 0; i < 100; i++) stream.push(`{"text":"${'长'.repeat(200)}`);
    expect(stream.push(`"}}}}}}}}\n${JSON.stringify(A)}`).length).toBeLessThanOrEqual(1);
  });
});
