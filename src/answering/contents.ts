import { bareTitle, isAttached, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { mainSection, namesDocuments, titlesCited } from './overview.ts';
import { writeParts } from './sections.ts';
import { speakerOf } from './writer.ts';

/** Asks into what parts a whole document divides: 一共几章, 分几大块, 结构是怎样的, 目录. */
const ASKS_CONTENTS =
  /(?<!第)(?:几|哪几?|哪些|多少|啥)(?:个|大)*(?:部分|章|篇(?!文)|板块|块|方面)|每一?(?:个|大)?(?:部分|章|篇|板块|块)(?:都|分别)?(?:是|讲|写|说)|(?:结构|框架|脉络)(?:是|有|怎|如何|啥|什么|呢|$|[？?])|目录|提纲|大纲/u;
/** Words that ask for the parts rather than name what is divided. */
const PART_WORD =
  /^(?:分|分为|分成|块|大块|章|章节|节|篇|部分|板块|方面|结构|框架|脉络|目录|提纲|大纲|每|名字|标题|报|列|一遍|讲|写|说)$/u;
/** What so little weighs names nothing. */
const NAMES_NOTHING = 0.6;

function asksContents(findings: Findings): boolean {
  const { topic, concepts, kind } = findings.question;
  if (kind === 'location' || !ASKS_CONTENTS.test(topic)) return false;
  const named = concepts.filter(({ text, weight }) => weight >= NAMES_NOTHING && !PART_WORD.test(text));
  return namesDocuments(findings, named);
}

/** Citations over all the documents told. */
const MAX_CITED = 20;
/** A document of so few parts is told by the parts of those, too. */
const FEW_PARTS = 3;

/** The parts of one document by their titles; where it is the only one, the tasks among them one by one. */
function writeContents(
  findings: Findings,
  document: PolicyDocument,
  { room, isAlone }: { room: number; isAlone: boolean },
  draft: Draft,
): void {
  const tree = outlineTree(findings.index.outlines.get(document.id)!);
  const { headings } = tree.outline;
  // What is attached is no part of the text.
  const roots = tree.roots.filter(
    (at) => headings[at]!.kind === 'numbered' && !isAttached(headings[at]!.title),
  );
  if (roots.length < 2) return;
  const upTo = draft.cited.citations.length + room;
  const main = mainSection(document, findings);
  draft.lines.push(`${speakerOf(document)}《${document.title}》共 ${roots.length} 部分：`);
  roots.forEach((root, i) => {
    if (draft.cited.citations.length >= upTo) return;
    const [title] = titlesCited(findings, document, [root], draft);
    const parts = root === main || roots.length > FEW_PARTS ? [] : sectionParts(tree, root);
    const room = upTo - draft.cited.citations.length;
    const told = titlesCited(findings, document, parts.slice(0, room), draft);
    const rest = parts.length > told.length ? '等' : '';
    draft.lines.push(`${i + 1}. ${title}${told.length > 0 ? `：${told.join('、')}${rest}` : ''}`);
  });
  if (main === null || !isAlone) return;
  draft.lines.push(`其中“${bareTitle(headings[main]!)}”共 ${sectionParts(tree, main).length} 项：`);
  writeParts(findings, { document, heading: main, score: 1 }, draft, upTo);
}

/** Tells into what parts a whole document divides; null where something in it is asked about. */
export function answerContents(findings: Findings): Draft | null {
  if (!asksContents(findings)) return null;
  const draft = newDraft(findings);
  const documents = askedDocuments(findings);
  const room = Math.floor(MAX_CITED / documents.length);
  for (const document of documents)
    writeContents(findings, document, { room, isAlone: documents.length === 1 }, draft);
  return draft.cited.citations.length > 0 ? draft : null;
}
