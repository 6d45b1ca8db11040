import type { Target } from '../facts/targets.ts';
import { searchForm } from '../language/normalise.ts';
import { itemOf } from '../retrieval/enumerated.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import { valuesFor } from '../retrieval/needs.ts';
import { type Draft, documentOf, type Findings } from './draft.ts';
import { trimSentence } from './trim.ts';

/** Shorter names are shared by different things. */
const SHORTEST = 4;

const PER_PART = /[每各][\p{Script=Han}]{0,2}(?:个|所|名|户|人|班|校|园|街道|乡镇|镇街|社区)/u;

const nameOf = ({ name }: Target) => searchForm(name).replace(/全[区县市省]|我[区县市省]|[“”]/gu, '');

/** True where two targets set the same thing, for the same year as far as both say. */
function isSameMatter(a: Target, b: Target): boolean {
  const [one, other] = [nameOf(a), nameOf(b)].sort((x, y) => x.length - y.length) as [string, string];
  const isOfYear = a.by === null || b.by === null || a.by === b.by;
  // 每个街道 sets a share of what the district sets.
  const isOfWhole = PER_PART.test(a.words) === PER_PART.test(b.words);
  return one.length >= SHORTEST && other.endsWith(one) && a.unit === b.unit && isOfYear && isOfWhole;
}

/** Another value that the same document sets for what the evidence tells: shown, not smoothed over. */
export function sayOtherwise(findings: Findings, { clause, sentence }: Evidence, draft: Draft): void {
  const { need } = findings.question;
  // The items of a list set a value each, for those they name.
  if (need === null || itemOf(findings.index, clause.documentId, sentence)) return;
  const { targets } = findings.index.facts.get(clause.documentId)!;
  const told = targets.filter(
    ({ start, end, value, isPast }) =>
      start >= sentence.start &&
      end <= sentence.end &&
      value !== null &&
      !isPast &&
      clause.kind !== 'table-row',
  );
  const values = new Set(valuesFor(need, sentence.text).map(({ value }) => value));
  const other = targets.find(
    (target) =>
      !target.isPast &&
      !target.words.includes(' ') &&
      told.some((one) => values.has(one.value!) && isSameMatter(one, target) && one.value !== target.value),
  );
  if (!other) return;
  const document = documentOf(findings, clause.documentId);
  const words = trimSentence(other.words, findings.question, 60);
  draft.lines.push(
    `同一份文件另一处写的是：${words}${draft.cited.span(document, other)}，两处不一致，请核对原文。`,
  );
}
