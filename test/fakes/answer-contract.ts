import { expect } from 'vitest';
import type { Answer } from '../../src/answering/answer.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';

/** Contract limits: characters of a quote, characters of an answer, citations of an answer. */
const MAX_QUOTE = 200;
const MAX_ANSWER = 800;
const MAX_CITATIONS = 20;

/** What a quote and its source are compared in: white space and Markdown marks removed. */
function bare(text: string): string {
  return text.replace(/[\s#*|]/gu, '');
}

/** Numbers of the markers [n] in an answer, in order of first use. */
function markersIn(answer: string): number[] {
  return [...new Set([...answer.matchAll(/\[(\d+)\]/gu)].map((match) => Number(match[1])))];
}

/** Everything that an answer breaks of what the HTTP contract promises of every answer; empty when it keeps it all. */
export function contractBreaches(answer: Answer, index: PolicyIndex): string[] {
  const { citations } = answer;
  const breaches: string[] = [];
  const require = (isKept: boolean, breach: string) => {
    if (!isKept) breaches.push(breach);
  };
  require(markersIn(answer.answer).join() ===
    citations
      .map((_, i) => i + 1)
      .join(), 'markers in the answer are not 1…n in order, each resolving and each used');
  require(citations.every(({ marker }, i) => marker === i + 1), 'citations are not numbered in order');
  require(citations.length <= MAX_CITATIONS, `${citations.length} citations`);
  require(answer.answer.length <= MAX_ANSWER, `${answer.answer.length} characters`);
  require(answer.answer.trim() !== '', 'empty answer');
  require(answer.status !== 'answered' || citations.length > 0, 'answered without a citation');
  for (const { documentId, clauseId, quote, start, end, documentTitle, documentStatus } of citations) {
    const document = index.documents.find(({ id }) => id === documentId);
    if (!document) {
      breaches.push(`unknown document ${documentId}`);
      continue;
    }
    require(documentTitle === document.title &&
      documentStatus === document.status, 'title or status of another document');
    require(bare(quote) === bare(document.source.slice(start, end)), `quote is not verbatim: ${quote}`);
    require(bare(quote) !== '' && quote.length <= MAX_QUOTE, `quote of ${quote.length} characters`);
    require(index.outlines
      .get(documentId)!
      .clauses.some(({ id }) => id === clauseId), `unknown clause ${clauseId}`);
  }
  if (answer.status === 'not_found') {
    const said = answer.answer.replace(/《[^》]*》|\[\d+\]/gu, '');
    require(!/[\d０-９%％]|百分之/u.test(said), `a refusal states a figure: ${said}`);
  }
  return breaches;
}

/** Fails naming the breaches when an answer does not keep the contract. */
export function expectContractKept(answer: Answer, index: PolicyIndex): void {
  expect(contractBreaches(answer, index), answer.answer).toEqual([]);
}
