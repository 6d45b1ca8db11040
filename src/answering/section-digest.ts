import { type Clause, type Outline, ownSentences, type Sentence } from '../clauses/clause.ts';
import { bareTitle, clausesUnder, headingPath, outlineTree, sectionParts } from '../clauses/outline-tree.ts';
import { type FoundSection, findSections, sectionsByPlace } from '../retrieval/sections.ts';
import { type Draft, documentOf, type Findings, newDraft } from './draft.ts';
import { sectionClauses, writeDigest } from './sections.ts';
import { trimSentence } from './trim.ts';
import { speakerOf } from './writer.ts';

/** A section is summed up where its title names the matter, or the evidence stands in it, this well together. */
const MIN_SECTION = 0.45;
const MASS_SHARE = 0.45;
/** Evidence looked at for where it stands. */
const TOP_EVIDENCE = 12;
/** A section of fewer sentences is no section to sum up. */
const FEWEST_SENTENCES = 3;
/** Characters of all parts together, and of one sentence at most. */
const TOTAL = 640;
const LONGEST = 90;
const SHORTEST = 28;
const MAX_CITED = 12;

/** Share of the best evidence's score that stands under each heading: `document:heading` → 0–1. */
function evidenceMass({ evidence, index }: Findings): Map<string, number> {
  const mass = new Map<string, number>();
  const top = evidence.slice(0, TOP_EVIDENCE).filter(({ score }) => score > 0);
  const total = top.reduce((sum, { score }) => sum + score, 0) || 1;
  for (const { clause, score } of top) {
    const { headings } = index.outlines.get(clause.documentId)!;
    for (let i = clause.heading; i !== null; i = headings[i]!.parent) {
      const key = `${clause.documentId}:${i}`;
      mass.set(key, (mass.get(key) ?? 0) + score / total);
    }
  }
  return mass;
}

/** The section that a question wants summed up: by its title, and by where the evidence for the question stands. */
function sectionMeant(findings: Findings): FoundSection | null {
  const [placed] = sectionsByPlace(findings.question, findings.index);
  if (placed) return placed;
  const mass = evidenceMass(findings);
  let best: FoundSection | null = null;
  const sections = findSections(findings.question, findings.index);
  const named = sections[0]?.score ?? 1;
  for (const section of sections) {
    const share = mass.get(`${section.document.id}:${section.heading}`) ?? 0;
    // A heading higher up holds all that stands below it: what its own title names must bear it out.
    const score = section.score + MASS_SHARE * share * (section.score / named) ** 2;
    if (score > (best?.score ?? 0) && countSentences(findings, section) >= FEWEST_SENTENCES)
      best = { ...section, score };
  }
  return best && best.score >= MIN_SECTION ? best : sectionOfEvidence(findings, mass);
}

/** A section that holds so much of the evidence is meant though its title says it in other words, unless it is a whole part. */
const MOST_EVIDENCE = 0.65;
const LARGEST_SECTION = 16;

/** The innermost section in which most of the evidence stands; null where it is spread. */
function sectionOfEvidence(findings: Findings, mass: Map<string, number>): FoundSection | null {
  const held = [...mass]
    .filter(([, share]) => share >= MOST_EVIDENCE)
    .map(([key, score]) => {
      const at = key.lastIndexOf(':');
      const document = documentOf(findings, key.slice(0, at));
      return { document, heading: Number(key.slice(at + 1)), score };
    })
    .filter((section) => {
      const count = countSentences(findings, section);
      return count >= FEWEST_SENTENCES && count <= LARGEST_SECTION;
    });
  // Of nested sections the one that begins last is innermost.
  return held.sort((a, b) => b.heading - a.heading)[0] ?? null;
}

function countSentences(findings: Findings, section: FoundSection): number {
  return sectionClauses(findings, section).reduce((sum, { sentences }) => sum + sentences.length, 0);
}

function sentencesOf(clauses: Clause[]): { clause: Clause; sentence: Sentence }[] {
  return clauses.flatMap((clause) => ownSentences(clause).map((sentence) => ({ clause, sentence })));
}

/** So many sentences of a part: its first, those with values, then the others; in reading order. */
export function chooseSentences(clauses: Clause[], count: number): { clause: Clause; sentence: Sentence }[] {
  const rank = ({ sentence }: { sentence: Sentence }, i: number) =>
    i === 0 ? 0 : /\d/u.test(sentence.text) ? 1 : 2;
  return sentencesOf(clauses)
    .map((one, i) => ({ one, i, rank: rank(one, i) }))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .slice(0, count)
    .sort((a, b) => a.i - b.i)
    .map(({ one }) => one);
}

/** How many of a part's sentences are shown, of `room` for all parts: each part at least one, the fuller ones more. */
function sharesOf(counts: number[], room: number): number[] {
  const shares = counts.map((count) => Math.min(1, count));
  for (let left = room - counts.length; left > 0; left--) {
    // The next goes to the part of which least is shown.
    const shown = shares.map((share, i) => (share < counts[i]! ? share / counts[i]! : 1));
    const least = shown.indexOf(Math.min(...shown));
    if (shown[least] === 1) break;
    shares[least]!++;
  }
  return shares;
}

/** Writes a section by its parts, each with its title and what it says; false where it has no parts to go by. */
export function writePartsDigest(
  findings: Findings,
  { document, heading }: FoundSection,
  draft: Draft,
): boolean {
  const outline = findings.index.outlines.get(document.id)!;
  const parts = sectionParts(outlineTree(outline), heading);
  const clauses = clausesUnder(outline, heading).filter(({ text }) => text !== '');
  const under = new Set(parts.flatMap((part) => clausesUnder(outline, part)));
  const beside = clauses.filter((clause) => !under.has(clause));
  // Paragraphs beside the titled ones would be lost: then the section is summed up by its clauses.
  if (parts.length < 2 || beside.length > 2) return false;
  // Asked for as many points as there are parts, the parts are the points.
  const lead = findings.question.members === parts.length ? [] : beside;
  const left = MAX_CITED - draft.cited.citations.length;
  const leads = Math.max(0, Math.min(lead.length, left - parts.length));
  // A title is shown to stand there where there is room for it beside what each part says.
  const citesTitle = 2 * parts.length + leads <= left;
  const counts = parts.map((part) => sentencesOf(clausesUnder(outline, part)).length);
  const shares = sharesOf(counts, left - leads - (citesTitle ? parts.length : 0));
  const shown = shares.reduce((sum, share) => sum + share, leads);
  const each = Math.min(LONGEST, Math.max(SHORTEST, Math.floor(TOTAL / shown)));
  parts.forEach((part, i) => {
    const said = chooseSentences(clausesUnder(outline, part), shares[i]!);
    draft.lines.push(`- ${describePart(findings, { outline, part, citesTitle }, said, each, draft)}`);
  });
  // What stands before the parts sums them up or says their aim: it closes the digest.
  for (const clause of lead.slice(0, leads)) {
    const said = chooseSentences([clause], 1);
    const texts = said.map(
      ({ sentence }) =>
        `${trimSentence(sentence.text, findings.question, each)}${draft.cited.sentence(clause, sentence)}`,
    );
    if (texts.length > 0) draft.lines.push(`- ${texts.join('；')}`);
  }
  return true;
}

function describePart(
  findings: Findings,
  { outline, part, citesTitle }: { outline: Outline; part: number; citesTitle: boolean },
  said: { clause: Clause; sentence: Sentence }[],
  each: number,
  draft: Draft,
): string {
  const heading = outline.headings[part]!;
  const title = bareTitle(heading);
  const document = findings.index.documents.find(({ id }) => id === outline.documentId)!;
  if (said.length === 0)
    return `${title}${draft.cited.heading(document, heading, headingPath(outline, part))}`;
  const isRunIn = said[0]!.clause.start - heading.end <= 1;
  const shown =
    citesTitle && !isRunIn
      ? `${title}${draft.cited.heading(document, heading, headingPath(outline, part))}`
      : title;
  const texts = said.map(({ clause, sentence }, i) => {
    // A title that runs into its paragraph is quoted with it.
    const runsIn = i === 0 && clause.start - heading.end <= 1;
    const marker = draft.cited.sentence(clause, sentence, runsIn ? heading.start : sentence.start);
    return `${trimSentence(sentence.text, findings.question, each)}${marker}`;
  });
  return `${shown}：${texts.join('；')}`;
}

/** Sums up the section that the question means; null where it means none. */
export function summariseSection(findings: Findings): Draft | null {
  const section = sectionMeant(findings);
  if (!section) return null;
  const draft = newDraft(findings);
  draft.lines.push(`${speakerOf(section.document)}：`);
  if (writePartsDigest(findings, section, draft)) return draft;
  const room = { each: LONGEST, total: TOTAL, citations: MAX_CITED };
  writeDigest(findings, sectionClauses(findings, section), room, draft);
  return draft;
}
