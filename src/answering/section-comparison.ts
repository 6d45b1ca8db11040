import { outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import { type FoundSection, findSections } from '../retrieval/sections.ts';
import { askedDocuments, type Draft, type Findings, findingsIn, newDraft } from './draft.ts';
import { chooseSentences } from './section-digest.ts';
import { sectionClauses } from './sections.ts';
import { trimSentence } from './trim.ts';
import { COMPARISON_HEAD, comparisonRow } from './writer.ts';

/** Compares how a matter is gone about, not a value or a rule of it. */
export const ASKS_BROADLY =
  /路子|思路|重点|侧重|做法|举措|措施|打算|怎么(?:做|干|搞|抓|办|发展|推进)|不同|区别|差别|差异|异同|不一样|对比|比较|比一比|对照/u;
/** Words of such questions that name no matter. */
const TALK =
  /^(?:不同|区别|差别|差异|异同|不一样|一样|相同|对比|比较|对照|路子|思路|重点|侧重|做法|举措|措施|打算|工作|目标|发展|怎么|各自?|方面|情况|东西|内容|主要|搞|抓|办|干|做|块)$/u;
/** A word at least this telling names a matter. */
const MATTER_WEIGHT = 1;
/** A section is meant where its own title names the matter. */
const NAMED = 0.9;
/** A section of fewer sentences is no section to set beside another. */
const FEWEST = 2;
const SHOWN = 4;
const EACH = 70;

/** The section of one document whose title names the matter, the fullest of several. */
function sectionOn(own: Findings): FoundSection | null {
  const { index } = own;
  const sections = findSections(own.question, index).filter(({ score }) => score >= NAMED);
  const size = (section: FoundSection) =>
    sectionClauses(own, section).reduce((sum, { sentences }) => sum + sentences.length, 0);
  const [best] = sections
    .map((section) => ({ section, size: size(section) }))
    .filter((one) => one.size >= FEWEST)
    .sort((a, b) => b.size - a.size);
  return best?.section ?? null;
}

/** A broad matter of two documents, told by the sections that are about it; null where either has none. */
export function answerSectionComparison(findings: Findings): Draft | null {
  const { question, index } = findings;
  if (question.need !== null || !ASKS_BROADLY.test(question.topic)) return null;
  const matters = question.concepts.filter(({ text, weight }) => weight >= MATTER_WEIGHT && !TALK.test(text));
  const [matter, ...others] = matters;
  if (!matter || others.length > 0 || matter.isQuoted || !matter.isKnown) return null;
  const sides = askedDocuments(findings).map((document) => {
    const own = findingsIn(findings, document.id);
    const question = { ...own.question, concepts: [matter] };
    return { document, own, section: sectionOn({ ...own, question }) };
  });
  if (sides.some(({ section }) => section === null)) return null;
  const draft = newDraft(findings);
  draft.lines.push(...COMPARISON_HEAD);
  for (const { document, own, section } of sides) {
    const outline = index.outlines.get(document.id)!;
    const said = chooseSentences(sectionClauses(own, section!), SHOWN).map(
      ({ clause, sentence }) =>
        `${trimSentence(sentence.text, own.question, EACH)}${draft.cited.sentence(clause, sentence)}`,
    );
    const parts = sectionParts(outlineTree(outline), section!.heading).length;
    draft.lines.push(comparisonRow(document, `${said.join('；')}${parts > SHOWN ? '（未列全）' : ''}。`));
  }
  return draft;
}
