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
/** A word this telling names a matter of its own that steps are asked of; words for steps and for the plan do not. */
const OF_ITS_OWN = 1;
const TALK =
  /^(?:步骤?|阶段|环节|流程|程序|进度|安排|时间|实施|实施步骤|工作|方案|计划|规划|行动|推进|任务|分|步|大|要求|目标)$/u;

/** The stages in which a plan is carried out, each with what it says; null where that is not asked or not divided so. */
export function answerSteps(findings: Findings): Draft | null {
  const { question, index } = findings;
  if (!ASKS_STEPS.test(question.topic) || question.context.length > 0) return null;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const outline = index.outlines.get(document.id)!;
    const title = searchForm(document.title);
    const divided = outline.headings.flatMap(({ title }, at) => {
      const parts = STEPS.test(title) ? sectionParts(outlineTree(outline), at) : [];
      return parts.length < FEWEST_PARTS
        ? []
        : [{ at, parts, named: spokenWeight(question.concepts, searchForm(title)) }];
    });
    // Of several the one whose title says most of what is asked.
    const [best] = divided.sort((a, b) => b.named - a.named);
    // 隐患排查的流程 is not told by the stages of the plan.
    const asked = question.concepts.filter(
      ({ text, weight, isKnown }) =>
        isKnown && weight >= OF_ITS_OWN && !TALK.test(text) && !title.includes(text),
    );
    if (!best || (best.named === 0 && asked.length > 0)) continue;
    const { at: heading, parts } = best;
    draft.lines.push(`${speakerOf(document)}分为 ${parts.length} 步：`);
    writePartsDigest(findings, { document, heading, score: 1 }, draft);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
