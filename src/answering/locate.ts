import type { Clause } from '../clauses/clause.ts';
import { readMarker } from '../clauses/numbering.ts';
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

/** Where a clause stands: its headings, the number it opens with, its page. */
function placeOf(clause: Clause): string {
  const item = readMarker(clause.text);
  const path = [...clause.path, ...(item ? [clause.text.slice(0, item.length)] : [])];
  const place = path.length > 0 ? path.map(inQuotes).join(' → ') : '文件开头';
  return clause.page === null ? place : `${place}（第 ${clause.page} 页）`;
}

/** The best sentence, and those of other clauses that say all that the best one says. */
function placesIn({ question, evidence }: Findings): Evidence[] {
  const [best] = evidence;
  if (!best || insufficiency(question, best) !== null) return [];
  const clauses = new Set([best.clause.id]);
  const others = evidence.filter(({ coverage, clause, signals }) => {
    const isFull = coverage >= best.coverage * AS_FULL && signals.within >= best.signals.within * AS_FULL;
    if (!isFull || clauses.has(clause.id)) return false;
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
    const speaker = speakerOf(documentOf(findings, id));
    if (others.length > 0) {
      const shown = places.map(
        ({ clause, sentence }) => `${placeOf(clause)}${draft.cited.sentence(clause, sentence)}`,
      );
      draft.lines.push(`${speaker}：写在 ${shown.length} 处：${shown.join('；')}。`);
      continue;
    }
    const { clause, sentence } = first;
    const place = placeOf(clause);
    const words = trimSentence(sentence.text, findings.question, Math.max(24, 120 - place.length));
    draft.lines.push(
      `${speaker}：写在${place}，原文${inQuotes(words)}${draft.cited.sentence(clause, sentence)}。`,
    );
  }
  return draft.lines.length > 0 ? draft : null;
}
