import { type Clause, type Outline, ownSentences, type Sentence } from '../clauses/clause.ts';
import { bareTitle, clausesUnder, headingPath, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { Span } from '../language/mapped-text.ts';
import { searchForm } from '../language/normalise.ts';
import { matchConcept } from '../retrieval/matching.ts';
import type { FoundSection } from '../retrieval/sections.ts';
import type { Draft, Findings } from './draft.ts';
import { isAim } from './measures.ts';
import { trimSentence, trimToOpening, withoutStop } from './trim.ts';

/** What is quoted for a heading: its title, and where it runs into its paragraph the first sentence with it. */
export function titleSpan({ headings, clauses }: Outline, heading: number): Span {
  const { start, end } = headings[heading]!;
  const clause = clauses.find((candidate) => candidate.start >= end);
  const first = clause?.sentences[0];
  const runsIn = first !== undefined && clause!.heading === heading && clause!.start - end <= 1;
  return { start, end: runsIn ? first.end : end };
}

/** Each part is cited on its own; more citations than this nobody can check. */
const MAX_CITED = 20;

/** What stands under a part in so few characters belongs to its line: 柳树街道：北码头社区、南码头社区. */
const SHORT_BODY = 40;

function shortBody(outline: Outline, part: number): string {
  const [only, ...others] = clausesUnder(outline, part).filter(({ text }) => text !== '');
  const isRunIn = only !== undefined && only.start - outline.headings[part]!.end <= 1;
  return isRunIn && others.length === 0 && only.text.length <= SHORT_BODY && only.sentences.length === 1
    ? `：${withoutStop(only.text)}`
    : '';
}

/** Titles of a section's parts as numbered lines, each cited to its heading. */
export function writeParts(
  findings: Findings,
  { document, heading }: FoundSection,
  draft: Draft,
  maxCited = MAX_CITED,
): number {
  const outline = findings.index.outlines.get(document.id)!;
  const parts = sectionParts(outlineTree(outline), heading);
  const shown = Math.min(parts.length, maxCited - draft.cited.citations.length);
  parts.slice(0, shown).forEach((part, i) => {
    const marker = draft.cited.heading(document, titleSpan(outline, part), headingPath(outline, part));
    draft.lines.push(`${i + 1}. ${bareTitle(outline.headings[part]!)}${shortBody(outline, part)}${marker}`);
  });
  if (parts.length > shown) draft.lines.push(`另有 ${parts.length - shown} 项未列出。`);
  return parts.length;
}

/** Clauses of a section in reading order. */
export function sectionClauses(findings: Findings, { document, heading }: FoundSection): Clause[] {
  return clausesUnder(findings.index.outlines.get(document.id)!, heading).filter(({ text }) => text !== '');
}

/** Clauses of the first section of a document whose title is of this form. */
export function sectionTitled(document: PolicyDocument, findings: Findings, title: RegExp): Clause[] {
  const outline = findings.index.outlines.get(document.id)!;
  const heading = outline.headings.findIndex((candidate) => title.test(candidate.title));
  return heading < 0 ? [] : clausesUnder(outline, heading).filter(({ text }) => text !== '');
}

/** How a digest of a section is cut. */
export interface DigestRoom {
  each: number;
  total: number;
  citations: number;
}

/** A sentence of a digest, with how much it tells beside the others. */
interface DigestSentence {
  clause: Clause;
  sentence: Sentence;
  order: number;
  /** First sentences come first: a paragraph opens with what it is about. */
  rank: number;
}

function digestSentences(clauses: Clause[]): DigestSentence[] {
  const all: DigestSentence[] = [];
  for (const clause of clauses) {
    ownSentences(clause).forEach((sentence, position) => {
      all.push({ clause, sentence, order: all.length, rank: position });
    });
  }
  return all;
}

/**
 * Writes the gist of clauses in reading order: the first sentence of each, then as many further ones as there is room
 * for, each cut to the words that weigh most.
 */
export function writeDigest(findings: Findings, clauses: Clause[], room: DigestRoom, draft: Draft): void {
  const { question } = findings;
  const sentences = digestSentences(clauses);
  const wanted = Math.max(1, Math.min(sentences.length, room.citations - draft.cited.citations.length));
  const each = Math.max(28, Math.min(room.each, Math.floor(room.total / wanted)));
  const chosen = [...sentences].sort((a, b) => a.rank - b.rank || a.order - b.order).slice(0, wanted);
  let length = 0;
  const inOrder = chosen.sort((a, b) => a.order - b.order);
  for (const { clause, sentence } of question.kind === 'summary'
    ? narrowedFirst(findings, partsFirst(findings, aimLast(inOrder)))
    : narrowedFirst(findings, inOrder)) {
    const text =
      question.kind === 'summary'
        ? trimToOpening(sentence.text, each)
        : trimSentence(sentence.text, question, each);
    if (length + text.length > room.total) break;
    draft.lines.push(`- ${withoutStop(text)}${draft.cited.sentence(clause, sentence)}`);
    length += text.length;
  }
}

/** A matter at least this telling may be one that only some sentences of a section speak of … */
const NARROWING = 2.4;
/** … at most this share of them. */
const SOME = 0.35;

/** What the question names and the section's titles do not is told first, where only few sentences speak of it. */
function narrowedFirst({ question }: Findings, list: DigestSentence[]): DigestSentence[] {
  const [first] = list;
  if (!first) return list;
  const titles = searchForm(first.clause.path.join('，'));
  const narrowing = question.concepts.filter(
    (concept) => concept.isKnown && concept.weight >= NARROWING && matchConcept(concept, titles) === 0,
  );
  const speaks = ({ sentence }: DigestSentence) => {
    const form = searchForm(sentence.text);
    return narrowing.some((concept) => matchConcept(concept, form) >= 1);
  };
  const speaking = list.filter(speaks);
  if (speaking.length === 0 || speaking.length > list.length * SOME) return list;
  return [...speaking, ...list.filter((one) => !speaks(one))];
}

/** A summary begins with what is done; the aim that a section opens with closes it. */
function aimLast(list: DigestSentence[]): DigestSentence[] {
  const [first, ...rest] = list;
  return first && isAim(first.sentence.text) && rest.length > 1 ? [...rest, first] : list;
}

/** Sentences that open alike (着力强化学校精神文化建设，深入搞好学校课程文化建设，…) are what a section is made of: they come first. */
function partsFirst({ index }: Findings, list: DigestSentence[]): DigestSentence[] {
  const documentId = list[0]?.clause.documentId;
  const starts = new Set(
    (documentId === undefined ? [] : index.facts.get(documentId)!.parallels)
      .filter(({ sentences }) => sentences.length > 1)
      .flatMap(({ sentences }) => sentences.map(({ start }) => start)),
  );
  const isPart = ({ sentence }: DigestSentence) => starts.has(sentence.start);
  return [...list.filter(isPart), ...list.filter((one) => !isPart(one))];
}
