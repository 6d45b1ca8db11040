import { createHash } from 'node:crypto';
import { type PolicyDocument, pageAt } from '../documents/document.ts';
import { readLines } from '../documents/lines.ts';
import { sourceSpan } from '../language/mapped-text.ts';
import type { Clause, Outline } from './clause.ts';
import { documentNumbering } from './document-numbering.ts';
import { type Draft, DraftCollector } from './drafts.ts';
import { learnFamilyOrder } from './family-order.ts';
import { readParagraphs } from './headings.ts';
import { joinParagraphs } from './paragraphs.ts';
import { readUnitList } from './responsible-units.ts';
import { splitSentences } from './sentences.ts';
import { holdWhole } from './whole-source.ts';

/** Makes ids from what the clause says and where, so that they survive a rebuild and edits elsewhere. */
function idMaker(documentId: string): (draft: Draft) => string {
  const used = new Map<string, number>();
  return ({ path, mapped }) => {
    const content = [...path, mapped.text].join('\n');
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const count = (used.get(hash) ?? 0) + 1;
    used.set(hash, count);
    return count === 1 ? `${documentId}-${hash}` : `${documentId}-${hash}-${count}`;
  };
}

/** The rows of a table with a stop between them, so that the last cell of one and the first of the next stay apart. */
function tableText(text: string, seams: number[]): string {
  const edges = [0, ...seams, text.length];
  const rows = edges.slice(0, -1).map((start, i) => text.slice(start, edges[i + 1]));
  return rows.filter((row) => /[\p{L}\p{N}]/u.test(row)).join('；');
}

/** The first line of a row whose name goes on below: its number and nothing but the name. */
const OPENS_ROW = /^\d{1,3} [^ ]+$/u;

/** The edges between the rows of a table; a row whose name takes two lines has none inside. */
function rowSeams(text: string, seams: number[]): number[] {
  return seams.filter((seam, i) => !OPENS_ROW.test(text.slice(seams[i - 1] ?? 0, seam)));
}

function toClause(draft: Draft, document: PolicyDocument, idOf: (draft: Draft) => string): Clause {
  const { mapped, from, kind, path, heading, cuts } = draft;
  const seams = kind === 'table-row' ? rowSeams(mapped.text, draft.seams) : draft.seams;
  const units = readUnitList(mapped, seams);
  const edges = units ? [units.textStart, units.textEnd] : [];
  const boundaries = [...new Set([...seams, ...edges])].sort((a, b) => a - b);
  const isOrnament = !/\p{L}/u.test(mapped.text.replace(/^第\d+页/u, ''));
  const span = sourceSpan(mapped, 0, mapped.text.length);
  return {
    id: idOf(draft),
    documentId: document.id,
    kind,
    path,
    heading,
    ...span,
    text: kind === 'table-row' ? tableText(mapped.text, seams) : mapped.text.slice(from),
    page: pageAt(document, span.start),
    // What is printed between two pages says nothing that could be quoted.
    sentences:
      kind === 'front' && isOrnament
        ? []
        : splitSentences(mapped, from, { boundaries, cuts, isTable: kind === 'table-row' }),
    responsibleUnits: units?.units ?? [],
    unitsSpan: units?.span ?? null,
  };
}

/** Understands a document: headings and clauses, which together hold every character of it exactly once. */
export function splitClauses(document: PolicyDocument): Outline {
  const lines = readLines(document.source);
  const readNumber = documentNumbering(lines);
  const reads = readParagraphs(document, joinParagraphs(lines, readNumber), readNumber);
  const markers = reads.flatMap(({ heading }) => (heading?.marker ? [heading.marker] : []));
  const collector = new DraftCollector(learnFamilyOrder(markers));
  for (const read of reads) collector.read(read);
  const { headings } = collector.tree;
  const firstHeading = headings[0]?.start ?? Number.POSITIVE_INFINITY;
  const idOf = idMaker(document.id);
  const clauses = collector.drafts.map((draft) => {
    const clause = toClause(draft, document, idOf);
    const isFront = clause.start < firstHeading && clause.kind === 'text' && !/[。；]/u.test(clause.text);
    return isFront ? { ...clause, kind: 'front' as const } : clause;
  });
  holdWhole(document.source, headings, clauses);
  return { documentId: document.id, title: document.title, headings, clauses };
}
