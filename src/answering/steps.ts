import { outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import { searchForm } from '../language/normalise.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { writePartsDigest } from './section-digest.ts';
import { speakerOf } from './writer.ts';

const ASKS_STEPS =
  /(?:几|哪些|哪几|多少|[二三四五]个?)(?:个|大)?(?:步(?!骤?怎)|阶段|环节)|每(?:一)?(?:个)?(?:步|阶段)|实施步骤|进度安排|时间安排|分步|(?:流程|程序)(?:是|有)?(?:怎|如何|什么|啥|哪)/u;
/** Headings under which a plan says when it does what. */
const STEPS = /步骤|(?:阶段|进度|时间|步骤)安排|实施阶段|程序|流程/u;
const FEWEST_PARTS = 2;

/** The stages in which a plan is carried out, each with what it says; null where that is not asked or not divided so. */
export function answerSteps(findings: Findings): Draft | null {
  const { question, index } = findings;
  if (!ASKS_STEPS.test(question.topic) || question.context.length > 0) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const outline = index.outlines.get(document.id)!;
    const divided = outline.headings.flatMap(({ title }, at) => {
      const parts = STEPS.test(title) ? sectionParts(outlineTree(outline), at) : [];
      return parts.length < FEWEST_PARTS
        ? []
        : [{ at, parts, named: spokenWeight(question.concepts, searchForm(title)) }];
    });
    // Of several the one whose title says most of what is asked.
    const [best] = divided.sort((a, b) => b.named - a.named);
    if (!best) continue;
    const { at: heading, parts } = best;
    draft.lines.push(`${speakerOf(document)}分为 ${parts.length} 步：`);
    writePartsDigest(findings, { document, heading, score: 1 }, draft);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
