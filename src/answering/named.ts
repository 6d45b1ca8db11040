import type { Outline } from '../clauses/clause.ts';
import { bareTitle, headingPath } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { InstitutionKind, InstitutionsNamed } from '../facts/institutions.ts';
import type { Project } from '../facts/projects.ts';
import { countedNames } from '../retrieval/sections.ts';
import { askedDocuments, type Draft, type Findings, newDraft } from './draft.ts';
import { titleSpan } from './sections.ts';
import { withoutStop } from './trim.ts';
import { speakerOf } from './writer.ts';

/** Kinds of institution by the word that asks for them. */
const KINDS: { kind: InstitutionKind; asked: RegExp }[] = [
  { kind: '高校', asked: /大学|高校|院校/u },
  { kind: '公司', asked: /公司|企业/u },
  { kind: '小学', asked: /小学(?!生)/u },
  { kind: '中学', asked: /中学(?!生)/u },
  { kind: '学校', asked: /学校/u },
];
const ASKS_WHICH = /哪些|哪几|列|名单|都有/u;
/** What names no matter beside the institutions themselves: then all that the document names are wanted. */
const TALK =
  /学校|小学|中学|大学|高校|院校|公司|企业|机构|名字|名称|点名|提到|写到|提及|出现|涉及|列|规划|方案|文件|计划|名单|具体|全部/u;
const NAMES_MATTER = 0.6;
/** Each is cited on its own; more nobody can check. */
const MAX_LISTED = 20;

/** How many each document may list. */
const roomFor = ({ question }: Findings) => Math.floor(MAX_LISTED / Math.max(1, question.documentIds.length));

const ASKS_PROJECTS = /几大(?:工程|行动|计划|项目)|哪些|哪几|列|名单|都有|都报|报一[下遍]|名字|名称/u;
const PROJECT = /^(?:工程|行动|计划|项目|平台)$/u;
const PROJECT_TALK =
  /^(?:重点|重大|主要|报|说|分|(?:重点|主要)?任务)$|名字|名称|点名|提到|写到|提及|出现|涉及|列|规划|方案|文件|名单|具体|全部|引号/u;

/** Every project of the kinds asked for that the documents name; null where something narrower is asked. */
export function answerProjects(findings: Findings): Draft | null {
  const { question, index } = findings;
  const asksNames =
    question.kind === 'list' ||
    (question.kind === 'number' && (question.wantsSeveral || /几大/u.test(question.topic)));
  if (!asksNames || question.context.length > 0 || !ASKS_PROJECTS.test(question.topic)) return null;
  const nouns = question.concepts
    .filter(({ text, weight }) => weight >= NAMES_MATTER && !PROJECT_TALK.test(text))
    // “××工程” asks for every 工程.
    .map(({ text }) =>
      text
        .replace(/^(?:重点|重大|主要)(?=[\p{Script=Han}]{2})/u, '')
        .replace(/^(?:[×✕*＊○]+|x{2,}|某某|\.{2,}|…+)/u, ''),
    );
  if (nouns.length === 0 || !nouns.every((noun) => PROJECT.test(noun))) return null;
  const projectsOf = ({ id }: PolicyDocument) =>
    index.facts.get(id)!.projects.filter(({ noun }) => nouns.includes(noun));
  // 七大行动 are seven that the plan counts; as many as happen to stand in quotation marks are others.
  const counted = countedNames(question.topic).find(({ noun }) => nouns.includes(noun));
  const isOther = (document: PolicyDocument) => projectsOf(document).length !== counted?.count;
  if (counted && askedDocuments(findings).every(isOther)) return null;
  const draft = newDraft(findings);
  const room = { each: roomFor(findings), label: nouns.join('、') };
  for (const document of askedDocuments(findings)) {
    const titled = titledSo(index.outlines.get(document.id)!, nouns);
    // 几大行动 are the great ones: those that titles tell.
    const quoted = /[几哪]大/u.test(question.topic) && titled.length > 0 ? [] : projectsOf(document);
    writeProjects(document, { titled, quoted, outline: index.outlines.get(document.id)! }, room, draft);
  }
  if (draft.cited.citations.length === 0) return null;
  if (draft.lines.some((line) => line.includes('引号'))) draft.lines.push('没有加引号的名称不在此列。');
  return draft;
}

/** Fewer titles that end alike are no list. */
const FEWEST_TITLED = 2;

/** Headings beside each other whose titles end with such a noun: 某某行动, 某某行动, …; the longest such list. */
function titledSo({ headings }: Outline, nouns: string[]): number[] {
  const byParent = new Map<number | null, number[]>();
  headings.forEach(({ title, parent, kind }, at) => {
    const bare = title.replace(/[”’」』]$/u, '');
    if (kind === 'numbered' && nouns.some((noun) => bare.endsWith(noun)))
      byParent.set(parent, [...(byParent.get(parent) ?? []), at]);
  });
  const [longest = []] = [...byParent.values()].sort((a, b) => b.length - a.length);
  return longest.length < FEWEST_TITLED ? [] : longest;
}

interface ProjectsFound {
  /** Headings that are such projects. */
  titled: number[];
  /** Projects named in quotation marks, also within those headings. */
  quoted: Project[];
  outline: Outline;
}

/** Writes the projects of one document: those that titles tell, then those that only quotation marks name. */
function writeProjects(
  document: PolicyDocument,
  { titled, quoted, outline }: ProjectsFound,
  { each, label }: { each: number; label: string },
  draft: Draft,
): void {
  const speaker = speakerOf(document);
  const upTo = draft.cited.citations.length + each;
  const citeHeading = (at: number) =>
    draft.cited.heading(document, titleSpan(outline, at), headingPath(outline, at));
  const inTitles = titled.map((at) => outline.headings[at]!.title).join('');
  const others = quoted.filter(({ name }) => !inTitles.includes(name));
  const shown = titled.slice(0, each);
  if (shown.length > 0) draft.lines.push(`${speaker}标题中的${label}共 ${titled.length} 个：`);
  for (const at of shown) draft.lines.push(`- ${bareTitle(outline.headings[at]!)}${citeHeading(at)}`);
  if (titled.length > shown.length) draft.lines.push(`另有 ${titled.length - shown.length} 个未列出。`);
  if (others.length === 0 && titled.length === 0)
    draft.lines.push(`${speaker}：标题和引号里都没有找到${label}的名称。`);
  if (others.length === 0) return;
  draft.lines.push(
    `${speaker}${titled.length > 0 ? '另外' : ''}用引号写出名称的${label}共 ${others.length} 个：`,
  );
  const room = Math.max(0, upTo - draft.cited.citations.length);
  for (const { name, heading, clauseId, start } of others.slice(0, room)) {
    const clause = outline.clauses.find(({ id }) => id === clauseId);
    const marker =
      heading === null
        ? draft.cited.sentence(clause!, clause!.sentences.find((sentence) => sentence.start === start)!)
        : citeHeading(heading);
    draft.lines.push(`- ${name}${marker}`);
  }
  if (others.length > room) draft.lines.push(`另有 ${others.length - room} 个未列出。`);
}

/** Parts that name institutions, those of one sentence together. */
function bySentence(parts: InstitutionsNamed[]): InstitutionsNamed[][] {
  const sentences = new Map<string, InstitutionsNamed[]>();
  for (const part of parts) {
    const place = `${part.clauseId}:${part.position}`;
    sentences.set(place, [...(sentences.get(place) ?? []), part]);
  }
  return [...sentences.values()];
}

/** Every sentence that names schools, universities or firms, over whole documents; null where something narrower is asked. */
export function answerNamed(findings: Findings): Draft | null {
  const { question, index } = findings;
  const { topic, need, concepts } = question;
  if (need?.kind !== 'institution' || question.context.length > 0 || !ASKS_WHICH.test(topic)) return null;
  const kind = KINDS.find(({ asked }) => asked.test(topic))?.kind;
  const isNarrower = concepts.some(({ text, weight }) => weight >= NAMES_MATTER && !TALK.test(text));
  if (!kind || isNarrower) return null;
  const draft = newDraft(findings);
  const room = roomFor(findings);
  for (const document of askedDocuments(findings)) {
    const { clauses } = index.outlines.get(document.id)!;
    const { institutions } = index.facts.get(document.id)!;
    const found = bySentence(institutions.filter(({ kinds }) => kinds.includes(kind)));
    const speaker = speakerOf(document);
    if (found.length === 0) draft.lines.push(`${speaker}：没有找到写出名称的${kind}。`);
    else draft.lines.push(`${speaker}：写出${kind}名称的有 ${found.length} 处：`);
    for (const parts of found.slice(0, room)) {
      const { clauseId, position } = parts[0]!;
      const clause = clauses.find(({ id }) => id === clauseId)!;
      const marker = draft.cited.sentence(clause, clause.sentences[position]!);
      draft.lines.push(`- ${parts.map(({ words }) => withoutStop(words)).join('……')}${marker}`);
    }
    if (found.length > room) draft.lines.push(`另有 ${found.length - room} 处未列出。`);
  }
  if (draft.cited.citations.length === 0) return null;
  // Names are known by how they are written; what is named in another way is not seen.
  draft.lines.push('按名称的写法识别，可能有遗漏。');
  return draft;
}

const TITLES = /(?:文件|法规|条例|办法|标准|规定|纲要|书名号|政策)/u;
const NAMES_TITLES = /提到|提及|点名|引用|引了|出现|涉及|书名号|写到|列/u;
const TITLE_TALK =
  /文件|法规|条例|办法|标准|规定|纲要|书名|政策|名字|名称|点名|提到|提及|写到|出现|涉及|引用|引|列|规划|方案|名单|具体|全部|别的|其他|另外|上级|国家/u;

/** Every 《title》 that the documents name beside their own; null where something narrower is asked. */
export function answerTitles(findings: Findings): Draft | null {
  const { question, index } = findings;
  const { topic, concepts } = question;
  if (question.kind !== 'list' || question.context.length > 0 || !ASKS_WHICH.test(topic)) return null;
  if (!TITLES.test(topic) || !NAMES_TITLES.test(topic)) return null;
  if (concepts.some(({ text, weight }) => weight >= NAMES_MATTER && !TITLE_TALK.test(text))) return null;
  const draft = newDraft(findings);
  const room = roomFor(findings);
  for (const document of askedDocuments(findings)) {
    const { clauses } = index.outlines.get(document.id)!;
    const { titles } = index.facts.get(document.id)!;
    const speaker = speakerOf(document);
    if (titles.length === 0) draft.lines.push(`${speaker}：没有找到用书名号写出的其他文件。`);
    else draft.lines.push(`${speaker}用书名号写出的其他文件共 ${titles.length} 个：`);
    for (const { start, end, clauseIds } of titles.slice(0, room)) {
      const clause = clauses.find(({ id }) => id === clauseIds[0])!;
      const sentence = clause.sentences.find((one) => one.start <= start && one.end >= end);
      const marker = sentence
        ? draft.cited.sentence(clause, sentence)
        : draft.cited.span(document, { start, end });
      draft.lines.push(`- 《${document.source.slice(start, end).replace(/\s/gu, '')}》${marker}`);
    }
    if (titles.length > room) draft.lines.push(`另有 ${titles.length - room} 个未列出。`);
  }
  return draft.cited.citations.length > 0 ? draft : null;
}
