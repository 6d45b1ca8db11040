import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownText, sourceBlocks } from '../../../../src/channels/web/page/source-blocks.ts';
import { FAKE_INDEX, FAKE_SOURCE } from '../../../fakes/policy-assistant.ts';

const span = (source: string, text: string) => {
  const start = source.indexOf(text);
  return { start, end: start + text.length };
};
const whole = (source: string) => ({ start: 0, end: source.length });
const shown = (source: string) =>
  shownText(source, whole(source), null)
    .map(({ text }) => text)
    .join('');

describe('sourceBlocks', () => {
  const outline = FAKE_INDEX.outlines.get('mou')!;

  it('orders headings and clauses as printed and keeps what neither covers', () => {
    const blocks = sourceBlocks(FAKE_SOURCE, outline);
    expect(blocks.map((block) => [block.kind, block.clauseId])).toEqual([
      ['rest', null],
      ['heading', null],
      ['clause', 'mou-goal'],
      ['heading', null],
      ['clause', 'mou-duty'],
    ]);
  });

  it('loses no word, whatever the outline leaves out', () => {
    const words = (text: string) => text.replace(/[\s#*|—。：:-]/g, '');
    fc.assert(
      fc.property(fc.subarray(outline.headings), fc.subarray(outline.clauses), (headings, clauses) => {
        const blocks = sourceBlocks(FAKE_SOURCE, { headings, clauses });
        expect(words(blocks.map(({ start, end }) => FAKE_SOURCE.slice(start, end)).join(''))).toBe(
          words(FAKE_SOURCE),
        );
      }),
    );
  });
});

describe('shownText', () => {
  it.each([
    ['到2025年，普惠性幼儿园覆\n\n盖率达到**93%**以上', '到2025年，普惠性幼儿园覆盖率达到93%以上'],
    ['## 一、发展目标  \n', '一、发展目标'],
    ['第一篇 发展环境', '第一篇 发展环境'],
    ['开展 STEM 教育和 key\nskills training', '开展STEM教育和key skills training'],
    ['编号 C# 与 A*B', '编号C#与AB'],
    ['到 2025 年\u3000达到 10 %', '到2025年达到10 %'],
  ])('shows %j as %j', (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  it('marks exactly the words of a range that runs over line breaks and marks', () => {
    const source = '到2025年，普惠性幼儿园覆\n\n盖率达到**93%**以上，公办园';
    expect(shownText(source, whole(source), span(source, '普惠性幼儿园覆\n\n盖率达到**93%**以上'))).toEqual([
      { text: '到2025年，', isMarked: false },
      { text: '普惠性幼儿园覆盖率达到93%以上', isMarked: true },
      { text: '，公办园', isMarked: false },
    ]);
  });

  it('shows the same words wherever the mark lies', () => {
    fc.assert(
      fc.property(fc.nat(FAKE_SOURCE.length), fc.nat(FAKE_SOURCE.length), (a, b) => {
        const marked = { start: Math.min(a, b), end: Math.max(a, b) };
        const pieces = shownText(FAKE_SOURCE, whole(FAKE_SOURCE), marked);
        expect(pieces.map(({ text }) => text).join('')).toBe(shown(FAKE_SOURCE));
        const inside = pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text);
        const strip = (text: string) => text.replace(/[\s#*]/g, '');
        expect(strip(inside.join(''))).toBe(strip(FAKE_SOURCE.slice(marked.start, marked.end)));
      }),
    );
  });
});
