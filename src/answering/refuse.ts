import type { Evidence } from '../retrieval/evidence.ts';
import { holdsText } from '../retrieval/plain-source.ts';
import { coinageAsked, onlyNamed } from './definitions.ts';
import { askedDocuments, type Draft, type Findings, MAX_DOCUMENTS, newDraft } from './draft.ts';
import { emptyCellAsked } from './table-cells.ts';

/** At most so many clauses are shown as near what was asked. */
const MAX_NEARBY = 3;
/** Evidence that speaks of less than this of the question is not near it. */
const MIN_NEARBY = 0.25;

function nearby({ evidence }: Findings): Evidence[] {
  const seen = new Set<string>();
  return evidence
    .filter(({ coverage, clause }) => {
      const isNew = coverage >= MIN_NEARBY && !seen.has(clause.id);
      if (isNew) seen.add(clause.id);
      return isNew;
    })
    .slice(0, MAX_NEARBY);
}

/** What was searched, by title; of many documents the first. */
function searchedTitles(findings: Findings): string {
  const titles = askedDocuments(findings).map(({ title }) => `《${title}》`);
  if (titles.length > MAX_DOCUMENTS) return `${titles.slice(0, MAX_DOCUMENTS).join('、')}等全部文件`;
  return [titles.slice(0, -1).join('、'), titles.at(-1)].filter(Boolean).join('和');
}

/** A coinage of numerals that the documents searched use; refused means that none of them takes it apart. */
function unexplained(findings: Findings): string | null {
  const coinage = coinageAsked(findings);
  return coinage !== null && holdsText(askedDocuments(findings), coinage) ? coinage : null;
}

/** Says that the documents do not say it: what was searched and, as citations only, what stands nearby. */
export function refuse(findings: Findings): Draft {
  const draft = newDraft(findings);
  const searched = searchedTitles(findings);
  const { foreign } = findings.question.regions;
  const reason = foreign.length > 0 ? `现有文件不是${foreign.join('、')}的文件，` : '';
  // No refusal states a figure, not even one in a name (1+X证书).
  const absent = findings.question.absent.filter((word) => !/\d/u.test(word));
  const matters = absent.length > 0 ? `：没有写到${absent.map((word) => `“${word}”`).join('、')}` : '';
  const coinage = onlyNamed(findings) ?? unexplained(findings);
  const empty = emptyCellAsked(findings);
  if (empty !== null) draft.lines.push(`已检索${searched}，${empty}。`);
  else
    draft.lines.push(
      coinage === null || /\d/u.test(coinage)
        ? `${reason}已检索${searched}，文件中未提及所问内容${matters}。`
        : `${reason}已检索${searched}，文件只提到“${coinage}”这个名称，没有说明它指什么。`,
    );
  const markers = nearby(findings).map(({ clause, sentence }) => draft.cited.sentence(clause, sentence));
  if (markers.length > 0) draft.lines.push(`相近的条款可参看${markers.join('')}，但不能据此回答。`);
  return draft;
}

/** Says that the request is no question about the documents. */
export function declineOutOfScope(findings: Findings): Draft {
  const draft = newDraft(findings);
  draft.lines.push('这个请求不属于政策文件问答的范围。问规只回答已收录的规划和方案文件中写到的内容。');
  return draft;
}

/** Asks back where a question points at something that nothing before it has named. */
export function askBack(findings: Findings): Draft {
  const draft = newDraft(findings);
  const pointing = /它|他|她|这个|那个|这项|那项|该项|此项|这些|那些|刚才|前面|上面/u.exec(
    findings.question.text,
  )?.[0];
  draft.lines.push(
    pointing === undefined && findings.question.concepts.length === 0
      ? '问的是哪件事？请写明是哪项工作、哪项指标或哪所学校，再问一次。'
      : `问题里的“${pointing ?? '它'}”指的是什么？请写明是哪个区、哪项工作或哪所学校，再问一次。`,
  );
  return draft;
}
