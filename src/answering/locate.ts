import { readMarker } from '../clauses/numbering.ts';
import { type PolicyDocument, pageAt } from '../documents/document.ts';
import { searchForm } from '../language/normalise.ts';
import type { Evidence } from '../retrieval/evidence.ts';
import { type Draft, documentOf, type Findings, findingsIn, newDraft } from './draft.ts';
import { answeringDocuments } from './facts.ts';
import { insufficiency } from './sufficiency.ts';
import { trimSentence } from './trim.ts';
import { inQuotes, speakerOf } from './writer.ts';

/** At most so many places are shown for one document. */
const MAX_PLACES = 3;
/** A further place says it as fully as the best one. */
const AS_FULL = 0.97;

/** Where a sentence stands: the headings of its clause, the number that opens with, the page of the sentence itself. */
function placeOf({ clause, sentence }: Evidence, document: PolicyDocument): string {
  const item = readMarker(clause.text);
  const number = item ? clause.text.slice(0, item.length) : '';
  const isInPath = clause.path.at(-1)?.startsWith(number) ?? false;
  const path = isInPath ? clause.path : [...clause.path, ...(item ? [number] : [])];
  const place = path.length > 0 ? path.map(inQuotes).join(' → ') : '文件开头';
  const page = pageAt(document, sentence.start);
  return page === null ? place : `${place}（第 ${page} 页）`;
}

/** The best sentence, and those of other clauses that say all that the best one says. */
function placesIn({ question, evidence }: Findings): Evidence[] {
  const [best] = evidence;
  if (!best || insufficiency(question, best) !== null) return [];
  const clauses = new Set([best.clause.id]);
  // Words in quotation marks stand where they stand, not where others like them do.
  const words = question.concepts.filter(
    ({ isQuoted, text }) => isQuoted && searchForm(best.text).includes(text),
  );
  const holdsWords = (text: string) => words.every((one) => searchForm(text).includes(one.text));
  const others = evidence.filter(({ coverage, clause, signals, text }) => {
    const isFull = coverage >= best.coverage * AS_FULL && signals.within >= best.signals.within * AS_FULL;
    if (!isFull || clauses.has(clause.id) || !holdsWords(text)) return false;
    clauses.add(clause.id);
    return true;
  });
  return [best, ...others].slice(0, MAX_PLACES);
}

/** Where the documents say it: heading path, page, and the words. */
export function answerLocation(findings: Findings): Draft | null {
  const draft = newDraft(findings);
  for (const id of answeringDocuments(findings)) {
    const places = placesIn(findingsIn(findings, id));
    const [first, ...others] = places;
    if (!first) continue;
    const document = documentOf(findings, id);
    const speaker = speakerOf(document);
    if (others.length > 0) {
      const shown = places.map(
        (one) => `${placeOf(one, document)}${draft.cited.sentence(one.clause, one.sentence)}`,
      );
      draft.lines.push(`${speaker}：写在 ${shown.length} 处：${shown.join('；')}。`);
      continue;
    }
    const { clause, sentence } = first;
    const place = placeOf(first, document);
    const words = trimSentence(sentence.text, findings.question, Math.max(24, 120 - place.length));
    draft.lines.push(
      `${speaker}：写在${place}，原文${inQuotes(words)}${draft.cited.sentence(clause, sentence)}。`,
    );
  }
  return draft.lines.length > 0 ? draft : null;
}
