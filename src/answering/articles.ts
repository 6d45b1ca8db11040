import { ordinalValue, readMarker } from '../clauses/numbering.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { speakerOf } from './writer.ts';

const ARTICLE = /第([〇零一二三四五六七八九十百]{1,6}|\d{1,3})条/u;
const MAX_SENTENCES = 8;

/** What an article says, asked for by its number alone (第三条写了什么); null where no document has articles. */
export function answerArticle(findings: Findings): Draft | null {
  const printed = ARTICLE.exec(findings.question.topic)?.[1];
  if (printed === undefined) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const clause = findings.index.outlines
      .get(document.id)!
      .clauses.find(
        ({ kind, text }) => kind === 'article' && readMarker(text)?.ordinal === ordinalValue(printed),
      );
    if (!clause) continue;
    draft.lines.push(`${speakerOf(document)}《${document.title}》：`);
    for (const sentence of clause.sentences.slice(0, MAX_SENTENCES)) {
      draft.lines.push(`- ${sentence.text}${draft.cited.sentence(clause, sentence)}`);
    }
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
