import { findQuantities, type Quantity } from '../language/numerals.ts';
import { segmentsOf } from '../language/segments.ts';
import { coinagesOf } from '../retrieval/coinages.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { withoutStop } from './trim.ts';
import { speakerOf } from './writer.ts';

const ASKS_ALL =
  /哪些|几个|[几两三四五六]处|几项|都有|所有|全部|列|分别|各(?:是|指|说|管)|指(?:的)?(?:是)?(?:什么|啥)|哪几|哪(?:一)?(?:个|项)指标|对应|(?:数|说|讲)的是(?:什么|啥)/u;
const MAX_PLACES = 12;

/** A bare number this large counts one thing only. */
const TELLING = 100;

/** 到2027和2030年: a year without its 年. */
const isYear = (value: number) => value >= 1949 && value <= 2099;

function isSame(stated: Quantity, asked: Quantity): boolean {
  return asked.kind === 'plain' ? stated.value === asked.value : stated.canonical === asked.canonical;
}

/** Everything that a document gives one figure for (哪些指标定在 50%), gathered over all of it; null where that is not asked. */
export function answerByFigure(findings: Findings): Draft | null {
  const { question, index } = findings;
  const [figure] = question.figures.filter(
    ({ kind, value }) =>
      kind === 'percent' || kind === 'money' || (kind === 'plain' && value >= TELLING && !isYear(value)),
  );
  // “12351”引育项目 is a name.
  if (
    figure &&
    question.concepts.some(
      ({ isQuoted, text }) => isQuoted && text === figure.text && coinagesOf(index).has(text),
    )
  )
    return null;
  const names = question.concepts.filter(
    ({ weight, isKnown, text }) =>
      isKnown &&
      weight >= 2 &&
      text !== figure?.canonical &&
      !/指标|数字?|比例|文件|方案|规划|做表|对应|\d/u.test(text),
  );
  if (!figure || question.kind === 'location' || names.length > 0 || !ASKS_ALL.test(question.topic))
    return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const found = index.outlines.get(document.id)!.clauses.flatMap((clause) =>
      clause.sentences.flatMap((sentence) => {
        const segments = segmentsOf(sentence.text).filter((segment) =>
          findQuantities(segment).some((stated) => isSame(stated, figure)),
        );
        return segments.map((segment) => ({ clause, sentence, text: withoutStop(segment) }));
      }),
    );
    if (found.length === 0) draft.lines.push(`${speakerOf(document)}：文件未提及 ${figure.canonical}。`);
    else draft.lines.push(`${speakerOf(document)}共 ${found.length} 处写到 ${figure.canonical}：`);
    for (const { clause, sentence, text } of found.slice(0, MAX_PLACES)) {
      draft.lines.push(`- ${text}${draft.cited.sentence(clause, sentence)}`);
    }
    if (found.length > MAX_PLACES) draft.lines.push(`另有 ${found.length - MAX_PLACES} 处未列出。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
