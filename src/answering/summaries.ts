import type { Clause } from '../clauses/clause.ts';
import { clausesUnder } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { LOOKS_BACK } from '../language/looks-back.ts';
import { searchForm } from '../language/normalise.ts';
import type { Concept } from '../retrieval/concepts.ts';
import { type Evidence, weighEvidence } from '../retrieval/evidence.ts';
import { spokenWeight } from '../retrieval/matching.ts';
import { ordinalAsked } from '../retrieval/sections.ts';
import { asksAims, writeAims } from './aims.ts';
import { askedDocuments, type Draft, type Findings, findingsIn, newDraft } from './draft.ts';
import { PASSAGE_ROOM } from './facts.ts';
import { choosePassages } from './passages.ts';
import { summariseSection, writePartsDigest } from './section-digest.ts';
import { sectionTitled, writeDigest } from './sections.ts';
import { trimToOpening, withoutStop } from './trim.ts';
import { speakerOf } from './writer.ts';

/** Words in which plans admit shortcomings. */
const LACKING =
  /不足|不够|缓慢|尚未|亟待|差距|制约|不平衡|不强|狭窄|薄弱|短缺|滞后|不到位|不相符|不尽|缺少|缺乏|不能满足|问题|紧缺|矛盾|有待|不均衡|不充分|落后|不高/u;
/** Headings that say outright that shortcomings follow. */
const NAMES_PROBLEMS =
  /(?:存在|主要|突出|面临)(?:的)?(?:主要|突出)?(?:困难|问题|短板|不足|薄弱环节)|^[^实]{0,8}(?:短板|不足)(?:和|与|$)|问题(?:和|与)(?:不足|短板|挑战|困难)/u;
/** 当前仍存在下列突出问题：…: shortcomings told within a clause that no heading announces. */
const ANNOUNCES_PROBLEMS =
  /(?:存在|面临)(?:着)?(?:以下|下列|如下|一些|的)?(?:主要|突出|明显)?(?:问题|不足|短板|困难|薄弱环节)[^。；：]{0,4}[：:]/u;

/** What a clause says from the sentence on that announces its shortcomings; null where none does. */
function announcedProblems(clause: Clause): Clause | null {
  const from = clause.sentences.findIndex(({ text }) => ANNOUNCES_PROBLEMS.test(text));
  return from < 0 ? null : { ...clause, sentences: clause.sentences.slice(from) };
}

const problemSections = new WeakMap<PolicyDocument, Clause[]>();

/** The section of a document that is headed as its problems, else the one that admits most shortcomings per sentence. */
function problemSection(document: PolicyDocument, findings: Findings): Clause[] {
  const known = problemSections.get(document);
  if (known) return known;
  const named = sectionTitled(document, findings, NAMES_PROBLEMS);
  if (named.length > 0) {
    problemSections.set(document, named);
    return named;
  }
  const outline = findings.index.outlines.get(document.id)!;
  const announced = outline.clauses.flatMap((clause) => announcedProblems(clause) ?? []);
  if (announced.length > 0) {
    problemSections.set(document, announced);
    return announced;
  }
  let best: { clauses: Clause[]; share: number } = { clauses: [], share: 0.5 };
  outline.headings.forEach(({ kind }, heading) => {
    if (kind !== 'numbered') return;
    const clauses = clausesUnder(outline, heading).filter(({ text }) => text !== '');
    const share = clauses.filter(({ text }) => LACKING.test(text)).length / Math.max(1, clauses.length);
    if (clauses.length >= 2 && share > best.share) best = { clauses, share };
  });
  problemSections.set(document, best.clauses);
  return best.clauses;
}

/** Concepts that name the kind of question rather than its topic. */
const KIND_WORDS =
  /^(?:最后|每|存在|面临|提到|指出|方案|规划|计划|文件|办法|通知)$|问题|不足|短板|短处|毛病|差距|困难|薄弱|瓶颈|挑战|成绩|成效|成果|成就|基础|总结|概括|目标|思路|要点|内容|主要|现在|过去|以前|自己|承认|觉得|哪儿|地方|事情?|实事|^(?:主要|具体|重点)?(?:做法|举措|措施)$|重点任务|要紧|老长|^[两三四五几]?[话条点]$|^[老长成用讲捋]$/u;

/** The findings with only the question's topic left to be spoken of. */
function topical(findings: Findings): Findings {
  const concepts = findings.question.concepts.filter(({ text }) => !KIND_WORDS.test(text));
  if (concepts.length === 0 || concepts.length === findings.question.concepts.length) return findings;
  const question = { ...findings.question, concepts };
  return {
    ...findings,
    question,
    evidence: weighEvidence(question, findings.ranked, findings.index),
  };
}

function within(clauses: Clause[], evidence: Evidence[]): Evidence[] {
  const sentences = new Set(clauses.flatMap((clause) => clause.sentences));
  return evidence.filter(({ sentence }) => sentences.has(sentence));
}

/** Topic coverage from which the section's own sentences on the topic answer, rather than the whole section. */
const ON_TOPIC = 0.25;
const SIMILAR = 0.45;

/** The question's matters without what the whole document is about by its title. */
function ownMatters({ concepts }: Findings['question'], document: PolicyDocument): Concept[] {
  const title = searchForm(document.title);
  return concepts.filter(
    ({ text, isKnown, weight }) => isKnown && weight >= 1 && !title.includes(text) && !KIND_WORDS.test(text),
  );
}

/** Counted items are named in few words, in characters. */
const SHORT_ITEM = 12;
const ASKS_HOW_MANY = /(?:几|多少)(?:[条个项点]|方面)/u;
/** From this share of the matters on a section speaks of them, though none of its sentences speaks of most. */
const WHOLE_SHARE = 0.6;
/** 从位势到职教一口气说全. */
const WANTS_ALL =
  /说全|讲全|列全|全部|所有|一口气|逐[条个]|都有哪些|哪些方面|过一遍|都要(?=$|[，,。？?])|从[^，,。？?]{1,10}到[^，,。？?]{1,10}[，,]/u;
/** From this share of its numbered items on a section is told whole. */
const MOST_ITEMS = 0.5;

/** The heading whose clauses these are; null where no single one has just them. */
function headingOver(document: PolicyDocument, clauses: Clause[], findings: Findings): number | null {
  const outline = findings.index.outlines.get(document.id)!;
  for (let i = clauses[0]?.heading ?? null; i !== null; i = outline.headings[i]!.parent) {
    const under = clausesUnder(outline, i).filter(({ text }) => text !== '');
    if (under.length >= clauses.length) return under.length === clauses.length ? i : null;
  }
  return null;
}

/** Writes the whole section: by its parts where it has titled ones, else the gist of its clauses. */
function writeWhole(findings: Findings, document: PolicyDocument, clauses: Clause[], draft: Draft): void {
  draft.lines.push(`${speakerOf(document)}：`);
  const heading = headingOver(document, clauses, findings);
  if (heading !== null && writePartsDigest(findings, { document, heading, score: 1 }, draft)) return;
  writeDigest(findings, clauses, { each: 60, total: 480, citations: 12 }, draft);
}

/** 师资方面有几个问题: how many there are of one matter, not of the section that its titles name. */
function asksOfOne(matters: Concept[], clauses: Clause[]): boolean {
  const titles = searchForm(clauses[0]?.path.join('') ?? '');
  return matters.some(({ text, weight }) => weight >= NAMES_ONE && !titles.includes(text));
}
/** A matter this telling is one that shortcomings are asked of. */
const NAMES_ONE = 2;

/** True where the section as a whole speaks of the matters asked about. */
function isOnMatter(matters: Concept[], clauses: Clause[]): boolean {
  const total = matters.reduce((sum, { weight }) => sum + weight, 0);
  const form = searchForm(clauses.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(''));
  return spokenWeight(matters, form) >= WHOLE_SHARE * total;
}

function writeFromSection(
  findings: Findings,
  document: PolicyDocument,
  clauses: Clause[],
  draft: Draft,
): void {
  const own = findingsIn(findings, document.id);
  const { question } = own;
  const matters = ownMatters(question, document);
  const inside = within(clauses, own.evidence);
  const wantsAll = WANTS_ALL.test(question.topic);
  const isTopical =
    !wantsAll &&
    inside.length > 0 &&
    matters.length > 0 &&
    (inside[0]!.coverage >= ON_TOPIC || inside[0]!.similarity >= SIMILAR);
  const items = clauses.flatMap((clause) =>
    clause.sentences
      .filter(({ text }) => itemNumber(text) !== null)
      .map((sentence) => ({ clause, sentence })),
  );
  if (ASKS_HOW_MANY.test(question.topic) && !asksOfOne(matters, clauses) && items.length > 1) {
    const titles = items.map(
      ({ clause, sentence }) =>
        `${withoutStop(trimToOpening(sentence.text, SHORT_ITEM))}${draft.cited.sentence(clause, sentence)}`,
    );
    draft.lines.push(`${speakerOf(document)}共 ${items.length} 条：${titles.join('；')}。`);
    return;
  }
  if (!isTopical) {
    if (wantsAll || !matters.some(({ weight }) => weight > 2) || isOnMatter(matters, clauses))
      writeWhole(own, document, clauses, draft);
    return;
  }
  const passages = choosePassages(question, inside, PASSAGE_ROOM);
  const told = passages.filter(({ evidence }) =>
    items.some(({ sentence }) => sentence === evidence.sentence),
  ).length;
  // Of five shortcomings four would look like all of them.
  if (told < items.length && told >= items.length * MOST_ITEMS && told > 1) {
    writeWhole(own, document, clauses, draft);
    return;
  }
  const statements = passages.map(
    ({ evidence: { clause, sentence }, text }) => `${text}${draft.cited.sentence(clause, sentence)}`,
  );
  if (told === passages.length && told < items.length)
    draft.lines.push(
      `${speakerOf(document)}共 ${items.length} 条，与所问最近的：`,
      ...statements.map((statement) => `- ${statement}`),
      `另有 ${items.length - told} 条未列出。`,
    );
  else draft.lines.push(`${speakerOf(document)}：${statements.join('；')}。`);
}

/** The number that a sentence opens with: （二）布局…, 2. …, 二是…. */
const ITEM_NUMBER =
  /^[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|^第?([一二三四五六七八九十]{1,2})(?:是|，)/u;

function itemNumber(text: string): number | null {
  const found = ITEM_NUMBER.exec(text);
  const printed = found?.[1] ?? found?.[2];
  return printed === undefined ? null : (parseChineseNumber(printed) ?? Number(printed));
}

/** Of shortcomings told in numbered clauses or sentences the one picked by its number; all where none is. */
function itemAsked(topic: string, clauses: Clause[]): Clause[] {
  const n = ordinalAsked(topic);
  if (n === null) return clauses;
  const picked = clauses.filter(({ text }) => itemNumber(text) === n && !/^一是/u.test(text));
  if (picked.length > 0) return picked;
  for (const clause of clauses) {
    const from = clause.sentences.findIndex(({ text }) => itemNumber(text) === n);
    if (from < 0) continue;
    const next = clause.sentences.findIndex(({ text }, i) => i > from && itemNumber(text) !== null);
    return [{ ...clause, sentences: clause.sentences.slice(from, next < 0 ? undefined : next) }];
  }
  return clauses;
}

/** Clauses of a document that a question about shortcomings or past work is about. */
function sectionAsked(findings: Findings, document: PolicyDocument): Clause[] {
  const { kind, topic } = findings.question;
  if (kind === 'problems') return itemAsked(topic, problemSection(document, findings));
  if (kind !== 'past') return [];
  // A section of what was done may go on with what is lacking.
  return sectionTitled(document, findings, LOOKS_BACK).filter(
    ({ path }) => !path.some((title) => NAMES_PROBLEMS.test(title)),
  );
}

/** Answers about a whole section: what is summed up, what is lacking, what was done before. */
export function answerSection(findings: Findings): Draft | null {
  const { kind, topic } = findings.question;
  const onTopic = topical(findings);
  const titles = askedDocuments(findings).map(({ title }) => searchForm(title));
  const namesMatter = onTopic.question.concepts.some(
    ({ isKnown, weight, text }) =>
      isKnown && weight >= 2 && !KIND_WORDS.test(text) && !titles.some((title) => title.includes(text)),
  );
  const isAboutAims = kind === 'summary' && asksAims(topic) && !namesMatter;
  const draft = newDraft(findings);
  for (const document of askedDocuments(findings)) {
    const clauses = sectionAsked(findings, document);
    if (isAboutAims) writeAims(findings, document, draft);
    else if (clauses.length > 0) writeFromSection(onTopic, document, clauses, draft);
  }
  if (draft.cited.citations.length > 0) return draft;
  return kind === 'summary' ? summariseSection(onTopic) : null;
}
