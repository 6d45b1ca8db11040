import { type Clause, ownSentences, type Sentence } from '../clauses/clause.ts';
import { bareTitle, clausesUnder, headingPath } from '../clauses/outline-tree.ts';
import { listSizes } from '../facts/list-sizes.ts';
import { parseChineseNumber } from '../language/chinese-numbers.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';
import { coinagesNamed, coinagesOf, numeralsOf } from '../retrieval/coinages.ts';
import { type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { titleSpan, writeDigest } from './sections.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

const ASKS_PARTS =
  /指|代表|意思|含义|概念|各(?:是|指|叫)|(?:是|哪|包括|包含)(?:的)?(?:是)?哪?[两二三四五六七八几](?:个|种|位|类|项|方面)?(?=[？?，,。]|$|\p{Script=Han}{1,4}[？?]?$)|哪[两二三四五六七八]|怎么(?:个)?(?:结合|理解|解释)|每个/u;
/** One digit of a coinage: “123157”里的3, 那个“3”. */
const ONE_DIGIT = /(?:里面?的?|中的?|那个|这个)[“‘「"]?(\d|[一二两三四五六七八九十])[”’」"]?(?!\d|[个大项])/u;

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

/** The coinage made of numerals that the question wants taken apart; null where it asks something else. */
export function coinageAsked({ question, index }: Findings): string | null {
  const isDigit = ONE_DIGIT.test(question.topic);
  if (question.kind !== 'definition' && !ASKS_PARTS.test(question.topic) && !isDigit) return null;
  if (NO_EXPLANATION.has(question.kind) && !isDigit) return null;
  const quoted = question.concepts.filter(({ isQuoted }) => isQuoted).map(({ text }) => text);
  const named = [
    ...quoted.filter((name) => coinagesOf(index).has(name)),
    ...coinagesNamed(question.topic, index),
  ];
  return (
    named.find((name) => name.length <= LONGEST && !name.includes('、') && isBuiltOfNumerals(name)) ?? null
  );
}

/** A clause that uses the coinage, with the sentence that does. */
interface Use {
  clause: Clause;
  position: number;
}

/** Every clause that uses the coinage, quoted or not, in its text, or (position -1) in the title right above it. */
function usesOf({ question, index }: Findings, coinage: string): Use[] {
  const quoting = coinagesOf(index).get(coinage);
  const isExact = (text: string) =>
    searchForm(text)
      .replaceAll(/[“‘「]([^”’」]*)[”’」]/gu, (quoted, name) => (name === coinage ? quoted : ' '))
      .includes(coinage);
  return index.clauses.flatMap((clause) => {
    const title = clause.path.at(-1) ?? '';
    // The plain search goes first: few of many clauses have to be normalised.
    const isLikely = quoting?.has(clause) || clause.text.includes(coinage) || title.includes(coinage);
    if (!isLikely || !question.documentIds.includes(clause.documentId)) return [];
    const position = clause.sentences.findIndex(({ text }) => isExact(text));
    return position < 0 && !isExact(title) ? [] : [{ clause, position }];
  });
}

/** Number of members of the list that stands right before `at`: 杰出教师、杰出班主任、杰出校长“三杰” → 3. */
function listBefore(form: string, at: number): number {
  const run = /[^，。；：:,;（(]*$/u.exec(form.slice(0, at))?.[0] ?? '';
  // A list that goes on behind the coinage counts it among its members: “双减”、“双新”.
  if (/[、+]$/u.test(run.replace(/[“‘「]$/u, ''))) return 0;
  return run.split(/[、+]|(?<=\p{Script=Han}{2})(?:和|与|及)(?=\p{Script=Han}{2})/u).length;
}

/** Numbers of things that a text counts, in order. */
function countsIn(text: string): number[] {
  return findQuantities(text)
    .filter(({ kind }) => kind === 'count' || kind === 'plain')
    .map(({ value }) => value);
}

function holdsInOrder(counts: number[], numerals: number[]): boolean {
  const left = [...counts];
  return numerals.every((numeral) => {
    const at = left.indexOf(numeral);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** How a use explains the coinage: in its sentence, in what follows within the clause, or in the titles below it. */
type Explanation = { sentences: Sentence[] } | { titles: number[] };

function explain(findings: Findings, coinage: string, { clause, position }: Use): Explanation | null {
  const numerals = numeralsOf(coinage);
  if (position < 0) return itemsAfter(clause, -1, numerals);
  const sentence = clause.sentences[position]!;
  const form = searchForm(sentence.text);
  const at = form.indexOf(coinage);
  const rest = form.slice(at + coinage.length);
  const outline = findings.index.outlines.get(clause.documentId)!;
  if (/即[：:]?$|如下[：:]?$|[：:]$/u.test(form.replace(/[。，]$/u, ''))) {
    const titles = outline.headings.flatMap(({ start, parent }, i) =>
      parent === clause.heading && start > clause.start ? [i] : [],
    );
    if (titles.length > 0) return { titles };
  }
  const listed = listBefore(form, at - 1);
  if (numerals.some((numeral) => numeral >= 2 && (listed === numeral || listed === numeral + 1)))
    return { sentences: [sentence] };
  if (/^[”"’]?[^，。；]{0,12}(?:即|是指|包括|就是|指的是)/u.test(rest)) return { sentences: [sentence] };
  if (numerals.length > 1 && holdsInOrder(countsIn(rest), numerals)) return { sentences: [sentence] };
  return position === 0 ? itemsAfter(clause, position, numerals) : null;
}

/** The sentences after a position, where there are as many as the coinage counts: one for each. */
function itemsAfter(clause: Clause, position: number, numerals: number[]): Explanation | null {
  const after = new Set(clause.sentences.slice(position + 1));
  const rest = ownSentences(clause).filter((sentence) => after.has(sentence));
  // “六统一”管理。集团内统一发展规划、统一师资调配、……: the list of just as many that follows.
  const [first] = rest;
  const isListed = position < 0 && numerals.length === 1 && numerals[0]! >= 2;
  if (isListed && first && listSizes(first.text).includes(numerals[0]!)) return { sentences: [first] };
  const isCounted = numerals.length === 1 && numerals[0]! >= 2 && rest.length === numerals[0];
  return isCounted ? { sentences: rest } : null;
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
  writeDigest(findings.question, clausesUnder(outline, title), room, draft);
}

/** Takes a coinage apart where the document does; null where it only uses it (then it is not explained). */
export function answerCoinage(findings: Findings): Draft | null {
  const coinage = coinageAsked(findings);
  if (coinage === null) return null;
  const uses = usesOf(findings, coinage);
  const standing = ({ clause }: Use) =>
    findings.evidence.findIndex(({ clause: { id } }) => id === clause.id) >>> 0;
  for (const use of uses.sort((a, b) => standing(a) - standing(b))) {
    const explanation = explain(findings, coinage, use);
    if (!explanation) continue;
    const draft = newDraft(findings);
    const document = documentOf(findings, use.clause.documentId);
    const sentence = use.clause.sentences[Math.max(0, use.position)]!;
    const outline = findings.index.outlines.get(document.id)!;
    const digit = 'titles' in explanation ? titleOfDigit(findings, document.id, explanation.titles) : null;
    if (digit !== null) {
      writeDigit(findings, document.id, digit, draft);
      return draft;
    }
    if ('titles' in explanation) {
      const lead = trimSentence(sentence.text, findings.question, 60).replace(/[，,]?即$/u, '');
      draft.lines.push(`${speakerOf(document)}：${lead}${draft.cited.sentence(use.clause, sentence)}，即：`);
      explanation.titles.forEach((title, i) => {
        const marker = draft.cited.heading(document, titleSpan(outline, title), headingPath(outline, title));
        draft.lines.push(`${i + 1}. ${bareTitle(outline.headings[title]!)}${marker}`);
      });
      return draft;
    }
    const shown = explanation.sentences.includes(sentence)
      ? explanation.sentences
      : [sentence, ...explanation.sentences];
    const statements = shown.map(
      (one) => `${trimSentence(one.text, findings.question, 110)}${draft.cited.sentence(use.clause, one)}`,
    );
    draft.lines.push(`${speakerOf(document)}：${statements.join('；')}。`);
    return draft;
  }
  return null;
}
