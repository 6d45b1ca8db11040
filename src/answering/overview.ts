import { bareTitle, headingPath, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { yearsOfPlan } from '../documents/plan-period.ts';
import { LOOKS_BACK } from '../language/looks-back.ts';
import { searchForm } from '../language/normalise.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { aimSentences, asksAims, tellsAims } from './aims.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { titleSpan, writeParts } from './sections.ts';
import { trimSentence } from './trim.ts';
import { COMPARISON_HEAD, comparisonRow, speakerOf } from './writer.ts';

/** Asks what something is about as a whole. */
const ASKS_WHOLE =
  /总结|概括|归纳|概述|概况|概要|介绍|梳理|捋|大意|要点|提炼|浓缩|主要内容|核心内容|框架|句话|(?:讲|说|写|干)(?:了|的|的是)?(?:些|点)?(?:什么|啥|哪些)|(?:内容|区别|不同|差异|差别|异同)(?:是|有|在)?(?:什么|啥|哪些|哪)?[？?。]?$|对比(?:一下)?[？?。]?$/u;
/** Words that name a document, or that ask for it to be told shortly. */
const NAMES_DOCUMENT =
  /^(?:[本该这整全])?[份个篇]?(?:三年|五年|行动|发展|教育|工作|事业|政府|实施|主要|核心|重要|大致|整体|总体|全部|基本)*(?:方案|规划|计划|文件|通知|政策|意见|办法|细则|纲要|材料|报告|框架|内容|要点|思路|东西|重点|区别|不同|差异|差别|异同|对比|比较|最大|总结|概括|概述|概况|概要|介绍|梳理|大意|精简|简短|[一二两三四五六七八九十几\d]+[年个份句条点]?|年|句|用|份|讲|写|说|干)?$/u;

/** True where every matter is a document's own name, or a word for a document. */
export function namesDocuments(findings: Findings, concepts: Concept[]): boolean {
  const titles = askedDocuments(findings).map(({ title }) => searchForm(title));
  return concepts.every(
    ({ text }) => NAMES_DOCUMENT.test(text) || titles.some((title) => title.includes(text)),
  );
}

/** True where a question asks what whole documents say, and of no matter in them. */
function asksWhole(findings: Findings): boolean {
  const { kind, text, topic, concepts, need } = findings.question;
  if (kind === 'status' || kind === 'location' || kind === 'which-district' || need !== null) return false;
  if (!ASKS_WHOLE.test(topic) || asksAims(topic)) return false;
  return (
    /方案|规划|计划|文件|通知|政策|意见|办法|细则|纲要/u.test(text) && namesDocuments(findings, concepts)
  );
}

/** Headings under which plans set out what is to be done. */
const TASKS = /任务|举措|行动|工程|内容/u;
/** What is set up to carry a plan out is none of its tasks. */
const SAFEGUARDS = /保障|组织实施|组织领导/u;
/** A heading that names tasks counts for so many times its parts. */
const TASKS_FACTOR = 2;
const FEWEST_PARTS = 3;

/** The section that divides into most parts, tasks before others; null where none divides. */
export function mainSection(document: PolicyDocument, { index }: Findings): number | null {
  const outline = index.outlines.get(document.id)!;
  const tree = outlineTree(outline);
  const sections = outline.headings.flatMap((heading, at) => {
    const parts = sectionParts(tree, at).length;
    if (heading.kind !== 'numbered' || parts < FEWEST_PARTS || LOOKS_BACK.test(heading.title)) return [];
    const factor = TASKS.test(heading.title)
      ? TASKS_FACTOR
      : SAFEGUARDS.test(heading.title)
        ? 1 / TASKS_FACTOR
        : 1;
    return { at, score: parts * factor };
  });
  return sections.sort((a, b) => b.score - a.score || a.at - b.at)[0]?.at ?? null;
}

/** The sections beside the main one, on its own level and above it. */
function otherSections(document: PolicyDocument, main: number, { index }: Findings): number[] {
  const outline = index.outlines.get(document.id)!;
  const { roots, children } = outlineTree(outline);
  const above = new Set<number>();
  for (let i: number | null = main; i !== null; i = outline.headings[i]!.parent) above.add(i);
  const { parent } = outline.headings[main]!;
  const beside = parent === null ? roots : [...roots, ...children[parent]!];
  return [...new Set(beside)]
    .filter(
      (at) =>
        !above.has(at) &&
        outline.headings[at]!.kind === 'numbered' &&
        !tellsAims(outline.headings[at]!.title),
    )
    .sort((a, b) => a - b);
}

/** Citations of an overview, over all its documents; and how many of them show what stands beside the tasks. */
const MAX_CITED = 12;
const OTHERS_SHOWN = 3;
const LONGEST_AIM = 120;
/** Of each document in a comparison so many tasks are named. */
const TASKS_COMPARED = 4;

interface Room {
  /** Citations of one document. */
  each: number;
  others: number;
}

/** The plainest sentence of what a document wants to reach. */
function aimOf(findings: Findings, document: PolicyDocument, draft: Draft): string | null {
  const [aim] = aimSentences(findings, document);
  if (!aim) return null;
  const said = trimSentence(aim.sentence.text, findings.question, LONGEST_AIM);
  return `${said}${draft.cited.sentence(aim.clause, aim.sentence)}`;
}

/** Titles of headings, each with its citation. */
export function titlesCited(
  findings: Findings,
  document: PolicyDocument,
  headings: number[],
  draft: Draft,
): string[] {
  const outline = findings.index.outlines.get(document.id)!;
  return headings.map(
    (at) =>
      bareTitle(outline.headings[at]!) +
      draft.cited.heading(document, titleSpan(outline, at), headingPath(outline, at)),
  );
}

function writeOverview(findings: Findings, document: PolicyDocument, room: Room, draft: Draft): void {
  const outline = findings.index.outlines.get(document.id)!;
  const main = mainSection(document, findings);
  const before = draft.cited.citations.length;
  const aim = aimOf(findings, document, draft);
  if (main === null) return;
  const others = otherSections(document, main, findings);
  const upTo = before + room.each - Math.min(room.others, others.length);
  const title = bareTitle(outline.headings[main]!);
  const count = sectionParts(outlineTree(outline), main).length;
  if (aim !== null) draft.lines.push(`${speakerOf(document)}的目标：${aim}。`);
  draft.lines.push(`${speakerOf(document)}“${title}”共 ${count} 项：`);
  writeParts(findings, { document, heading: main, score: 1 }, draft, upTo);
  const shown = titlesCited(findings, document, others.slice(0, room.others), draft);
  const rest = others.length > shown.length ? '等' : '';
  if (shown.length > 0) draft.lines.push(`此外还写了：${shown.join('、')}${rest}。`);
}

/** One row of a comparison: years, aim, the first tasks. */
function overviewRow(findings: Findings, document: PolicyDocument, draft: Draft): string {
  const outline = findings.index.outlines.get(document.id)!;
  const main = mainSection(document, findings);
  const parts: string[] = [];
  if (document.period && document.evidence.period)
    parts.push(
      `规划期 ${yearsOfPlan(document.period)} 年${draft.cited.span(document, document.evidence.period)}`,
    );
  const aim = aimOf(findings, document, draft);
  if (aim !== null) parts.push(`目标：${aim}`);
  if (main !== null) {
    const tasks = sectionParts(outlineTree(outline), main);
    const shown = titlesCited(findings, document, tasks.slice(0, TASKS_COMPARED), draft);
    const rest = tasks.length > shown.length ? `等（未列全）` : '';
    parts.push(`“${bareTitle(outline.headings[main]!)}”有${shown.join('、')}${rest}`);
  }
  return comparisonRow(document, `${parts.join('；')}。`);
}

/** Tells whole documents shortly: what they want to reach, what they set out to do, what else they hold. */
export function answerOverview(findings: Findings): Draft | null {
  if (!asksWhole(findings)) return null;
  const draft = newDraft(findings);
  const documents = askedDocuments(findings).filter((document) => mainSection(document, findings) !== null);
  if (documents.length === 0) return null;
  const { kind, regions, topic } = findings.question;
  const compares =
    documents.length === 2 && (regions.asksAll || regions.named.length === 2) && kind !== 'summary';
  if (compares || (documents.length === 2 && /区别|不同|差异|差别|异同|对比|比较/u.test(topic))) {
    draft.lines.push(
      ...COMPARISON_HEAD,
      ...documents.map((document) => overviewRow(findings, document, draft)),
    );
    return draft;
  }
  const each = Math.floor(MAX_CITED / documents.length);
  const others = Math.min(OTHERS_SHOWN, Math.floor(each / 3));
  for (const document of documents) writeOverview(findings, document, { each, others }, draft);
  return draft;
}
