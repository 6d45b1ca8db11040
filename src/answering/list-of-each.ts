import { countsIn, spansOf } from './districts.ts';
import { appendDraft, askedDocuments, type Draft, type Findings, findingsIn, newDraft } from './draft.ts';
import { answerCounted } from './lists.ts';

/** 甲区九大工程和乙区七大行动分别是什么: of each district the list that it counts; null where one of them has no such list. */
export function answerListOfEach(findings: Findings): Draft | null {
  const spans = spansOf(findings.question);
  if (!spans || ![...spans.values()].every(countsIn)) return null;
  const draft = newDraft(findings);
  for (const { id, region } of askedDocuments(findings)) {
    const span = region === null ? undefined : spans.get(region);
    if (span === undefined) return null;
    const own = findingsIn(findings, id);
    const list = answerCounted({ ...own, question: { ...own.question, topic: `${span}，分别是什么` } });
    if (list === null) return null;
    appendDraft(draft, list);
  }
  return draft;
}
