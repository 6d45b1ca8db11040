import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_TYPES, caseShape, parseSuite } from '../../eval/case.ts';
import { formatCsv } from '../../eval/csv.ts';
import { knownCase } from './known-answer.ts';

const HEADER = 'id,type,doc,question,history,answerable,must_include,must_not_include,gold,note';

/** Characters that some layer of the form gives a meaning to, among ordinary ones. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'=+-@\t\r\n\'|｜\\[],;"＝ 　ne\uFEFF', '区', '93%', '是', '\r\n'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const words = anyText.filter((text) => text.trim() !== '');

const anyCase = fc
  .record({
    id: words,
    type: fc.constantFrom(...CASE_TYPES),
    doc: words,
    question: words,
    history: fc.array(anyText, { maxLength: 3 }),
    answerable: fc.boolean(),
    must_include: fc.array(fc.array(words, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    must_not_include: fc.array(words, { maxLength: 3 }),
    gold: fc.array(fc.record({ doc: words, quote: words, path: anyText }), { maxLength: 3 }),
    note: anyText,
  })
  .map((one) => caseShape.parse(one));

/** Cells of a CSV in which every cell is quoted. */
function cellsOf(csv: string): string[] {
  return [...csv.replace(/^\uFEFF/, '').matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) =>
    cell!.replaceAll('""', '"'),
  );
}

describe('the CSV form', () => {
  it('gives back every case it wrote', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyCase, { minLength: 1, maxLength: 4, selector: (one) => one.id }),
        (cases) => {
          expect(parseSuite(formatCsv(cases), 'a.csv')).toEqual(cases);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('writes no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        for (const cell of cellsOf(formatCsv([one]))) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('guards the formula and gives the plain text back', () => {
    const one = knownCase({ question: '=HYPERLINK("http://x","点我")', note: "'=1" });
    const csv = formatCsv([one]);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"",""点我"")"`);
    expect(parseSuite(csv, 'a.csv')).toEqual([one]);
  });

  it('is a UTF-8 file with BOM that staff can read', () => {
    const csv = formatCsv([knownCase({ history: ['前问一', '前问二'], must_not_include: ['甲', '乙'] })]);
    expect(csv.startsWith('\uFEFF"id","type"')).toBe(true);
    expect(csv).toContain(
      '"前问一\n前问二","是","93% | 百分之九十三","甲\n乙","xiqing | 普惠性幼儿园覆盖率达到93% | \\e"',
    );
  });

  it('reads what a person typed: full-width bars, spare spaces, blank rows, missing columns', () => {
    const csv =
      'id,type,question,doc,answerable,must_include\r\n,,,,,\r\n a ,time,几时？,xiqing,是," 2025年 ｜2025 \n\n 年底 "\r\n';
    expect(parseSuite(csv, 'a.csv')).toMatchObject([
      { id: 'a', must_include: [['2025年', '2025'], ['年底']], gold: [], history: [], note: '' },
    ]);
  });

  it('reads lists given as JSON', () => {
    const row =
      'a,time,xiqing,几时？,"[""前问""]",TRUE,"[[""2025""]]",[],"[{""doc"":""xiqing"",""quote"":""到2025年""}]",';
    expect(parseSuite(`${HEADER}\n${row}\n`, 'a.csv')).toMatchObject([
      {
        history: ['前问'],
        must_include: [['2025']],
        must_not_include: [],
        gold: [{ doc: 'xiqing', quote: '到2025年', path: '' }],
      },
    ]);
  });
});
