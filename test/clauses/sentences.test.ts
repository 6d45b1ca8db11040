import { describe, expect, it } from 'vitest';
import { mapSentence } from '../../src/clauses/clause.ts';
import { splitSentences } from '../../src/clauses/sentences.ts';
import { mapText } from '../../src/language/mapped-text.ts';

function sentencesOf(source: string, from = 0, boundaries: number[] = []): string[] {
  return splitSentences(mapText(source, 0, source.length), from, { boundaries }).map(({ text }) => text);
}

describe('splitSentences', () => {
  it('ends a sentence at 。！？； with the quotation marks that close behind them', () => {
    expect(sentencesOf('坚持“四个到位。”落实责任；是否达标？全部达标！')).toEqual([
      ...['坚持“四个到位。”', '落实责任；', '是否达标？', '全部达标！'],
    ]);
  });

  it('keeps a last sentence without a stop', () => {
    expect(sentencesOf('落实责任。加强督导')).toEqual(['落实责任。', '加强督导']);
  });

  it('leaves pieces that say nothing', () => {
    expect(sentencesOf('。——')).toEqual([]);
  });

  it('begins behind a delimiter and cuts at the given boundaries', () => {
    const text = '。开展检查。（责任单位：区教育局）长期';
    expect(sentencesOf(text, 1, [6, 17])).toEqual(['开展检查。', '（责任单位：区教育局）', '长期']);
  });

  it.each(['，', '、', ''])('cuts what is too long to quote at %j', (mark) => {
    const source = `${`推进学前教育普及普惠发展${mark}`.repeat(60)}。`;
    const sentences = sentencesOf(source);
    expect(sentences.join('')).toBe(source);
    expect(Math.max(...sentences.map((text) => text.length))).toBeLessThanOrEqual(200);
    expect(sentences.length).toBeLessThan(14);
  });

  it('gives each sentence its place in the source, whatever stands between', () => {
    const source = '到 2025 年，**全部**达标。\n\n\t持续\n推进。';
    const [first, second] = splitSentences(mapText(source, 0, source.length), 0);
    expect(first!.text).toBe('到2025年，全部达标。');
    expect(source.slice(first!.start, first!.end)).toBe('到 2025 年，**全部**达标。');
    expect(source.slice(second!.start, second!.end)).toBe('持续\n推进。');
  });

  it('goes on where a page ends inside a sentence, with a span for each page', () => {
    const source = '占比不低于交\n— 3 —\n流总数。其他另行规定';
    const [first, second] = [mapText(source, 0, 6), mapText(source, 12, source.length)];
    const mapped = { text: first.text + second.text, offsets: [...first.offsets, ...second.offsets] };
    const sentences = splitSentences(mapped, 0, { boundaries: [6], cuts: [6] });
    expect(sentences.map(({ text }) => text)).toEqual(['占比不低于交流总数。', '其他另行规定']);
    expect(sentences[0]!.parts!.map(({ start, end }) => source.slice(start, end))).toEqual([
      '占比不低于交',
      '流总数。',
    ]);
    expect(mapSentence(source, sentences[0]!).text).toBe(sentences[0]!.text);
  });

  it('ends at a page where the sentence has ended', () => {
    const [first, ...others] = splitSentences(mapText('已达标。其他另行规定', 0, 10), 0, {
      boundaries: [4],
      cuts: [4],
    });
    expect(first).toEqual({ text: '已达标。', start: 0, end: 4 });
    expect(others).toHaveLength(1);
  });
});
