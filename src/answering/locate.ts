import { readMarker } from '../clauses/numbering.ts';
import { type Draft, documentOf, type Findings, findingsIn, newDraft } from './draft.ts';
import { answeringDocuments } from './facts.ts';
import { insufficiency } from './sufficiency.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

/** Where the documents say it: heading path, page, and the words. */
export function answerLocation(findings: Findings): Draft | null {
  const draft = newDraft(findings);
  for (const id of answeringDocuments(findings)) {
    const { question, evidence } = findingsIn(findings, id);
    const best = evidence[0];
    if (!best || insufficiency(question, best) !== null) continue;
    const { clause, sentence } = best;
    const item = readMarker(clause.text);
    const path = [...clause.path, ...(item ? [clause.text.slice(0, item.length)] : [])];
    const place = path.length > 0 ? path.map((title) => `“${title}”`).join(' → ') : '文件开头';
    const page = clause.page === null ? '' : `（第 ${clause.page} 页）`;
    const words = trimSentence(sentence.text, question, Math.max(24, 120 - place.length));
    const marker = draft.cited.sentence(clause, sentence);
    draft.lines.push(
      `${speakerOf(documentOf(findings, id))}：写在${place}${page}，原文“${words.replaceAll('”', '’').replaceAll('“', '‘')}”${marker}。`,
    );
  }
  return draft.lines.length > 0 ? draft : null;
}
