import { bareTitle, headingPath } from '../clauses/outline-tree.ts';
import { searchForm } from '../language/normalise.ts';
import { properNames } from '../language/proper-names.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { titleSpan } from './sections.ts';
import { speakerOf } from './writer.ts';

const SCHOOLS = new Set(['学校', '高校']);

function asksSchools({ need, topic }: Findings['question']): boolean {
  return need?.kind === 'institution' || (need?.kind === 'count' && /几所/u.test(topic));
}

/**
 * Which schools a project is for, where only the title above it names them: 推进甲中学和乙中学“强校工程”建设. Null where the
 * best sentence does so itself, or no title does.
 */
export function answerNamesInTitle(findings: Findings): Draft | null {
  const { question, evidence, index } = findings;
  if (!asksSchools(question)) return null;
  const names = question.concepts.filter(({ isQuoted, isKnown }) => isQuoted && isKnown);
  const [best] = evidence;
  const isTold = best?.meetsNeed && names.every((name) => !best.missing.includes(name));
  if (names.length === 0 || isTold) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const outline = index.outlines.get(document.id)!;
    const heading = outline.headings.findIndex(({ title }) => {
      const form = searchForm(title);
      const schools = properNames(form, index.segmenter).filter(({ kind }) => SCHOOLS.has(kind));
      return names.every(({ text }) => form.includes(text)) && schools.length > 0;
    });
    if (heading < 0) continue;
    const marker = draft.cited.heading(document, titleSpan(outline, heading), headingPath(outline, heading));
    draft.lines.push(`${speakerOf(document)}：${bareTitle(outline.headings[heading]!)}${marker}。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
