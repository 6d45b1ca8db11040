import { statusView } from './answer-view.ts';
import {
  type SourceBlock,
  type SourceClause,
  type SourceHeading,
  type SourceSpan,
  shownText,
  sourceBlocks,
} from './source-blocks.ts';
import { strings } from './strings.ts';
import { h, type View } from './view.ts';

/** A document as `/api/documents/:id` describes it, as far as the page shows it. */
export interface SourceDocument {
  id: string;
  title: string;
  issuer: string | null;
  issuedOn: string | null;
  status: string;
  period: { fromYear: number; toYear: number } | null;
  outline: { headings: readonly SourceHeading[]; clauses: readonly SourceClause[] };
}

/** The element id of a heading, for the outline's links. */
function headingId(block: SourceSpan): string {
  return `h-${block.start}`;
}

/** The facts of a document in one line. */
export function documentFacts(document: Omit<SourceDocument, 'outline'>): View {
  const facts = [
    document.issuer,
    document.issuedOn === null ? null : strings.issued(document.issuedOn),
    document.period === null ? null : strings.plan(document.period.fromYear, document.period.toYear),
  ].filter((fact) => fact !== null);
  return h('p', { class: 'facts' }, statusView(document.status), ' ', facts.join(' · '));
}

/** The whole source as readable paragraphs, each clause under its own id, the words asked for marked. */
export function sourceArticle(
  document: SourceDocument,
  text: string,
  marked: SourceSpan | null = null,
): View {
  const blocks = sourceBlocks(text, document.outline);
  const views: View[] = [];
  let page: number | null = null;
  for (let position = 0; position < blocks.length; position++) {
    const block = blocks[position]!;
    const next = blocks[position + 1];
    const opened = block.page ?? (isRunIn(block, next, text) ? next?.page : null) ?? null;
    if (opened !== null && opened !== page)
      views.push(h('p', { class: 'page', 'aria-hidden': 'true' }, strings.page(opened)));
    page = opened ?? page;
    if (next !== undefined && isRunIn(block, next, text)) {
      views.push(
        h('div', { class: 'run-in' }, blockView(block, text, marked), blockView(next, text, marked)),
      );
      position++;
    } else views.push(blockView(block, text, marked));
  }
  return h('div', { class: 'source-text' }, ...views);
}

/** True for a heading whose clause goes on in the same line: `1. 建强组织体系。…`. */
function isRunIn(block: SourceBlock, next: SourceBlock | undefined, text: string): boolean {
  return (
    block.kind === 'heading' &&
    next?.kind === 'clause' &&
    !text.slice(block.end - 1, next.start + 1).includes('\n')
  );
}

function blockView(block: SourceBlock, text: string, marked: SourceSpan | null): View {
  const place = { 'data-start': String(block.start), 'data-end': String(block.end) };
  const words = blockWords(text, block, marked);
  if (block.kind === 'rest') return h('p', { class: 'rest', ...place }, ...words);
  if (block.kind === 'clause') {
    return h('p', { class: block.isRow ? 'clause row' : 'clause', id: block.clauseId, ...place }, ...words);
  }
  if (block.isLabel) return h('p', { class: 'label', id: headingId(block), ...place }, ...words);
  return h(`h${Math.min(6, block.level + 2)}`, { id: headingId(block), ...place }, ...words);
}

/** The words of a stretch of the source, the highlighted ones in `<mark>`. */
export function blockWords(source: string, block: SourceSpan, marked: SourceSpan | null): View[] {
  return shownText(source, block, marked).map((piece) =>
    piece.isMarked ? h('mark', {}, piece.text) : piece.text,
  );
}

/** Links to the numbered headings. */
export function outlineView(document: SourceDocument): View {
  const headings = document.outline.headings.filter(
    (heading) => heading.kind === 'numbered' && heading.level <= 4,
  );
  const items = headings.map((heading) =>
    h(
      'li',
      { class: `level-${Math.min(4, heading.level)}` },
      h('a', { href: `#${headingId(heading)}` }, heading.title),
    ),
  );
  return h('nav', { class: 'outline', 'aria-label': strings.outline }, h('ul', {}, ...items));
}
