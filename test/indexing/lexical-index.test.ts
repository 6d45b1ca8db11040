import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClauseTerms, LexicalIndex } from '../../src/indexing/lexical-index.ts';

const clause = (text: string, title = '', path = '', document = ''): ClauseTerms => {
  const words = (field: string) => field.split(' ').filter((word) => word !== '');
  return { document: words(document), title: words(title), path: words(path), text: words(text) };
};
const query = (text: string) => text.split(' ').map((term) => ({ term, weight: 1 }));
const ordinals = (matches: { ordinal: number }[]) => matches.map(({ ordinal }) => ordinal);

describe('LexicalIndex', () => {
  const index = LexicalIndex.build([
    clause('学前 教育 毛入园率 达到 93%'),
    clause('义务 教育 学位 增加'),
    clause('教育 经费 保障 教育 教育'),
    clause('学位 的 其他 许多 词 使 这 一 条 很 长 很 长 很 长'),
    clause('采取 措施', '学位'),
    clause('采取 措施', '', '学位'),
  ]);

  it('finds the clause that holds the rare word', () => {
    expect(index.search(query('教育 毛入园率'), 1)).toEqual([{ ordinal: 0, score: expect.any(Number) }]);
  });

  it('ranks own heading over text, text over headings above, short over long', () => {
    expect(ordinals(index.search(query('学位'), 10))).toEqual([4, 1, 5, 3]);
  });

  it('weighs every term of the query', () => {
    const [first] = index.search(
      [
        { term: '毛入园率', weight: 0.1 },
        { term: '经费', weight: 2 },
      ],
      1,
    );
    expect(first!.ordinal).toBe(2);
  });

  it('asks accept before it fills its places', () => {
    expect(ordinals(index.search(query('学位'), 2, (ordinal) => ordinal !== 4))).toEqual([1, 5]);
  });

  it('returns nothing for unknown words, no words and no places', () => {
    expect(index.search(query('足球'), 5)).toEqual([]);
    expect(index.search([], 5)).toEqual([]);
    expect(index.search(query('学位'), 0)).toEqual([]);
  });

  it('tells known words and how rare they are', () => {
    expect(index.has('毛入园率')).toBe(true);
    expect(index.has('足球')).toBe(false);
    expect(index.idf('毛入园率')).toBeGreaterThan(index.idf('教育'));
    expect(index.idf('足球')).toBe(0);
  });

  it('does not let a heading above make its words look common', () => {
    const clauses = ['甲', '乙', '丙', '丁'].map((text) => clause(text, '', '学前 教育'));
    const nested = LexicalIndex.build([...clauses, clause('学前')]);
    expect(nested.idf('学前')).toBeGreaterThan(nested.idf('教育'));
  });

  it('gives the same scores after a round trip through bytes', () => {
    const bytes = index.toBuffer();
    const unaligned = Buffer.concat([Buffer.from('x'), bytes]).subarray(1);
    for (const buffer of [bytes, unaligned]) {
      const again = LexicalIndex.fromBuffer(buffer);
      expect(again.search(query('教育 学位'), 10)).toEqual(index.search(query('教育 学位'), 10));
      expect(again.size).toBe(6);
    }
  });

  it('refuses bytes that are something else or cut short', () => {
    expect(() => LexicalIndex.fromBuffer(Buffer.alloc(40))).toThrow(RangeError);
    expect(() => LexicalIndex.fromBuffer(index.toBuffer().subarray(0, 200))).toThrow(RangeError);
    expect(() => LexicalIndex.fromBuffer(Buffer.alloc(3))).toThrow(RangeError);
  });

  it('works without any clause', () => {
    const empty = LexicalIndex.fromBuffer(LexicalIndex.build([]).toBuffer());
    expect(empty.search(query('学位'), 3)).toEqual([]);
    expect(empty.size).toBe(0);
  });

  it('keeps exactly the best, as sorting everything would', () => {
    const word = fc.constantFrom('甲', '乙', '丙', '丁', '戊');
    const texts = fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        texts,
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 12 }),
        (clauses, asked, limit) => {
          const built = LexicalIndex.build(clauses.map((words) => clause(words.join(' '))));
          const terms = asked.map((term) => ({ term, weight: 1 }));
          const all = built.search(terms, clauses.length);
          expect(all).toEqual([...all].sort((a, b) => b.score - a.score || a.ordinal - b.ordinal));
          expect(built.search(terms, limit)).toEqual(all.slice(0, limit));
          expect(new Set(ordinals(all))).toEqual(
            new Set(clauses.flatMap((words, i) => (words.some((w) => asked.includes(w)) ? [i] : []))),
          );
        },
      ),
    );
  });
});
