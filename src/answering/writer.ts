import type { Clause, Sentence } from '../clauses/clause.ts';
import { type PolicyDocument, pageAt } from '../documents/document.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';
import { mapText, type Span } from '../language/mapped-text.ts';
import type { Citation } from './answer.ts';

/** Longest quote of a citation, in characters (HTTP contract). */
const MAX_QUOTE = 200;

/** Collects an answer's citations and numbers them in order of first use. */
export class CitationList {
  readonly citations: Citation[] = [];
  readonly #index: PolicyIndex;
  readonly #markers = new Map<string, number>();

  constructor(index: PolicyIndex) {
    this.#index = index;
  }

  /**
   * Cites a sentence; gives its marker `[n]`, two where a page ends inside it. `from` lets the quote begin at the title
   * written before it.
   */
  sentence(clause: Clause, sentence: Sentence, from = sentence.start): string {
    const [first, ...others] = sentence.parts ?? [sentence];
    return [{ start: from, end: first!.end }, ...others].map((part) => this.#cite(clause, part)).join('');
  }

  /** Cites words of a document that stand in no particular sentence (a heading, the title). */
  span(document: PolicyDocument, span: Span): string {
    const outline = this.#index.outlines.get(document.id)!;
    const clause =
      outline.clauses.find(({ start, end }) => start <= span.start && end >= span.end) ??
      outline.clauses.find(({ start }) => start >= span.start) ??
      outline.clauses.at(-1)!;
    return this.#cite(clause, span);
  }

  /** Cites a heading with its path, so that the citation shows where it stands. */
  heading(document: PolicyDocument, span: Span, path: string[]): string {
    const outline = this.#index.outlines.get(document.id)!;
    const clause = outline.clauses.find(({ start }) => start >= span.start) ?? outline.clauses.at(-1)!;
    return this.#cite({ ...clause, path }, span);
  }

  /** Takes over the citations of another answer; gives their new markers by the old ones. */
  adopt({ citations }: CitationList): Map<number, number> {
    const markers = new Map<number, number>();
    for (const citation of citations) {
      const key = `${citation.documentId}:${citation.start}:${citation.end}`;
      const marker = this.#markers.get(key) ?? this.citations.length + 1;
      if (!this.#markers.has(key)) this.citations.push({ ...citation, marker });
      this.#markers.set(key, marker);
      markers.set(citation.marker, marker);
    }
    return markers;
  }

  #cite(clause: Clause, span: Span): string {
    const key = `${clause.documentId}:${span.start}:${span.end}`;
    const known = this.#markers.get(key);
    if (known) return `[${known}]`;
    const document = this.#index.documents.find(({ id }) => id === clause.documentId)!;
    const mapped = mapText(document.source, span.start, span.end);
    const end = mapped.text.length > MAX_QUOTE ? mapped.offsets[MAX_QUOTE - 1]! + 1 : span.end;
    const marker = this.citations.length + 1;
    this.citations.push({
      marker,
      documentId: document.id,
      documentTitle: document.title,
      documentStatus: document.status,
      clauseId: clause.id,
      path: clause.path,
      page: pageAt(document, span.start),
      quote: mapped.text.slice(0, MAX_QUOTE),
      start: span.start,
      end,
    });
    this.#markers.set(key, marker);
    return `[${marker}]`;
  }
}

/** How an answer names a document's side: its region, else its title. */
export function speakerOf({ region, title }: Pick<PolicyDocument, 'region' | 'title'>): string {
  return region ?? `《${title}》`;
}

/** Puts a title or words in quotation marks; marks inside become single ones (GB/T 15834—2011, 4.8.3.4). */
export function inQuotes(text: string): string {
  return `“${text.replaceAll('“', '‘').replaceAll('”', '’')}”`;
}

/** Head of a comparison: one row for each document, so that it fits a telephone, too. */
export const COMPARISON_HEAD = ['| 文件 | 写了什么 |', '|---|---|'];

/** One side of a comparison; a draft is said to be one. */
export function comparisonRow(document: PolicyDocument, said: string): string {
  const isDraft = /稿|草案/u.test(document.status);
  const name = `${speakerOf(document)}${isDraft ? `（${document.status}）` : ''}`;
  return `| ${name} | ${said.replaceAll('|', '／')} |`;
}
