import { describe, expect, it } from 'vitest';
import {
  type AnswerBlock,
  type AnswerInline,
  parseAnswer,
} from '../../../../src/channels/web/page/parse-answer.ts';

const text = (words: string, isStrong = false): AnswerInline => ({ kind: 'text', text: words, isStrong });
const marker = (number: number): AnswerInline => ({ kind: 'marker', marker: number });

/** All words of an answer in order, whatever block they are in. */
function wordsOf(blocks: AnswerBlock[]): string {
  const inlines = (items: AnswerInline[]) =>
    items.map((item) => (item.kind === 'text' ? item.text : '')).join('');
  return blocks
    .map((block) => {
      if (block.kind === 'list') return block.items.map(wordsOf).join('');
      if (block.kind === 'quote') return wordsOf(block.blocks);
      if (block.kind === 'table') return block.rows.flat().map(inlines).join('');
      return inlines(block.inlines);
    })
    .join('');
}

describe('parseAnswer', () => {
  it('cuts words from markers', () => {
    expect(parseAnswer('达到 **93%** 以上[1][12]；另见[3]。')).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          text('达到 '),
          text('93%', true),
          text(' 以上'),
          marker(1),
          marker(12),
          text('；另见'),
          marker(3),
          text('。'),
        ],
      },
    ]);
  });

  it('reads lists with their paragraphs, and numbers them as written', () => {
    expect(parseAnswer('共 2 项：\n\n3. 甲[1]\n4. 乙[2]')).toEqual([
      { kind: 'paragraph', inlines: [text('共 2 项：')] },
      {
        ...{ kind: 'list', isOrdered: true, start: 3 },
        items: [
          [{ kind: 'paragraph', inlines: [text('甲'), marker(1)] }],
          [{ kind: 'paragraph', inlines: [text('乙'), marker(2)] }],
        ],
      },
    ]);
  });

  it('reads a list right after a line', () => {
    const blocks = parseAnswer('共 2 项：\n- 甲[1]\n- 乙[2]');
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'list']);
  });

  it('reads tables', () => {
    expect(parseAnswer('| 区 | 目标 |\n|---|---|\n| 甲区 | 93%[1] |')).toEqual([
      {
        kind: 'table',
        rows: [
          [[text('区')], [text('目标')]],
          [[text('甲区')], [text('93%'), marker(1)]],
        ],
      },
    ]);
  });

  it('keeps what looks like HTML, a link, an image or code as words', () => {
    for (const words of [
      '<img src=x onerror=alert(1)>',
      '[点我](javascript:alert(1))',
      '![](http://host/x.png)',
      '`x`',
      '<https://host>',
      '&amp; &lt;b&gt;',
      '[注]: http://host',
    ]) {
      expect(wordsOf(parseAnswer(`条文：${words}`))).toBe(`条文：${words}`);
    }
  });

  it('keeps the words of an answer that is still arriving', () => {
    const whole = '共 2 项：\n\n- **甲** 达到 93%[1]\n- 乙[2]\n\n| 区 | 目标 |\n|---|---|\n| 甲区 | 5[3] |';
    for (let length = 1; length <= whole.length; length++) {
      const arrived = whole.slice(0, length);
      for (const word of ['共 2 项：', '甲', '乙']) {
        if (arrived.includes(`${word}\n`)) expect(wordsOf(parseAnswer(arrived)), arrived).toContain(word);
      }
    }
  });
});
