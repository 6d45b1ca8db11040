import type { Clause, Outline } from '../clauses/clause.ts';
import { bareTitle, clausesUnder, headingPath, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import type { PolicyDocument } from '../documents/document.ts';
import type { Span } from '../language/mapped-text.ts';
import { searchForm } from '../language/normalise.ts';
import { matchConcept } from '../retrieval/evidence.ts';
import type { Question } from '../retrieval/question.ts';
import { askedDocuments, type Draft, type Findings } from './draft.ts';
import { trimSentence, withoutStop } from './trim.ts';

/** A heading taken for what the question speaks of. */
export interface FoundSection {
  document: PolicyDocument;
  heading: number;
  /** Share of the question's matters that the title (or, at a discount, its path) names. */
  score: number;
}

const IN_ANCESTOR = 0.35;

/** Headings ranked by how much of what the question names (and the documents know) their titles hold. */
export function findSections(findings: Findings, kinds?: RegExp): FoundSection[] {
  const { question, index } = findings;
  const known = question.concepts.filter(({ isKnown }) => isKnown);
  const total = known.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const found: FoundSection[] = [];
  for (const document of askedDocuments(findings)) {
    const outline = index.outlines.get(document.id)!;
    outline.headings.forEach((heading, i) => {
      if (heading.kind === 'label' || (kinds && !kinds.test(heading.title))) return;
      const title = searchForm(bareTitle(heading));
      const above = searchForm(headingPath(outline, heading.parent).join(' '));
      let named = 0;
      for (const concept of known) {
        const own = matchConcept(concept, title);
        named += concept.weight * Math.max(own, IN_ANCESTOR * matchConcept(concept, above));
      }
      if (named > 0) found.push({ document, heading: i, score: named / total });
    });
  }
  return found.sort((a, b) => b.score - a.score);
}

/** What is quoted for a heading: its title, and where it runs into its paragraph the first sentence with it. */
export function titleSpan({ headings, clauses }: Outline, heading: number): Span {
  const { start, end } = headings[heading]!;
  const clause = clauses.find((candidate) => candidate.start >= end);
  const first = clause?.sentences[0];
  const runsIn = first !== undefined && clause!.heading === heading && clause!.start - end <= 1;
  return { start, end: runsIn ? first.end : end };
}

/** Titles of a section's parts as numbered lines, each cited to its heading. */
export function writeParts(findings: Findings, { document, heading }: FoundSection, draft: Draft): number {
  const outline = findings.index.outlines.get(document.id)!;
  const parts = sectionParts(outlineTree(outline), heading);
  parts.forEach((part, i) => {
    const marker = draft.cited.heading(document, titleSpan(outline, part), headingPath(outline, part));
    draft.lines.push(`${i + 1}. ${bareTitle(outline.headings[part]!)}${marker}`);
  });
  return parts.length;
}

/** How many parts a section divides into. */
export function partCount(findings: Findings, { document, heading }: FoundSection): number {
  const outline = findings.index.outlines.get(document.id)!;
  return sectionParts(outlineTree(outline), heading).length;
}

/** Clauses of a section in reading order. */
export function sectionClauses(findings: Findings, { document, heading }: FoundSection): Clause[] {
  return clausesUnder(findings.index.outlines.get(document.id)!, heading).filter(({ text }) => text !== '');
}

/** How a digest of a section is cut. */
export interface DigestRoom {
  each: number;
  total: number;
  citations: number;
}

/** Writes the gist of clauses: of every sentence the words that weigh most, until the room is used. */
export function writeDigest(question: Question, clauses: Clause[], room: DigestRoom, draft: Draft): void {
  const sentences = clauses.flatMap((clause) =>
    clause.sentences
      .filter(
        ({ start }) =>
          clause.unitsSpan === null || start < clause.unitsSpan.start || start >= clause.unitsSpan.end,
      )
      .map((sentence) => ({ clause, sentence })),
  );
  const each = Math.max(
    24,
    Math.min(room.each, Math.floor(room.total / Math.max(1, Math.min(sentences.length, room.citations)))),
  );
  let length = 0;
  for (const { clause, sentence } of sentences) {
    if (draft.cited.citations.length >= room.citations) break;
    const text = trimSentence(sentence.text, question, each);
    if (length + text.length > room.total) break;
    draft.lines.push(`- ${withoutStop(text)}${draft.cited.sentence(clause, sentence)}`);
    length += text.length;
  }
}
