import { bareTitle, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import { searchForm } from '../language/normalise.ts';
import { isLight } from '../retrieval/concepts.ts';
import { annexesNamed, type FoundSection } from '../retrieval/sections.ts';
import { type Draft, type Findings, newDraft } from './draft.ts';
import { writeSectionList } from './lists.ts';

/** A word so light names nothing in an annex. */
const NAMES_SOMETHING = 0.6;
/** 附件, and words for what stands in one. */
const OF_ANNEX = /^附[件表录]?$|^(?:表|表格|清单|名单|内容|指标|任务|项目|行|写|列|填|讲|说)$/u;

/** The heading with the annex's own title, where its number stands on a line above it. */
function titled({ document, heading, score }: FoundSection, { index }: Findings): FoundSection {
  const parts = sectionParts(outlineTree(index.outlines.get(document.id)!), heading);
  return parts.length === 1 ? { document, heading: parts[0]!, score } : { document, heading, score };
}

/** What an annex holds that is asked for by its number alone (附件2有哪些指标); null where a matter in it is asked about. */
export function answerAnnex(findings: Findings): Draft | null {
  const { question, index } = findings;
  if (question.kind === 'location' || question.kind === 'responsible-unit') return null;
  const draft = newDraft(findings);
  for (const section of annexesNamed(question, index).map((one) => titled(one, findings))) {
    const title = searchForm(bareTitle(index.outlines.get(section.document.id)!.headings[section.heading]!));
    const isWhole = question.concepts.every(
      ({ text, weight }) =>
        weight < NAMES_SOMETHING || OF_ANNEX.test(text) || isLight(text) || title.includes(text),
    );
    if (isWhole) writeSectionList(findings, section, draft);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
