import type { Draft, Findings } from '../answering/draft.ts';
import type { Clause } from '../clauses/clause.ts';
import { readingsOf } from '../facts/tables.ts';
import { segmentsOf } from '../language/segments.ts';
import type { ShownClause } from '../proving/prove-statement.ts';
import { statementsOf } from '../proving/statements.ts';

/** What a model is given to answer from. */
export interface Material {
  /** JSON, one object a line: what comes from documents or people cannot leave its line. */
  lines: string[];
  shown: Map<string, ShownClause>;
}

/** Clauses shown at most, and characters of each. */
const MOST_CLAUSES = 12;
const LONGEST_CLAUSE = 900;
/** Characters of a quotation, as the prompt asks for it; only a single part may be longer. */
const LONGEST_QUOTE = 80;
/** Evidence of less than this share of the best is not shown. */
const NEAR_BEST = 0.5;

/**
 * Puts together the clauses to show: those of the extractive answer, then the best other evidence of each finding. The findings
 * take turns: the whole question finds enough to leave no room for what was looked for on its own.
 */
function clausesToShow(draft: Draft, findings: Findings[]): Clause[] {
  const chosen: Clause[] = [];
  const add = (clause: Clause | undefined) => {
    if (clause && chosen.length < MOST_CLAUSES && !chosen.includes(clause)) chosen.push(clause);
  };
  const [{ index }] = findings as [Findings];
  for (const { documentId, clauseId } of draft.cited.citations)
    add(index.outlines.get(documentId)?.clauses.find(({ id }) => id === clauseId));
  const queues = findings.map(({ evidence }) => {
    const best = evidence[0]?.score ?? 0;
    return evidence.filter(({ score }) => score >= best * NEAR_BEST).map(({ clause }) => clause);
  });
  while (chosen.length < MOST_CLAUSES && queues.some((queue) => queue.length > 0))
    for (const queue of queues) add(nextNew(queue, chosen));
  return chosen;
}

/** Takes the next clause that is not chosen yet out of a queue. */
function nextNew(queue: Clause[], chosen: Clause[]): Clause | undefined {
  for (;;) {
    const clause = queue.shift();
    if (!clause || !chosen.includes(clause)) return clause;
  }
}

/** The first parts of a quotation, up to a comma or a stop: a model that repeats them says nothing half. */
function openingOf(quote: string): string {
  const parts = segmentsOf(quote);
  let opening = parts[0] ?? quote;
  for (const part of parts.slice(1)) {
    if (opening.length + part.length > LONGEST_QUOTE) break;
    opening += part;
  }
  return opening;
}

function draftLines(draft: Draft, handleOf: Map<string, string>): string[] {
  const { citations } = draft.cited;
  return statementsOf(draft.lines.join('\n')).flatMap(({ text, markers }) => {
    const cited = markers.flatMap((marker) => citations.filter((one) => one.marker === marker));
    // Of an answer that cites more clauses than are shown, some have no handle.
    const handles = [...new Set(cited.flatMap(({ clauseId }) => handleOf.get(clauseId) ?? []))];
    const words = text.replace(/^[；;。，、\s-]+|^\d+\.\s/gu, '').replace(/[；;。：\s]+$/gu, '');
    if (handles.length === 0 || words.length < 4) return [];
    return [JSON.stringify({ draft: words, handles, quotes: cited.map(({ quote }) => openingOf(quote)) })];
  });
}

/** Writes what the model is shown: the question and what was asked before, the clauses with handles, the extractive answer. */
export function gatherMaterial(
  request: { question: string; history?: { role: string; content: string }[] },
  draft: Draft,
  findings: Findings[],
): Material {
  const [{ index }] = findings as [Findings];
  const shown = new Map<string, ShownClause>();
  const handleOf = new Map<string, string>();
  const clauseLines = clausesToShow(draft, findings).map((clause, i) => {
    const handle = `C${i + 1}`;
    const document = index.documents.find(({ id }) => id === clause.documentId)!;
    shown.set(handle, { clause, document });
    handleOf.set(clause.id, handle);
    const text = readingsOf(clause).join('').slice(0, LONGEST_CLAUSE);
    const { title, region, status } = document;
    return JSON.stringify({
      handle,
      document: title,
      district: region,
      status,
      path: clause.path.join(' > '),
      text,
    });
  });
  const earlier = (request.history ?? []).filter(({ role }) => role === 'user');
  return {
    lines: [
      JSON.stringify({ question: request.question }),
      ...earlier.map(({ content }) => JSON.stringify({ earlier: content.slice(0, 300) })),
      ...clauseLines,
      ...draftLines(draft, handleOf),
    ],
    shown,
  };
}
