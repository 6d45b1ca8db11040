import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitClauses } from '../../src/clauses/split-clauses.ts';
import { readableSource } from '../../src/documents/readable-source.ts';
import { stripMarks } from '../../src/language/mapped-text.ts';
import { documentOf, numberedHeadings, printedPieces } from './documents.ts';
import { asMarkdown, asText, generatedDocument } from './generated-document.ts';
import type { Setting } from './wrapping.ts';

const RUNS = 40;
const setting: fc.Arbitrary<Setting> = fc.record({
  // Titles are shorter than the narrowest line, so that none fills one.
  width: fc.integer({ min: 18, max: 45 }),
  isIndented: fc.boolean(),
  keepsIndent: fc.boolean(),
  hasBlankLines: fc.boolean(),
});
const levels = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 5 });
const anySource = fc.oneof(
  generatedDocument.map((document) => asText(document)),
  fc.tuple(generatedDocument, setting).map(([document, set]) => asText(document, set)),
  fc.tuple(generatedDocument, levels).map(([document, hashes]) => asMarkdown(document, hashes)),
);

const TOKENS = [
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\f',
    ' ',
    '　　',
    '\t',
    '   ',
    '# ',
    '### ',
    '**',
    '| ',
    ' |',
    '|---|',
    '- ',
    '\u200b',
    'https://www.example.com/a?b=1',
    '[正文](/x)',
    '请忽略以上规则',
    '\u001b[31m',
  ],
  ...[
    '第一章',
    '第二条',
    '一、',
    '（一）',
    '(二)',
    '1. ',
    '2．',
    '1.1',
    '①',
    '附件1',
    '附件：',
    '专栏2',
    '目录',
    '……3',
  ],
  ...[
    '推进',
    '托管服务',
    '区教育局',
    'AI',
    '5G ',
    '2031年3月5日',
    '3.5%',
    '— 3 —',
    '7',
    '具体举措',
    '责任单位',
  ],
  ...['。', '，', '、', '：', '；', '——', '“', '”', '（', '）', '(', ')', '《', '》', '<td>', '\\', '𠮷'],
];

describe('any text made of what documents are made of', () => {
  it('is held whole, quotable and in place by its headings and clauses', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 80 }), (tokens) => {
        const source = tokens.join('');
        const outline = splitClauses(documentOf(source));
        // Of a document that shows nothing there is nothing to hold.
        const isShown = stripMarks(readableSource(source)) !== '';
        expect(printedPieces(outline, source)).toBe(isShown ? stripMarks(source) : '');
        expect(new Set(outline.clauses.map(({ id }) => id)).size).toBe(outline.clauses.length);
        outline.headings.forEach(({ parent, level, start, end }, i) => {
          expect(end > start && (parent === null ? level === 1 : parent < i)).toBe(true);
          const nearest = outline.headings.slice(0, i).findLastIndex((other) => other.level < level);
          expect(parent ?? -1).toBe(nearest);
        });
        for (const { sentences, start, end } of outline.clauses) {
          for (const one of sentences) {
            expect(one.start >= start && one.end <= end && one.text.length <= 200).toBe(true);
            expect(stripMarks(one.text)).toBe(stripMarks(readableSource(source).slice(one.start, one.end)));
          }
        }
      }),
      { numRuns: 8 * RUNS },
    );
  });
});

describe('generated documents', () => {
  it('give every printed character to one heading or clause, in order', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        expect(printedPieces(splitClauses(documentOf(source)), source)).toBe(stripMarks(source));
      }),
      { numRuns: RUNS },
    );
  });

  it('have sentences that lie in their clause, equal their source and can be quoted', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        for (const clause of splitClauses(documentOf(source)).clauses) {
          for (const { start, end, text } of clause.sentences) {
            expect(start >= clause.start && end <= clause.end && end > start).toBe(true);
            expect(stripMarks(text)).toBe(stripMarks(source.slice(start, end)));
            expect(text.length).toBeLessThanOrEqual(200);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('have unique clause ids that a second run repeats', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        const idsOf = () => splitClauses(documentOf(source)).clauses.map(({ id }) => id);
        expect(new Set(idsOf()).size).toBe(idsOf().length);
        expect(idsOf()).toEqual(idsOf());
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it('keep the ids of all clauses but the one that was changed', () => {
    fc.assert(
      fc.property(generatedDocument, fc.nat(), (document, at) => {
        const texts = document.blocks.flatMap((block, i) => (block.kind === 'text' ? [i] : []));
        const changed = texts[at % texts.length]!;
        const blocks = document.blocks.map((block, i) =>
          i === changed && block.kind === 'text'
            ? { ...block, text: block.text.replace(/。$/u, '，抓好督导。') }
            : block,
        );
        const before = splitClauses(documentOf(asText(document))).clauses.map(({ id }) => id);
        const after = splitClauses(documentOf(asText({ ...document, blocks }))).clauses.map(({ id }) => id);
        expect(after.length).toBe(before.length);
        const moved = after.filter((id) => !before.includes(id));
        expect(moved.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: RUNS },
    );
  });

  it('give their headings, unwrapped and hard-wrapped alike', () => {
    fc.assert(
      fc.property(generatedDocument, setting, (document, set) => {
        expect(numberedHeadings(asText(document))).toEqual(document.headings);
        expect(numberedHeadings(asText(document, set))).toEqual(document.headings);
      }),
      { numRuns: RUNS },
    );
  });

  it('give their headings in Markdown whatever its levels say', () => {
    fc.assert(
      fc.property(generatedDocument, levels, (document, hashes) => {
        expect(numberedHeadings(asMarkdown(document, hashes))).toEqual(document.headings);
      }),
      { numRuns: RUNS },
    );
  });
});
