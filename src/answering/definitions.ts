import type { Clause, Sentence } from '../clauses/clause.ts';
import { readMarker } from '../clauses/numbering.ts';
import { bareTitle, clausesUnder, headingPath } from '../clauses/outline-tree.ts';
import type { Explanation } from '../facts/coinage-explanations.ts';
import { countsIn, numeralsOf } from '../facts/coinage-numerals.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';
import { coinagesNamed, coinagesOf, type PlacedUse } from '../retrieval/coinages.ts';
import { askedDocuments, type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { titleSpan, writeDigest } from './sections.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

const ASKS_PARTS =
  /指|代表|意思|含义|概念|(?:各|分别)(?:是|指|叫)|(?:是|哪|包括|包含)(?:的)?(?:是)?哪?[两二三四五六七八几](?:个|种|位|类|项|方面)?(?=[？?，,。]|$|\p{Script=Han}{1,4}[？?]?$)|哪[两二三四五六七八]|怎么(?:个)?(?:结合|理解|解释)|每个/u;
/** One digit of a coinage: “123157”里的3, 那个“3”. */
const ONE_DIGIT =
  /(?:里面?的?|中的?|那个|这个)[“‘「"]?(\d{1,2}|[一二两三四五六七八九十])[”’」"]?(?!\d|[个大项])/u;

/** Kinds of question that ask something about the coinage's matter rather than what it is. */
const NO_EXPLANATION = new Set([
  'responsible-unit',
  'reverse-unit',
  'how',
  'number',
  'time',
  'location',
  'which-district',
]);

/** Longer quotations are slogans. */
const LONGEST = 10;

/** 三全两高一大 and 12351 stand for things that must be told; 一校一品 says what it means. */
function isBuiltOfNumerals(name: string): boolean {
  return /\d/u.test(name) || numeralsOf(name).some((numeral) => numeral >= 2);
}

/** 说的是什么经费: the sort of thing is asked for. */
const ASKS_SORT =
  /(?:什么|啥|哪种|哪类|哪方面的?)(?!意思|概念|含义|东西|内容|说法|样|时候|名)(\p{Script=Han}{2,4})[？?]?$/u;

/** The coinage made of numerals that the question wants taken apart; null where it asks something else. */
export function coinageAsked({ question, index }: Findings): string | null {
  const isDigit = ONE_DIGIT.test(question.topic);
  if (question.kind !== 'definition' && !ASKS_PARTS.test(question.topic) && !isDigit) return null;
  if ((NO_EXPLANATION.has(question.kind) || ASKS_SORT.test(question.topic)) && !isDigit) return null;
  const quoted = question.concepts.filter(({ isQuoted }) => isQuoted).map(({ text }) => text);
  const named = [
    ...quoted.filter((name) => coinagesOf(index).has(name)),
    ...coinagesNamed(question.topic, index),
  ];
  return (
    named.find((name) => name.length <= LONGEST && !name.includes('、') && isBuiltOfNumerals(name)) ?? null
  );
}

/** A use that explains the coinage. */
type Use = PlacedUse & { explanation: Explanation };

/** The sentence that a use stands in, or the first one below the title that it does. */
interface Placed {
  clause: Clause;
  sentence: Sentence;
}

/** The title, of those a coinage stands for, that counts what one of its digits does; null where none is asked. */
function titleOfDigit({ question, index }: Findings, documentId: string, titles: number[]): number | null {
  const digit = ONE_DIGIT.exec(question.topic)?.[1];
  if (digit === undefined) return null;
  const value = /\d/u.test(digit) ? Number(digit) : parseChineseNumber(digit);
  const { headings } = index.outlines.get(documentId)!;
  const counting = titles.filter((title) => countsIn(headings[title]!.title).includes(value ?? 0));
  return counting.length === 1 ? counting[0]! : null;
}

/** Writes what one digit of a coinage stands for: the title that counts it, and what stands under that. */
function writeDigit(findings: Findings, documentId: string, title: number, draft: Draft): void {
  const document = documentOf(findings, documentId);
  const outline = findings.index.outlines.get(documentId)!;
  const marker = draft.cited.heading(document, titleSpan(outline, title), headingPath(outline, title));
  draft.lines.push(`${speakerOf(document)}：${bareTitle(outline.headings[title]!)}${marker}`);
  const room = { each: 90, total: 280, citations: 8 };
  writeDigest(findings, clausesUnder(outline, title), room, draft);
}

/** Writes the titles that a coinage stands for, as a list under the sentence that announces them. */
function writeTitles(findings: Findings, { clause, sentence }: Placed, titles: number[], draft: Draft): void {
  const document = documentOf(findings, clause.documentId);
  const outline = findings.index.outlines.get(document.id)!;
  const lead = trimSentence(sentence.text, findings.question, 60).replace(/[，,]?即$/u, '');
  draft.lines.push(`${speakerOf(document)}：${lead}${draft.cited.sentence(clause, sentence)}，即：`);
  titles.forEach((title, i) => {
    const marker = draft.cited.heading(document, titleSpan(outline, title), headingPath(outline, title));
    draft.lines.push(`${i + 1}. ${bareTitle(outline.headings[title]!)}${marker}`);
  });
}

/** Writes the sentence that uses the coinage with those that explain it. */
function writeSentences(findings: Findings, { clause, sentence }: Placed, at: number[], draft: Draft): void {
  const explaining = at.map((position) => clause.sentences[position]!);
  const shown = explaining.includes(sentence) ? explaining : [sentence, ...explaining];
  const statements = shown.map(
    (one) => `${trimSentence(one.text, findings.question, 110)}${draft.cited.sentence(clause, one)}`,
  );
  draft.lines.push(`${speakerOf(documentOf(findings, clause.documentId))}：${statements.join('；')}。`);
}

function writeExplanation(findings: Findings, { documentId, clauseId, position, explanation }: Use): Draft {
  const { clauses } = findings.index.outlines.get(documentId)!;
  const clause = clauses.find(({ id }) => id === clauseId)!;
  const placed = { clause, sentence: clause.sentences[Math.max(0, position)]! };
  const draft = newDraft(findings);
  if ('sentences' in explanation) writeSentences(findings, placed, explanation.sentences, draft);
  else {
    const digit = titleOfDigit(findings, documentId, explanation.headings);
    if (digit === null) writeTitles(findings, placed, explanation.headings, draft);
    else writeDigit(findings, documentId, digit, draft);
  }
  return draft;
}

/** 什么是“青蓝工程”, “青蓝工程”是什么意思: what the name stands for, not what is done with it. */
const ASKS_MEANING =
  /什么是|何谓|什么叫|(?:是|指|叫)(?:的)?(?:是)?(?:什么|啥|个?什么)(?:意思|概念|东西|工程|项目|计划)?[？?]?$|什么意思|啥意思|含义|怎么(?:理解|解释)/u;
/** Behind a name that is only named stands nothing, or what else is named with it. */
const ONLY_NAMED = /^[”’」]?(?:[和与及、][^，。；]*|的?(?:要求|落实|落地|落到实处|作用|工作|建设))?[。；]?$/u;

/** The coinage whose meaning is asked for where the documents searched name it and tell nothing of it; else null. */
export function onlyNamed({ question, index }: Findings): string | null {
  if (!ASKS_MEANING.test(question.topic)) return null;
  const named = question.concepts.filter(({ isQuoted, text }) => isQuoted && coinagesOf(index).has(text));
  const [coinage] = named;
  if (
    named.length !== 1 ||
    !coinage ||
    question.concepts.some((one) => one !== coinage && one.weight >= OTHER_MATTER)
  )
    return null;
  const uses = coinagesOf(index)
    .get(coinage.text)!
    .filter(({ documentId }) => question.documentIds.includes(documentId));
  const isNamed =
    uses.length > 0 &&
    uses.every((use) => tellsNothing(coinage.text, use, index) && !tellsSort(question, use, index));
  return isNamed ? coinage.text : null;
}

/** “田头课堂”指什么，用在哪些村: a part of its own asks something else about what the coinage stands for. */
export function asksBesides({ question }: Findings): boolean {
  const parts = question.topic.split(/[，,。；;？?]/u).filter((part) => /哪|多少|几|谁|何时/u.test(part));
  const others = question.concepts.filter(({ isQuoted, weight }) => !isQuoted && weight >= OTHER_MATTER);
  const names = question.concepts.filter(({ isQuoted }) => isQuoted);
  return parts.some(
    (part) =>
      !ASKS_MEANING.test(part) &&
      !names.some(({ text }) => part.includes(text)) &&
      others.some(({ text }) => part.includes(text)),
  );
}

/** True where the sentence that names the coinage says of which sort it is: 公共预算经费“三个不降”. */
function tellsSort(
  { topic }: Findings['question'],
  { documentId, clauseId, position }: PlacedUse,
  index: Findings['index'],
): boolean {
  const sort = ASKS_SORT.exec(topic)?.[1];
  const clause = index.outlines.get(documentId)!.clauses.find(({ id }) => id === clauseId)!;
  return sort !== undefined && (clause.sentences[position]?.text.includes(sort) ?? false);
}

/** What is asked about beside the coinage. */
const OTHER_MATTER = 2;

function tellsNothing(
  name: string,
  { documentId, clauseId, position, explanation }: PlacedUse,
  index: Findings['index'],
): boolean {
  const clause = index.outlines.get(documentId)!.clauses.find(({ id }) => id === clauseId)!;
  if (explanation || position < 0 || searchForm(clause.path.join('')).includes(name)) return false;
  const form = searchForm(clause.sentences[position]!.text);
  return ONLY_NAMED.test(form.slice(form.lastIndexOf(name) + name.length));
}

/** Takes a coinage apart where the document does; null where it only uses it (then it is not explained). */
export function answerCoinage(findings: Findings): Draft | null {
  const coinage = coinageAsked(findings);
  if (coinage === null) return null;
  const standing = ({ clauseId }: Use) =>
    findings.evidence.findIndex(({ clause: { id } }) => id === clauseId) >>> 0;
  const [first] = (coinagesOf(findings.index).get(coinage) ?? [])
    .flatMap(({ explanation, ...use }) => (explanation ? { ...use, explanation } : []))
    .filter(({ documentId }) => findings.question.documentIds.includes(documentId))
    .sort((a, b) => standing(a) - standing(b));
  return first ? writeExplanation(findings, first) : writeItems(findings, coinage);
}

/** A title with the coinage and just as many numbered items below it as that counts: 教师减负“五不准”. */
function writeItems(findings: Findings, coinage: string): Draft | null {
  const [count, ...others] = numeralsOf(coinage);
  if (count === undefined || count < 2 || others.length > 0) return null;
  for (const document of askedDocuments(findings)) {
    const outline = findings.index.outlines.get(document.id)!;
    const heading = outline.headings.findIndex(({ title }) => searchForm(title).includes(coinage));
    const items = heading < 0 ? [] : clausesUnder(outline, heading).filter(({ text }) => readMarker(text));
    if (items.length !== count) continue;
    const draft = newDraft(findings);
    const mark = draft.cited.heading(document, titleSpan(outline, heading), headingPath(outline, heading));
    draft.lines.push(`${speakerOf(document)}“${coinage}”共 ${count} 项${mark}：`);
    for (const clause of items) {
      const [sentence] = clause.sentences;
      if (sentence)
        draft.lines.push(
          `- ${trimSentence(sentence.text, findings.question, 110)}${draft.cited.sentence(clause, sentence)}`,
        );
    }
    return draft;
  }
  return null;
}
