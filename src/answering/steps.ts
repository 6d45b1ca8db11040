import { outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { writePartsDigest } from './section-digest.ts';
import { speakerOf } from './writer.ts';

const ASKS_STEPS =
  /(?:几|哪些|哪几|多少|[二三四五]个?)(?:个|大)?(?:步(?!骤?怎)|阶段)|每(?:一)?(?:个)?(?:步|阶段)|实施步骤|进度安排|时间安排|分步/u;
/** Headings under which a plan says when it does what. */
const STEPS = /步骤|(?:阶段|进度|时间|步骤)安排|实施阶段/u;
const FEWEST_PARTS = 2;

/** The stages in which a plan is carried out, each with what it says; null where that is not asked or not divided so. */
export function answerSteps(findings: Findings): Draft | null {
  const { question, index } = findings;
  if (!ASKS_STEPS.test(question.topic) || question.context.length > 0) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const outline = index.outlines.get(document.id)!;
    const heading = outline.headings.findIndex(({ title }) => STEPS.test(title));
    const parts = heading < 0 ? [] : sectionParts(outlineTree(outline), heading);
    if (parts.length < FEWEST_PARTS) continue;
    draft.lines.push(`${speakerOf(document)}分为 ${parts.length} 步：`);
    writePartsDigest(findings, { document, heading, score: 1 }, draft);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
