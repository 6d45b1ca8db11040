import type { Span } from '../language/mapped-text.ts';

/** The years a plan covers, both inclusive. */
export interface PlanPeriod {
  fromYear: number;
  toYear: number;
}

/** A published document with what its own text says about it (`sources.json` may overrule). */
export interface PolicyDocument {
  /** Short stable id: from `sources.json`, else made from the file name. */
  id: string;
  /** File name inside the documents folder. */
  file: string;
  /** Decoded text of the file; every offset in the product points into it. */
  source: string;
  /** The same text as it is read and shown, at the same offsets: orders to machines and hidden characters blanked. */
  shown: string;
  /** SHA-256 of the file's bytes, hex. */
  hash: string;
  title: string;
  issuer: string | null;
  /** Whom the issuing notice addresses, as printed. */
  addressee: string | null;
  /** ISO date (2023-11-23) of the issuing notice. */
  issuedOn: string | null;
  /** 征求意见稿 | 现行 | 试行 | … as read from the document; 未注明 where it says nothing. */
  status: string;
  period: PlanPeriod | null;
  /** Administrative region it speaks for, as printed: 西青区. */
  region: string | null;
  /** Where it was published, for people. */
  origin: string | null;
  /** Source offset at which each page starts; empty where the source shows no pages. */
  pageStarts: number[];
  /** Where the text states each fact above, for citing it. */
  evidence: Partial<Record<'title' | 'issuer' | 'addressee' | 'issuedOn' | 'status' | 'period', Span>>;
}

/** Page number (from 1) of a source offset, or null where the document shows no pages. */
export function pageAt(document: Pick<PolicyDocument, 'pageStarts'>, offset: number): number | null {
  const { pageStarts } = document;
  if (pageStarts.length === 0) return null;
  let page = 0;
  while (page < pageStarts.length && pageStarts[page]! <= offset) page++;
  return Math.max(page, 1);
}
