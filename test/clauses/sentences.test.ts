import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/clauses/sentences.ts';
import { mapText } from '../../src/language/mapped-text.ts';

function sentencesOf(source: string, from = 0, boundaries: number[] = []): string[] {
  return splitSentences(mapText(source, 0, source.length), from, boundaries).map(({ text }) => text);
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
});
