import type { Target } from '../facts/targets.ts';
import { searchForm } from '../language/normalise.ts';
import { itemOf } from '../retrieval/enumerated.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import { matchConcept } from '../retrieval/matching.ts';
import { valuesFor } from '../retrieval/needs.ts';
import { askedDocuments, type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

/** Shorter names are shared by different things. */
const SHORTEST = 4;

const PER_PART = /[每各][\p{Script=Han}]{0,2}(?:个|所|名|户|人|班|校|园|街道|乡镇|镇街|社区)/u;

const nameOf = ({ name }: Target) => searchForm(name).replace(/全[区县市省]|我[区县市省]|[“”]/gu, '');

/** True where two targets are named alike, one perhaps more fully than the other. */
export function isSameName(a: Target, b: Target): boolean {
  const [one, other] = [nameOf(a), nameOf(b)].sort((x, y) => x.length - y.length) as [string, string];
  return one.length >= SHORTEST && other.endsWith(one);
}

/** True where two targets set the same thing, for the same year as far as both say. */
function isSameMatter(a: Target, b: Target): boolean {
  const isOfYear = a.by === null || b.by === null || a.by === b.by;
  // 每个街道 sets a share of what the district sets.
  const isOfWhole = PER_PART.test(a.words) === PER_PART.test(b.words);
  return isSameName(a, b) && a.unit === b.unit && isOfYear && isOfWhole;
}

/** …的，由…; 在冰雪天气，…: a rule for one case. */
const OF_CASE =
  /的[，,]|时[，,]|^在[^，。；]{2,24}[，,]|^对[^，。；]{2,24}[，,]|(?:情况|情形|天气|期间)下?[，,]/u;

function sentenceOf({ index }: Findings, { documentId, clauseId, start, end }: Target) {
  const clause = index.outlines.get(documentId)!.clauses.find(({ id }) => id === clauseId)!;
  const sentence = clause.sentences.find((one) => one.start <= start && one.end >= end);
  return sentence && { clause, sentence };
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
      // What one sentence sets twice it sets for different cases.
      !(target.start >= sentence.start && target.end <= sentence.end) &&
      told.some((one) => values.has(one.value!) && isSameMatter(one, target) && one.value !== target.value),
  );
  if (!other) return;
  const document = documentOf(findings, clause.documentId);
  const another = sentenceOf(findings, other);
  const isOfCase = [sentence, another?.sentence].some((one) => one !== undefined && OF_CASE.test(one.text));
  if (isOfCase) {
    // 一般不超过60公里；冰雪天不超过20公里: two cases, each with its own value.
    const isShown = draft.lines.some((line) =>
      line.includes(trimSentence(another?.sentence.text ?? '', findings.question, 90)),
    );
    if (another?.clause === clause && !isShown)
      draft.lines.push(
        `另一种情形：${trimSentence(another.sentence.text, findings.question, 90)}${draft.cited.sentence(clause, another.sentence)}。`,
      );
    return;
  }
  const words = trimSentence(other.words, findings.question, 60);
  draft.lines.push(
    `同一份文件另一处写的是：${words}${draft.cited.span(document, other)}，两处不一致，请核对原文。`,
  );
}

/** Whether a document says the same of a value wherever it gives it: 前后说法一致吗, 出现了几次. */
const ASKS_AGREEMENT =
  /(?:说法|写法|提法|数字|数值|表述|口径|前后|两处|几处|各处)[^，。？?]{0,6}(?:一致|一样|统一|相同|对得上|矛盾|打架)|自相矛盾|前后矛盾|(?:出现|提到|写|说|提)(?:了|过)?(?:几|多少)(?:次|处|回|遍)/u;
/** Words of such questions that name no value. */
const TALK =
  /^(?:说法|写法|提法|数字|数值|表述|口径|前后|一致|一样|统一|相同|矛盾|出现|提到|提|写|说|文件|规划|方案|里|全文|到底|是否|次|处|回|遍|目标|指标)$/u;
const NAMES_VALUE = 1;
const MATCHES = 0.5;
/** More places than this nobody reads through. */
const MAX_PLACES = 8;

/** Every place where a document sets the value asked about, and whether they agree; null where that is not asked. */
export function answerAgreement(findings: Findings): Draft | null {
  const { question, index } = findings;
  if (!ASKS_AGREEMENT.test(question.topic)) return null;
  const matters = question.concepts.filter(
    ({ text, weight }) => text.length > 1 && weight >= NAMES_VALUE && !TALK.test(text),
  );
  if (matters.length === 0) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const found = index.facts.get(document.id)!.targets.filter((target) => {
      const form = searchForm(`${target.name}${target.words}`);
      return (
        target.value !== null &&
        !target.isPast &&
        matters.every((matter) => matchConcept(matter, form) >= MATCHES)
      );
    });
    const shown = found.slice(0, MAX_PLACES);
    if (shown.length === 0) continue;
    const places = shown.map(
      (target) => `${trimSentence(target.words, question, 60)}${draft.cited.span(document, target)}`,
    );
    draft.lines.push(
      `${speakerOf(document)}写到共 ${found.length} 处${agreement(found)}：${places.join('；')}。`,
    );
    if (found.length > shown.length) draft.lines.push(`另有 ${found.length - shown.length} 处未列出。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}

/** What several values are to each other, in words. */
function agreement(found: Target[]): string {
  if (found.length === 1) return '';
  const scopes = new Set(found.map(({ words }) => PER_PART.test(words)));
  if (scopes.size > 1) return '，所指范围不同';
  const said = new Set(
    found.map(({ value, upper, unit, comparator }) => [value, upper, unit, comparator].join(' ')),
  );
  const values = new Set(found.map(({ value, upper, unit }) => [value, upper, unit].join(' ')));
  if (said.size === 1) return '，数值一致';
  return values.size === 1 ? '，数值一致，措辞不同' : '，写法不一，请核对原文';
}
