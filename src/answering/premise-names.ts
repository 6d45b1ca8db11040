import { bareTitle, headingPath } from '../clauses/outline-tree.ts';
import { searchForm } from '../language/normalise.ts';
import { type NameKind, type ProperName, properNames } from '../language/proper-names.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { holdsText } from '../retrieval/plain-source.ts';
import { askedDocuments, type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { titleSpan } from './sections.ts';
import { trimSentence } from './trim.ts';
import { inQuotes, speakerOf } from './writer.ts';

/** A sentence puts a name right where it speaks of this share of what else the question says. */
const SAME_MATTER = 0.6;
/** Less weight beside the name tells nothing. */
const TELLS_SOMETHING = 2.5;

/** Names in the question that the documents asked do not hold. */
function namesUnheard(findings: Findings): ProperName[] {
  const documents = askedDocuments(findings);
  const { topic, regions } = findings.question;
  const districts = regions.foreign
    .filter((name) => /[区县]$/u.test(name))
    .map((name) => ({ name, kind: '区县' as const }));
  const read = properNames(topic, findings.index.segmenter);
  const named = [...districts, ...read.filter(({ kind }) => kind !== '区县' || districts.length === 0)];
  return named.filter(({ name }) => !holdsText(documents, name));
}

/** What the question says beside the names: a quoted name that holds one is cut to what stands around it. */
function besides({ question }: Findings, names: ProperName[]): Concept[] {
  return question.concepts.flatMap((concept) => {
    const inside = names.find(({ name }) => concept.text.includes(name));
    if (names.some(({ name }) => name.includes(concept.text))) return [];
    if (!inside) return [concept];
    return concept.text
      .split(inside.name)
      .filter((text) => text.length > 2)
      .map((text) => ({ ...concept, text, alternatives: [{ word: text, weight: 1 }] }));
  });
}

/**
 * Puts a name right that the question takes for granted where the documents tell the same of another of its kind:
 * another university, school, district, person. Null where no name is wrong, or nothing tells the same.
 */
export function answerNamePremise(findings: Findings): Draft | null {
  const { question, index, evidence } = findings;
  const wrong = namesUnheard(findings);
  if (wrong.length === 0) return null;
  const rest = besides(findings, wrong);
  const total = rest.reduce((sum, { weight }) => sum + weight, 0);
  if (total < TELLS_SOMETHING) return null;
  const kinds = new Set<NameKind>(wrong.map(({ kind }) => kind));
  const [best] = evidence
    .map((one) => {
      const form = searchForm(one.text);
      const others = properNames(form, index.segmenter).filter(
        ({ name, kind }) => kinds.has(kind) && !question.topic.includes(name),
      );
      // What a congress guides is said by the title: 总体要求.
      const around = kinds.has('会议') ? searchForm(one.clause.path.join('，')) + form : form;
      return { one, others, share: spokenWeight(rest, around) / total };
    })
    .filter(({ others, share }) => others.length > 0 && share >= SAME_MATTER)
    .sort((a, b) => b.share - a.share || b.one.order - a.one.order);
  if (!best) return null;
  const { clause, sentence, text } = best.one;
  const draft = newDraft(findings);
  const named = best.others.map(({ name }) => ({ text: name, alternatives: [{ word: name, weight: 1 }] }));
  const concepts = [...rest, ...named.map((one) => ({ ...rest[0]!, ...one, weight: 5 }))];
  const words = trimSentence(text, { concepts, need: null }, 90);
  const said = wrong.map(({ name }) => name).join('、');
  draft.lines.push(
    `${speakerOf(documentOf(findings, clause.documentId))}：文件没有写到${said}，原文是：${words}${draft.cited.sentence(clause, sentence)}。`,
  );
  return draft;
}

/** Names of the kinds that a heading lists: schools and universities. */
const LISTED = new Set<NameKind>(['学校', '高校']);

const ENDING = /中学|小学|[一二三四五六七八九十]中/gu;
const LONGEST_NAME = 10;
const SHORTEST_NAME = 4;

/** Schools that the question names: by how they are written, or as the documents write them (当城中学). */
function listedNames(findings: Findings): ProperName[] {
  const { topic } = findings.question;
  const documents = askedDocuments(findings);
  const read = properNames(topic, findings.index.segmenter).filter(({ kind }) => LISTED.has(kind));
  const held = [...topic.matchAll(ENDING)].flatMap(({ 0: ending, index }) => {
    const end = index + ending.length;
    for (let start = Math.max(0, end - LONGEST_NAME); start <= end - SHORTEST_NAME; start++)
      if (holdsText(documents, topic.slice(start, end))) return [topic.slice(start, end)];
    return [];
  });
  const others = read.filter((one) => !held.some((name) => name.includes(one.name)));
  return [...others, ...held.map((name) => ({ name, kind: '学校' as const }))];
}

/** “强校工程”定的是甲校, 甲校是“品牌高中”: the question says which schools a project is for. */
const SAYS_WHICH = /的|是|选|定|包括|有|列|进|属/u;
const NEAR = 8;

function saysWhich(topic: string, project: string, name: string): boolean {
  const [first, second] = topic.indexOf(project) < topic.indexOf(name) ? [project, name] : [name, project];
  const between = topic.slice(topic.indexOf(first) + first.length, topic.indexOf(second));
  return between.length <= NEAR && SAYS_WHICH.test(between) && !/[，,。？?]/u.test(between);
}

/**
 * Puts right which schools a named project is for, where its heading lists others than the question says: 推进甲校和乙校
 * “强校工程”建设. Null where the question does not say which, or the heading lists them.
 */
export function answerListedNames(findings: Findings): Draft | null {
  const { topic, concepts } = findings.question;
  const asked = listedNames(findings);
  const [project] = concepts.filter(
    ({ isQuoted, isKnown, text }) => isQuoted && isKnown && !asked.some(({ name }) => name.includes(text)),
  );
  if (!project || !asked.some(({ name }) => saysWhich(topic, project.text, name))) return null;
  for (const document of askedDocuments(findings)) {
    const outline = findings.index.outlines.get(document.id)!;
    for (const [i, heading] of outline.headings.entries()) {
      const form = searchForm(heading.title);
      const listsSchools = form.includes(project.text) && form.search(ENDING) >= 0;
      if (!listsSchools || asked.every(({ name }) => form.includes(name))) continue;
      const draft = newDraft(findings);
      const marker = draft.cited.heading(document, titleSpan(outline, i), headingPath(outline, i));
      draft.lines.push(`${speakerOf(document)}：文件写的是${inQuotes(bareTitle(heading))}${marker}。`);
      return draft;
    }
  }
  return null;
}
