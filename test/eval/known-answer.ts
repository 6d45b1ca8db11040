import type { EvalAnswer, EvalCitation } from '../../eval/answer-shape.ts';
import { caseShape, type EvalCase } from '../../eval/case.ts';

/** A few words in the manner of the seeds, with a line broken as printed and Markdown marks. */
export const SOURCE = [
  '# 三年行动方案',
  '## （五）推进学前教育普及普惠发展',
  '到2025年，公办园在园幼儿占比达到50%以上，普惠性幼儿园',
  '覆盖率达到 93%。',
  '| 责任单位 | **区教育局** |',
  '初中阶段毛入学率保持在100%，高中阶段毛入学率达到98%。',
].join('\n');

export const SOURCES = new Map([['xiqing', SOURCE]]);

/** A citation of `words`, which must stand in `SOURCE`. */
export function cite(words: string, marker = 1): EvalCitation {
  const start = SOURCE.indexOf(words);
  if (start < 0) throw new Error(`not in SOURCE: ${words}`);
  return {
    marker,
    documentId: 'xiqing',
    documentTitle: '三年行动方案',
    documentStatus: '征求意见稿',
    clauseId: 'xiqing-1',
    path: ['（五）推进学前教育普及普惠发展'],
    page: null,
    quote: words,
    start,
    end: start + words.length,
  };
}

const EVIDENCE = '普惠性幼儿园\n覆盖率达到 93%';

/** An answer that passes `knownCase`; tests change one thing at a time. */
export function knownAnswer(changes: Partial<EvalAnswer> = {}): EvalAnswer {
  return {
    id: 'a1',
    status: 'answered',
    answer: '到2025年，普惠性幼儿园覆盖率达到 **93%**[1]。',
    citations: [cite(EVIDENCE)],
    notices: [],
    suggestions: [],
    mode: 'extractive',
    timings: { total: 1 },
    ...changes,
  };
}

/** The case that `knownAnswer` passes. */
export function knownCase(changes: Partial<EvalCase> = {}): EvalCase {
  return caseShape.parse({
    id: 'k-1',
    type: 'fact-number',
    doc: 'xiqing',
    question: '普惠园覆盖率要到多少？',
    answerable: true,
    must_include: [['93%', '百分之九十三']],
    must_not_include: ['50%'],
    gold: [{ doc: 'xiqing', quote: '普惠性幼儿园覆盖率达到93%' }],
    ...changes,
  });
}
